"""One person's updates that wait to be applied: so many in order, and those that were too many."""

from __future__ import annotations

import json
from collections import deque

from bot.storage.mail import Arrived

_NEVER_TOO_MANY = frozenset({"my_chat_member"})
"""Whether somebody blocked the bot or returned has to be known, however busy they were."""


class Line:
    """First come, first served."""

    def __init__(self) -> None:
        self._waiting: deque[Arrived] = deque()
        self.too_many: list[Arrived] = []

    def __len__(self) -> int:
        return len(self._waiting) + len(self.too_many)

    def add(self, update: Arrived, *, room: int | None = None) -> None:
        """One more. Where `room` is given and so many wait already, it is too many."""
        if room is None or len(self._waiting) < room or _NEVER_TOO_MANY & json.loads(update.body).keys():
            self._waiting.append(update)
        else:
            self.too_many.append(update)

    def add_first(self, *updates: Arrived) -> None:
        """These, in this order, came before all that wait."""
        self._waiting.extendleft(reversed(updates))

    def take(self) -> Arrived:
        """The first."""
        return self._waiting.popleft()

    def take_too_many(self, at_most: int) -> list[Arrived]:
        """Some of those that were too many, oldest first."""
        taken, self.too_many = self.too_many[:at_most], self.too_many[at_most:]
        return taken
