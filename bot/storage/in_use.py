"""Whether any program has a database open. Only SQLite knows for sure, so it is asked, unless the file is damaged."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from bot.storage.candidates import CopyError, means_damage, opened

_LOCKS_BEGIN, _LOCKS_LENGTH = 0x40000000, 512
"""Bytes, by SQLite's file format: there it locks a database on systems with POSIX locks, whatever is in it."""


def refuse(present: Path) -> None:
    """Refuse while any other program has the database open; afterwards it is one file with nothing beside it.

    Who has a database with a write-ahead log open holds a lock on it all the time, and leaving that mode needs all of
    them. The lock ends with the process, however that ends. A damaged one is left as it is. Raises CopyError.
    """
    if not present.exists():
        return
    try:
        with closing(opened(present)) as connection:
            connection.execute("PRAGMA busy_timeout=1000")
            connection.execute("PRAGMA journal_mode=DELETE")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("COMMIT")
    except sqlite3.Error as error:
        busy = getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
        if busy or (means_damage(error) and _is_locked(present)):
            raise CopyError(
                f"{present} is in use. Stop the bot first, and whatever else has it open."
            ) from error
        if not means_damage(error):  # a damaged one is all the more reason to restore
            raise CopyError(f"{present} cannot be put aside ({error}).") from error


def _is_locked(damaged: Path) -> bool:
    """Whether another process has locked any of the bytes that SQLite locks: of a damaged file it says nothing."""
    try:
        import fcntl  # noqa: PLC0415
    except ImportError:  # Windows lets nobody replace a file that is open
        return False
    with damaged.open("rb+") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, _LOCKS_LENGTH, _LOCKS_BEGIN)
        except OSError:
            return True
    return False
