"""Which pictures of exercises messages carry. Pure.

Who chose text in the settings gets none, and an exercise that nobody drew has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from bot.life import offer
from bot.life.offer import Known
from bot.storage.people import Person
from bot.wire.outgoing import Media
from content.catalogue import Catalogue
from content.eligible import level_in, pace_in
from content.media import recipes, reels
from content.media.recipes import Grid, Still
from content.models import Exercise, Level, Pace
from content.steps import Step, expand


def in_clips(catalogue: Catalogue, person: Person, exercises: Iterable[str]) -> bool:
    """Whether a session of these is shown in clips."""
    return person.clips and all(exercise in catalogue.figures for exercise in exercises)


def still(catalogue: Catalogue, person: Person, steps: Sequence[Step]) -> Media | None:
    """The exercise that these steps begin with; the clip that [Start] brings is made ready meanwhile."""
    if not in_clips(catalogue, person, {step.exercise for step in steps}):
        return None
    return _still(steps)


def _still(steps: Sequence[Step]) -> Media:
    first = reels.reel(steps, 0)
    return Media(recipes.dump(Still(exercise=first.exercise)), (recipes.dump(first),))


def grid(catalogue: Catalogue, person: Person, exercises: Sequence[str]) -> Media | None:
    """The picture above a list of exercises, numbered in its order."""
    if not exercises or not in_clips(catalogue, person, exercises):
        return None
    return Media(recipes.dump(Grid(exercises=tuple(exercises))))


def of_offer(
    catalogue: Catalogue, person: Person, known: Known, exercises: Sequence[str], limit_seconds: int
) -> Media | None:
    """The first exercise of an offer, None where there is none."""
    if not exercises or not in_clips(catalogue, person, exercises):
        return None
    first, found = catalogue.exercises[exercises[0]], offer.circumstances(person, known, limit_seconds)
    return _alone(first, level_in(first, found), pace_in(first, found))


@lru_cache(maxsize=1024)
def _alone(exercise: Exercise, level: Level, pace: Pace) -> Media:
    return _still(expand([exercise], {exercise.id: level}, {exercise.id: pace}))
