"""What stands around a figure: its faces to draw, and the solid boxes that no limb may sink into."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import sqrt

from content.figures import palette
from content.figures.body import LIMBS
from content.figures.model import Box, Chair, Desk, Doorway, Mat, Prop, Strap, Wall
from content.figures.shapes import Colour, Face, Shape, bar, darker
from content.figures.skeleton import Body
from content.figures.vectors import UP, Vec, between, vec

POST = 0.022
SLAB = 0.026
SKIRTING = 0.05


@dataclass(frozen=True, slots=True)
class Solid:
    """A box: its middle, its half measures along its own ahead, up and right, and which way ahead is (level)."""

    middle: Vec
    half: Vec
    ahead: Vec

    @property
    def right(self) -> Vec:
        """The third direction."""
        return self.ahead.cross(UP)

    def distance(self, point: Vec) -> float:
        """How far the point is from the box; negative inside, by how deep."""
        way = point - self.middle
        beyond = [
            abs(way.dot(self.ahead)) - self.half.x,
            abs(way.y) - self.half.y,
            abs(way.dot(self.right)) - self.half.z,
        ]
        outside = sum(max(0.0, one) ** 2 for one in beyond)
        return sqrt(outside) if outside else max(beyond)

    def faces(self, colour: Colour) -> Iterator[Face]:
        """Its six faces, the top the lightest."""
        axes = (self.ahead * self.half.x, UP * self.half.y, self.right * self.half.z)
        for index, light in ((1, 1.0), (0, 0.86), (2, 0.78)):
            out, one, other = axes[index], axes[(index + 1) % 3], axes[(index + 2) % 3]
            for sign in (1, -1):
                centre = self.middle + out * sign
                corners = (one + other, one - other, -one - other, other - one)
                shade = light if sign == 1 or index != 1 else 0.6
                yield Face(
                    tuple(centre + corner for corner in corners), darker(colour, shade), outward=out * sign
                )


def solids(prop: Prop) -> tuple[Solid, ...]:
    """The boxes that make up the prop; none for what is flat or soft."""
    match prop:
        case Chair():
            return tuple(_chair(prop))
        case Desk():
            return tuple(_desk(prop))
        case Doorway():
            return tuple(_doorway(prop))
        case Box():
            length, height, width = prop.size
            middle = vec(prop.top) - UP * (height / 2)
            return (Solid(middle, Vec(length / 2, height / 2, width / 2), Vec(1, 0, 0)),)
        case Wall():
            return (_wall(prop),)
    return ()


def shapes(prop: Prop, body: Body) -> Iterable[Shape]:
    """What is drawn of it."""
    match prop:
        case Mat():
            return (_mat(prop),)
        case Strap():
            start, end = _on(body, prop.start), _on(body, prop.end)
            return (replace(bar(start, end, (0.008, 0.008), palette.STRAP), lift=0.03),)
        case Wall():
            return _wall_faces(prop)
    colours = {Chair: palette.WOOD, Desk: palette.DESK, Doorway: palette.FRAME, Box: palette.BLOCK}
    return [face for solid in solids(prop) for face in solid.faces(colours[type(prop)])]


def _on(body: Body, name: str) -> Vec:
    limb, _, share = name.partition(" ")
    if not share:
        return body.joints[limb]
    start, end = LIMBS[limb]
    return between(body.joints[start], body.joints[end], float(share))


def _mat(mat: Mat) -> Face:
    x, z = mat.at
    long, wide = mat.long / 2, mat.wide / 2
    corners = (
        Vec(x - long, 0, z - wide),
        Vec(x + long, 0, z - wide),
        Vec(x + long, 0, z + wide),
        Vec(x - long, 0, z + wide),
    )
    return Face(corners, palette.MAT, ground=True)


def _chair(chair: Chair) -> Iterator[Solid]:
    ahead = Vec(chair.faces[0], 0, chair.faces[1]).unit()
    right = ahead.cross(UP)
    front = Vec(chair.at[0], 0, chair.at[1])
    middle = front - ahead * (chair.deep / 2)
    yield Solid(middle + UP * (chair.seat - SLAB / 2), Vec(chair.deep / 2, SLAB / 2, chair.wide / 2), ahead)
    for forward in (chair.deep / 2 - POST, POST - chair.deep / 2):
        for aside in (chair.wide / 2 - POST, POST - chair.wide / 2):
            high = chair.seat - SLAB
            foot = middle + ahead * forward + right * aside
            yield Solid(foot + UP * (high / 2), Vec(POST / 2, high / 2, POST / 2), ahead)
    rear = middle - ahead * (chair.deep / 2 - POST / 2)
    for aside in (chair.wide / 2 - POST / 2, POST / 2 - chair.wide / 2):
        yield Solid(
            rear + right * aside + UP * (chair.seat + chair.back / 2),
            Vec(POST / 2, chair.back / 2, POST / 2),
            ahead,
        )
    slat = chair.back * 0.42
    yield Solid(
        rear + UP * (chair.seat + chair.back - slat / 2), Vec(POST / 3, slat / 2, chair.wide / 2), ahead
    )


def _desk(desk: Desk) -> Iterator[Solid]:
    middle = Vec(desk.at[0], desk.high - SLAB / 2, desk.at[1])
    ahead = Vec(1, 0, 0)
    yield Solid(middle, Vec(desk.long / 2, SLAB / 2, desk.wide / 2), ahead)
    high = desk.high - SLAB
    for forward in (desk.long / 2 - POST, POST - desk.long / 2):
        for aside in (desk.wide / 2 - POST, POST - desk.wide / 2):
            yield Solid(
                Vec(desk.at[0] + forward, high / 2, desk.at[1] + aside),
                Vec(POST / 2, high / 2, POST / 2),
                ahead,
            )


def _doorway(door: Doorway) -> Iterator[Solid]:
    ahead = Vec(1, 0, 0)
    thick = 0.045
    for sign in (1, -1):
        z = door.middle + sign * (door.wide / 2 + thick / 2)
        yield Solid(Vec(door.at, door.high / 2, z), Vec(thick / 2, door.high / 2, thick / 2), ahead)
    top = Vec(door.at, door.high + thick / 2, door.middle)
    yield Solid(top, Vec(thick / 2, thick / 2, door.wide / 2 + thick), ahead)


def _wall(wall: Wall) -> Solid:
    """A thick one behind its surface, so that nothing passes through between two frames."""
    thick, middle, half = 0.5, (wall.start + wall.end) / 2, (wall.end - wall.start) / 2
    sign = 1 if wall.at >= 0 else -1
    deep = wall.at + sign * thick
    if wall.across == "x":
        return Solid(Vec(deep, wall.high / 2, middle), Vec(thick, wall.high / 2, half), Vec(1, 0, 0))
    return Solid(Vec(middle, wall.high / 2, deep), Vec(half, wall.high / 2, thick), Vec(1, 0, 0))


def _wall_faces(wall: Wall) -> Iterator[Face]:
    def corner(along: float, up: float) -> Vec:
        return Vec(wall.at, up, along) if wall.across == "x" else Vec(along, up, wall.at)

    for low, high, colour in ((0.0, wall.high, palette.WALL), (0.0, SKIRTING, palette.FRAME)):
        corners = (
            corner(wall.start, low),
            corner(wall.end, low),
            corner(wall.end, high),
            corner(wall.start, high),
        )
        yield Face(corners, colour, ground=True)
