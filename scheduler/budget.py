"""The budget for bulk messages: at most so many in any sliding second, on monotonic time, and as there is room."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

_SECOND = 1.0
_LOOK_AGAIN = 0.25  # seconds until there may be room again


class Budget:
    """Hands out at most `per_second` grants in any second, wherever that second begins.

    Telegram's limit for the whole of a bot is about 30 messages a second
    (https://core.telegram.org/bots/faq, "How can I message all of my bot's subscribers at once?").
    All times are seconds on a clock that never runs backwards, such as the event loop's. `room` says how many more
    can be taken in where the grants lead to; None: as many as are granted.
    """

    def __init__(self, per_second: int = 30, room: Callable[[], int] | None = None) -> None:
        if per_second < 1:
            raise ValueError(f"a budget needs at least 1 a second, not {per_second}")
        self.per_second = per_second
        self._room = room
        self._granted: deque[float] = deque()

    def grant(self, now: float, wanted: int) -> int:
        """How many of `wanted` may go out at `now`; they count as gone unless given back."""
        self._forget(now)
        wanted = wanted if self._room is None else min(wanted, self._room())
        granted = max(0, min(wanted, self.per_second - len(self._granted)))
        self._granted.extend([now] * granted)
        return granted

    def give_back(self, granted_at: float, unused: int) -> None:
        """Return `unused` of the grants made at `granted_at`."""
        for _ in range(min(unused, self._granted.count(granted_at))):
            self._granted.remove(granted_at)

    def wait(self, now: float) -> float:
        """Seconds from `now` until at least one is free; 0 if one is."""
        self._forget(now)
        if len(self._granted) >= self.per_second:
            return self._granted[0] + _SECOND - now
        return _LOOK_AGAIN if self._room is not None and self._room() <= 0 else 0.0

    def _forget(self, now: float) -> None:
        while self._granted and self._granted[0] + _SECOND <= now:
            self._granted.popleft()
