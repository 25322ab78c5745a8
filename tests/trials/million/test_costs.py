"""What a reminder costs the database, counted and measured."""

from __future__ import annotations

from pathlib import Path

import pytest

from trials.million import sizes
from trials.million.rows import touched


async def test_every_reminder_leaves_one_break_and_one_due_row(tmp_path: Path) -> None:
    found = await touched(tmp_path)
    for name, rows in found.items():
        made = {table: rows.get((table, "insert"), 0) - rows.get((table, "delete"), 0) for table, _ in rows}
        assert made.get("outbox") == 0
        if "reminder" in name:
            assert made["breaks"] == 1
            assert made["due"] == 0
            assert sum(rows.values()) < 15
    assert found["an answer, I just moved"]["moves", "insert"] == 1


def test_bytes_are_those_of_rows_and_their_indexes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sizes, "COPIES", 500)
    found = sizes.sizes(f"sqlite:///{tmp_path / 'sizes.db'}")
    assert 300 < found.person < 1000
    assert found.update < found.move < found.reminder < found.person
