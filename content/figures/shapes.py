"""What is drawn: rounded bodies and flat faces in space, each in one colour."""

from __future__ import annotations

from dataclasses import dataclass

from content.figures.vectors import Vec

Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Ball:
    """A point with a thickness."""

    at: Vec
    radius: float


@dataclass(frozen=True, slots=True)
class Blob:
    """The smallest rounded body around some balls: two make a tapered bar.

    It is sorted as if it were at `anchor` (its own middle where None) and `lift` nearer. One that lies `on` another
    shows only while that direction points toward the viewer, and shimmers through otherwise. `edged` sets it off by a
    thin darker line.
    """

    balls: tuple[Ball, ...]
    colour: Colour
    anchor: Vec | None = None
    lift: float = 0.0
    on: Vec | None = None
    edged: bool = False


@dataclass(frozen=True, slots=True)
class Face:
    """A flat face with its corners in order.

    One with an `outward` direction is drawn only when that points toward the viewer; `ground` lies below everything.
    """

    corners: tuple[Vec, ...]
    colour: Colour
    outward: Vec | None = None
    ground: bool = False


Shape = Blob | Face


def bar(start: Vec, end: Vec, radii: tuple[float, float], colour: Colour) -> Blob:
    """A tapered bar with round ends."""
    return Blob((Ball(start, radii[0]), Ball(end, radii[1])), colour)


def darker(colour: Colour, factor: float) -> Colour:
    """The colour with so much of its light, 0 to 1."""
    red, green, blue = colour
    return (round(red * factor), round(green * factor), round(blue * factor))
