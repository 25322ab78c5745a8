"""A pose file: where the parts of the body are in a few key poses, what stands around, and how it is looked at.

Written for the first side, the right one; the left is its mirror image. Places are points [x, y, z] (see `vectors`), or
the name of a joint or of a place on a limb ("left_knee", "left_thigh 0.6").
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Point = tuple[float, float, float]
Where = Point | str


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Block(_Frozen):
    """A stiff part of the trunk: which way its upper end points, and which way its front faces."""

    up: Point = (0, 1, 0)
    faces: Point = (1, 0, 0)


class Pelvis(Block):
    """The middle between the hip joints, `at` a point."""

    at: Point


class Head(_Frozen):
    """Which way the crown points (as the chest, where None), and where the person looks."""

    up: Point | None = None
    looks: Point | None = None


class By(StrEnum):
    """Which part of a foot is meant by its place."""

    ANKLE = "ankle"
    TOES = "toes"
    HEEL = "heel"


class Foot(_Frozen):
    """Where a foot is: `at` plus `off`; `knee` is where the knee points, `toes` from the heel to the toes."""

    at: Where
    off: Point = (0, 0, 0)
    by: By = By.ANKLE
    knee: Point
    toes: Point


class Hand(_Frozen):
    """Where a wrist is: `at` plus `off`; `elbow` is where the elbow points, `fingers` as the forearm where None."""

    at: Where
    off: Point = (0, 0, 0)
    elbow: Point
    fingers: Point | None = None


class Pose(_Frozen):
    """The whole body at one moment. `shrug` moves both shoulders from their place: [ahead, up] of the chest."""

    pelvis: Pelvis
    chest: Block | None = None
    head: Head = Head()
    shrug: tuple[float, float] = (0, 0)
    right_foot: Foot
    left_foot: Foot
    right_hand: Hand
    left_hand: Hand


class View(_Frozen):
    """From where it is looked at, in degrees: `yaw` 0 sees the right side, -90 the front; `pitch` is from above."""

    yaw: float = Field(default=-35, ge=-180, le=180)
    pitch: float = Field(default=12, ge=0, le=90)


class Muscle(StrEnum):
    """What is tinted because it works or is stretched there."""

    PSOAS = "psoas"
    GLUTE = "glute"
    OUTER_HIP = "outer_hip"
    THIGH = "thigh"
    HAMSTRING = "hamstring"
    INNER_THIGH = "inner_thigh"
    CALF = "calf"
    BELLY = "belly"
    LOW_BACK = "low_back"
    FLANK = "flank"
    SHOULDER = "shoulder"


class Tint(_Frozen):
    """A muscle of one side, or of both."""

    muscle: Muscle
    side: Literal["right", "left", "both"] = "both"


class Mat(_Frozen):
    """A mat on the floor: its middle, and how long (along x) and wide it is."""

    kind: Literal["mat"]
    at: tuple[float, float] = (0, 0)
    long: float = 1.15
    wide: float = 0.44


class Chair(_Frozen):
    """A chair: `at` the middle of its seat's front edge on the floor (x, z), `faces` away from its back (x, z)."""

    kind: Literal["chair"]
    at: tuple[float, float]
    faces: tuple[float, float] = (1, 0)
    seat: float = 0.25
    deep: float = 0.25
    wide: float = 0.26
    back: float = 0.27


class Desk(_Frozen):
    """A desk: the middle of its top (x, z), how high, and how far it reaches along x and z."""

    kind: Literal["desk"]
    at: tuple[float, float]
    high: float = 0.42
    long: float = 0.28
    wide: float = 0.5


class Wall(_Frozen):
    """A wall across x at `at`, or across z where `across` says so; `from_` and `to` along it, `high` up."""

    kind: Literal["wall"]
    across: Literal["x", "z"] = "x"
    at: float
    start: float = -0.4
    end: float = 0.4
    high: float = 1.1


class Doorway(_Frozen):
    """An open door frame across x at `at`; `wide` inside, its middle at z = `middle`."""

    kind: Literal["doorway"]
    at: float = 0
    middle: float = 0
    wide: float = 0.5
    high: float = 1.15


class Box(_Frozen):
    """A block, a step or a cushion: the middle of its top, and its measures along x, y, z."""

    kind: Literal["block"]
    top: Point
    size: Point = (0.14, 0.05, 0.09)


class Strap(_Frozen):
    """A strap from one joint or limb to another."""

    kind: Literal["strap"]
    start: str
    end: str


Prop = Annotated[Mat | Chair | Desk | Wall | Doorway | Box | Strap, Field(discriminator="kind")]


class Motion(_Frozen):
    """How the poses follow each other.

    `enter` leads from the first pose into the last, which is held. `rep` is one cycle of a movement, as pairs of a pose
    and a share of the cycle from 0 to 1; it makes `reps` repetitions (two where the sides alternate). A movement that
    `flows`, such as a circle, does not come to rest in each of its poses.
    """

    enter: tuple[str, ...] = Field(min_length=1)
    rep: tuple[tuple[str, float], ...] = ()
    reps: int = Field(default=1, ge=1, le=2)
    flows: bool = False


class Figure(_Frozen):
    """One pose file. `still` is the pose of the still picture, the last of `motion.enter` where it is None."""

    view: View = View()
    props: tuple[Prop, ...] = ()
    tints: tuple[Tint, ...] = Field(min_length=1)
    motion: Motion
    poses: Mapping[str, Pose] = Field(min_length=1)
    still: str | None = None

    @model_validator(mode="after")
    def _names_are_known(self) -> Self:
        named = [
            *self.motion.enter,
            *(pose for pose, _ in self.motion.rep),
            *([self.still] if self.still else []),
        ]
        unknown = [name for name in named if name not in self.poses]
        if unknown:
            raise ValueError(f"there is no pose {unknown[0]!r}")
        shares = [share for _, share in self.motion.rep]
        if shares and (shares[0] != 0 or shares[-1] != 1 or shares != sorted(shares)):
            raise ValueError("motion.rep: the shares must rise from 0 to 1")
        if shares and self.motion.rep[0][0] != self.motion.rep[-1][0]:
            raise ValueError("motion.rep: a cycle must end in the pose it begins with")
        return self


def filled_in(read: Mapping[str, Any]) -> dict[str, Any]:
    """A pose file as it was read, with what a pose that is `like` another leaves out taken from that, part by part.

    Raises ValueError where that other one does not come before it.
    """
    poses = read.get("poses")
    if not isinstance(poses, dict):
        return dict(read)
    done: dict[str, Any] = {}
    for name, pose in poses.items():
        done[name] = _like_its_model(name, pose, done) if isinstance(pose, dict) and "like" in pose else pose
    return {**read, "poses": done}


def _like_its_model(name: str, pose: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    model = before.get(pose["like"])
    if not isinstance(model, dict):
        raise ValueError(f"poses.{name} is like {pose['like']!r}, and no such pose comes before it")
    own = {part: facts for part, facts in pose.items() if part != "like"}
    return {**model, **{part: _merged(model.get(part), facts) for part, facts in own.items()}}


def _merged(base: Any, own: Any) -> Any:
    return {**base, **own} if isinstance(base, dict) and isinstance(own, dict) else own
