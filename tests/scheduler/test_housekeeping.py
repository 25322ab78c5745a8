"""Chores run at their intervals, whatever happens to the system's clock."""

import asyncio
import datetime as real
import time

import apscheduler.schedulers.base
import apscheduler.triggers.interval
import pytest
from structlog.testing import capture_logs

from scheduler.housekeeping import Housekeeping


class Wall:
    """A wall clock that can be set, for APScheduler and for the watch alike."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.moved = 0.0
        wall = self

        class Datetime(real.datetime):
            @classmethod
            def now(cls, tz: real.tzinfo | None = None) -> real.datetime:
                return real.datetime.fromtimestamp(wall(), tz)

        monkeypatch.setattr(apscheduler.schedulers.base, "datetime", Datetime)
        monkeypatch.setattr(apscheduler.triggers.interval, "datetime", Datetime)

    def __call__(self) -> float:
        return time.time() + self.moved


@pytest.fixture
def wall(monkeypatch: pytest.MonkeyPatch) -> Wall:
    return Wall(monkeypatch)


class Chore:
    """Counts its runs; the first may fail."""

    def __init__(self, fails: bool = False) -> None:
        self.ran = asyncio.Event()
        self.fails = fails

    async def run(self) -> None:
        if self.fails:
            self.fails = False
            raise RuntimeError("somebody's words")
        self.ran.set()

    async def again(self) -> None:
        self.ran.clear()
        await asyncio.wait_for(self.ran.wait(), 3)


async def test_a_chore_goes_on_after_the_clock_was_set_back(wall: Wall):
    chore, house = Chore(), Housekeeping(wall=wall, watch_every=0.05)
    house.every("sweep", chore.run, seconds=1)
    house.start()
    await asyncio.sleep(0.1)
    try:
        wall.moved = -3600
        await chore.again()
        await chore.again()
    finally:
        await house.stop()


async def test_a_chore_is_done_at_once_when_the_clock_was_set_past_its_time(wall: Wall):
    chore, house = Chore(), Housekeeping(wall=wall, watch_every=0.05)
    house.every("sweep", chore.run, hours=3)
    house.start()
    await asyncio.sleep(0.1)
    try:
        wall.moved = 4 * 3600
        await chore.again()
    finally:
        await house.stop()


async def test_a_chore_that_failed_is_logged_without_its_words_and_runs_again(wall: Wall):
    chore, house = Chore(fails=True), Housekeeping(wall=wall)
    house.every("sweep", chore.run, seconds=1)
    house.start()
    with capture_logs() as lines:
        try:
            await chore.again()
        finally:
            await house.stop()
    (line,) = (line for line in lines if line["event"] == "chore_failed")
    assert (line["chore"], line["error"]) == ("sweep", "RuntimeError")
    assert "somebody's words" not in str(lines)


async def test_stopping_twice_or_before_the_start_is_harmless():
    house = Housekeeping()
    await house.stop()
    house.start()
    await house.stop()
    await house.stop()
