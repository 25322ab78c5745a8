"""Which pictures are worth making before anybody asks: those that most sessions show."""

from __future__ import annotations

from collections.abc import Iterator

from content.catalogue import Catalogue
from content.media.recipes import Clip, Recipe, Still
from content.media.reels import reels
from content.models import Exercise, Level
from content.steps import expand
from content.terms import Side


def recipes(catalogue: Catalogue) -> Iterator[Recipe]:
    """Every exercise that has a figure: its stills, and the clips of all its sessions; each recipe once."""
    for exercise in catalogue.exercises.values():
        if exercise.id in catalogue.figures:
            both: tuple[Recipe, ...] = (*stills(exercise), *clips(exercise))
            yield from dict.fromkeys(both)


def stills(exercise: Exercise) -> Iterator[Still]:
    """The still picture, and of an exercise with sides also the left one."""
    yield Still(exercise=exercise.id)
    if exercise.sides:
        yield Still(exercise=exercise.id, side=Side.LEFT)


def clips(exercise: Exercise) -> Iterator[Clip]:
    """By itself at every level, and at the normal one also as a later part of a routine."""
    for level in Level:
        yield from reels(expand([exercise], {exercise.id: level}))
    later = expand([exercise, exercise], {exercise.id: Level.NORMAL})
    yield from reels([step for step in later if step.part == 2])
