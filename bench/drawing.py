"""How long figures, stills and clips take, on one processor core."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from bench.measures import Row, seconds
from content.catalogue import Catalogue, load
from content.figures.model import Figure
from content.figures.paint import Easel
from content.figures.staging import Stage
from content.media.film import PIXELS
from content.media.recipes import Clip, Still
from content.media.reels import reel
from content.media.render import render
from content.media.script import length
from content.steps import expand

PICTURES = 25
SAMPLES = {
    "a hold": "kneeling-lunge",
    "repetitions": "bridge-reps",
    "breaths": "belly-breaths",
    "several holds": "floor-bridge",
}


def rows() -> Iterator[Row]:
    """A figure, a still, and clips of each kind at the normal level."""
    catalogue = load()
    lunge = catalogue.figures["kneeling-lunge"]
    yield Row(f"a figure of {PIXELS} pixels", seconds(partial(_pictures, lunge)) / PICTURES * 1000, "ms")
    still = Still(exercise="kneeling-lunge")
    yield Row("a still", seconds(partial(render, still, [lunge])) * 1000, "ms")
    for kind, exercise in SAMPLES.items():
        clip, figure = _clip(catalogue, exercise), catalogue.figures[exercise]
        took = seconds(partial(render, clip, [figure]))
        yield Row(f"a clip of {kind} ({length(clip)} s)", took, "s")
        yield Row(f"a second of a clip of {kind}", took / length(clip), "s")


def _pictures(figure: Figure) -> None:
    stage = Stage(figure)
    easel = Easel(stage.camera, stage.framing, PIXELS)
    for number in range(PICTURES):
        easel.painted(stage.shapes(stage.entering(number / PICTURES)))


def _clip(catalogue: Catalogue, exercise: str) -> Clip:
    return reel(expand([catalogue.exercises[exercise]], {}), 0)
