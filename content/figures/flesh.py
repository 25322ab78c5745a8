"""What a body looks like: joints become rounded shapes with clothes on, and the tinted muscle lies on top."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from content.figures import palette
from content.figures.body import HEAD, RADII, SIDES, SideName
from content.figures.model import Muscle, Tint
from content.figures.shapes import Ball, Blob, bar
from content.figures.skeleton import Body
from content.figures.vectors import Vec, between

ON_TOP = 0.05
"""How much nearer a tinted muscle is drawn than it lies, so that it shows on the limb it belongs to."""


def flesh(body: Body) -> Iterator[Blob]:
    """The whole figure, without its tint."""
    yield from _trunk(body)
    for side in SIDES:
        yield from _leg(body, side)
        yield from _arm(body, side)
    yield from _head(body)


def _trunk(body: Body) -> Iterator[Blob]:
    joints, pelvis, chest = body.joints, body.pelvis, body.chest
    middle = (pelvis.right + chest.right).unit(chest.right)
    hips = [Ball(joints[f"{side}_hip"], 0.056) for side in SIDES]
    belt = _pair(joints["pelvis"] + pelvis.up * 0.05, pelvis.right * 0.042, 0.05)
    waist = _pair(joints["waist"], middle * 0.032, 0.05)
    ribs = _pair(joints["chest"] - chest.up * 0.045, chest.right * 0.046, 0.056)
    shoulders = [Ball(joints[f"{side}_shoulder"] - chest.up * 0.008, 0.036) for side in SIDES]
    yield Blob((*hips, *belt), palette.LEGS)
    belly = Ball(joints["belly"] - pelvis.ahead * 0.042, 0.042)
    yield Blob((*belt, *waist, belly), palette.TOP)
    yield Blob((*waist, *ribs), palette.TOP)
    yield Blob((*ribs, *shoulders), palette.TOP, lift=0.002)


def _pair(middle: Vec, aside: Vec, radius: float) -> tuple[Ball, Ball]:
    return Ball(middle + aside, radius), Ball(middle - aside, radius)


def _leg(body: Body, side: SideName) -> Iterator[Blob]:
    joints = body.joints
    hip, knee, ankle = (joints[f"{side}_{name}"] for name in ("hip", "knee", "ankle"))
    thigh = bar(hip, knee, (RADII["hip"] * 0.97, RADII["knee"]), palette.LEGS)
    calf = between(knee, ankle, 0.3) - body.fronts[f"{side}_foot"] * 0.006
    shank = Blob(
        (Ball(knee, RADII["knee"]), Ball(calf, RADII["knee"] * 0.94), Ball(ankle, RADII["ankle"])),
        palette.LEGS,
    )
    yield from _jointed(thigh, shank)
    foot = (
        Ball(ankle, 0.02),
        Ball(joints[f"{side}_heel"], RADII["heel"]),
        Ball(joints[f"{side}_toes"], RADII["toes"]),
    )
    yield Blob(foot, palette.SOCKS, edged=True)


def _arm(body: Body, side: SideName) -> Iterator[Blob]:
    joints = body.joints
    shoulder, elbow, wrist = (joints[f"{side}_{name}"] for name in ("shoulder", "elbow", "wrist"))
    upper = bar(shoulder, elbow, (0.033, RADII["elbow"]), palette.SKIN)
    yield from _jointed(upper, bar(elbow, wrist, (RADII["elbow"], RADII["wrist"]), palette.SKIN))
    sleeve = bar(shoulder, between(shoulder, elbow, 0.55), (RADII["shoulder"], 0.034), palette.TOP)
    yield replace(sleeve, anchor=between(shoulder, elbow, 0.5), lift=0.004, edged=True)
    hand = bar(wrist, joints[f"{side}_fingers"], (0.02, RADII["fingers"]), palette.SKIN)
    yield replace(hand, lift=0.002)


def _jointed(upper: Blob, lower: Blob) -> Iterator[Blob]:
    """Two bones with a line around them, but none across the joint between."""
    yield replace(upper, edged=True)
    yield replace(lower, edged=True)
    root, joint = upper.balls
    near_it = Ball(between(joint.at, root.at, 0.14), joint.radius + (root.radius - joint.radius) * 0.14)
    middle = between(lower.balls[0].at, lower.balls[-1].at, 0.5)
    yield Blob((joint, near_it), upper.colour, anchor=middle, lift=0.001)


def _head(body: Body) -> Iterator[Blob]:
    joints = body.joints
    head = joints["head"]
    crown = (head - joints["chest"]).unit()
    looks = body.looks.across(crown).unit(body.chest.ahead)
    yield bar(
        joints["chest"] + body.chest.up * 0.012, head - crown * HEAD * 0.5, (0.028, 0.027), palette.SKIN
    )
    yield Blob((Ball(head, HEAD * 0.92), Ball(head + crown * HEAD * 0.12, HEAD * 0.92)), palette.HAIR)
    face = head + looks * (HEAD * 0.3) - crown * (HEAD * 0.16)
    skin = Blob((Ball(face, HEAD * 0.8), Ball(face - crown * HEAD * 0.2, HEAD * 0.7)), palette.SKIN)
    yield replace(skin, lift=HEAD * 0.06)
    nose = head + looks * (HEAD * 1.04) - crown * (HEAD * 0.18)
    yield bar(nose, nose - looks * 0.01, (0.011, 0.012), palette.SKIN)


def tinted(body: Body, tint: Tint) -> Iterator[Blob]:
    """The muscle, as a band that follows it."""
    sides: tuple[SideName, ...] = SIDES if tint.side == "both" else (tint.side,)
    for side in sides:
        for start, end in pairwise(_MUSCLES[tint.muscle](body, side)):
            band = bar(start.at, end.at, (start.radius, end.radius), palette.ACCENT)
            yield replace(band, anchor=end.limb, lift=ON_TOP, on=end.outward)


@dataclass(frozen=True, slots=True)
class _Knot:
    """A point of a muscle's band, how thick it is there, the middle of the limb it lies on, and which side of it."""

    at: Vec
    radius: float
    limb: Vec
    outward: Vec


