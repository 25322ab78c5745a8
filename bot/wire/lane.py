"""What waits for one chat: which of it goes first, and what need not go at all."""

from __future__ import annotations

import asyncio
from bisect import bisect
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from bot.storage.mail import Waiting
from bot.wire.outgoing import Importance, Outgoing, Unsent
from bot.wire.turnstile import Ticket

LONGEST_REST = 30.0  # seconds: what waits may go stale meanwhile
# Within a chat a step of a session goes first: an answer is read whenever it comes, a hold has its moment.
_URGENCY = {Importance.STEP: 0, Importance.ANSWER: 1, Importance.REMINDER: 2}


@dataclass(eq=False, slots=True)
class Letter:
    """A row and what it says."""

    row: Waiting
    out: Outgoing
    lost: Unsent | None = None  # why it need not be sent any more: something newer may stand for it
    tries: int = 0  # that failed
    faults: int = 0  # those of them in which only this letter failed
    behind: bool = field(init=False)  # whether another process may have something to send before it

    def __post_init__(self) -> None:
        self.behind = self.row.behind

    @property
    def importance(self) -> Importance:
        """What it is to the person."""
        return Importance(self.row.importance)

    @property
    def bulk(self) -> bool:
        """Whether it counts among the reminders that go to everybody."""
        return self.importance >= Importance.REMINDER

    @property
    def edits(self) -> bool:
        """Whether it changes a message, as far as can be told beforehand."""
        return self.out.action in {"show", "close"} and not self.out.anew

    @property
    def wanted(self) -> bool:
        """Whether it is still to be sent, as far as what else waits is concerned."""
        return self.lost is None

    def is_stale(self, now: datetime) -> bool:
        """Whether it is no longer worth sending."""
        return self.row.expires_at is not None and self.row.expires_at <= now

    def touches(self, holders: Mapping[int, str]) -> set[str | int]:
        """The slots and messages that it changes."""
        message_id = self.out.message_id
        touched: set[str | int] = {self.out.slot, message_id, holders.get(message_id, "")}
        return touched - {"", 0}


def first_of(letters: Sequence[Letter], holders: Mapping[int, str]) -> tuple[Letter, Importance]:
    """The letter that goes now, and how important that is. `holders`: which slot holds a message.

    The most urgent goes first; before it, with its importance, what it must not overtake: earlier letters for the same
    slot or message, and what these must not overtake.
    """
    urgent = min(letters, key=lambda letter: _URGENCY[letter.importance])
    first, changed = urgent, urgent.touches(holders)
    for earlier in reversed(letters[: letters.index(urgent)]):
        if changed & (touched := earlier.touches(holders)):
            first, changed = earlier, changed | touched
    return first, urgent.importance


class Lane:
    """The letters of one chat that were not sent yet, in the order in which they were written."""

    def __init__(self, chat_id: int, *, free: bool) -> None:
        self.chat_id = chat_id
        self.free = free
        self.letters: list[Letter] = []
        self.not_before = 0.0
        self._ticket: Ticket | None = None
        self._woken = asyncio.Event()

    @property
    def wanted(self) -> list[Letter]:
        """Those of its letters for which nothing newer stands."""
        return [letter for letter in self.letters if letter.wanted]

    def add(self, letter: Letter) -> None:
        """One more, at its place: what another process left behind was written before what waits here by now."""
        place = bisect(self.letters, letter.row.id, key=lambda other: other.row.id)
        self.letters.insert(place, letter)
        for number, newer in enumerate(self.letters[place:], start=place):
            if newer.wanted:
                _overtake(self.letters[:number], newer.out)
        self.look_again()

    def wants(self, letter: Letter, now: datetime) -> bool:
        """Whether this letter of the lane is still to be sent."""
        return letter in self.letters and letter.wanted and not letter.is_stale(now)

    async def granted(self, ticket: Ticket) -> bool:
        """Wait for it; false where the lane is to look again instead: what waits may have gone stale."""
        if ticket.granted.done():
            return ticket.granted.result()
        self._ticket = ticket
        try:
            await asyncio.wait([ticket.granted], timeout=LONGEST_REST)
        finally:
            self._ticket = None
            ticket.withdraw()
        return ticket.granted.result()

    def look_again(self) -> None:
        """Something else may go first now: what is not let through yet steps back."""
        self.wake()
        if self._ticket is not None:
            self._ticket.withdraw()

    def wake(self) -> None:
        """End the rest."""
        self._woken.set()

    async def rest(self, seconds: float) -> None:
        """Wait so long, or until it is woken; not longer than LONGEST_REST."""
        with suppress(TimeoutError):
            async with asyncio.timeout(min(seconds, LONGEST_REST)):
                await self._woken.wait()
        self._woken.clear()


def _overtake(olders: Sequence[Letter], newer: Outgoing) -> None:
    """What need not be sent any more: older views of the same slot; after a farewell everything.

    What is under way is not tried again where it fails.
    """
    for older in reversed(olders):
        if newer.action == "farewell" or (older.out.slot == newer.slot and newer.supersedes(older.out)):
            older.lost = older.lost or Unsent.LATE
        elif older.out.slot == newer.slot:
            return
