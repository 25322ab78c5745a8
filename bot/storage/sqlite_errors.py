"""What SQLite's errors mean to an operator, by its primary result codes."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path

from bot.storage.trouble import Damaged, DatabaseError, Occupied, Unavailable

# What passes by itself or by the operator's hand.
_ADVICE: Mapping[int, str] = {
    sqlite3.SQLITE_BUSY: "Another program holds {path}: see which one, and stop it.",
    sqlite3.SQLITE_LOCKED: "Another program holds {path}: see which one, and stop it.",
    sqlite3.SQLITE_CANTOPEN: "See that {path} is there, and that this user may write to its folder.",
    sqlite3.SQLITE_FULL: "Make room on the disk of {folder}.",
    sqlite3.SQLITE_IOERR: "Look at the disk of {folder}, and at the system's log: it may be failing or full.",
    sqlite3.SQLITE_NOMEM: "The machine is out of memory: stop something else, or give it more.",
    sqlite3.SQLITE_READONLY: "Let this user write to {path} and its folder, on a disk that is not mounted read-only.",
}
_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
RESTORE = "Stop the bot, and put a backup in its place: unsit restore FILE --force"
_HELD = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
# A connection that was opened meanwhile stays read-only for good, or holds on to a file that is gone.
_OUTLIVES_THE_CAUSE = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY}


def meaning(error: Exception, path: Path) -> DatabaseError | None:
    """Unavailable for what passes, Damaged for a damaged file, None for anything else."""
    code, reason = _code(error), getattr(error, "orig", error)
    if code in _DAMAGE:
        return Damaged(f"{path} is damaged, or no database of Unsit ({reason}). {RESTORE}")
    if code not in _ADVICE:
        return None
    what_to_do = _ADVICE[code].format(path=path, folder=path.resolve().parent)
    kind = Occupied if code in _HELD else Unavailable
    return kind(f"The database cannot be used at the moment: {reason}. {what_to_do}")


def outlives_its_cause(error: Exception) -> bool:
    """Whether the connection that met this error has to be replaced by a new one to get over it."""
    return _code(error) in _OUTLIVES_THE_CAUSE


def _code(error: Exception) -> int:
    code: int = getattr(getattr(error, "orig", error), "sqlite_errorcode", 0)
    return code & 0xFF  # the rest are details
