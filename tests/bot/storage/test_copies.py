"""Backups are whole, at whatever moment they are made; a restore never destroys anything."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection

from bot.storage import copies, database, people
from bot.storage.alone import NotAlone, held
from bot.storage.copies import CopyError
from bot.storage.database import Storage
from bot.storage.tables import about

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
KEPT = "unsit-20260302T090000Z.db"


@pytest.fixture
def present(tmp_path: Path) -> Path:
    """A database in which Ada is known."""
    return _made(tmp_path / "data" / "unsit.db", "Ada")


def _made(path: Path, name: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    database.prepare(f"sqlite:///{path}")
    with sqlite3.connect(path) as raw:
        columns = ("goal", "silent", "slowed", "day_start_minutes", "auto_done", "clips", "joined_at", "id")
        raw.execute(
            f"INSERT INTO people (first_name, language, pace, {', '.join(columns)}) "
            "VALUES (?, 'en', 'normal', 4, 0, 0, 0, 0, 1, 0, 1)",
            (name,),
        )
    raw.close()
    return path


def _names(path: Path) -> list[str]:
    with sqlite3.connect(path) as raw:
        found = [name for (name,) in raw.execute("SELECT first_name FROM people")]
    raw.close()
    return found


def _all_in(folder: Path) -> dict[str, bytes]:
    """But for the empty file that the lock of the bot that serves is on."""
    files = (path for path in folder.iterdir() if path.is_file() and not path.name.endswith("-serving"))
    return {path.name: path.read_bytes() for path in files}


@pytest.fixture
async def running(present: Path) -> AsyncIterator[Storage]:
    """A bot has it open, and has written."""
    storage = await database.open(f"sqlite:///{present}")
    await storage.write(lambda conn: people.change(conn, 1, first_name="Ada Byron"))
    yield storage
    await storage.close()


async def test_a_backup_has_what_was_committed_up_to_then_and_is_one_file(
    running: Storage, present: Path, tmp_path: Path
) -> None:
    assert _all_in(present.parent)["unsit.db-wal"] != b""
    made = copies.back_up(present, tmp_path / "copy.db")
    assert _names(tmp_path / "copy.db") == ["Ada Byron"]
    assert list(found := _all_in(tmp_path)) == ["copy.db"]
    assert (made.size, made.form) == (len(found["copy.db"]), database.HEAD)
    # By SQLite's file format: 1 is no write-ahead log, whose files could not be made on a read-only disk.
    assert found["copy.db"][18:20] == b"\x01\x01"


async def test_a_backup_holds_up_no_writer_and_is_one_moment_of_what_is_written_in_twos(
    running: Storage, present: Path, tmp_path: Path
) -> None:
    def write_two(conn: Connection, number: int) -> None:
        for half in "ab":
            conn.execute(about.insert().values(name=f"{half}{number}", value="x" * 5000))

    async def write_many() -> None:
        for number in range(100):
            await running.write(lambda conn, number=number: write_two(conn, number))

    writing = asyncio.create_task(write_many())
    counts = []
    for number in range(8):
        target = tmp_path / f"{number}.db"
        await asyncio.to_thread(copies.back_up, present, target)
        with sqlite3.connect(target) as raw:
            names = {name for (name,) in raw.execute("SELECT name FROM about")}
        raw.close()
        halves = [{name[1:] for name in names if name[0] == half} for half in "ab"]
        assert halves[0] == halves[1]
        counts.append(len(halves[0]))
    await writing
    assert counts == sorted(counts)
    assert counts[0] < 100


@pytest.mark.skipif(os.name != "posix", reason="no such permissions")
def test_a_backup_may_be_read_by_its_owner_only(present: Path, tmp_path: Path) -> None:
    copies.back_up(present, tmp_path / "copy.db")
    assert (tmp_path / "copy.db").stat().st_mode & 0o777 == 0o600


def test_a_backup_overwrites_only_what_it_is_told_to(present: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    target.write_text("my holiday notes")
    with pytest.raises(CopyError, match=r"copy\.db is there already.*--force"):
        copies.back_up(present, target)
    assert target.read_text() == "my holiday notes"
    copies.back_up(present, target, overwrite=True)
    assert _names(target) == ["Ada"]


@pytest.mark.parametrize("name", ["unsit.db", "unsit.db-wal", "./unsit.db", "link.db"])
def test_a_backup_never_takes_the_place_of_the_database_itself(present: Path, name: str) -> None:
    (present.parent / "link.db").symlink_to(present)
    before = present.read_bytes()
    with pytest.raises(CopyError, match="the database itself"):
        copies.back_up(present, present.parent / name, overwrite=True)
    assert present.read_bytes() == before


def test_a_backup_of_nothing_or_into_nowhere_is_refused_in_one_line(present: Path, tmp_path: Path) -> None:
    with pytest.raises(CopyError, match="There is no database"):
        copies.back_up(tmp_path / "none.db", tmp_path / "copy.db")
    with pytest.raises(CopyError, match="is a folder"):
        copies.back_up(present, tmp_path)
    with pytest.raises(CopyError, match=r"nowhere/copy\.db cannot be written"):
        copies.back_up(present, tmp_path / "nowhere" / "copy.db")


def test_a_damaged_database_does_not_overwrite_the_last_good_backup(present: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    copies.back_up(present, target)
    _damage(present)
    with pytest.raises(CopyError, match=r"unsit\.db is damaged"):
        copies.back_up(present, target, overwrite=True)
    assert _names(target) == ["Ada"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.db", "data"]


def test_damage_that_only_a_thorough_look_finds_is_found(present: Path, tmp_path: Path) -> None:
    with sqlite3.connect(present) as raw:
        (page,) = raw.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'ix_outbox_chat_id'"
        ).fetchone()
    raw.close()
    whole = present.read_bytes()
    present.write_bytes(whole[: (page - 1) * 4096] + b"\x55" * 4096 + whole[page * 4096 :])
    with pytest.raises(CopyError, match=r"unsit\.db is damaged \("):
        copies.back_up(present, tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


def _damage(path: Path) -> None:
    """All but the first page, which says that it is a database, is overwritten."""
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\x55" * (len(whole) - 4096))


def test_a_restore_into_an_empty_place_needs_no_force(present: Path, tmp_path: Path) -> None:
    made = copies.restore(present, tmp_path / "new" / "unsit.db", NOW)
    assert _names(tmp_path / "new" / "unsit.db") == ["Ada"]
    assert (made.aside, made.form, made.bot_id) == (None, database.HEAD, 0)
    assert list(_all_in(tmp_path / "new")) == ["unsit.db"]


def test_a_restore_does_not_overwrite_by_accident(present: Path, tmp_path: Path) -> None:
    backup = _made(tmp_path / "backup.db", "Ben")
    before = _all_in(present.parent)
    with pytest.raises(CopyError, match=r"There is a database at .*--force"):
        copies.restore(backup, present, NOW)
    assert _all_in(present.parent) == before


def test_a_forced_restore_keeps_what_was_there_with_all_that_was_in_its_log(
    present: Path, tmp_path: Path
) -> None:
    backup = _made(tmp_path / "backup.db", "Ben")
    _leave_a_log_behind(present)
    made = copies.restore(backup, present, NOW, overwrite=True)
    assert _names(present) == ["Ben"]
    assert made.aside == present.with_name(KEPT)
    assert _names(made.aside) == ["Ada, of the log"]
    assert sorted(_all_in(present.parent)) == [KEPT, "unsit.db"]


def _leave_a_log_behind(present: Path) -> None:
    """As kill -9 does: what was committed last is in the log only."""
    live, dead = present, present.with_name("dead.db")
    with sqlite3.connect(live) as raw:
        raw.execute("UPDATE people SET first_name = 'Ada, of the log'")
        raw.commit()
        for end in ("", "-wal"):
            dead.with_name(dead.name + end).write_bytes(live.with_name(live.name + end).read_bytes())
    raw.close()
    for end in ("", "-wal"):
        dead.with_name(dead.name + end).replace(live.with_name(live.name + end))


def test_two_restores_in_one_second_keep_both(present: Path, tmp_path: Path) -> None:
    backup = _made(tmp_path / "backup.db", "Ben")
    first = copies.restore(backup, present, NOW, overwrite=True)
    second = copies.restore(backup, present, NOW, overwrite=True)
    assert first.aside is not None
    assert second.aside is not None
    assert (_names(first.aside), _names(second.aside)) == (["Ada"], ["Ben"])


async def test_a_restore_is_refused_while_a_bot_has_the_database_open(
    running: Storage, present: Path, tmp_path: Path
) -> None:
    backup = _made(tmp_path / "backup.db", "Ben")
    with pytest.raises(CopyError, match=r"unsit\.db is in use\. Stop the bot first"):
        copies.restore(backup, present, NOW, overwrite=True)
    assert await running.read(lambda conn: people.load(conn, 1).first_name) == "Ada Byron"
    await running.close()
    copies.restore(backup, present, NOW, overwrite=True)
    assert _names(present) == ["Ben"]


def test_a_damaged_one_that_a_bot_serves_is_not_replaced_either(present: Path, tmp_path: Path) -> None:
    backup = _made(tmp_path / "backup.db", "Ben")
    present.write_text("not even a database any more" * 1000)
    before = _all_in(present.parent)
    with held(present), pytest.raises(NotAlone, match=r"unsit\.db is in use\. Stop the bot first"):
        copies.restore(backup, present, NOW, overwrite=True)
    assert _all_in(present.parent) == before


def test_no_bot_gets_to_serve_what_is_about_to_be_replaced(
    present: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup, exchange = _made(tmp_path / "backup.db", "Ben"), copies._exchange

    def while_a_bot_starts(new: Path, old: Path, now: datetime) -> Path:
        with pytest.raises(NotAlone), held(old):
            pass
        return exchange(new, old, now)

    monkeypatch.setattr(copies, "_exchange", while_a_bot_starts)
    copies.restore(backup, present, NOW, overwrite=True)
    assert _names(present) == ["Ben"]
    with held(present):
        pass


def test_a_database_that_can_no_longer_be_read_is_kept_aside_too(present: Path, tmp_path: Path) -> None:
    backup = _made(tmp_path / "backup.db", "Ben")
    present.write_text("not even a database any more" * 1000)
    made = copies.restore(backup, present, NOW, overwrite=True)
    assert _names(present) == ["Ben"]
    assert made.aside is not None
    assert made.aside.read_text().startswith("not even a database")


def test_what_lies_beside_a_database_goes_aside_with_it(
    present: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies.in_use, "refuse", lambda _present: None)  # SQLite would clear it away
    backup = _made(tmp_path / "backup.db", "Ben")
    for end in ("", "-wal"):
        present.with_name(present.name + end).write_text("not even a database any more" * 1000)
    copies.restore(backup, present, NOW, overwrite=True)
    assert sorted(_all_in(present.parent)) == [KEPT, f"{KEPT}-wal", "unsit.db"]
    assert _names(present) == ["Ben"]


def test_what_is_no_whole_backup_of_unsit_is_refused_with_everything_as_it_was(
    present: Path, tmp_path: Path
) -> None:
    notes, strange, damaged = (tmp_path / name for name in ("notes.db", "strange.db", "damaged.db"))
    notes.write_text("these are my holiday notes" * 1000)
    with sqlite3.connect(strange) as raw:
        raw.execute("CREATE TABLE bookmarks (url)")
    raw.close()
    copies.back_up(present, damaged)
    _damage(damaged)
    before = _all_in(present.parent)
    for path, says in (
        (notes, r"notes\.db is damaged, or no database"),
        (strange, r"strange\.db is no database of Unsit"),
        (damaged, r"damaged\.db is damaged"),
        (tmp_path / "none.db", "There is no file"),
        (present, "the database itself"),
    ):
        with pytest.raises(CopyError, match=says) as caught:
            copies.restore(path, present, NOW, overwrite=True)
        assert "\n" not in str(caught.value)
        assert _all_in(present.parent) == before


def test_a_backup_of_a_newer_program_is_refused(present: Path, tmp_path: Path) -> None:
    backup = _made(tmp_path / "backup.db", "Ben")
    with sqlite3.connect(backup) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    with pytest.raises(CopyError, match=r"newer than this program .*9999.*Install the newer version"):
        copies.restore(backup, present, NOW, overwrite=True)
    assert _names(present) == ["Ada"]


def test_where_it_cannot_be_put_in_place_the_old_one_is_put_back(
    present: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = _made(tmp_path / "backup.db", "Ben")

    def fails(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(copies, "_put", fails)
    with pytest.raises(CopyError, match="Input/output error"):
        copies.restore(backup, present, NOW, overwrite=True)
    assert _names(present) == ["Ada"]
    assert sorted(_all_in(present.parent)) == ["unsit.db"]


@pytest.mark.parametrize("flushes", range(3))
def test_at_whatever_flush_it_is_interrupted_there_is_a_database_and_nothing_else(
    present: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, flushes: int
) -> None:
    backup, flush = _made(tmp_path / "backup.db", "Ben"), copies._flush
    left = iter(range(flushes))

    def interrupted(path: Path, how: int) -> None:
        if next(left, None) is None:
            raise KeyboardInterrupt
        flush(path, how)

    monkeypatch.setattr(copies, "_flush", interrupted)
    with pytest.raises(KeyboardInterrupt):
        copies.restore(backup, present, NOW, overwrite=True)
    assert _names(present) == ["Ada"]
    assert list(_all_in(present.parent)) == ["unsit.db"]


def test_where_the_plug_is_pulled_before_the_new_one_is_there_the_old_one_still_is(
    present: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup, seen = _made(tmp_path / "backup.db", "Ben"), []
    put = copies._put

    def looked_at(half: Path, target: Path) -> None:
        seen.append(_names(target))
        put(half, target)

    monkeypatch.setattr(copies, "_put", looked_at)
    copies.restore(backup, present, NOW, overwrite=True)
    assert seen == [["Ada"]]


def test_where_a_file_can_have_but_one_name_a_copy_is_kept(
    present: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", fails)
    made = copies.restore(_made(tmp_path / "backup.db", "Ben"), present, NOW, overwrite=True)
    assert made.aside is not None
    assert (_names(present), _names(made.aside)) == (["Ben"], ["Ada"])


@pytest.mark.parametrize("breaks_off", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_where_that_copy_breaks_off_the_old_one_stays_as_it_is(
    present: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, breaks_off: BaseException
) -> None:
    def has_no_links(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    def copies_half(source: Path, target: Path) -> None:
        target.write_bytes(source.read_bytes()[:5000])
        raise breaks_off

    backup = _made(tmp_path / "backup.db", "Ben")
    monkeypatch.setattr(os, "link", has_no_links)
    monkeypatch.setattr(copies.shutil, "copy2", copies_half)
    with pytest.raises((CopyError, KeyboardInterrupt)):
        copies.restore(backup, present, NOW, overwrite=True)
    assert _names(present) == ["Ada"]
    assert list(_all_in(present.parent)) == ["unsit.db"]


def test_a_new_file_has_reached_the_disk_before_it_gets_its_name(
    present: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done, replace = [], Path.replace

    def noted(self: Path, target: Path) -> Path:
        done.append(f"name {target.name}")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", lambda descriptor: done.append("flush"))
    monkeypatch.setattr(Path, "replace", noted)
    copies.back_up(present, tmp_path / "copy.db")
    assert done[0] == "flush"
    assert done.index("name copy.db") < len(done) - 1  # and the name after it


@pytest.mark.skipif(os.name != "posix", reason="no such permissions")
def test_what_is_restored_is_as_open_as_what_was_there(present: Path, tmp_path: Path) -> None:
    present.chmod(0o640)
    copies.restore(_made(tmp_path / "backup.db", "Ben"), present, NOW, overwrite=True)
    assert present.stat().st_mode & 0o777 == 0o640


def test_a_backup_that_lies_with_its_log_is_restored_with_it(present: Path, tmp_path: Path) -> None:
    _leave_a_log_behind(present)
    copies.restore(present, tmp_path / "unsit.db", NOW)
    assert _names(tmp_path / "unsit.db") == ["Ada, of the log"]
