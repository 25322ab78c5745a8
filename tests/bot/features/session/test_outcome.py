"""What counts: done, half done, or nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.features.session.outcome import Achieved, Result, outcome, overall
from bot.features.session.state import State
from content.models import Side
from content.steps import Step, StepKind

STEPS = (
    Step(StepKind.READY, "lizard", 6, Side.RIGHT),
    Step(StepKind.HOLD, "lizard", 30, Side.RIGHT),
    Step(StepKind.SWITCH, "lizard", 5, Side.LEFT),
    Step(StepKind.HOLD, "lizard", 30, Side.LEFT),
    Step(StepKind.DONE, "lizard", 0),
)


def held(right: float, left: float, *, elsewhere: float = 0) -> State:
    """A state in which the two holds were held so long, in seconds."""
    seconds = (elsewhere, right, elsewhere, left, 0)
    return State(
        4, tuple(timedelta(seconds=one) for one in seconds), datetime(2026, 3, 2, 12, tzinfo=UTC), None
    )


@pytest.mark.parametrize(
    ("right", "left", "result"),
    [
        (30, 30, Result.DONE),
        (29.1, 29.5, Result.DONE),
        (30, 28.9, Result.PARTIAL),
        (30, 0, Result.PARTIAL),
        (15, 15, Result.PARTIAL),
        (30, -0.0, Result.PARTIAL),
        (29.9, 0, Result.NOTHING),
        (0, 0, Result.NOTHING),
    ],
)
def test_an_exercise_is_done_when_it_ran_through_and_partly_from_half_of_its_time_on(right, left, result):
    (lizard,) = outcome(held(right, left), STEPS)
    assert lizard.result is result


def test_getting_ready_and_switching_is_no_work():
    (lizard,) = outcome(held(0, 0, elsewhere=60), STEPS)
    assert lizard == Achieved("lizard", Result.NOTHING, 0, 60)


def test_time_added_on_one_side_does_not_make_up_for_the_other():
    (lizard,) = outcome(held(90, 0), STEPS)
    assert (lizard.result, lizard.worked_seconds) == (Result.PARTIAL, 30)


def test_rounds_of_one_exercise_are_one_exercise():
    twice = (*STEPS[:-1], *STEPS)
    state = State(8, held(30, 30).held[:-1] + held(0, 0).held, datetime(2026, 3, 2, tzinfo=UTC), None)
    assert outcome(state, twice) == (Achieved("lizard", Result.PARTIAL, 60, 120),)


@pytest.mark.parametrize(
    ("results", "whole"),
    [
        ([Result.DONE, Result.DONE], Result.DONE),
        ([Result.DONE, Result.NOTHING], Result.PARTIAL),
        ([Result.PARTIAL, Result.NOTHING], Result.PARTIAL),
        ([Result.NOTHING, Result.NOTHING], Result.NOTHING),
    ],
)
def test_a_session_is_done_where_everything_was_and_partly_where_anything_was(results, whole):
    assert overall([Achieved("lizard", result, 0, 0) for result in results]) is whole
