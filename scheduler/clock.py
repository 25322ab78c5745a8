"""What time it is: the system's clock, and one that can be moved for tests and the playground."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol

from scheduler.zones import as_utc

SET_BACK = timedelta(seconds=15)
"""A clock that shows so much less than before was set back; less is what time servers correct all day long."""


class Clock(Protocol):
    """Tells the time, and tells who asked for it when the time was moved by hand."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...

    def on_change(self, callback: Callable[[], None]) -> None:
        """Call `callback` after each move of the clock (its ordinary running is no move)."""
        ...


class SystemClock:
    """The operating system's clock.

    It is never moved from inside this program, so it has nothing to tell to those who ask for changes; who
    waits must look at it again from time to time, as the ticker does every second.
    """

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return datetime.now(UTC)

    def on_change(self, callback: Callable[[], None]) -> None:
        """Accepted and never called, see the class."""


class MovableClock:
    """A clock that is moved by hand; it stands still, or runs on monotonic time between the moves.

    It shows its start (by default the moment it was made), plus what has passed since if it runs, plus
    `offset`. Keeping `offset` and giving it to the next clock carries the moves over a restart.
    """

    def __init__(
        self,
        start: datetime | None = None,
        running: bool = False,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._start = as_utc(start) if start else datetime.now(UTC)
        self._running = running
        self._monotonic = monotonic
        self._began = monotonic()
        self._offset = timedelta()
        self._callbacks: list[Callable[[], None]] = []

    def now(self) -> datetime:
        """The moment this clock shows, aware, in UTC."""
        return self._unmoved() + self._offset

    def on_change(self, callback: Callable[[], None]) -> None:
        """Call `callback` after each move."""
        self._callbacks.append(callback)

    @property
    def offset(self) -> timedelta:
        """The sum of all moves: how far the clock is from where it would be unmoved."""
        return self._offset

    @offset.setter
    def offset(self, offset: timedelta) -> None:
        self._offset = offset
        for callback in self._callbacks:
            callback()

    def advance(self, by: timedelta) -> None:
        """Move forward, or back with a negative `by`."""
        self.offset += by

    def set(self, moment: datetime) -> None:
        """Move to `moment`; raises `NaiveDatetimeError` when it has no zone."""
        self.offset = as_utc(moment) - self._unmoved()

    def _unmoved(self) -> datetime:
        passed = self._monotonic() - self._began if self._running else 0.0
        return self._start + timedelta(seconds=passed)


class SetBack:
    """Notices that a clock was set back. No second clock is needed: time does not run backwards by itself."""

    def __init__(self) -> None:
        self._noted: datetime | None = None

    def since_noted(self, now: datetime) -> timedelta:
        """By how much the clock was set back since the last note; nothing where it was less than SET_BACK."""
        by = self._noted - now if self._noted else timedelta()
        return by if by >= SET_BACK else timedelta()

    def note(self, now: datetime) -> None:
        """The clock shows this, and whoever had to know of a move has been told."""
        self._noted = now
