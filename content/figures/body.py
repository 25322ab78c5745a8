"""How long and how thick the parts of the body are, and what they are called.

Lengths are fractions of the body's height after Drillis and Contini (1966), rounded; thicknesses are ours.
"""

from __future__ import annotations

from typing import Literal

SideName = Literal["right", "left"]
SIDES: tuple[SideName, ...] = ("right", "left")

LUMBAR, THORAX = 0.13, 0.16
"""The trunk from the pelvis to the line of the shoulders, .29 in all, in two stiff parts."""

NECK = 0.07
HEAD = 0.065
"""The head's radius."""

BELLY = 0.05
"""From the middle of the waist to the front of the belly."""

UPPER_ARM, FOREARM, HAND = 0.17, 0.155, 0.055
THIGH, SHANK = 0.245, 0.245
HALF_PELVIS, HALF_SHOULDERS = 0.055, 0.105
ANKLE_HEIGHT, TOES, HEEL = 0.028, 0.105, 0.035
"""From the ankle down to the middle of the sole, then forward to the toes and back to the heel."""

FOOT_RADIUS = 0.018
FLAT_FOOT = ANKLE_HEIGHT + FOOT_RADIUS
"""How high the ankle of a foot is that stands flat on the floor."""

LIMBS: dict[str, tuple[str, str]] = {
    f"{side}_{name}": (f"{side}_{start}", f"{side}_{end}")
    for side in SIDES
    for name, start, end in (
        ("thigh", "hip", "knee"),
        ("shank", "knee", "ankle"),
        ("foot", "heel", "toes"),
        ("upper_arm", "shoulder", "elbow"),
        ("forearm", "elbow", "wrist"),
        ("hand", "wrist", "fingers"),
    )
} | {"lumbar": ("pelvis", "waist"), "thorax": ("waist", "chest"), "neck": ("chest", "head")}
"""The limbs by name, from joint to joint."""

LENGTHS: dict[str, float] = {
    "thigh": THIGH,
    "shank": SHANK,
    "upper_arm": UPPER_ARM,
    "forearm": FOREARM,
    "hand": HAND,
    "lumbar": LUMBAR,
    "thorax": THORAX,
}
"""How long each limb is, without its side."""

RADII: dict[str, float] = {
    "hip": 0.056,
    "knee": 0.037,
    "ankle": 0.024,
    "heel": FOOT_RADIUS,
    "toes": FOOT_RADIUS * 0.9,
    "shoulder": 0.036,
    "elbow": 0.025,
    "wrist": 0.018,
    "fingers": 0.013,
    "pelvis": 0.062,
    "waist": 0.056,
    "chest": 0.05,
    "head": HEAD,
}
"""How thick the body is at each joint, without its side."""


def plain(name: str) -> str:
    """The name of a joint or limb without its side."""
    return name.removeprefix("right_").removeprefix("left_")
