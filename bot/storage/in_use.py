"""Whether any program has a database open: SQLite knows, unless the database is damaged."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from bot.storage.candidates import CopyError, means_damage, opened


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
        if busy:
            raise CopyError(
                f"{present} is in use. Stop the bot first, and whatever else has it open."
            ) from error
        if not means_damage(error):  # a damaged one is all the more reason to restore
            raise CopyError(f"{present} cannot be put aside ({error}).") from error
