"""Time for limits: what has passed by a clock that nobody can set back, and what the app's clock was moved by hand."""

from __future__ import annotations

import time
from collections.abc import Callable

from scheduler.clock import Clock


class Elapsed:
    """Call it for the seconds since it was made; they never run backwards.

    The system's clock is no good for limits, since it can be set. But where time is moved by hand (in the playground
    and in tests), it has passed for them too.
    """

    def __init__(self, clock: Clock, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._monotonic = monotonic
        self._passed = 0.0  # at the last move
        self._ticked = monotonic()
        self._showed = clock.now()
        self._callbacks: list[Callable[[], None]] = []
        clock.on_change(self._moved)

    def __call__(self) -> float:
        """Seconds since it was made."""
        return self._passed + self._monotonic() - self._ticked

    def on_change(self, callback: Callable[[], None]) -> None:
        """Call `callback` after each move by hand."""
        self._callbacks.append(callback)

    def _moved(self) -> None:
        by_hand = self._passed + (self._clock.now() - self._showed).total_seconds()
        self._passed = max(self(), by_hand)
        self._ticked, self._showed = self._monotonic(), self._clock.now()
        for callback in self._callbacks:
            callback()
