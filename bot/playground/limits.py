"""Telegram's limits on sending, when switched on: 429 with the seconds to wait, by the playground's clock."""

import math
from collections import defaultdict, deque
from dataclasses import dataclass, field

from bot.playground.refusals import too_many_requests


@dataclass
class Window:
    """At most `count` events in any `seconds`."""

    count: int
    seconds: float
    events: deque[float] = field(default_factory=deque)

    def wait(self, now: float) -> float:
        """Seconds until one more is allowed, 0 when it is now."""
        while self.events and self.events[0] <= now - self.seconds:
            self.events.popleft()
        return self.events[0] + self.seconds - now if len(self.events) >= self.count else 0.0


class Limits:
    """About 30 messages a second in all, 1 a second in a chat after a burst of 3, 20 a minute in a group,
    and 20 edits a minute in a chat. The numbers are those Telegram's own FAQ names, the burst and the limit
    on edits what bots observe. Of messages that are paid for (allow_paid_broadcast) it takes 1000 a second."""

    def __init__(self) -> None:
        self.on = False
        self._overall = Window(30, 1)
        self._paid = Window(1000, 1)
        self._chats: dict[int, Window] = defaultdict(lambda: Window(3, 3))
        self._groups: dict[int, Window] = defaultdict(lambda: Window(20, 60))
        self._edits: dict[int, Window] = defaultdict(lambda: Window(20, 60))

    def spend(self, chat_id: int, now: float, *, edit: bool = False, paid: bool = False) -> None:
        """Count one message or edit at `now` (epoch seconds), or raise the 429 that Telegram would."""
        if not self.on:
            return
        windows = [self._paid if paid else self._overall, (self._edits if edit else self._chats)[chat_id]]
        if chat_id < 0:
            windows.append(self._groups[chat_id])
        wait = max(window.wait(now) for window in windows)
        if wait > 0:
            raise too_many_requests(max(1, math.ceil(wait)))
        for window in windows:
            window.events.append(now)
