"""What keeps the database from being used: named, with what to do about it, and told in the log once."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

import structlog

log = structlog.get_logger(__name__)
TOLD_AGAIN_AFTER = 60.0  # seconds: on a nearly full disk small writes go well between large ones that do not


class DatabaseError(Exception):
    """One line that says what is wrong with the database and what to do."""


class Unavailable(DatabaseError):
    """Not now: another program holds the database, or the disk is full. Tried again later, it may go well."""


class Occupied(Unavailable):
    """Another program holds the database, and a whole wait for it was in vain."""


class NotLetIn(Unavailable):
    """The server is there and does not let us in. At a start that is a wrong setting; later it may pass."""


class Damaged(DatabaseError):
    """The file is damaged, or no database: trying again does not help."""


class _Interpreter(Protocol):
    def meaning(self, error: Exception) -> DatabaseError | None: ...


@contextmanager
def named(place: _Interpreter) -> Iterator[None]:
    """Errors that pass become Unavailable, and a damaged database Damaged; others are faults of ours, and stay so."""
    try:
        yield
    except Exception as error:
        meant = place.meaning(error)
        if meant is None:
            raise
        raise meant from error


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
