"""The clock this server asks: any object that tells the time and says when it was moved."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """A clock that may run ahead of real time, or stand still in a test."""

    def now(self) -> datetime:
        """The moment it is, with a zone."""
        ...

    def on_change(self, callback: Callable[[], None], /) -> object:
        """Call `callback` whenever the clock has been moved by hand."""
        ...


def epoch(clock: Clock) -> float:
    """Seconds since 1970 by `clock`; a naive datetime is refused."""
    now = clock.now()
    if now.tzinfo is None:
        raise ValueError("the playground's clock must return datetimes with a zone")
    return now.timestamp()
