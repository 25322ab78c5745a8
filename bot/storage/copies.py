"""Whole copies of the database file: made beside a running bot, checked, and put in the place of the present one.

Only SQLite itself ever opens a database here: closing a file that was opened past it would take its locks away.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.storage import in_use
from bot.storage.alone import held
from bot.storage.candidates import CopyError, checked, means_damage, opened, refuse_unknown, with_all_beside
from bot.storage.owner import take_after

__all__ = ["Copied", "CopyError", "Restored", "back_up", "restore"]


@dataclass(frozen=True, slots=True)
class Copied:
    """A whole copy: where it is, its size in bytes, and its form (the newest migration in it)."""

    path: Path
    size: int
    form: str


@dataclass(frozen=True, slots=True)
class Restored(Copied):
    """Put in place; `aside` is the database that was there before, `bot_id` whose bot's it is (0: none's yet)."""

    aside: Path | None
    bot_id: int


def back_up(present: Path, target: Path, *, overwrite: bool = False) -> Copied:
    """Copy the present database as it is at this moment, also while a bot writes to it. Raises CopyError."""
    if not present.is_file():
        raise CopyError(f"There is no database at {present} yet.")
    _refuse_to_overwrite(target, present, overwrite)
    with _half_done(target) as half:
        _copy(present, half)
        form, _ = checked(half, present)
        _put(half, target)
    return Copied(target, target.stat().st_size, form)


def restore(backup: Path, present: Path, now: datetime, *, overwrite: bool = False) -> Restored:
    """Put a backup in the place of the present database, once it is known to be whole and ours.

    What was there is kept aside, named with this moment. No bot starts on it meanwhile. Raises CopyError, or NotAlone
    where a bot serves it, with everything as it was.
    """
    if not backup.is_file():
        raise CopyError(f"There is no file {backup}.")
    if _same(backup, present):
        raise CopyError(f"{backup} is the database itself. Name a backup of it.")
    there = any(path.exists() for path in with_all_beside(present))
    if there and not overwrite:
        raise CopyError(
            f"There is a database at {present} already. With --force it is kept under another name."
        )
    _make_folder(present.parent)
    with _half_done(present) as half, held(present):
        _copy(backup, half)
        form, bot_id = checked(half, backup)
        refuse_unknown(form, backup)
        in_use.refuse(present)
        aside = _exchange(half, present, now)
    return Restored(present, present.stat().st_size, form, aside if there else None, bot_id)


def _refuse_to_overwrite(target: Path, present: Path, overwrite: bool) -> None:
    if any(_same(target, path) for path in with_all_beside(present)):
        raise CopyError(f"{target} is the database itself. Name another file.")
    if target.is_dir():
        raise CopyError(f"{target} is a folder. Name a file in it: {target / 'unsit-backup.db'}")
    if target.exists() and not overwrite:
        raise CopyError(f"{target} is there already. Name another file, or overwrite it with --force.")


def _same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve() or (one.exists() and other.exists() and one.samefile(other))


@contextmanager
def _half_done(target: Path) -> Iterator[Path]:
    """A file beside the target that only its owner may read; it is gone afterwards unless it was put in place."""
    half = target.with_name(f".{target.name}.{os.getpid()}.half")
    try:
        half.unlink(missing_ok=True)
        os.close(os.open(half, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        yield half
    except OSError as error:
        raise CopyError(f"{target} cannot be written ({error.strerror}).") from error
    finally:
        for path in with_all_beside(half):
            with suppress(OSError):  # it was never made, where the folder is none
                path.unlink(missing_ok=True)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CopyError(f"{folder} cannot be made ({error.strerror}).") from error


def _copy(source: Path, target: Path) -> None:
    """All of it in one step: a reader of the write-ahead log sees one moment and holds up no writer."""
    try:
        with closing(opened(source)) as old, closing(sqlite3.connect(target)) as new:
            old.backup(new)
            new.execute("PRAGMA journal_mode=DELETE")  # one file, with nothing beside it
    except sqlite3.Error as error:
        if means_damage(error):
            raise CopyError(
                f"{source} is damaged, or no database ({error}). Use an earlier backup."
            ) from error
        raise CopyError(f"{source} cannot be copied to {target.parent.resolve()} ({error}).") from error


def _exchange(new: Path, present: Path, now: datetime) -> Path:
    """Put the new one in place of the present one, which gets another name with this moment.

    At no moment is there none: whoever pulls the plug finds the old one or the new one.
    """
    _flush(new, os.O_RDWR)
    aside = _free_name(present, now)
    names = zip(with_all_beside(present), with_all_beside(aside), strict=True)
    kept = [(path, beside) for path, beside in names if path.exists()]
    take_after(present if present.exists() else present.parent, new)
    try:
        for path, beside in kept:
            _name_too(path, beside)
        for path, _ in kept:
            if path != present:  # a log of the old one must never meet the new one
                path.unlink()
        _put(new, present)
    except BaseException:  # Ctrl+C too
        _put_back(kept, exchanged=not new.exists())
        raise
    return aside


def _name_too(path: Path, beside: Path) -> None:
    """Let the same file be found under both names; a copy, where a file can have but one."""
    try:
        os.link(path, beside)
    except OSError:
        shutil.copy2(path, beside)
        take_after(path, beside)
        _flush(beside, os.O_RDWR)


def _put_back(kept: list[tuple[Path, Path]], *, exchanged: bool) -> None:
    """What is still in its place stays there: the file beside it may be half a copy of it."""
    for path, beside in kept:
        if not exchanged and path.exists():
            beside.unlink(missing_ok=True)
        elif beside.exists():
            beside.replace(path)


def _free_name(present: Path, now: datetime) -> Path:
    dated = f"{present.stem}-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    numbers = ["", *(f"-{number}" for number in range(2, 100))]
    names = (present.with_name(f"{dated}{number}{present.suffix}") for number in numbers)
    return next(path for path in names if not path.exists())


def _put(half: Path, target: Path) -> None:
    """Rename it, so that there is never half a file of this name, and let all of it reach the disk."""
    _flush(half, os.O_RDWR)
    half.replace(target)
    if os.name == "posix":  # elsewhere a folder cannot be opened
        _flush(target.parent, os.O_RDONLY)


def _flush(path: Path, how: int) -> None:
    descriptor = os.open(path, how)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
