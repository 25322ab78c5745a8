"""What is in a file that may be a whole database of Unsit, or may not. It is only read."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.storage import database
from bot.storage.database import DatabaseError

BESIDE = ("-wal", "-shm", "-journal")  # what SQLite keeps beside a database
_OURS = {"about", "people", "alembic_version"}


class CopyError(DatabaseError):
    """One line that says why a copy was not made, or not put in place, and what to do."""


def with_all_beside(path: Path) -> list[Path]:
    """The database, and what SQLite may have beside it."""
    return [path, *(path.with_name(path.name + end) for end in BESIDE)]


def opened(path: Path) -> sqlite3.Connection:
    """For reading, also from a folder that cannot be written."""
    at_rest = not any(beside.exists() for beside in with_all_beside(path)[1:])
    how = "mode=ro&immutable=1" if at_rest and not os.access(path.parent, os.W_OK) else "mode=rw"
    return sqlite3.connect(f"{path.resolve().as_uri()}?{how}", uri=True, isolation_level=None)


def checked(copy: Path, source: Path) -> tuple[str, int]:
    """The form of the copy and whose it is (0: nobody's yet). Raises CopyError where it is not whole, or not ours."""
    try:
        with closing(opened(copy)) as connection:
            _refuse_damaged(connection, source)
            return _about(connection, source)
    except sqlite3.Error as error:
        raise CopyError(f"{source} is damaged ({error}). Use an earlier backup.") from error


def _refuse_damaged(connection: sqlite3.Connection, source: Path) -> None:
    (fault,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if fault != "ok":
        raise CopyError(f"{source} is damaged ({' '.join(fault.split())}). Use an earlier backup.")


def _about(connection: sqlite3.Connection, source: Path) -> tuple[str, int]:
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    form = (
        connection.execute("SELECT version_num FROM alembic_version").fetchone() if tables >= _OURS else None
    )
    if form is None:
        raise CopyError(f"{source} is no database of Unsit.")
    owner = connection.execute("SELECT value FROM about WHERE name = 'bot_id'").fetchone()
    return str(form[0]), int(owner[0]) if owner else 0


def refuse_unknown(form: str, source: Path) -> None:
    """Raises CopyError for a form that this program has never heard of."""
    if form not in database.forms():
        raise CopyError(
            f"{source} is newer than this program (its form is {form}, the newest known here {database.HEAD}). "
            "Install the newer version of Unsit."
        )


def means_damage(error: sqlite3.Error) -> bool:
    """Whether the file is to blame."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
