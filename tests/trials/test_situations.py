"""The people whose reminders are compared are such that every fact of theirs moves one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import pytest

from scheduler.breaks import next_break
from scheduler.rhythm import Rhythm
from scheduler.workweek import WorkWeek
from trials.oracle import walk_around
from trials.situations import situations
from trials.zones import WEEKS

SOME = 3  # of 150


@cache
def everybody() -> list[tuple[Rhythm, datetime]]:
    """Around ten moments, two months apart: as many as a zone has transitions in five years."""
    found = []
    for moment in (datetime(2024, 1, 1, tzinfo=UTC) + timedelta(days=61 * n) for n in range(10)):
        walk = walk_around("Etc/UTC", moment)
        found += situations(moment, {week: walk.ranges(week) for week in map(_week, WEEKS)})
    return found


def _week(text: str) -> WorkWeek:
    return WorkWeek.parse(text, "Etc/UTC")


@pytest.mark.parametrize(
    "without",
    [
        {"last_moved": None},
        {"last_prompted": None},
        {"skipped_at": None},
        {"snoozed_until": None},
        {"unanswered": 0},
        {"slowed": False},
        {"pauses": ()},
        {"done_for": None},
        {"late_until": None},
    ],
    ids=lambda one: next(iter(one)),
)
def test_each_fact_moves_some_reminders(without: dict[str, Any]) -> None:
    moved = sum(
        next_break(facts, now) != next_break(replace(facts, **without), now) for facts, now in everybody()
    )
    assert moved >= SOME
