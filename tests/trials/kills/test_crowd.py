"""The crowd is set up by the bot's own functions, and its first reminders come when they are to."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from trials.kills import ledger
from trials.kills.crowd import gathered, noon_zone, settle_in

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


async def test_everybody_waits_for_a_first_reminder_at_its_moment(tmp_path: Path) -> None:
    crowd = gathered(1, 20, 4, NOW, timedelta(minutes=10))
    await settle_in(f"sqlite:///{tmp_path / 'unsit.db'}", crowd, NOW)
    due = ledger.read(f"sqlite:///{tmp_path / 'unsit.db'}").due
    assert due == {("reminder", member.id): member.first_due.timestamp() for member in crowd}
    assert all(NOW <= member.first_due < NOW + timedelta(minutes=10) for member in crowd)
    assert [member.lively for member in crowd[:5]] == [True] * 4 + [False]


@pytest.mark.parametrize("hour", range(24))
def test_they_live_where_it_is_noon(hour: int) -> None:
    now = NOW.replace(hour=hour)
    assert now.astimezone(ZoneInfo(noon_zone(now))).hour == 12
