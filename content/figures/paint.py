"""Shapes to pixels with Pillow: drawn several times too large and made smaller, which smooths every edge."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import acos, atan2, cos, hypot, pi, sin

from PIL import Image, ImageDraw

from content.figures import palette
from content.figures.camera import Camera
from content.figures.framing import Framing
from content.figures.shapes import Blob, Face, Shape, darker
from content.figures.vectors import ORIGIN, Vec

OVERSAMPLED = 3
ARC = 12  # corners of half a circle
DIRECTIONS = tuple((cos(pi * step / 16), sin(pi * step / 16)) for step in range(32))
FAR = 0.8
"""How much light is left of what is farthest away, the nearest having all of it."""

SHALLOW = 0.25
"""A figure that is less deep than this, in body heights, is darkened only in proportion."""

SHIMMER = 70
"""How much of a hidden muscle shows through what is in front of it, of 255."""

ALMOST_LEVEL = 0.001
"""So much of a disc on the floor is seen at least, as a share of its width."""

EDGE = 0.0045
"""How wide the darker line around a limb is, in body heights."""

Circle = tuple[float, float, float]
Corners = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Easel:
    """A square picture of `side` pixels, looked at by this camera and cut by this framing."""

    camera: Camera
    framing: Framing
    side: int

    def painted(self, shapes: Iterable[Shape]) -> Image.Image:
        """The picture: what lies on the ground, the shadows, then everything from far to near."""
        large = self.side * OVERSAMPLED
        image = Image.new("RGB", (large, large), palette.GROUND)
        brush = ImageDraw.Draw(image)
        all_of_it = list(shapes)
        for face in all_of_it:
            if isinstance(face, Face) and face.ground:
                brush.polygon([self._pixel(corner) for corner in face.corners], fill=face.colour)
        for blob in all_of_it:
            if isinstance(blob, Blob):
                self._shadow(brush, blob)
        standing = [shape for shape in all_of_it if not (isinstance(shape, Face) and shape.ground)]
        nears = [self._near(blob) for blob in standing if isinstance(blob, Blob)]
        span = (min(nears, default=0.0), max(nears, default=0.0))
        for shape in sorted(standing, key=self._near):
            if isinstance(shape, Face):
                self._face(brush, shape)
            else:
                self._blob(brush, shape, span)
        picture = image.reduce(OVERSAMPLED)
        return self._shimmering(picture, [blob for blob in all_of_it if isinstance(blob, Blob) and blob.on])

    def _shimmering(self, picture: Image.Image, blobs: Sequence[Blob]) -> Image.Image:
        """A muscle lies deep: what hides it lets a little of it through."""
        if not blobs:
            return picture
        mask = Image.new("L", picture.size, 0)
        brush = ImageDraw.Draw(mask)
        scale = self.framing.scale * self.side
        for blob in blobs:
            circles = [(*self._pixel(ball.at, self.side), ball.radius * scale) for ball in blob.balls]
            brush.polygon(outline(circles), fill=SHIMMER)
        picture.paste(palette.ACCENT, (0, 0), mask)
        return picture

    def _near(self, shape: Shape) -> float:
        if isinstance(shape, Face):
            return self.camera.sees(_middle(shape.corners)).near
        anchor = shape.anchor or _middle([ball.at for ball in shape.balls])
        hidden = shape.on is not None and shape.on.dot(self.camera.toward) < 0
        return self.camera.sees(anchor).near + (-shape.lift if hidden else shape.lift)

    def _pixel(self, point: Vec, side: int = 0) -> tuple[float, float]:
        x, y = self.framing.place(self.camera.sees(point))
        large = side or self.side * OVERSAMPLED
        return x * large, y * large

    def _face(self, brush: ImageDraw.ImageDraw, face: Face) -> None:
        if face.outward is None or face.outward.dot(self.camera.toward) > 0:
            brush.polygon([self._pixel(corner) for corner in face.corners], fill=face.colour)

    def _blob(self, brush: ImageDraw.ImageDraw, blob: Blob, span: tuple[float, float]) -> None:
        colour = blob.colour if blob.on else darker(blob.colour, _light(self._near(blob), *span))
        scale = self.framing.scale * self.side * OVERSAMPLED
        circles = [(*self._pixel(ball.at), ball.radius * scale) for ball in blob.balls]
        if blob.edged:
            wider = [(x, y, radius + EDGE * scale) for x, y, radius in circles]
            brush.polygon(outline(wider), fill=darker(colour, 0.86))
        brush.polygon(outline(circles), fill=colour)

    def _shadow(self, brush: ImageDraw.ImageDraw, blob: Blob) -> None:
        """Straight below, on the floor: the lower a part is, the more of it. A disc on the floor is seen squashed."""
        if blob.on is not None:
            return
        squashed = max(self.camera.toward.y, ALMOST_LEVEL)
        scale = self.framing.scale * self.side * OVERSAMPLED
        discs: list[Circle] = []
        for ball in blob.balls:
            x, y = self._pixel(Vec(ball.at.x, 0, ball.at.z))
            discs.append((x, y / squashed, ball.radius * max(0.25, 1 - ball.at.y) * scale))
        brush.polygon([(x, y * squashed) for x, y in outline(discs)], fill=palette.SHADOW)


def _middle(points: Sequence[Vec]) -> Vec:
    return sum(points, ORIGIN) * (1 / len(points))


def _light(near: float, farthest: float, nearest: float) -> float:
    """The nearest has all of its light."""
    behind = (nearest - near) / max(nearest - farthest, SHALLOW)
    return 1 - (1 - FAR) * max(0.0, min(1.0, behind))


def outline(circles: Sequence[Circle]) -> Corners:
    """The corners of the smallest convex shape around these circles: in each direction, what reaches farthest."""
    if len(circles) == 2:
        return _tapered(*circles)
    corners: Corners = []
    for across, down in DIRECTIONS:
        reaches = [x * across + y * down + radius for x, y, radius in circles]
        x, y, radius = circles[reaches.index(max(reaches))]
        corners.append((x + radius * across, y + radius * down))
    return corners


def _tapered(one: Circle, other: Circle) -> Corners:
    """Two circles and their outer tangents."""
    across, down = other[0] - one[0], other[1] - one[1]
    distance = hypot(across, down)
    if distance <= abs(one[2] - other[2]):  # one lies within the other
        x, y, radius = max(one, other, key=lambda circle: circle[2])
        return [(x + radius * cos(pi * k / ARC), y + radius * sin(pi * k / ARC)) for k in range(2 * ARC)]
    way = atan2(down, across)
    spread = acos((one[2] - other[2]) / distance)
    corners: Corners = []
    for (x, y, radius), start, turn in (
        (one, way + spread, 2 * (pi - spread)),
        (other, way - spread, 2 * spread),
    ):
        corners += [
            (x + radius * cos(start + turn * k / ARC), y + radius * sin(start + turn * k / ARC))
            for k in range(ARC + 1)
        ]
    return corners
