"""Which life of the bot a call belongs to, and what a kill may have cut off."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from trials.kills.ledger import Left
from trials.kills.lively import TOKEN
from trials.kills.process import Life
from trials.kills.record import Call

NOT_YET = 0.5
"""Seconds after a start in which calls are still the last life's: what a killed bot had written is read a little later,
and Python takes longer to import the bot."""

IN_FLIGHT = 2.0
"""Seconds that the bot may take to write down that a message is out. Killed meanwhile, it sends that message again.

It took 0.3 s at most where processors were free, and 1.6 s after a start with a backlog where five programs shared two:
`copies.written_down_late` says how long it may mostly take.
"""


IN_FLIGHT_AT_A_KILL = "in flight at a kill"


class Lives:
    """All of them, by time."""

    def __init__(self, lives: Sequence[Life]) -> None:
        self._lives = lives
        self._begun = [life.begun + NOT_YET for life in lives]

    def of(self, call: Call) -> int:
        """The index of the life that made it."""
        return max(0, bisect_right(self._begun, call.begun) - 1)

    def why_again(self, first: Call, again: Call) -> str:
        """Why a message may have come a second time; empty where there is no excuse."""
        if first.answer_lost:
            return "its answer was lost"
        index = self.of(first)
        life = self._lives[index]
        was_cut_off = life.killed and self.of(again) > index and life.ended <= first.at + IN_FLIGHT
        if was_cut_off and any(_is_of(left, first) for left in life.unsent):
            return IN_FLIGHT_AT_A_KILL
        return ""

    def served(self, since: float, until: float) -> float:
        """For how many of these seconds the bot served: on a slow machine it mostly starts, and is not late for it."""
        times = (
            (max(since, life.ready), min(until, life.ended)) for life in self._lives if life.ready is not None
        )
        return sum(max(0.0, end - begin) for begin, end in times)

    def until_kill(self, call: Call) -> float:
        """Seconds from the end of the call to the end of its life."""
        return self._lives[self.of(call)].ended - call.at


def _is_of(left: Left, call: Call) -> bool:
    """Whether this row of the outbox may be what the call sent: for its chat, with its buttons and its word."""
    word = TOKEN.search(call.text)
    marks = [f'"{data}"' for data in call.buttons] + ([word[0]] if word else [])
    return left.chat == call.chat and all(mark in left.body for mark in marks)
