"""All stills in one picture, each over its name."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from content.figures import palette

IN_A_ROW, PIXELS, NAME, GAP = 6, 260, 34, 14
SIZES = (19, 17, 15, 13)


def poster(stills: Sequence[tuple[str, Path]]) -> Image.Image:
    """The picture of these stills, by the name of each and where it lies."""
    columns = min(IN_A_ROW, len(stills))
    wide, high = PIXELS + GAP, PIXELS + NAME + GAP
    sheet = Image.new("RGB", (columns * wide + GAP, ceil(len(stills) / IN_A_ROW) * high + GAP), palette.TRACK)
    brush = ImageDraw.Draw(sheet)
    for number, (name, path) in enumerate(stills):
        x, y = GAP + number % IN_A_ROW * wide, GAP + number // IN_A_ROW * high
        with Image.open(path) as still:
            sheet.paste(still.convert("RGB").resize((PIXELS, PIXELS), Image.Resampling.LANCZOS), (x, y))
        font = _fitting(name)
        brush.text((x + PIXELS / 2, y + PIXELS + NAME / 2), name, palette.INK, font, anchor="mm")
    return sheet


def _fitting(name: str) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """As large as the place for the name allows."""
    fonts = [ImageFont.load_default(size) for size in SIZES]
    return next((font for font in fonts if font.getlength(name) <= PIXELS), fonts[-1])
