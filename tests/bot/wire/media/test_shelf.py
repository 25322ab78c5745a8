"""What was drawn is kept whole or not at all, and a disk that fails costs nothing but time."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.wire.media.shelf import Shelf

NAME = "abcd.mp4"


async def test_what_was_put_is_taken_by_a_later_run(tmp_path: Path) -> None:
    await Shelf(tmp_path / "media").put(NAME, b"clip")
    assert await Shelf(tmp_path / "media").take(NAME) == b"clip"
    assert (tmp_path / "media" / "ab" / NAME).read_bytes() == b"clip"
    assert [path.name for path in (tmp_path / "media" / "ab").iterdir()] == [NAME]


async def test_what_is_empty_or_not_there_is_not_taken(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    assert await shelf.take(NAME) is None
    await shelf.put(NAME, b"")
    assert await shelf.take(NAME) is None


async def test_without_a_folder_nothing_is_kept() -> None:
    shelf = Shelf(None)
    await shelf.put(NAME, b"clip")
    assert await shelf.take(NAME) is None


async def test_a_disk_that_is_full_in_the_middle_leaves_nothing_half_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    shelf = Shelf(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        for _ in range(2):
            await shelf.put(NAME, b"clip")
    assert list((tmp_path / "ab").iterdir()) == []
    assert await shelf.take(NAME) is None
    assert capsys.readouterr().out.count("No space left") == 1
    await shelf.put(NAME, b"clip")
    assert await shelf.take(NAME) == b"clip"


async def test_who_reads_while_it_is_written_gets_what_was_there_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bytes | None] = []
    unfinished: list[set[str]] = []
    path, fsync = tmp_path / "ab" / NAME, os.fsync

    def look(descriptor: int) -> None:
        seen.append(path.read_bytes() if path.exists() else None)
        unfinished.append({each.name for each in path.parent.iterdir()} - {NAME})
        fsync(descriptor)

    monkeypatch.setattr("os.fsync", look)
    shelf = Shelf(tmp_path)
    await shelf.put(NAME, b"first")
    await shelf.put(NAME, b"second")
    assert seen == [None, b"first"]
    assert await shelf.take(NAME) == b"second"
    # Each writer has a file of its own, since another process may write the same.
    assert [len(names) for names in unfinished] == [1, 1]
    assert unfinished[0] != unfinished[1]


async def test_a_folder_that_cannot_be_one_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "media").write_text("in the way")
    shelf = Shelf(tmp_path / "media")
    await shelf.put(NAME, b"clip")
    assert await shelf.take(NAME) is None
