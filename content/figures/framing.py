"""Where the picture is cut: the figure fills most of it, the same in all of a clip, and a corner stays free."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from content.figures.camera import Camera, Seen
from content.figures.shapes import Ball

FILLS = 0.8
"""The share of the frame that the figure fills in its longer direction."""

DIAL = 0.28
"""The share of the frame's side that the dial in the corner takes, with its margin."""


class Corner(Enum):
    """Where the dial is: from the left and from the top, as shares of what is left beside it."""

    TOP_RIGHT = (1, 0)
    TOP_LEFT = (0, 0)
    BOTTOM_RIGHT = (1, 1)
    BOTTOM_LEFT = (0, 1)


@dataclass(frozen=True, slots=True)
class Framing:
    """What part of the seen plane is shown: its middle, and how many frames long one body height is."""

    right: float
    up: float
    scale: float
    corner: Corner

    def place(self, seen: Seen) -> tuple[float, float]:
        """From the left and from the top, as shares of the frame's side."""
        return 0.5 + (seen.right - self.right) * self.scale, 0.5 - (seen.up - self.up) * self.scale


def framed(camera: Camera, moments: Iterable[Sequence[Ball]]) -> Framing:
    """The framing in which all that is ever seen of the figure is in the picture."""
    seen = [(camera.sees(ball.at), ball.radius) for moment in moments for ball in moment]
    left, right = min(one.right - r for one, r in seen), max(one.right + r for one, r in seen)
    low, high = min(one.up - r for one, r in seen), max(one.up + r for one, r in seen)
    scale = FILLS / max(right - left, high - low)
    plain = Framing((left + right) / 2, (low + high) / 2, scale, Corner.TOP_RIGHT)
    return _with_corner(plain, seen)


def _with_corner(framing: Framing, seen: Sequence[tuple[Seen, float]]) -> Framing:
    """The corner with the least of the figure in it; the first of equals."""
    places = [(*framing.place(one), radius * framing.scale) for one, radius in seen]

    def covered(corner: Corner) -> float:
        x, y = (DIAL / 2 + share * (1 - DIAL) for share in corner.value)
        near = (max(0.0, DIAL / 2 + r - max(abs(px - x), abs(py - y))) for px, py, r in places)
        return max(near)

    corner = min(Corner, key=covered)
    return Framing(framing.right, framing.up, framing.scale, corner)
