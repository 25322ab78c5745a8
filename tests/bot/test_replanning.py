"""Everybody is planned anew, whoever else works on the same people just then."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.replanning import Replanning
from bot.storage import access, database, timekeeping
from scheduler.clock import MovableClock

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


async def test_a_start_waits_for_others_who_hold_somebody_for_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access, "RETRY_SECONDS", 0.0)
    storage = await database.open(f"sqlite:///{tmp_path / 'bot.db'}")
    write, refused = storage.write, []

    async def refuses_once(work, **how):
        if not refused:
            refused.append(work)
            raise database.Unavailable("as asked")
        return await write(work, **how)

    monkeypatch.setattr(storage, "write", refuses_once)
    try:
        await Replanning(storage, MovableClock(NOW), ()).at_start()
        assert await storage.read(timekeeping.zone_rules)
    finally:
        await storage.close()
    assert refused
