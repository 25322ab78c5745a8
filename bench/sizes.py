"""How large the stills and clips of all exercises are, at the normal level."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from statistics import median

from bench.measures import Row
from content.catalogue import load
from content.figures.model import Figure
from content.media.recipes import Clip, Still
from content.media.reels import reel
from content.media.render import render
from content.media.script import length
from content.steps import expand

HALF_A_MINUTE = 30


def rows() -> Iterator[Row]:
    """The first clip of each exercise, and the still of its right side."""
    catalogue = load()
    chosen = [(catalogue.exercises[exercise], figure) for exercise, figure in catalogue.figures.items()]
    clips = [reel(expand([exercise], {}), 0) for exercise, _ in chosen]
    stills = [Still(exercise=exercise.id) for exercise, _ in chosen]
    figures = [figure for _, figure in chosen]
    with ProcessPoolExecutor(mp_context=multiprocessing.get_context("spawn")) as pool:
        yield from _summed("a still", list(pool.map(_size, stills, figures)))
        sizes = list(pool.map(_size, clips, figures))
    yield from _summed("a clip", sizes)
    per_half_minute = [size / length(clip) * HALF_A_MINUTE for size, clip in zip(sizes, clips, strict=True)]
    yield from _summed(f"{HALF_A_MINUTE} s of a clip", per_half_minute)


def _size(recipe: Still | Clip, figure: Figure) -> float:
    return len(render(recipe, [figure])) / 1000


def _summed(what: str, sizes: list[float]) -> Iterator[Row]:
    yield Row(f"{what}, median of {len(sizes)}", median(sizes), "kB")
    yield Row(f"{what}, largest", max(sizes), "kB")
