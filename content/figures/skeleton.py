"""A pose becomes a body: where every joint is, limbs always of their own length.

Knees and elbows follow from where feet and hands are, by two-bone inverse kinematics: of all bends that reach the
target, the one toward the pole (where the knee or elbow points).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import sqrt
from typing import TypeVar

from content.figures import body
from content.figures.body import LIMBS, SideName
from content.figures.model import Block, By, Foot, Hand, Pose, Where
from content.figures.vectors import AHEAD, UP, Vec, between, turned_between, vec

Joints = Mapping[str, Vec]
End = TypeVar("End", Foot, Hand)


class PoseError(ValueError):
    """A pose that cannot be taken: the message says which part, and what to change."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A stiff part of the trunk: three directions at right angles, each of length 1."""

    up: Vec
    ahead: Vec

    @property
    def right(self) -> Vec:
        """Toward the person's right."""
        return self.ahead.cross(self.up)


@dataclass(frozen=True, slots=True)
class Body:
    """Every joint of a figure in space, and how its trunk and head are turned."""

    joints: Joints
    pelvis: Frame
    chest: Frame
    looks: Vec
    fronts: Mapping[str, Vec]
    """Where the front of each leg and the outside of each elbow points ("right_foot", "left_hand"): the bend's side."""
    short: Mapping[str, float] = field(default_factory=dict)
    """By how much a hand or foot misses its place, where it does."""


@dataclass(frozen=True, slots=True)
class Blend:
    """Somewhere on the way from one pose to another: share 0 is the first, 1 the second.

    `breath` from 0 (out) to 1 (in) lifts the chest by a few thousandths and lets the belly out.
    """

    start: Pose
    end: Pose
    share: float = 0.0
    breath: float = 0.0


BREATH_AHEAD, BREATH_UP, BREATH_BELLY = 0.006, 0.004, 0.018


def solved(blend: Blend) -> Body:
    """The body in this pose. Raises PoseError."""
    return _Solver(blend).body()


