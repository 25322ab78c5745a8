"""The pace of a hold: shorter or longer, never outside the range."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content import catalogue
from content.doses import Hold, Level, Pace, paced

CATALOGUE = catalogue.load()
exercises = st.sampled_from(sorted(CATALOGUE.exercises.values(), key=lambda one: one.id))


@pytest.mark.parametrize(
    ("exercise", "pace", "seconds"),
    [
        ("half-frog", Pace.SHORT, 22),
        ("half-frog", Pace.NORMAL, 30),
        ("half-frog", Pace.LONG, 45),
        ("lizard", Pace.SHORT, 30),  # its source begins there
        ("kneeling-lunge", Pace.LONG, 30),  # and this one's range ends there
    ],
)
def test_a_hold_is_shorter_or_longer_within_the_range(exercise, pace, seconds):
    assert CATALOGUE.exercises[exercise].dose(Level.NORMAL, pace).amount == seconds


@given(exercises, st.sampled_from(Level), st.sampled_from(Pace))
def test_no_pace_ever_leaves_the_range(exercise, level, pace):
    assert exercise.range.holds(exercise.dose(level, pace))


@given(exercises, st.sampled_from(Level))
def test_short_is_never_longer_than_normal_nor_normal_than_long(exercise, level):
    amounts = [exercise.dose(level, pace).amount for pace in (Pace.SHORT, Pace.NORMAL, Pace.LONG)]
    assert amounts == sorted(amounts)


@given(exercises, st.sampled_from(Level), st.sampled_from(Pace))
def test_reps_and_breaths_keep_their_own_pace(exercise, level, pace):
    dose = exercise.dose(level)
    if not isinstance(dose, Hold):
        assert paced(dose, exercise.range, pace) == dose
