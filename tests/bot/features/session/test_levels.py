"""What a rating changes is told as it is: two levels, or two levels at a pace, can have the same dose."""

from __future__ import annotations

import pytest

from bot.features.session.levels import Change, Moved, change_of
from bot.wire.buttons import Rating
from content import catalogue
from content.models import Level, Pace

CATALOGUE = catalogue.load()
EASY, NORMAL, HARD = Level.EASY, Level.NORMAL, Level.HARD


def moved(exercise, before, after):
    return Moved(CATALOGUE.exercises[exercise], before, after)


@pytest.mark.parametrize(
    ("exercise", "before", "after", "rating", "change"),
    [
        ("pigeon", NORMAL, HARD, Rating.EASY, Change.LONGER),
        ("pigeon", NORMAL, EASY, Rating.HARD, Change.SHORTER),
        ("clamshell", NORMAL, HARD, Rating.EASY, Change.MORE),
        ("belly-breaths", NORMAL, EASY, Rating.HARD, Change.FEWER),
        ("pigeon", HARD, HARD, Rating.EASY, Change.ENDED),
        ("pigeon", EASY, EASY, Rating.HARD, Change.ENDED),
        ("lizard", EASY, NORMAL, Rating.EASY, Change.SAME),
        ("lizard", NORMAL, EASY, Rating.HARD, Change.ENDED),
    ],
)
def test_the_change_of_the_dose_is_told(exercise, before, after, rating, change):
    assert change_of([moved(exercise, before, after)], rating, Pace.NORMAL) is change


def test_at_a_long_pace_the_range_may_leave_no_room_for_more():
    at_the_end_already = [moved("kneeling-lunge", NORMAL, HARD)]
    assert change_of(at_the_end_already, Rating.EASY, Pace.LONG) is Change.ENDED
    assert change_of([moved("pigeon", HARD, NORMAL)], Rating.HARD, Pace.LONG) is Change.SAME


def test_of_several_one_that_changes_is_enough():
    both = [moved("pigeon", HARD, HARD), moved("clamshell", NORMAL, HARD)]
    assert change_of(both, Rating.EASY, Pace.NORMAL) is Change.MORE
