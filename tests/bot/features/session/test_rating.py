"""How feedback moves the level of an exercise."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.session.levels import moved_level
from bot.wire.buttons import Rating
from content.models import Level

levels = st.sampled_from(sorted(Level))


@pytest.mark.parametrize(
    ("own", "rating", "level"),
    [
        (Level.NORMAL, Rating.EASY, Level.HARD),
        (Level.NORMAL, Rating.RIGHT, Level.NORMAL),
        (Level.NORMAL, Rating.HARD, Level.EASY),
        (Level.HARD, Rating.EASY, Level.HARD),
        (Level.EASY, Rating.HARD, Level.EASY),
    ],
)
def test_easy_raises_hard_lowers_and_right_keeps_the_level(own, rating, level):
    assert moved_level(own, own, rating) is level


def test_what_was_eased_to_fit_and_still_was_hard_is_lowered_from_there():
    assert moved_level(Level.HARD, Level.NORMAL, Rating.HARD) is Level.EASY


@given(own=levels, done_at=levels)
def test_easy_never_lowers_and_hard_never_raises(own, done_at):
    assert moved_level(own, done_at, Rating.EASY) >= own
    assert moved_level(own, done_at, Rating.HARD) <= own
