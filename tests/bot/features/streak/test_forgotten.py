"""Which day somebody means who forgot to tell, and whether it may still be told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.streak.forgotten import Verdict, judge, open_days, read

WEDNESDAY = date(2026, 3, 4)
LONG_AGO = date(2025, 1, 1)


@pytest.mark.parametrize(
    ("words", "back"),
    [
        ("yesterday", 1),
        (" YESTERDAY ", 1),
        ("the day before yesterday", 2),
        ("2 days ago", 2),
        ("1 day ago", 1),
        ("today", 0),
        ("Monday", 2),
        ("tue", 1),
        ("wednesday", 7),
        ("2026-03-02", 2),
    ],
)
def test_it_reads(words: str, back: int) -> None:
    assert read(words, WEDNESDAY) == WEDNESDAY - timedelta(days=back)


@pytest.mark.parametrize("words", ["", "banana", "t", "2026-02-31", "days ago", "-1 days ago", "² days ago"])
def test_what_it_cannot_read_is_no_day(words: str) -> None:
    assert read(words, WEDNESDAY) is None


@given(st.text(max_size=60))
def test_any_text_is_a_day_or_none_and_never_taken_further_back_than_two_days(words: str) -> None:
    day = read(words, WEDNESDAY)
    if judge(day, WEDNESDAY, LONG_AGO, ()) is Verdict.TAKEN:
        assert day in open_days(WEDNESDAY, LONG_AGO)


def test_a_day_is_taken_once() -> None:
    yesterday = WEDNESDAY - timedelta(days=1)
    assert judge(yesterday, WEDNESDAY, LONG_AGO, ()) is Verdict.TAKEN
    assert judge(yesterday, WEDNESDAY, LONG_AGO, {yesterday}) is Verdict.COUNTED


def test_today_and_long_ago_are_refused_each_with_its_reason() -> None:
    assert judge(WEDNESDAY, WEDNESDAY, LONG_AGO, ()) is Verdict.TODAY
    assert judge(WEDNESDAY - timedelta(days=3), WEDNESDAY, LONG_AGO, ()) is Verdict.TOO_OLD
    assert judge(None, WEDNESDAY, LONG_AGO, ()) is Verdict.UNREAD


def test_nothing_counts_for_a_day_before_the_person_came() -> None:
    yesterday = WEDNESDAY - timedelta(days=1)
    assert judge(yesterday - timedelta(days=1), WEDNESDAY, yesterday, ()) is Verdict.BEFORE
    assert open_days(WEDNESDAY, yesterday) == [yesterday]
    assert open_days(WEDNESDAY, WEDNESDAY) == []
