"""How the next break is told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.life.upcoming import told
from bot.texts import Texts
from scheduler.breaks import Planned, Quiet, QuietReason, Reason

NOW = datetime(2025, 3, 3, 14, 32, tzinfo=UTC)
TEXTS = Texts()


def _planned(minutes: float) -> Planned:
    return Planned(NOW + timedelta(minutes=minutes), Reason.RANGE_START, NOW)


def test_the_first_break_is_told_in_the_persons_zone():
    assert (
        told(_planned(48), NOW, "Europe/Berlin", TEXTS, first=True) == "Your first break: <b>today 16:20</b>."
    )


def test_what_is_due_within_a_minute_comes_in_a_moment():
    assert "in a moment" in told(_planned(0.5), NOW, "UTC", TEXTS)


@pytest.mark.parametrize("reason", QuietReason)
def test_that_nothing_comes_is_said_with_a_way_out(reason: QuietReason):
    assert "/" in told(Quiet(reason), NOW, "UTC", TEXTS)
