"""Everybody is planned anew, whoever else works on the same people just then."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.replanning import Replanning
from bot.storage import access, database, timekeeping
from bot.storage.database import Storage
from scheduler import due
from scheduler.clock import MovableClock
from trials.settled import settle

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
async def storage(tmp_path: Path) -> AsyncIterator[Storage]:
    storage = await database.open(f"sqlite:///{tmp_path / 'bot.db'}")
    yield storage
    await storage.close()


async def test_new_rules_are_followed_also_where_others_hold_somebody_for_long(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access, "RETRY_SECONDS", 0.0)
    write, refused = storage.write, []

    async def refuses_once(work, **how):
        if not refused:
            refused.append(work)
            raise database.Unavailable("as asked")
        return await write(work, **how)

    monkeypatch.setattr(storage, "write", refuses_once)
    replanning = Replanning(storage, MovableClock(NOW), ())
    await replanning.at_start()
    await replanning.idle()
    assert await storage.read(timekeeping.zone_rules)
    assert refused


async def test_who_had_to_be_waited_for_is_planned_from_when_their_turn_came(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, write = MovableClock(NOW), storage.write
    await write(
        partial(settle, person=1, zone="Europe/Lisbon", hours="daily 0-24", minutes=45, since=NOW, now=NOW)
    )

    async def waits(work, **how):
        clock.advance(timedelta(hours=2))
        return await write(work, **how)

    monkeypatch.setattr(storage, "write", waits)
    await Replanning(storage, clock, ()).everybody()
    planned = await storage.read(partial(due.next_at, kinds=["reminder"]))
    assert planned == NOW + timedelta(hours=2)
