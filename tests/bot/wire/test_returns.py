"""Who is told of an outage hears of it once, of all of it, and as soon as it can be told."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from structlog.testing import capture_logs

from bot.storage.database import Unavailable
from bot.wire import returns
from bot.wire.returns import Returns

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


class Listener:
    """Takes its time for each, or fails as often as it is told to."""

    def __init__(self, *failures: Exception) -> None:
        self._failures = list(failures)
        self.heard: list[datetime] = []
        self.at_once = 0

    async def __call__(self, since: datetime) -> None:
        self.at_once += 1
        await asyncio.sleep(0)
        if self._failures:
            self.at_once -= 1
            raise self._failures.pop(0)
        assert self.at_once == 1
        self.heard.append(since)
        self.at_once -= 1


async def test_outages_noted_while_one_is_told_are_told_afterwards_as_one() -> None:
    listener = Listener()
    told = Returns(listener)
    told.note(NOON)
    await asyncio.sleep(0)
    for minutes in (10, 5, 7):
        told.note(NOON + timedelta(minutes=minutes))
    await told.idle()
    assert listener.heard == [NOON, NOON + timedelta(minutes=5)]


async def test_where_the_database_cannot_be_read_it_is_told_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(returns, "RETRY_SECONDS", 0.0)
    listener = Listener(Unavailable("held"), Unavailable("held"))
    told = Returns(listener)
    told.note(NOON)
    await told.idle()
    assert listener.heard == [NOON]


async def test_a_fault_of_the_listener_is_logged_and_the_next_return_told() -> None:
    listener = Listener(KeyError("my knee hurts"))
    told = Returns(listener)
    with capture_logs() as logs:
        told.note(NOON)
        await told.idle()
    assert [log["event"] for log in logs] == ["cannot show how things stand"]
    assert "knee" not in str(logs)
    told.note(NOON)
    await told.idle()
    assert listener.heard == [NOON]


async def test_it_can_be_closed_while_it_tells() -> None:
    told = Returns(listener := Listener())
    told.note(NOON)
    await told.close()
    assert listener.heard == []
