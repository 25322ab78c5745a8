"""A recipe becomes a file's bytes: a PNG or an MP4. Takes up to some seconds of one processor core."""

from __future__ import annotations

import io
from collections.abc import Sequence

from PIL import Image, ImageOps

from content.figures.model import Figure
from content.figures.paint import Easel
from content.figures.staging import Stage
from content.figures.ways import Way
from content.media.encode import encoded
from content.media.film import frames
from content.media.grid import grid
from content.media.recipes import Clip, Grid, Recipe
from content.terms import Side

STILL_PIXELS = 960
COLOURS = 255
"""A figure has some dozen flat colours, and mixtures of them along its edges: 650 to 830 in all. So many leave no
channel more than 6 of 255 from where it was, in less than half of the bytes."""


def render(recipe: Recipe, figures: Sequence[Figure]) -> bytes:
    """The picture or clip: the same bytes for the same recipe and the figures of what is `drawn_in` it, in that order.

    Raises PoseError.
    """
    match recipe:
        case Clip():
            return encoded(frames(recipe, figures[0]))
        case Grid():
            return _png(grid([Stage(figure) for figure in figures]))
    stage = Stage(figures[0])
    painted = Easel(stage.camera, stage.close_up, STILL_PIXELS).painted(stage.shapes(stage.still()))
    return _png(ImageOps.mirror(painted) if recipe.side is Side.LEFT else painted)


def pose_picture(figure: Figure, pose: str, pixels: int) -> bytes:
    """One of the figure's poses as a PNG. Raises PoseError."""
    stage = Stage(figure)
    body = stage.on(Way(pose, pose, 0))
    return _png(Easel(stage.camera, stage.framing, pixels).painted(stage.shapes(body)))


def _png(image: Image.Image) -> bytes:
    file = io.BytesIO()
    few = image.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(file, "PNG", optimize=True)
    return file.getvalue()
