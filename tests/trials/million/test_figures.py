"""What is said of a day: how crowded it is, how late reminders come, what budget it asks for."""

from __future__ import annotations

from array import array

import pytest

from bot.fleet.pace import SLACK
from trials.million import figures
from trials.million.day import SECONDS, Day


def test_the_fullest_second_minute_and_hour_are_found() -> None:
    counts = figures.by_second([-5, 60, 60.5, 61, 119, 7200, 7201])
    crowd = figures.crowd(counts)
    assert (crowd.second, crowd.minute, crowd.hour) == (2, 4, 4)
    assert (crowd.minute_at, crowd.hour_at) == (60, 0)
    assert figures.by_hour(counts)[2] == 2


def test_lateness_is_told_by_its_middle_its_tail_and_its_worst() -> None:
    late = [0.0] * 98 + [61.0, 601.0]
    day = Day(array("d", [0.0] * 100), array("d", late), array("l", range(100)))
    assert figures.lateness(day) == figures.Lateness(0.0, 601.0, 601.0, 0.02, 0.01)


def test_the_budget_asked_for_brings_all_but_one_of_a_hundred_within_a_minute() -> None:
    counts = [0] * SECONDS
    counts[36_000] = 6000
    assert figures.least_rate(counts) == pytest.approx(99 * (1 + SLACK), rel=0.01)


def test_a_budget_that_is_exceeded_is_counted() -> None:
    day = Day(calls=array("d", [0, 0.4, 0.9, 1.5, 2.5]))
    assert figures.too_fast(day, 2, 1.0) == 1
