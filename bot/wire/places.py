"""Who may call Telegram next: so many at the same time, the most important first, and bulk at its own pace.

Answers never stand behind reminders: these have fewer places, go only where nobody else waits, and wait alone where
several chats in a row are told to.
"""

from __future__ import annotations

import asyncio
import heapq
import math
from itertools import count

from bot.wire.elapsed import Elapsed
from bot.wire.limits import Rates, Strain, Window

FREE = -1
"""The rank of answers to taps (answerCallbackQuery): no limit of Telegram's is about them."""

PEOPLE_IN_A_ROW = 3
BULK_IN_A_ROW = 2
_SHORTEST = 0.001


class Ticket:
    """Stands in line. `granted` becomes true with a place, false where the ticket is withdrawn."""

    def __init__(self, rank: int, number: int, *, bulk: bool, held_back: bool) -> None:
        self.rank = rank
        self.bulk = bulk
        self.held_back = held_back
        self._number = number
        self.granted: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

    def withdraw(self) -> None:
        """It is not wanted any more, unless it has been granted."""
        if not self.granted.done():
            self.granted.set_result(False)

    def __lt__(self, other: Ticket) -> bool:
        return (self.rank, self._number) < (other.rank, other._number)


class Places:
    """Every ticket that is asked for is to be given back, used or not."""

    def __init__(self, rates: Rates, elapsed: Elapsed) -> None:
        self._elapsed = elapsed
        self._free = rates.places
        self._free_for_bulk = rates.bulk_places
        self._window = Window(rates.bulk, rates.bulk_within)
        self._people: list[Ticket] = []
        self._bulk: list[Ticket] = []
        self._numbers = count()
        self._timer: asyncio.TimerHandle | None = None
        self._strain = Strain(PEOPLE_IN_A_ROW)
        self._bulk_strain = Strain(BULK_IN_A_ROW)
        elapsed.on_change(self._grant)

    def ask(self, rank: int, *, bulk: bool = False, held_back: bool = False) -> Ticket:
        """A ticket; lower ranks go first. `bulk` counts as such; `held_back`: also waits when only bulk is to wait."""
        ticket = Ticket(rank, next(self._numbers), bulk=bulk, held_back=held_back)
        heapq.heappush(self._bulk if bulk else self._people, ticket)
        self._grant()
        return ticket

    def give_back(self, ticket: Ticket) -> None:
        """What it was for has ended."""
        ticket.withdraw()
        if ticket.granted.cancelled() or not ticket.granted.result():
            return
        self._free += 1
        if ticket.bulk:
            self._free_for_bulk += 1
            self._window.end(self._elapsed())
        self._grant()

    def told(self, chat_id: int, seconds: float, *, bulk: bool) -> None:
        """Telegram answered with 429 to something for this chat."""
        now = self._elapsed()
        self._bulk_strain.told(chat_id, now, seconds)
        if not bulk:
            self._strain.told(chat_id, now, seconds)

    def taken(self, begun: float, *, bulk: bool) -> None:
        """Telegram took something that was begun then."""
        (self._bulk_strain if bulk else self._strain).taken(begun)

    def close(self) -> None:
        """No more is granted by the passing of time."""
        if self._timer is not None:
            self._timer.cancel()

    def _grant(self) -> None:
        """Give out the places that are free, and look again when more may be."""
        now, wait = self._elapsed(), math.inf
        for line, waits in ((self._people, self._wait), (self._bulk, self._wait_of_bulk)):
            while (ticket := _first(line)) is not None and self._free:
                wait_here = waits(ticket, now)
                if wait_here > 0:
                    wait = min(wait, wait_here)
                    break
                heapq.heappop(line)
                self._take(ticket)
        self._look_again_in(wait)

    def _wait(self, ticket: Ticket, now: float) -> float:
        return 0.0 if ticket.rank == FREE else self._strain.until - now

    def _wait_of_bulk(self, ticket: Ticket, now: float) -> float:
        if not self._free_for_bulk:
            return math.inf
        held_back = self._bulk_strain.until - now if ticket.held_back else 0.0
        return max(self._window.wait(now), self._strain.until - now, held_back)

    def _take(self, ticket: Ticket) -> None:
        self._free -= 1
        if ticket.bulk:
            self._free_for_bulk -= 1
            self._window.begin()
        ticket.granted.set_result(True)

    def _look_again_in(self, seconds: float) -> None:
        self.close()
        if seconds < math.inf:
            self._timer = asyncio.get_running_loop().call_later(max(seconds, _SHORTEST), self._grant)


def _first(line: list[Ticket]) -> Ticket | None:
    """The first that still wants a place."""
    while line and line[0].granted.done():
        heapq.heappop(line)
    return line[0] if line else None