Band = list[_Knot]


def _aside(body: Body, side: SideName) -> Vec:
    return body.pelvis.right if side == "right" else -body.pelvis.right


def _on_thigh(body: Body, side: SideName, place: tuple[float, float, float], radius: float) -> _Knot:
    """On the thigh: a share of the way to the knee, how far to its front, and how far to the outside."""
    share, ahead, out = place
    hip, knee = body.joints[f"{side}_hip"], body.joints[f"{side}_knee"]
    front = body.fronts[f"{side}_foot"].across((knee - hip).unit()).unit(body.pelvis.ahead)
    outside = front.cross((hip - knee).unit()) * (1 if side == "right" else -1)
    away = front * ahead + outside * out
    return _Knot(between(hip, knee, share) + away, radius, between(hip, knee, 0.5), away)


def _on_hips(body: Body, side: SideName, place: tuple[float, float, float], radius: float) -> _Knot:
    """At the hip joint: how far to its front, above it, and to the outside."""
    ahead, up, out = place
    hip, knee = body.joints[f"{side}_hip"], body.joints[f"{side}_knee"]
    away = body.pelvis.ahead * ahead + _aside(body, side) * out
    return _Knot(hip + away + body.pelvis.up * up, radius, between(hip, knee, 0.5), away)


def _psoas(body: Body, side: SideName) -> Band:
    ahead = body.pelvis.ahead
    spine = body.joints["waist"] + ahead * 0.03 + _aside(body, side) * 0.018
    hip = replace(_on_hips(body, side, (0.034, 0, 0.004), 0.019), limb=body.joints[f"{side}_hip"])
    return [
        _Knot(spine, 0.012, body.joints["waist"], ahead),
        hip,
        _on_thigh(body, side, (0.3, 0.02, 0), 0.011),
    ]


