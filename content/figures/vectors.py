"""Points and directions in the space of a figure.

x is where the person faces when standing, y is up, z is the person's right; the floor is y = 0, and lengths are
fractions of the body's height.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import acos, cos, sin, sqrt

ALMOST_NOTHING = 1e-9


@dataclass(frozen=True, slots=True)
class Vec:
    """A point or a direction."""

    x: float
    y: float
    z: float

    def __add__(self, other: Vec) -> Vec:
        return Vec(self.x + other.x, self.y + other.y, self.z + other.z)

    def __sub__(self, other: Vec) -> Vec:
        return Vec(self.x - other.x, self.y - other.y, self.z - other.z)

    def __mul__(self, factor: float) -> Vec:
        return Vec(self.x * factor, self.y * factor, self.z * factor)

    def __neg__(self) -> Vec:
        return Vec(-self.x, -self.y, -self.z)

    def dot(self, other: Vec) -> float:
        """The scalar product."""
        return self.x * other.x + self.y * other.y + self.z * other.z

    def cross(self, other: Vec) -> Vec:
        """The vector product, right-handed: x cross y is z."""
        return Vec(
            self.y * other.z - self.z * other.y,
            self.z * other.x - self.x * other.z,
            self.x * other.y - self.y * other.x,
        )

    @property
    def length(self) -> float:
        """How far it reaches."""
        return sqrt(self.x * self.x + self.y * self.y + self.z * self.z)

    def unit(self, otherwise: Vec | None = None) -> Vec:
        """The direction with length 1; `otherwise` where there is none. Raises ValueError without either."""
        length = self.length
        if length > ALMOST_NOTHING:
            return self * (1 / length)
        if otherwise is None:
            raise ValueError("a direction needs a length above 0")
        return otherwise

    def across(self, axis: Vec) -> Vec:
        """The part of it that stands at a right angle to `axis`, which has length 1."""
        return self - axis * self.dot(axis)


ORIGIN = Vec(0, 0, 0)
AHEAD, UP, RIGHT = Vec(1, 0, 0), Vec(0, 1, 0), Vec(0, 0, 1)


def vec(numbers: Sequence[float]) -> Vec:
    """From three numbers."""
    x, y, z = numbers
    return Vec(x, y, z)


def between(start: Vec, end: Vec, share: float) -> Vec:
    """On the straight line: 0 is the start, 1 the end."""
    return start + (end - start) * share


def turned_between(start: Vec, end: Vec, share: float) -> Vec:
    """On the arc about the origin, lengths changing evenly: what swings about a joint keeps its distance."""
    start_length, end_length = start.length, end.length
    if min(start_length, end_length) < ALMOST_NOTHING:
        return between(start, end, share)
    one, other = start * (1 / start_length), end * (1 / end_length)
    cosine = max(-1.0, min(1.0, one.dot(other)))
    if abs(cosine) > 1 - 1e-6:  # no arc, or no one arc
        return between(start, end, share)
    angle = acos(cosine)
    direction = one * (sin((1 - share) * angle) / sin(angle)) + other * (sin(share * angle) / sin(angle))
    return direction * (start_length + (end_length - start_length) * share)


def rotated(vector: Vec, axis: Vec, angle: float) -> Vec:
    """Turned about `axis` (of length 1) by `angle` radians, right-handed."""
    parallel = axis * vector.dot(axis)
    square = vector - parallel
    return parallel + square * cos(angle) + axis.cross(square) * sin(angle)
