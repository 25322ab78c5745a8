"""What a body can do, and what it cannot sink into: every fault of a figure, moment by moment.

Ranges are those of a supple adult, a little wider than the textbook values of the American Academy of Orthopaedic
Surgeons, since targets are eased and pass them for a moment.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import acos, asin, atan2, degrees
from typing import NamedTuple

from content.figures import body as measures
from content.figures.body import LIMBS, SIDES, SideName, plain
from content.figures.flesh import flesh
from content.figures.model import Figure
from content.figures.props import Solid, solids
from content.figures.skeleton import Body, PoseError
from content.figures.staging import Moment, Stage
from content.figures.vectors import Vec, between, rotated

SHORT_OF = 0.006
"""So far a hand or foot may miss its place, in body heights (a centimetre)."""

SINKS = 0.012
"""So deep soft flesh may give way."""

KNEE, ELBOW = (0, 158), (0, 158)
HIP_FLEXION, HIP_ABDUCTION, HIP_ROTATION = (-40, 140), (-45, 75), (0, 95)
ANKLE = (-92, 45)
TRUNK_BEND, TRUNK_TWIST = (0, 70), (0, 50)
NECK, LOOK = (0, 70), (0, 100)
ARM_BACK = (-180, 65)


class Angle(NamedTuple):
    """One joint's angle in degrees, and what it may be."""

    name: str
    degrees: float
    allowed: tuple[int, int]


def faults(figure: Figure) -> Iterator[str]:
    """Everything that is wrong with a figure, each fault once, with the pose that it is near to."""
    try:
        yield from _in_all_moments(figure)
    except PoseError as error:
        yield str(error)


def _in_all_moments(figure: Figure) -> Iterator[str]:
    stage = Stage(figure)
    told: set[str] = set()
    around = [solid for prop in figure.props for solid in solids(prop)]
    for moment in stage.moments():
        for what in _faults_of(moment, around):
            kind = f"{moment.near}: {what.split(':')[0]}"
            if kind not in told:
                told.add(kind)
                yield f"{moment.near}: {what}"
    if figure.motion.rep and figure.motion.rep[0][0] != figure.motion.enter[-1]:
        yield "motion.rep: must begin with the last pose of motion.enter"


def _faults_of(moment: Moment, around: list[Solid]) -> Iterator[str]:
    for limb, miss in moment.body.short.items():
        if miss > SHORT_OF and limb in moment.settled:
            yield f"{limb}: it is {miss:.3f} short of its place; bring the place nearer, or the body"
    for angle in angles(moment.body):
        low, high = angle.allowed
        if not low <= angle.degrees <= high:
            yield f"{angle.name}: {angle.degrees:.0f} degrees, a body can do {low} to {high}"
    yield from _sunk(moment.body, around)


def angles(body: Body) -> Iterator[Angle]:
    """All joints that are watched."""
    for side in SIDES:
        yield from _leg(body, side)
        yield from _arm(body, side)
    crown = (body.joints["head"] - body.joints["chest"]).unit()
    yield Angle("trunk bend", _angle(body.pelvis.up, body.chest.up), TRUNK_BEND)
    yield Angle(
        "trunk twist",
        _angle(_carried(body.pelvis.ahead, body.pelvis.up, body.chest.up), body.chest.ahead),
        TRUNK_TWIST,
    )
    yield Angle("neck", _angle(crown, body.chest.up), NECK)
    yield Angle("look", _angle(body.looks, body.chest.ahead), LOOK)


def _leg(body: Body, side: SideName) -> Iterator[Angle]:
    hip, knee, ankle = (body.joints[f"{side}_{name}"] for name in ("hip", "knee", "ankle"))
    thigh, shank = (knee - hip).unit(), (ankle - knee).unit()
    yield Angle(f"{side} knee", _angle(thigh, shank), KNEE)
    out = body.pelvis.right if side == "right" else -body.pelvis.right
    ahead, down = thigh.dot(body.pelvis.ahead), -thigh.dot(body.pelvis.up)
    if abs(ahead) + abs(down) > 0.3:  # to the side there is no ahead
        yield Angle(f"{side} hip flexion", degrees(atan2(ahead, down)), HIP_FLEXION)
    yield Angle(f"{side} hip abduction", degrees(asin(max(-1.0, min(1.0, thigh.dot(out))))), HIP_ABDUCTION)
    # Flexion turns the front of the thigh within the body's middle plane; abduction leaves it as it is.
    neutral = (body.pelvis.ahead * down + body.pelvis.up * ahead).unit(body.pelvis.ahead)
    front = body.fronts[f"{side}_foot"].across(thigh).unit(neutral)
    yield Angle(f"{side} hip rotation", _angle(neutral, front), HIP_ROTATION)
    sole = (body.joints[f"{side}_toes"] - body.joints[f"{side}_heel"]).unit()
    yield Angle(f"{side} ankle", 90 - _angle(sole, -shank), ANKLE)


def _arm(body: Body, side: SideName) -> Iterator[Angle]:
    shoulder, elbow, wrist = (body.joints[f"{side}_{name}"] for name in ("shoulder", "elbow", "wrist"))
    upper, lower = (elbow - shoulder).unit(), (wrist - elbow).unit()
    yield Angle(f"{side} elbow", _angle(upper, lower), ELBOW)
    back = degrees(asin(max(-1.0, min(1.0, -upper.dot(body.chest.ahead)))))
    yield Angle(f"{side} arm to the back", back, ARM_BACK)


def _carried(direction: Vec, start: Vec, end: Vec) -> Vec:
    """The direction after the shortest turn that brings `start` to `end`."""
    axis = start.cross(end)
    if axis.length < 1e-6:
        return direction
    angle = acos(max(-1.0, min(1.0, start.dot(end))))
    return rotated(direction, axis.unit(), angle)


def _angle(one: Vec, other: Vec) -> float:
    return degrees(acos(max(-1.0, min(1.0, one.dot(other)))))


def _sunk(body: Body, around: list[Solid]) -> Iterator[str]:
    for blob in flesh(body):
        for ball in blob.balls:
            below = ball.radius - ball.at.y
            if below > SINKS:
                yield f"floor: something sinks {below:.3f} into the floor at x {ball.at.x:.2f}, z {ball.at.z:.2f}"
    for name, (start, end) in LIMBS.items():
        radii = (measures.RADII[plain(start)], measures.RADII[plain(end)])
        for step in range(5):
            point = between(body.joints[start], body.joints[end], step / 4)
            radius = radii[0] + (radii[1] - radii[0]) * step / 4
            for solid in around:
                if solid.distance(point) < radius / 2 - SINKS / 2:
                    yield f"{name}: it is inside a prop at {point.x:.2f}, {point.y:.2f}, {point.z:.2f}"