class _Solver:
    """Builds one body: trunk first, then the limbs in an order in which each finds what it leans on."""

    def __init__(self, blend: Blend) -> None:
        self._blend = blend
        self._joints: dict[str, Vec] = {}
        self._short: dict[str, float] = {}
        self._fronts: dict[str, Vec] = {}

    def body(self) -> Body:
        start, end, share = self._blend.start, self._blend.end, self._blend.share
        pelvis = _frame(_block(start.pelvis, end.pelvis, share), "pelvis")
        chest = _frame(_block(start.chest or start.pelvis, end.chest or end.pelvis, share), "chest")
        looks = self._trunk(pelvis, chest)
        waiting = ["right_foot", "left_foot", "right_hand", "left_hand"]
        while waiting:
            placed = [limb for limb in waiting if self._can_be_placed(limb)]
            if not placed:
                raise PoseError(f"{waiting[0]}: {self._wanted(waiting[0])} cannot be found")
            for limb in placed:
                self._place(limb)
                waiting.remove(limb)
        return Body(self._joints, pelvis, chest, looks, self._fronts, self._short)

    def _trunk(self, pelvis: Frame, chest: Frame) -> Vec:
        start, end, share = self._blend.start, self._blend.end, self._blend.share
        joints = self._joints
        hips = between(vec(start.pelvis.at), vec(end.pelvis.at), share)
        joints["pelvis"] = hips
        joints["right_hip"] = hips + pelvis.right * body.HALF_PELVIS
        joints["left_hip"] = hips - pelvis.right * body.HALF_PELVIS
        lumbar = (pelvis.up + chest.up).unit(pelvis.up)
        joints["waist"] = hips + lumbar * body.LUMBAR
        joints["chest"] = joints["waist"] + chest.up * body.THORAX
        breath = self._blend.breath
        front = (pelvis.ahead + chest.ahead).unit(chest.ahead)
        joints["belly"] = (
            joints["waist"] + front * (body.BELLY + BREATH_BELLY * breath) - lumbar * (body.LUMBAR / 4)
        )
        lift = chest.up * (BREATH_UP * breath + _mix(start.shrug[1], end.shrug[1], share))
        lift += chest.ahead * (BREATH_AHEAD * breath + _mix(start.shrug[0], end.shrug[0], share))
        joints["right_shoulder"] = joints["chest"] + chest.right * body.HALF_SHOULDERS + lift
        joints["left_shoulder"] = joints["chest"] - chest.right * body.HALF_SHOULDERS + lift
        crown = between(_crown(start, chest), _crown(end, chest), share).unit(chest.up)
        joints["head"] = (
            joints["chest"] + (chest.up + crown).unit(crown) * body.NECK + crown * (body.HEAD * 0.8)
        )
        return between(_looks(start, chest), _looks(end, chest), share).unit(chest.ahead)

    def _wanted(self, limb: str) -> str:
        named = [getattr(pose, limb).at for pose in (self._blend.start, self._blend.end)]
        return next((repr(at) for at in named if isinstance(at, str)), "its place")

    def _can_be_placed(self, limb: str) -> bool:
        return all(
            self._find(getattr(pose, limb).at) is not None for pose in (self._blend.start, self._blend.end)
        )

    def _find(self, where: Where) -> Vec | None:
        """The point; None where it is a joint that is not placed yet. Raises PoseError for an unknown name."""
        if not isinstance(where, str):
            return vec(where)
        name, _, share = where.partition(" ")
        if share:
            return self._on_limb(name, share)
        if name not in _JOINTS:
            raise PoseError(f"there is no joint {name!r}; joints are {', '.join(sorted(_JOINTS))}")
        return self._joints.get(name)

    def _on_limb(self, name: str, share: str) -> Vec | None:
        if name not in LIMBS:
            raise PoseError(f"there is no limb {name!r}; limbs are {', '.join(sorted(LIMBS))}")
        start, end = (self._joints.get(joint) for joint in LIMBS[name])
        if start is None or end is None:
            return None
        try:
            return between(start, end, float(share))
        except ValueError:
            raise PoseError(f"{name} {share}: the place on a limb is a number from 0 to 1") from None

    def _place(self, limb: str) -> None:
        side: SideName = "right" if limb.startswith("right") else "left"
        if limb.endswith("foot"):
            self._leg(side)
        else:
            self._arm(side)

    def _leg(self, side: SideName) -> None:
        start: Foot = getattr(self._blend.start, f"{side}_foot")
        end: Foot = getattr(self._blend.end, f"{side}_foot")
        share, hip = self._blend.share, self._joints[f"{side}_hip"]
        pole = _direction(start.knee, end.knee, share, f"{side}_foot.knee")
        toes = _direction(start.toes, end.toes, share, f"{side}_foot.toes")

        def ankle_of(at: Vec, by: By) -> Vec:
            """From where the toes or the heel are; the sole depends on the leg, and the leg on the ankle."""
            if by is By.ANKLE:
                return at
            reach = body.TOES if by is By.TOES else -body.HEEL
            ankle = at + UP * body.ANKLE_HEIGHT
            for _ in range(2):
                ankle = at - toes * reach - _sole(ankle - hip, pole, toes) * body.ANKLE_HEIGHT
            return ankle

        target = self._target(start, end, hip, lambda at, foot: ankle_of(at, foot.by))
        knee, ankle = self._bent(f"{side}_foot", hip, target, pole)
        sole = _sole(ankle - hip, pole, toes)
        self._joints |= {
            f"{side}_knee": knee,
            f"{side}_ankle": ankle,
            f"{side}_heel": ankle + sole * body.ANKLE_HEIGHT - toes * body.HEEL,
            f"{side}_toes": ankle + sole * body.ANKLE_HEIGHT + toes * body.TOES,
        }

    def _arm(self, side: SideName) -> None:
        start: Hand = getattr(self._blend.start, f"{side}_hand")
        end: Hand = getattr(self._blend.end, f"{side}_hand")
        share, shoulder = self._blend.share, self._joints[f"{side}_shoulder"]
        pole = _direction(start.elbow, end.elbow, share, f"{side}_hand.elbow")
        target = self._target(start, end, shoulder, lambda at, _: at)
        elbow, wrist = self._bent(f"{side}_hand", shoulder, target, pole)
        straight = (wrist - elbow).unit()
        points = between(_fingers(start, straight), _fingers(end, straight), share).unit(straight)
        self._joints |= {
            f"{side}_elbow": elbow,
            f"{side}_wrist": wrist,
            f"{side}_fingers": wrist + points * body.HAND,
        }

    def _target(self, start: End, end: End, root: Vec, place: Callable[[Vec, End], Vec]) -> Vec:
        """Where the limb's end is now: it stays on the spot, or swings about its own root."""
        found = [self._find(one.at) for one in (start, end)]
        assert found[0] is not None
        assert found[1] is not None
        first, last = place(found[0] + vec(start.off), start), place(found[1] + vec(end.off), end)
        if start.at == end.at and _by(start) == _by(end):
            return place(found[0] + between(vec(start.off), vec(end.off), self._blend.share), start)
        return root + turned_between(first - root, last - root, self._blend.share)

    def _bent(self, limb: str, root: Vec, target: Vec, pole: Vec) -> tuple[Vec, Vec]:
        """The middle joint and the end of a limb of two bones that reaches for the target, as far as it can."""
        upper, lower = _BONES[limb.endswith("foot")]
        way = target - root
        distance = min(max(way.length, abs(upper - lower) + 1e-6), upper + lower)
        direction = way.unit(-UP)
        if abs(way.length - distance) > 1e-6:
            self._short[limb] = abs(way.length - distance)
        along = (upper * upper - lower * lower + distance * distance) / (2 * distance)
        beside = sqrt(max(0.0, upper * upper - along * along))
        side = pole.across(direction).unit(UP.across(direction).unit(AHEAD.across(direction)))
        self._fronts[limb] = side
        return root + direction * along + side * beside, root + direction * distance


