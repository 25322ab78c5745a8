"""What a session achieved, exercise by exercise: done, half done, or nothing that counts. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bot.features.session.state import State
from content.steps import Step

TOLERANCE = timedelta(seconds=1)
"""A step left within its last second ran through."""

ENOUGH = 0.5
"""From this share of its working time on, an exercise counts as partly done."""


class Result(StrEnum):
    """What became of an exercise, or of a whole session."""

    DONE = "done"
    PARTIAL = "partial"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Achieved:
    """One exercise of a session: seconds of work planned, and how many of them were held."""

    exercise: str
    result: Result
    worked_seconds: float
    planned_seconds: int


def outcome(state: State, steps: Sequence[Step]) -> tuple[Achieved, ...]:
    """Each exercise once, in order, over all its sides, sets and rounds."""
    exercises = dict.fromkeys(step.exercise for step in steps if step.works)
    return tuple(_achieved(exercise, state, steps) for exercise in exercises)


def overall(achieved: Sequence[Achieved]) -> Result:
    """Done where everything was, partial where anything was."""
    results = {one.result for one in achieved}
    if results == {Result.DONE}:
        return Result.DONE
    return Result.NOTHING if results <= {Result.NOTHING} else Result.PARTIAL


def _achieved(exercise: str, state: State, steps: Sequence[Step]) -> Achieved:
    work = [
        (held, timedelta(seconds=step.seconds))
        for held, step in zip(state.held, steps, strict=True)
        if step.works and step.exercise == exercise
    ]
    planned = sum((whole for _, whole in work), timedelta())
    # What was added by [More time] on one side does not make up for the other.
    worked = sum((min(held, whole) for held, whole in work), timedelta())
    if all(held >= whole - TOLERANCE for held, whole in work):
        result = Result.DONE
    else:
        result = Result.PARTIAL if worked >= planned * ENOUGH else Result.NOTHING
    return Achieved(exercise, result, worked.total_seconds(), round(planned.total_seconds()))
