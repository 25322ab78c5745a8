"""A new edition of the time zone database, while reminders are planned by the old one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo, reset_tzpath

import pytest
from sqlalchemy import Connection, update
from structlog.testing import capture_logs

from bot.storage import tables, timekeeping
from scheduler.edition import zone_rules
from scheduler.zones import zone_named


def _forget_rules() -> None:
    ZoneInfo.clear_cache()
    zone_named.cache_clear()
    zone_rules.cache_clear()


@pytest.fixture
def new_edition(tmp_path: Path) -> Iterator[Callable[[str, str], None]]:
    """Call it with two zones: at the bot's next start the first has the rules of the second."""

    def publish(zone: str, like: str) -> None:
        path = tmp_path / "zoneinfo" / zone
        path.parent.mkdir(parents=True)
        path.write_bytes(files("tzdata").joinpath("zoneinfo", like).read_bytes())
        reset_tzpath([tmp_path / "zoneinfo"])
        _forget_rules()

    yield publish
    reset_tzpath()
    _forget_rules()


@pytest.mark.parametrize(("like", "expected"), [("Europe/Madrid", "08:50"), ("Atlantic/Azores", "10:50")])
async def test_reminders_follow_the_new_rules_from_the_start_on(
    scene, new_edition, like: str, expected: str
) -> None:
    scene.jump(hours=9)  # the next reminder is planned for tomorrow morning
    ada = await scene.somebody_set_up(city="Lisbon")
    count = len(ada.texts)
    new_edition("Europe/Lisbon", like)
    await scene.restart()
    await scene.until(f"2026-03-03 {expected[:2]}:44")
    assert len(ada.texts) == count
    await scene.until(f"2026-03-03 {expected}")
    assert len(ada.texts) == count + 1
    assert ada.sees.startswith("You've been sitting for 4")


async def test_a_zone_that_vanished_keeps_nobody_else_waiting_and_can_be_chosen_anew(scene) -> None:
    ada, ben = await scene.somebody_set_up("Ada", 1), await scene.somebody_set_up("Ben", 2)

    def vanish(conn: Connection) -> None:
        conn.execute(update(tables.people).where(tables.people.c.id == 1).values(zone="Mars/Olympus"))
        timekeeping.note_zone_rules(conn, "an earlier edition")

    await scene.app.storage.write(vanish)
    with capture_logs() as logs:
        await scene.restart()
        await scene.until("09:50")
    assert ben.sees.startswith("You've been sitting")
    (told,) = (line for line in logs if line["log_level"] == "error")
    assert "bring this machine's time zones up to date" in told["event"]
    assert "Mars/Olympus" in told["reason"]
    await ada.says("/settings zone Lisbon")
    assert "Your next break: today 10:3" in ada.sees
    await scene.pass_time(minutes=50)
    assert ada.sees.startswith("You've been sitting")
