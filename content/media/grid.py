"""Several exercises in one picture: their stills in rows, each with its number."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PIL import Image, ImageDraw, ImageFont

from content.figures import palette
from content.figures.paint import Easel
from content.figures.staging import Stage
from content.media.recipes import IN_A_ROW

CELL, GAP = 320, 6
BADGE, MARGIN, DIGITS = 22, 12, 28
OVERSAMPLED = 3


def grid(stages: Sequence[Stage]) -> Image.Image:
    """The picture; one with fewer than three is as narrow as they are."""
    columns = min(IN_A_ROW, len(stages))
    step = CELL + GAP
    size = (columns * step - GAP, ceil(len(stages) / IN_A_ROW) * step - GAP)
    picture = Image.new("RGB", size, palette.TRACK)
    for index in range(columns * ceil(len(stages) / IN_A_ROW)):
        place = (index % IN_A_ROW * step, index // IN_A_ROW * step)
        picture.paste(palette.GROUND, (*place, place[0] + CELL, place[1] + CELL))
    for index, stage in enumerate(stages):
        cell = Easel(stage.camera, stage.close_up, CELL).painted(stage.shapes(stage.still()))
        _numbered(cell, index + 1)
        picture.paste(cell, (index % IN_A_ROW * step, index // IN_A_ROW * step))
    return picture


def _numbered(cell: Image.Image, number: int) -> None:
    """The number, in the first corner of its cell."""
    side = 2 * BADGE * OVERSAMPLED
    disc = Image.new("L", (side, side), 0)
    ImageDraw.Draw(disc).circle((side / 2, side / 2), side / 2 - 1, fill=255)
    left = top = MARGIN
    cell.paste(palette.INK, (left, top), disc.reduce(OVERSAMPLED))
    font = ImageFont.load_default(DIGITS)
    _, high, _, _ = font.getbbox("0", anchor="ls")
    middle = (left + BADGE, top + BADGE - high / 2)
    ImageDraw.Draw(cell).text(middle, str(number), palette.GROUND, font, anchor="ms", stroke_width=0.5)
