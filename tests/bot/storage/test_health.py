"""What the doctor learns of a database is true of the disk below it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.storage import database, health
from bot.storage.sqlite import File

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@contextmanager
def _files_of_at_most(size: int) -> Iterator[None]:
    """No file may become larger than so many bytes: for who writes, that is a full disk."""
    import resource  # noqa: PLC0415 - not on every system

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.skipif(os.name != "posix", reason="no such limits")
async def test_that_there_is_no_room_is_found_by_writing_as_far_as_the_disk(tmp_path: Path) -> None:
    path = tmp_path / "unsit.db"
    storage = await database.open(f"sqlite:///{path}")
    with _files_of_at_most(50_000):  # what is written for a look would still find room in memory
        assert "The database cannot be used" in health.examine(File(path), NOW, NOW).unwritable
    assert health.examine(File(path), NOW, NOW).unwritable == ""
    await storage.close()
