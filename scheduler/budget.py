"""The budget for bulk messages: at most so many in any sliding second, on monotonic time."""

from __future__ import annotations

from collections import deque

_SECOND = 1.0


class Budget:
    """Hands out at most `per_second` grants in any second, wherever that second begins.

    Telegram's limit for the whole of a bot is about 30 messages a second
    (https://core.telegram.org/bots/faq, "How can I message all of my bot's subscribers at once?").
    All times are seconds on a clock that never runs backwards, such as the event loop's.
    """

    def __init__(self, per_second: int = 30) -> None:
        if per_second < 1:
            raise ValueError(f"a budget needs at least 1 a second, not {per_second}")
        self.per_second = per_second
        self._granted: deque[float] = deque()

    def grant(self, now: float, wanted: int) -> int:
        """How many of `wanted` may go out at `now`; they count as gone unless given back."""
        self._forget(now)
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
        return 0.0 if len(self._granted) < self.per_second else self._granted[0] + _SECOND - now

    def _forget(self, now: float) -> None:
        while self._granted and self._granted[0] + _SECOND <= now:
            self._granted.popleft()
