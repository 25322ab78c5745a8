"""The dial of a clip: a ring around a large number, and the pace of the breath.

Numbers and symbols only, so that every language shares a clip. Measures are in sides of the frame.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from math import cos, pi, sin

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from content.figures import palette
from content.figures.framing import DIAL
from content.figures.shapes import Colour
from content.media.script import Phase, Reading

OVERSAMPLED = 3
RADIUS, STROKE = 0.122, 0.02
"""Of the ring."""

HALO = 0.012
"""How far around the ring the ground covers what is behind."""

OUT, IN = 0.058, 0.096
"""The radius of the disc that breathes."""

ALONE, HUNDREDS, OF_MANY, MANY = 0.155, 0.115, 0.118, 0.056
"""Sizes of the font: a number by itself, one of three digits, one of many, and how many."""

BOLD = 0.022
"""How much wider every stroke of a digit is, in sizes of its font: it is read from two metres."""

CHECK = ((-0.045, 0.003), (-0.013, 0.036), (0.05, -0.034))
"""The corners of the check mark, from the middle of the ring."""

RINGS: Mapping[Phase, Colour] = {
    Phase.WAIT: palette.FAINT,
    Phase.WORK: palette.ACCENT,
    Phase.DONE: palette.DONE,
}
NUMBERS: Mapping[Phase, Colour] = {
    Phase.WAIT: palette.WAITING,
    Phase.WORK: palette.INK,
    Phase.DONE: palette.DONE,
}


@dataclass(frozen=True)
class Dial:
    """The dial of a picture with `pixels` a side."""

    pixels: int
    _numbers: dict[tuple[int, int], Image.Image] = field(default_factory=dict)

    @property
    def side(self) -> int:
        """Of the square it is in, in pixels: an even number, since video keeps colours for two by two."""
        return 2 * round(DIAL * self.pixels / 2)

    def face(self, reading: Reading) -> Image.Image:
        """The square with the dial in its middle; what `mask` leaves out of it is not to be shown."""
        face = self._blank.copy()
        brush = ImageDraw.Draw(face)
        if reading.breath is not None:
            self._disc(brush, OUT + (IN - OUT) * reading.breath, palette.CALM)
        self._arc(brush, reading)
        if reading.phase is Phase.DONE:
            self._check(brush)
        face = face.reduce(OVERSAMPLED)
        if reading.number:
            face.paste(NUMBERS[reading.phase], (0, 0), self._number(reading.number, reading.of))
        return face

    @property
    def _large(self) -> float:
        """One side of the frame while it is drawn."""
        return self.pixels * OVERSAMPLED

    @property
    def _middle(self) -> float:
        return self.side * OVERSAMPLED / 2

    @cached_property
    def _blank(self) -> Image.Image:
        """Nothing but the ring's track."""
        image = Image.new("RGB", (self.side * OVERSAMPLED,) * 2, palette.GROUND)
        brush = ImageDraw.Draw(image)
        self._disc(brush, RADIUS, palette.TRACK)
        self._disc(brush, RADIUS - STROKE, palette.GROUND)
        return image

    @cached_property
    def mask(self) -> Image.Image:
        """Where the dial covers what is behind."""
        image = Image.new("L", (self.side * OVERSAMPLED,) * 2, 0)
        self._disc(ImageDraw.Draw(image), RADIUS + HALO, 255)
        return image.reduce(OVERSAMPLED).filter(ImageFilter.GaussianBlur(1))

    def _disc(self, brush: ImageDraw.ImageDraw, radius: float, colour: Colour | int) -> None:
        brush.circle((self._middle, self._middle), radius * self._large, fill=colour)

    def _arc(self, brush: ImageDraw.ImageDraw, reading: Reading) -> None:
        """What is left ends at the top; what is counted begins there."""
        if reading.share <= 0:
            return
        swept = 360 * reading.share
        start = -90.0 if reading.of else 270 - swept
        reach, width, colour = RADIUS * self._large, STROKE * self._large, RINGS[reading.phase]
        low, high = self._middle - reach, self._middle + reach
        brush.arc((low, low, high, high), start, start + swept, fill=colour, width=round(width))
        for degrees in (start, start + swept):
            angle, along = degrees * pi / 180, reach - width / 2
            end = (self._middle + along * cos(angle), self._middle + along * sin(angle))
            brush.circle(end, width / 2, fill=colour)

    def _check(self, brush: ImageDraw.ImageDraw) -> None:
        corners = [(self._middle + x * self._large, self._middle + y * self._large) for x, y in CHECK]
        width = STROKE * self._large
        brush.line(corners, palette.DONE, round(width), joint="curve")
        for end in (corners[0], corners[-1]):
            brush.circle(end, width / 2, fill=palette.DONE)

    def _number(self, number: int, of: int) -> Image.Image:
        """The digits as a mask; there are few of them, so each is kept."""
        if (number, of) not in self._numbers:
            self._numbers[number, of] = self._digits(number, of).reduce(OVERSAMPLED)
        return self._numbers[number, of]

    def _digits(self, number: int, of: int) -> Image.Image:
        image = Image.new("L", (self.side * OVERSAMPLED,) * 2, 0)
        if of:
            self._text(image, str(number), OF_MANY, -0.022)
            self._text(image, f"/{of}", MANY, 0.057)
        else:
            self._text(image, str(number), ALONE if number < 100 else HUNDREDS, 0)
        return image

    def _text(self, image: Image.Image, text: str, size: float, down: float) -> None:
        """Digits stand on the baseline, and their middle is half a digit above it."""
        font, bold = _font(round(size * self._large)), round(BOLD * size * self._large)
        _, top, _, _ = font.getbbox("0", anchor="ls")
        place = (self._middle, self._middle + down * self._large - top / 2)
        ImageDraw.Draw(image).text(place, text, 255, font, anchor="ms", stroke_width=bold)


@cache
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)
