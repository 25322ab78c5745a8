"""The corner of a clip that is not the figure's: the dial, and beside it what stands still for a while.

Two foot prints say which side works, the working one lit; a dot for every set says which one runs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

from content.figures import palette
from content.figures.framing import DIAL, Corner
from content.figures.paint import outline
from content.figures.shapes import Colour
from content.media.dial import Dial
from content.media.script import Shot
from content.terms import Side

OVERSAMPLED = 4
FOOT, WIDE = 0.125, 0.076
"""How long a foot print is, and how wide the place it takes, in sides of the frame."""

SOLE = ((-0.01, -0.1, 0.235), (-0.045, 0.1, 0.15), (0.0, 0.335, 0.165))
"""A left foot seen from above: ball, outer edge and heel as circles (right, down, radius), in lengths of the foot."""

TOES = (
    (0.15, -0.405, 0.095),
    (-0.005, -0.43, 0.066),
    (-0.12, -0.385, 0.058),
    (-0.21, -0.315, 0.051),
    (-0.275, -0.225, 0.045),
)
DOT, APART = 0.0095, 0.028
DOTS_AWAY, FEET_BELOW, FEET_BESIDE = 0.014, 0.096, 0.088
"""From the dial's square to the middle of the dots, to that of the feet, and so where they are beside it."""

DOTS_HIGH, FEET_HIGH, FEET_WIDE = 0.03, 0.18, 0.184
"""How much larger the panel is for them."""

AROUND = 0.006
"""How far the ground shows around a sign, so that it stands out from what is behind."""

Signs = tuple[Side | None, int, int]
Mark = tuple[Image.Image, tuple[float, float], Colour]
Circle = tuple[float, float, float]


class Feet(Enum):
    """Where the foot prints are: seen from the dial toward the middle of the picture, or toward its other corner."""

    NOWHERE = "nowhere"
    BELOW = "below"
    BESIDE = "beside"


def feet_for(corner: Corner, figure: Iterable[Circle]) -> Feet:
    """Where the foot prints cover less of the figure, which is all these circles (in sides of the frame)."""
    left, top = corner.value

    def covered(feet: Feet) -> float:
        x, y = _feet_at(feet)
        middle = (1 - x if left else x, 1 - y if top else y)
        half = (WIDE + AROUND, FOOT / 2 + AROUND)
        return max(
            min(half[0] + radius - abs(px - middle[0]), half[1] + radius - abs(py - middle[1]))
            for px, py, radius in circles
        )

    circles = list(figure)
    return min((Feet.BELOW, Feet.BESIDE), key=lambda feet: max(0.0, covered(feet)))


def _feet_at(feet: Feet) -> tuple[float, float]:
    """Their middle, in sides of the frame from the dial's corner of it."""
    if feet is Feet.BESIDE:
        return DIAL + FEET_BESIDE, DIAL / 2
    return DIAL / 2, DIAL + FEET_BELOW


@dataclass(frozen=True)
class Panel:
    """The panel of a picture with `pixels` a side; `feet` and `dots` say what there is beside the dial."""

    pixels: int
    corner: Corner
    feet: Feet
    dots: bool
    _drawn: dict[Signs, tuple[Image.Image, Image.Image]] = field(default_factory=dict)

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Left, top, right and bottom in pixels: even numbers, since video keeps colours for two by two."""
        below = FEET_HIGH if self.feet is Feet.BELOW else DOTS_HIGH if self.dots else 0
        beside = FEET_WIDE if self.feet is Feet.BESIDE else 0
        wide, high = (self._dial.side + 2 * round(more * self.pixels / 2) for more in (beside, below))
        left, top = self.corner.value
        left, top = left * (self.pixels - wide), top * (self.pixels - high)
        return left, top, left + wide, top + high

    def drawn(self, behind: Image.Image, shot: Shot) -> Image.Image:
        """Its part of the picture, with everything on it."""
        part = behind.crop(self.box)
        said = (shot.side, shot.reading.set, shot.reading.sets)
        if self.dots or self.feet is not Feet.NOWHERE:
            colours, mask = self._drawn.get(said) or self._drawn.setdefault(said, self._stamped(said))
            part.paste(colours, (0, 0), mask)
        left, top = self.corner.value
        place = (left * (part.width - self._dial.side), top * (part.height - self._dial.side))
        part.paste(self._dial.face(shot.reading), place, self._dial.mask)
        return part

    @cached_property
    def _dial(self) -> Dial:
        return Dial(self.pixels)

    def _stamped(self, signs: Signs) -> tuple[Image.Image, Image.Image]:
        """All signs on the ground, and where they and a little ground around them cover what is behind."""
        left, top, right, bottom = self.box
        size = (right - left, bottom - top)
        colours, cover = Image.new("RGB", size, palette.GROUND), Image.new("L", size, 0)
        for mark, (x, y), colour in self._marks(*signs):
            small = mark.reduce(OVERSAMPLED)
            place = (round(x - small.width / 2), round(y - small.height / 2))
            colours.paste(colour, place, small)
            whole = Image.new("L", size, 0)
            whole.paste(small, place)
            cover = ImageChops.lighter(cover, whole)
        return colours, cover.filter(ImageFilter.MaxFilter(2 * round(AROUND * self.pixels) + 1))

    def _marks(self, side: Side | None, number: int, sets: int) -> Iterator[Mark]:
        """Each sign as a mask, where its middle is in the panel, and its colour."""
        x, y = self._placed(DIAL / 2, DIAL + DOTS_AWAY)
        for one in range(1, sets + 1) if sets > 1 else ():
            aside = (one - (sets + 1) / 2) * min(APART, DIAL / sets) * self.pixels
            yield self._dot(), (x + aside, y), palette.INK if one <= number else palette.RESTING
        x, y = self._placed(*_feet_at(self.feet))
        left, aside = self._left_foot(), WIDE / 2 * self.pixels
        feet = {Side.LEFT: (left, x - aside), Side.RIGHT: (ImageOps.mirror(left), x + aside)}
        for foot, (mark, middle) in feet.items() if side else ():
            yield mark, (middle, y), palette.ACCENT if foot is side else palette.RESTING

    def _placed(self, x: float, y: float) -> tuple[float, float]:
        """In pixels of the panel, from sides of the frame that are counted from the dial's corner."""
        left, top, right, bottom = self.box
        from_right, from_bottom = self.corner.value
        across, down = x * self.pixels, y * self.pixels
        return right - left - across if from_right else across, bottom - top - down if from_bottom else down

    def _dot(self) -> Image.Image:
        side = round(2.4 * DOT * self.pixels) * OVERSAMPLED
        image = Image.new("L", (side, side), 0)
        ImageDraw.Draw(image).circle((side / 2, side / 2), DOT * self.pixels * OVERSAMPLED, fill=255)
        return image

    def _left_foot(self) -> Image.Image:
        """As one sees one's own."""
        long = FOOT * self.pixels * OVERSAMPLED
        wide, high = (round(1.2 * share * self.pixels) * OVERSAMPLED for share in (WIDE, FOOT))
        image = Image.new("L", (wide, high), 0)
        brush = ImageDraw.Draw(image)
        ball, edge, heel, *toes = (
            (wide / 2 + right * long, high / 2 + down * long, radius * long)
            for right, down, radius in (*SOLE, *TOES)
        )
        brush.polygon(outline([ball, edge]), fill=255)
        brush.polygon(outline([edge, heel]), fill=255)
        for x, y, radius in toes:
            brush.circle((x, y), radius, fill=255)
        return image
