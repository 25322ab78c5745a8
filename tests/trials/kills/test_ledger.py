"""The database of a bot that was killed is read as it lies there."""

import shutil
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from bot.storage import database, mail
from trials.kills import ledger
from trials.kills.ledger import Left

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


async def test_what_was_unsent_is_read_without_doing_the_next_bots_work(tmp_path: Path) -> None:
    alive, dead = tmp_path / "alive", tmp_path / "dead"
    alive.mkdir()
    storage = await database.open(f"sqlite:///{alive / 'unsit.db'}")
    await storage.write(partial(mail.queue, chat_id=7, bodies=[("{}", None)], importance=0, now=NOW))
    shutil.copytree(alive, dead)
    await storage.close()
    log = (dead / "unsit.db-wal").read_bytes()
    assert ledger.unsent(ledger.at_rest(dead / "unsit.db")) == (Left(1, 7, "{}", at=NOW.timestamp()),)
    assert (dead / "unsit.db-wal").read_bytes() == log
