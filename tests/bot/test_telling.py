"""Moments and lengths as a person would say them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot import telling
from bot.texts import Texts

TEXTS = Texts()
NOW = datetime(2026, 3, 4, 14, 0, tzinfo=UTC)  # a Wednesday, 15:00 in Berlin


@pytest.mark.parametrize(
    ("seconds", "said"), [(0, "0:00"), (9.6, "0:10"), (70, "1:10"), (600, "10:00"), (-1, "0:00")]
)
def test_lengths(seconds: float, said: str) -> None:
    assert telling.length(seconds) == said


@pytest.mark.parametrize(
    ("ahead", "said"),
    [
        (timedelta(hours=1), "today 16:00"),
        (timedelta(hours=10), "tomorrow 01:00"),
        (timedelta(days=5), "Monday 15:00"),
        (timedelta(days=7), "Wednesday 11 March 15:00"),
        (timedelta(days=-1), "yesterday 15:00"),
    ],
)
def test_moments_are_told_in_the_persons_zone(ahead: timedelta, said: str) -> None:
    assert telling.when(NOW + ahead, NOW, "Europe/Berlin", TEXTS) == said


def test_seconds_are_told_where_they_matter() -> None:
    assert telling.clock(NOW + timedelta(seconds=7), "Europe/Berlin", seconds=True) == "15:00:07"


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(1, "1 minute"), (50, "50 minutes"), (60, "1 hour"), (120, "2 hours"), (95, "1 h 35 min")],
)
def test_durations(minutes: int, said: str) -> None:
    assert telling.span(timedelta(minutes=minutes), TEXTS) == said
