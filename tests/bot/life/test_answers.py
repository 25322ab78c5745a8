"""Typed values of settings."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.life import choices
from bot.life.answers import (
    AnswerError,
    AnswerFault,
    read_choices,
    read_day_start,
    read_goal,
    read_hours,
    read_interval,
    read_pace,
    read_switch,
    toggled,
)
from scheduler.workweek import WorkWeekError, WorkWeekFault


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("50", 50),
        (" every 50 minutes.", 50),
        ("50min", 50),
        ("1h", 60),
        ("1 hour", 60),
        ("1.5 h", 90),
        ("1,5h", 90),
        ("1h30", 90),
        ("1 h 30 min", 90),
        ("1 hour and 20 minutes", 80),
        ("half an hour", 30),
        ("Hourly", 60),
        ("５０", 50),
        ("15", 15),
        ("240", 240),
    ],
)
def test_an_interval_is_read_in_the_ways_people_write_it(text: str, minutes: int):
    assert read_interval(text) == minutes


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", AnswerFault.UNREADABLE),
        ("often", AnswerFault.UNREADABLE),
        ("-50", AnswerFault.UNREADABLE),
        ("50 60", AnswerFault.UNREADABLE),
        ("1.5", AnswerFault.UNREADABLE),
        ("9" * 5000, AnswerFault.UNREADABLE),
        ("14", AnswerFault.TOO_LITTLE),
        ("0 h", AnswerFault.TOO_LITTLE),
        ("241", AnswerFault.TOO_MUCH),
        ("999999", AnswerFault.TOO_MUCH),
        ("5 hours", AnswerFault.TOO_MUCH),
    ],
)
def test_an_interval_that_cannot_be_is_refused_with_the_reason(text: str, reason: AnswerFault):
    with pytest.raises(AnswerError) as refused:
        read_interval(text)
    assert refused.value.reason is reason


@given(st.text(max_size=60))
def test_no_text_gives_an_interval_outside_the_bounds_or_another_error(text: str):
    with suppress(AnswerError):
        assert 15 <= read_interval(text) <= 240


@pytest.mark.parametrize(("text", "goal"), [("5", 5), ("5 breaks a day", 5), ("3 per day", 3), ("16", 16)])
def test_a_goal_is_a_number_of_breaks(text: str, goal: int):
    assert read_goal(text) == goal


@pytest.mark.parametrize(
    ("text", "reason"),
    [("0", AnswerFault.TOO_LITTLE), ("17", AnswerFault.TOO_MUCH), ("many", AnswerFault.UNREADABLE)],
)
def test_a_goal_that_cannot_be_is_refused_with_the_reason(text: str, reason: AnswerFault):
    with pytest.raises(AnswerError) as refused:
        read_goal(text)
    assert refused.value.reason is reason


def test_hours_are_kept_in_their_canonical_form():
    assert read_hours("monday to friday from 9 to 17") == "Mon-Fri 9-17"


@pytest.mark.parametrize("text", ["off", "", "   "])
def test_a_week_without_hours_is_no_answer(text: str):
    with pytest.raises(WorkWeekError) as refused:
        read_hours(text)
    assert refused.value.reason is WorkWeekFault.EMPTY


def test_hours_longer_than_anyone_needs_are_not_even_read():
    with pytest.raises(WorkWeekError):
        read_hours("Mon 9-10 " * 400)


def test_a_switch_is_on_or_off():
    assert read_switch("On")
    assert not read_switch("off")
    with pytest.raises(AnswerError):
        read_switch("maybe")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("chair", ("chair",)),
        ("Floor, chair", ("chair", "floor")),
        ("chair floor", ("chair", "floor")),
        ("standing and sitting", ("chair", "standing")),
        ("none", ()),
    ],
)
def test_choices_are_read_by_what_people_call_them_and_kept_in_order(text: str, found: tuple[str, ...]):
    assert read_choices(text, choices.SPOKEN_PLACES) == found


def test_a_choice_of_two_words_is_one_choice():
    assert read_choices("knees, lower back", choices.SPOKEN_CAREFUL) == ("knees", "low_back")


def test_an_unknown_choice_is_pointed_at():
    with pytest.raises(AnswerError) as refused:
        read_choices("chair, trampoline", choices.SPOKEN_PLACES)
    assert refused.value.part == "trampoline"


@pytest.mark.parametrize(
    ("spoken", "all_of"),
    [
        (choices.SPOKEN_PLACES, choices.PLACES),
        (choices.SPOKEN_EQUIPMENT, choices.EQUIPMENT),
        (choices.SPOKEN_CAREFUL, choices.CAREFUL),
    ],
)
def test_everything_that_can_be_tapped_can_be_typed(spoken: dict[str, str], all_of: tuple[str, ...]):
    assert read_choices(", ".join(spoken), spoken) == all_of


def test_toggling_twice_is_as_before_and_strangers_are_ignored():
    once = toggled(("floor",), "chair", choices.PLACES)
    assert once == ("chair", "floor")
    assert toggled(once, "chair", choices.PLACES) == ("floor",)
    assert toggled(("floor",), "moon", choices.PLACES) == ("floor",)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("4", 240), ("04:00", 240), ("3.30", 210), ("4am", 240), ("midnight", 0), ("6", 360)],
)
def test_when_a_day_starts(typed: str, minutes: int) -> None:
    assert read_day_start(typed) == minutes


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("7", AnswerFault.TOO_MUCH),
        ("06:01", AnswerFault.TOO_MUCH),
        ("4:75", AnswerFault.UNREADABLE),
        ("dawn", AnswerFault.UNREADABLE),
    ],
)
def test_when_a_day_cannot_start(typed: str, reason: AnswerFault) -> None:
    with pytest.raises(AnswerError) as caught:
        read_day_start(typed)
    assert caught.value.reason is reason


def test_the_pace_of_holds() -> None:
    assert [read_pace(word) for word in ("Short", " normal ", "LONG")] == ["short", "normal", "long"]
    with pytest.raises(AnswerError):
        read_pace("fast")
