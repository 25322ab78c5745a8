"""Which day `/log` means, and whether it may still be told. Pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum

DAYS_BACK = 2
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Verdict(StrEnum):
    """What becomes of a day that somebody wants to log."""

    TAKEN = "taken"
    UNREAD = "unread"
    TODAY = "today"
    TOO_OLD = "too_old"
    BEFORE = "before"
    COUNTED = "counted"


def open_days(today: date, first: date) -> list[date]:
    """The days that may be told afterwards, newest first; none from before the person came (`first`)."""
    days = [today - timedelta(days=back) for back in range(1, DAYS_BACK + 1)]
    return [day for day in days if day >= first]


def read(words: str, today: date) -> date | None:
    """The day that these words mean: "yesterday", "2 days ago", "Monday", "2026-03-02"; None where they mean none."""
    text = " ".join(words.casefold().split())
    if text in {"today", "yesterday", "the day before yesterday"}:
        back = ("today", "yesterday", "the day before yesterday").index(text)
        return today - timedelta(days=back)
    number, _, rest = text.partition(" ")
    if rest in {"day ago", "days ago"} and number.isdecimal() and len(number) <= 3:
        return today - timedelta(days=int(number))
    named = [index for index, name in enumerate(_WEEKDAYS) if len(text) >= 3 and name.startswith(text)]
    if named:
        return today - timedelta(days=(today.weekday() - named[0] - 1) % 7 + 1)
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def judge(day: date | None, today: date, first: date, counted: Collection[date]) -> Verdict:
    """Whether this day is taken, or why not. `first` is the person's first, `counted` those with something done."""
    if day is None:
        return Verdict.UNREAD
    if day >= today:
        return Verdict.TODAY
    if day < today - timedelta(days=DAYS_BACK):
        return Verdict.TOO_OLD
    if day < first:
        return Verdict.BEFORE
    return Verdict.COUNTED if day in counted else Verdict.TAKEN
