"""People who are written into a database all at once are as real as those who came one by one."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

from bench import filled
from bot import agenda
from bot.storage import database, mail, people
from scheduler import due


async def test_everybody_can_be_reminded(tmp_path: Path) -> None:
    file = tmp_path / "bench.db"
    await asyncio.to_thread(filled.people, file, 3)
    now = datetime.now(UTC)
    storage = await database.open(filled.url_of(file))
    try:
        for person in (1, 2, 3):
            assert await storage.read(lambda conn, who=person: people.load(conn, who))
            await storage.write(lambda conn, who=person: agenda.replan(conn, who, now))
        assert await storage.read(due.next_at)
    finally:
        await storage.close()


def test_a_row_that_is_put_is_due_until_it_is_settled(tmp_path: Path) -> None:
    file = tmp_path / "bench.db"
    filled.people(file, 2)
    assert filled.is_due_later(file, 1)
    filled.put_now(file, 1)
    assert not filled.is_due_later(file, 1)
    assert filled.is_due_later(file, 2)


async def test_reminders_wait_to_go_out(tmp_path: Path) -> None:
    file = tmp_path / "bench.db"
    await asyncio.to_thread(filled.reminders, file, 3)
    storage = await database.open(filled.url_of(file))
    try:
        assert [row.chat_id for row in await storage.read(mail.unsent)] == [1, 2, 3]
    finally:
        await storage.close()
