"""Which life of the bot a call belongs to, what a blow may have cut off, and when the bot served at all."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from trials.kills.ledger import Left
from trials.kills.lively import TOKEN
from trials.kills.process import Life
from trials.kills.reckoning.spans import Span, merged, without
from trials.kills.record import Call

NOT_YET = 0.5
"""Seconds after a start in which calls are still the last life's: what a killed bot had written is read a little later,
and Python takes longer to import the bot."""

IN_FLIGHT = 2.0
"""Seconds that the bot may take to write down that a message is out. Killed meanwhile, it sends that message again.

It took 0.3 s at most where processors were free, and 1.6 s after a start with a backlog where five programs shared two:
`copies.written_down_late` says how long it may mostly take.
"""

CONNECTS_AGAIN = 4.0
"""Seconds from when the database is there again until what was sent meanwhile is written down: a try may have begun
just before."""

TAKES_OVER = 12.0
"""Seconds until another process carries on: a lease of eight, a sign of life every two, and what it is busy with."""

TAKEN_FOR_DEAD = 8.0  # seconds for which a process of a fleet has to hang until the others carry on its work

IN_FLIGHT_AT_A_KILL = "in flight at a kill"
IN_FLIGHT_AT_A_HALT = "in flight when its process hung"
IN_FLIGHT_WHILE_AWAY = "in flight when its process ended without the database"


@dataclass(frozen=True, slots=True)
class Outage:
    """The database was away (epoch seconds), and how that came."""

    at: float
    until: float
    why: str = ""


class Lives:
    """All of them, each process's by time; and when the database was away meanwhile."""

    def __init__(self, lives: Sequence[Life], outages: Iterable[Outage] = ()) -> None:
        self._lives = lives
        self._outages = tuple(outages)
        self._away = merged((outage.at, outage.until) for outage in self._outages)
        self._by_process: defaultdict[str, list[int]] = defaultdict(list)
        for index, life in enumerate(lives):
            self._by_process[life.process].append(index)
        self._served = merged(span for life in lives for span in self.well(life))

    @property
    def all(self) -> Sequence[Life]:
        """As they were given."""
        return self._lives

    def life(self, call: Call) -> Life:
        """The one that made it."""
        return self._lives[self.of(call)]

    def lacked_database(self, since: float, until: float) -> bool:
        """Whether it was away some time between, or just before."""
        return any(outage.at <= until and since <= outage.until + CONNECTS_AGAIN for outage in self._outages)

    def of(self, call: Call) -> int:
        """The index of the life that made it."""
        mine = self._by_process[call.by]
        begun = bisect_right(mine, call.begun, key=lambda index: self._lives[index].begun + NOT_YET)
        return mine[max(0, begun - 1)]

    def why_again(self, first: Call, again: Call) -> str:
        """Why a message may have come a second time; empty where there is no excuse."""
        if first.answer_lost:
            return "its answer was lost"
        life = self.life(first)
        was_waiting = any(is_of(left, first) for left in life.unsent)
        if self.of(again) != self.of(first) and was_waiting:
            if life.killed and life.ended <= first.at + IN_FLIGHT:
                return IN_FLIGHT_AT_A_KILL
            if life.ended <= self._written_by(first):
                return IN_FLIGHT_WHILE_AWAY
        return IN_FLIGHT_AT_A_HALT if self._hung_with(life, first) else ""

    def _hung_with(self, life: Life, call: Call) -> bool:
        """Whether its process hung before it could write down the call, and for so long that others took over."""
        return any(
            halt.at <= max(call.at + IN_FLIGHT, self._written_by(call))
            and call.at <= halt.until
            and halt.until - halt.at >= TAKEN_FOR_DEAD
            and any(is_of(left, call) for left in halt.unsent)
            for halt in life.halts
        )

    def _written_by(self, call: Call) -> float:
        """When it was written down at last where the database was away, else before anything."""
        met = (
            outage.until + CONNECTS_AGAIN
            for outage in self._outages
            if outage.at - IN_FLIGHT <= call.at <= outage.until + CONNECTS_AGAIN
        )
        return max(met, default=0.0)

    def well(self, life: Life) -> list[Span]:
        """When it served, did not hang and had its database."""
        if life.ready is None:
            return []
        hung = [(halt.at, halt.until) for halt in life.halts]
        return without([(life.ready, life.ended)], merged([*hung, *self._away]))

    def served(self, since: float, until: float) -> float:
        """For how many of these seconds somebody served: on a slow machine it mostly starts, and is not late for it."""
        return sum(max(0.0, min(until, end) - max(since, begin)) for begin, end in self._served)

    def time_to_take_over(self, since: float, until: float) -> float:
        """Seconds that what is due may wait for others besides: for each process of a fleet that ended meanwhile."""
        ends = [
            end for life in self._lives if life.process for end in (life.ended, *(h.at for h in life.halts))
        ]
        return TAKES_OVER * sum(since <= end <= until for end in ends)

    def until_kill(self, call: Call) -> float:
        """Seconds from the end of the call to the end of its life."""
        return self.life(call).ended - call.at


def is_of(left: Left, call: Call) -> bool:
    """Whether this row of the outbox may be what the call sent: for its chat, with its buttons and its word."""
    word = TOKEN.search(call.text)
    marks = [f'"{data}"' for data in call.buttons] + ([word[0]] if word else [])
    return left.chat == call.chat and all(mark in left.body for mark in marks)
