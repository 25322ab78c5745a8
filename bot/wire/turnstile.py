"""Who goes next where only so many can: the most important first, and of equals whoever came first."""

from __future__ import annotations

import asyncio
import heapq
import math
from collections.abc import Callable, Sequence
from itertools import count

from bot.wire.elapsed import Elapsed
from bot.wire.limits import Window

_SHORTEST = 0.001  # seconds until the next look


class Ticket:
    """Stands in line. `granted` becomes true when its turn comes, false where it is withdrawn."""

    def __init__(self, rank: int, number: int) -> None:
        self.rank = rank
        self._number = number
        self.granted: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

    def withdraw(self) -> None:
        """It is not wanted any more, unless it has been granted."""
        if not self.granted.done():
            self.granted.set_result(False)

    def __lt__(self, other: Ticket) -> bool:
        return (self.rank, self._number) < (other.rank, other._number)


class Turnstile:
    """Grants tickets, lower ranks first, while all `windows` have room and the rank is not held until later.

    `held_until`: a moment of `elapsed` for each rank. Every ticket that is asked for is to be given back, used or not.
    """

    def __init__(
        self, windows: Sequence[Window], held_until: Callable[[int], float], elapsed: Elapsed
    ) -> None:
        self._windows = windows
        self._held_until = held_until
        self._elapsed = elapsed
        self._line: list[Ticket] = []
        self._numbers = count()
        self._timer: asyncio.TimerHandle | None = None
        elapsed.on_change(self._grant)

    def ask(self, rank: int) -> Ticket:
        """A ticket; it may be granted at once."""
        ticket = Ticket(rank, next(self._numbers))
        heapq.heappush(self._line, ticket)
        self._grant()
        return ticket

    def give_back(self, ticket: Ticket) -> None:
        """What it was for has ended, or will not be."""
        ticket.withdraw()
        if ticket.granted.cancelled() or not ticket.granted.result():
            return
        for window in self._windows:
            window.end(self._elapsed())
        self._grant()

    def stop(self) -> None:
        """Grant no more by the passing of time."""
        if self._timer is not None:
            self._timer.cancel()

    def _grant(self) -> None:
        """Let through whoever can go, and look again when the next may."""
        wait = math.inf
        while (ticket := self._first()) is not None:
            wait = self._wait(ticket.rank)
            if wait > 0:
                break
            heapq.heappop(self._line)
            for window in self._windows:
                window.begin()
            ticket.granted.set_result(True)
        self._look_again_in(math.inf if ticket is None else wait)

    def _first(self) -> Ticket | None:
        """The first that still waits."""
        while self._line and self._line[0].granted.done():
            heapq.heappop(self._line)
        return self._line[0] if self._line else None

    def _wait(self, rank: int) -> float:
        now = self._elapsed()
        return max(self._held_until(rank) - now, *(window.wait(now) for window in self._windows))

    def _look_again_in(self, seconds: float) -> None:
        self.stop()
        if seconds < math.inf:
            self._timer = asyncio.get_running_loop().call_later(max(seconds, _SHORTEST), self._grant)
