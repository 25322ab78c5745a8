"""What keeps the database from being used: named, with what to do about it, and told in the log once."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import structlog
from sqlalchemy.exc import DBAPIError

log = structlog.get_logger(__name__)
TOLD_AGAIN_AFTER = 60.0  # seconds: on a nearly full disk small writes go well between large ones that do not

# What passes by itself or by the operator's hand, by SQLite's primary result code.
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


class DatabaseError(Exception):
    """One line that says what is wrong with the database and what to do."""


class Unavailable(DatabaseError):
    """Not now: another program holds the database, or the disk is full. Tried again later, it may go well."""


class Occupied(Unavailable):
    """Another program holds the database, and a whole wait for it was in vain."""


class Damaged(DatabaseError):
    """The file is damaged, or no database: trying again does not help."""


@contextmanager
def named(path: str) -> Iterator[None]:
    """Errors that pass become Unavailable, and a damaged file Damaged; the others are faults of ours, and stay so."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        code, reason = _code(error), getattr(error, "orig", error)
        if code in _DAMAGE:
            raise Damaged(f"{path} is damaged, or no database of Unsit ({reason}). {RESTORE}") from error
        if code not in _ADVICE:
            raise
        what_to_do = _ADVICE[code].format(path=path, folder=Path(path).resolve().parent)
        kind = Occupied if code in _HELD else Unavailable
        raise kind(f"The database cannot be used at the moment: {reason}. {what_to_do}") from error


def outlives_its_cause(error: DBAPIError) -> bool:
    """Whether the connection that met this error has to be replaced by a new one to get over it."""
    return _code(error) in _OUTLIVES_THE_CAUSE


def _code(error: Exception) -> int:
    code: int = getattr(getattr(error, "orig", error), "sqlite_errorcode", 0)
    return code & 0xFF  # the rest are details


class Trouble:
    """Whether writing fails now, as the log tells it: that it fails, why and what to do, and that it goes again."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._told_at: dict[str, float] = {}
        self._telling: set[str] = set()
        self.present = False

    def met(self, error: Unavailable) -> None:
        """A write failed."""
        self.present = True
        reason = str(error)
        if reason in self._telling or self._told_lately(reason):
            return
        log.error("nothing can be written, trying again until it can", reason=reason)
        self._telling.add(reason)

    def lasting(self, error: Damaged) -> None:
        """A read or a write met damage, which no later one will be without."""
        if not self._told_lately(str(error)):
            log.critical("the database is damaged", reason=str(error))

    def _told_lately(self, reason: str) -> bool:
        """Whether it was told in the last minute; it counts as told from now on."""
        now = self._monotonic()
        lately = now - self._told_at.get(reason, float("-inf")) < TOLD_AGAIN_AFTER
        if not lately:
            self._told_at[reason] = now
        return lately

    def over(self) -> None:
        """A write went well."""
        self.present = False
        if self._telling:
            log.warning("the database can be written again")
            self._telling.clear()
