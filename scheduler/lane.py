"""A lane of the ticker: kinds of due items that share limits, and the handlers of theirs that are under
way."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from datetime import timedelta
from typing import Any

from scheduler.budget import Budget


class Lane:
    """Items of `kinds`, at most `at_once` handled at a time and, with a budget, no more started than it
    grants.

    `limit` is how late an item may be handed over without that being counted against it.
    """

    def __init__(
        self, kinds: Iterable[str], at_once: int, limit: timedelta, budget: Budget | None = None
    ) -> None:
        self.kinds = frozenset(kinds)
        self.limit = limit
        self._at_once = at_once
        self._budget = budget
        self._under_way: dict[asyncio.Task[None], int] = {}

    @property
    def under_way(self) -> dict[asyncio.Task[None], int]:
        """The handlers that run, each with the number of its items."""
        return dict(self._under_way)

    @property
    def is_full(self) -> bool:
        """Whether a handler has to end before another can start."""
        return self._room() <= 0

    def grant(self, now: float) -> int:
        """How many items may be claimed at `now` (monotonic seconds); what is not used is to be given
        back."""
        room = self._room()
        return self._budget.grant(now, room) if self._budget else room

    def give_back(self, granted_at: float, unused: int) -> None:
        """Return grants for which no item was found."""
        if self._budget:
            self._budget.give_back(granted_at, unused)

    def wait(self, now: float) -> float:
        """Seconds until the budget grants another item."""
        return self._budget.wait(now) if self._budget else 0.0

    def start(self, items: int, handle: Coroutine[Any, Any, None], then: Callable[[], None]) -> None:
        """Run the handler of so many items beside all others, and call `then` when it has ended."""
        task = asyncio.get_running_loop().create_task(handle)
        self._under_way[task] = items
        task.add_done_callback(lambda ended: self._end(ended, then))

    def _room(self) -> int:
        return self._at_once - sum(self._under_way.values())

    def _end(self, ended: asyncio.Task[None], then: Callable[[], None]) -> None:
        del self._under_way[ended]
        then()