_BONES = {True: (body.THIGH, body.SHANK), False: (body.UPPER_ARM, body.FOREARM)}
_JOINTS = {"belly", *(joint for ends in LIMBS.values() for joint in ends)}


def _by(one: Foot | Hand) -> By | None:
    return one.by if isinstance(one, Foot) else None


def _mix(start: float, end: float, share: float) -> float:
    return start + (end - start) * share


def _block(start: Block, end: Block, share: float) -> tuple[Vec, Vec]:
    return between(vec(start.up), vec(end.up), share), between(vec(start.faces), vec(end.faces), share)


def _frame(directions: tuple[Vec, Vec], part: str) -> Frame:
    """Up leads; what faces is set at a right angle to it."""
    up, faces = directions
    try:
        upward = up.unit()
        return Frame(upward, faces.across(upward).unit())
    except ValueError:
        raise PoseError(f"{part}: up and faces must be two directions, and not the same") from None


def _direction(
    start: tuple[float, float, float], end: tuple[float, float, float], share: float, name: str
) -> Vec:
    try:
        return turned_between(vec(start).unit(), vec(end).unit(), share).unit()
    except ValueError:
        raise PoseError(
            f"{name}: a direction needs a length above 0, and must not turn right round"
        ) from None


def _crown(pose: Pose, chest: Frame) -> Vec:
    return vec(pose.head.up).unit(chest.up) if pose.head.up else chest.up


def _looks(pose: Pose, chest: Frame) -> Vec:
    return vec(pose.head.looks).unit(chest.ahead) if pose.head.looks else chest.ahead


def _fingers(hand: Hand, straight: Vec) -> Vec:
    return vec(hand.fingers).unit(straight) if hand.fingers else straight


def _sole(leg: Vec, pole: Vec, toes: Vec) -> Vec:
    """Which way the sole of the foot faces: at a right angle to the toes, away from the shin's front."""
    hinge = leg.cross(pole).unit(Vec(0, 0, 1))
    return toes.cross(hinge).unit(-UP)