def _glute(body: Body, side: SideName) -> Band:
    return [_on_hips(body, side, (-0.036, 0.034, 0), 0.024), _on_hips(body, side, (-0.036, -0.016, 0), 0.026)]


def _outer_hip(body: Body, side: SideName) -> Band:
    return [
        _on_hips(body, side, (-0.012, 0.05, 0.03), 0.019),
        _on_hips(body, side, (-0.018, 0, 0.034), 0.024),
        _on_thigh(body, side, (0.24, -0.012, 0.02), 0.014),
    ]


def _along_thigh(body: Body, side: SideName, ahead: float, out: float) -> Band:
    return [
        _on_thigh(body, side, (share, ahead, out), radius)
        for share, radius in ((0.16, 0.015), (0.5, 0.02), (0.86, 0.012))
    ]


def _front_of_thigh(body: Body, side: SideName) -> Band:
    return _along_thigh(body, side, 0.025, 0)


def _hamstring(body: Body, side: SideName) -> Band:
    return _along_thigh(body, side, -0.026, 0)


def _inner_thigh(body: Body, side: SideName) -> Band:
    return _along_thigh(body, side, 0.004, -0.026)


def _calf(body: Body, side: SideName) -> Band:
    knee, ankle = body.joints[f"{side}_knee"], body.joints[f"{side}_ankle"]
    back = -body.fronts[f"{side}_foot"].across((ankle - knee).unit()).unit(body.pelvis.ahead)
    middle = between(knee, ankle, 0.5)
    return [
        _Knot(between(knee, ankle, share) + back * out, radius, middle, back)
        for share, out, radius in ((0.14, 0.018, 0.014), (0.38, 0.02, 0.019), (0.75, 0.01, 0.01))
    ]


def _belly(body: Body, _side: SideName) -> Band:
    waist, pelvis, ahead = body.joints["waist"], body.joints["pelvis"], body.pelvis.ahead
    low = pelvis + ahead * 0.034 + body.pelvis.up * 0.03
    high = waist + body.chest.ahead * 0.034
    return [_Knot(high, 0.021, waist, ahead), _Knot(low, 0.02, waist, ahead)]


def _low_back(body: Body, _side: SideName) -> Band:
    waist, pelvis, back = body.joints["waist"], body.joints["pelvis"], -body.pelvis.ahead
    low = pelvis + back * 0.036 + body.pelvis.up * 0.03
    high = waist - body.chest.ahead * 0.034
    return [_Knot(high, 0.018, waist, back), _Knot(low, 0.02, waist, back)]


def _flank(body: Body, side: SideName) -> Band:
    out = body.chest.right if side == "right" else -body.chest.right
    waist, pelvis, shoulder = body.joints["waist"], body.joints["pelvis"], body.joints[f"{side}_shoulder"]
    low = pelvis + _aside(body, side) * 0.062 + body.pelvis.up * 0.06
    high = shoulder - body.chest.up * 0.07 - out * 0.014
    return [
        _Knot(low, 0.016, waist, out),
        _Knot(waist + out * 0.06, 0.018, waist, out),
        _Knot(high, 0.015, waist, out),
    ]


def _shoulder(body: Body, side: SideName) -> Band:
    shoulder, up = body.joints[f"{side}_shoulder"], body.chest.up
    neck = between(body.joints["chest"], shoulder, 0.4) + up * 0.02
    return [_Knot(neck, 0.014, shoulder, up), _Knot(shoulder + up * 0.016, 0.018, shoulder, up)]


_MUSCLES = {
    Muscle.PSOAS: _psoas,
    Muscle.GLUTE: _glute,
    Muscle.OUTER_HIP: _outer_hip,
    Muscle.THIGH: _front_of_thigh,
    Muscle.HAMSTRING: _hamstring,
    Muscle.INNER_THIGH: _inner_thigh,
    Muscle.CALF: _calf,
    Muscle.BELLY: _belly,
    Muscle.LOW_BACK: _low_back,
    Muscle.FLANK: _flank,
    Muscle.SHOULDER: _shoulder,
}
