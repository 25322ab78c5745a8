"""How much Telegram takes, in a chat and from everybody together, and what its 429 means. Pure: time is an argument.

"In a single chat, avoid sending more than one message per second. We may allow short bursts that go over this limit,
but eventually you'll begin receiving 429 errors", and in bulk about 30 messages a second in all
(https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this). Edits are subject to the limits of
their chat, answerCallbackQuery to none (https://github.com/tdlib/telegram-bot-api/issues/648).
All times are seconds on a clock that never runs backwards.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass

IN_A_ROW_WITHIN = 30.0
"""Seconds: chats that were told to wait further apart have nothing to do with each other."""

SESSION_GOES_ON = 180.0
"""Seconds after a step for which more steps are to be expected: no hold is longer."""


@dataclass(frozen=True, slots=True)
class Rates:
    """How much goes out at most. While a session runs in a chat, some of it is kept for its steps."""

    messages: int = 3  # in a chat: one a second on average, and never more than three at once
    messages_within: float = 3.0
    messages_kept: int = 1
    edits: int = 20  # of these in a chat; what bots observe, Telegram names no number
    edits_within: float = 60.0
    edits_kept: int = 8
    bulk: int = 30  # reminders, to everybody
    bulk_within: float = 1.0
    places: int = 24  # calls under way at the same time; the other connections are for the answers to taps
    bulk_places: int = 20  # reminders begun and not ended, with their drawing
    bulk_waiting: int = (
        150  # reminders that wait to be sent; the rest is better off where it can be planned anew
    )
    paid: bool = False  # reminders beyond the 30 a second that are free are paid for


PAID = Rates(bulk=1000, places=208, bulk_places=200, bulk_waiting=1000, paid=True)
"""With `allow_paid_broadcast` Telegram takes 1,000 messages a second (https://core.telegram.org/bots/api#sendmessage).

So many are begun in a second, if each call takes 200 ms, only where 200 are under way at the same time.
"""


class Window:
    """At most `count` in any `seconds`. What is under way counts, and then from its end on.

    So it holds on Telegram's side too, however long each call was on its way.
    """

    def __init__(self, count: int, seconds: float) -> None:
        self._count = count
        self._seconds = seconds
        self._under_way = 0
        self._ended: deque[float] = deque()

    def wait(self, now: float, kept: int = 0) -> float:
        """Seconds until one more fits and leaves `kept` free; infinite where something has to end first."""
        self._forget(now)
        too_many = self._under_way + len(self._ended) - max(1, self._count - kept) + 1
        if too_many <= 0:
            return 0.0
        return self._ended[too_many - 1] + self._seconds - now if too_many <= len(self._ended) else math.inf

    def begin(self) -> None:
        """One is under way."""
        self._under_way += 1

    def end(self, now: float) -> None:
        """One that was under way has ended, whatever became of it."""
        self._under_way -= 1
        self._ended.append(now)

    def is_empty(self, now: float) -> bool:
        """Whether nothing counts any more."""
        self._forget(now)
        return not self._under_way and not self._ended

    def _forget(self, now: float) -> None:
        while self._ended and self._ended[0] + self._seconds <= now:
            self._ended.popleft()


class ChatLimits:
    """What one chat takes."""

    def __init__(self, rates: Rates) -> None:
        self._rates = rates
        self._messages = Window(rates.messages, rates.messages_within)
        self._edits = Window(rates.edits, rates.edits_within)
        self._told_until = -math.inf
        self._stepped_at = -math.inf

    def wait(self, now: float, *, edit: bool, step: bool) -> float:
        """Seconds until this may be sent; `step`: for a running session, whose share is kept for it."""
        shares = not step and now - self._stepped_at < SESSION_GOES_ON
        waits = [self.told_for(now), self._messages.wait(now, self._rates.messages_kept if shares else 0)]
        if edit:
            waits.append(self._edits.wait(now, self._rates.edits_kept if shares else 0))
        return max(waits)

    def begin(self, now: float, *, edit: bool, step: bool) -> None:
        """It is under way. An edit is a message too."""
        self._messages.begin()
        if edit:
            self._edits.begin()
        if step:
            self._stepped_at = now

    def end(self, now: float, *, edit: bool) -> None:
        """It is no longer under way, whatever became of it."""
        self._messages.end(now)
        if edit:
            self._edits.end(now)

    def told(self, now: float, seconds: float) -> None:
        """Telegram says that nothing may be sent here for so long."""
        self._told_until = max(self._told_until, now + seconds)

    def told_for(self, now: float) -> float:
        """Seconds for which Telegram still wants nothing to be sent here."""
        return max(0.0, self._told_until - now)

    def is_idle(self, now: float) -> bool:
        """Whether a new one would be just the same."""
        quiet = self._told_until <= now and now - self._stepped_at >= SESSION_GOES_ON
        return quiet and self._messages.is_empty(now) and self._edits.is_empty(now)


class Strain:
    """Whether a 429 is about more than its chat. Telegram says for how long (`retry_after`), not for whom.

    One chat that is told to wait means that chat. Several in a row, with nothing taken since, mean everybody: until
    fewer than so many of them would still have to wait, so that one chat's hour is nobody else's.
    """

    def __init__(self, chats: int) -> None:
        self._chats = chats
        self._told: dict[int, tuple[float, float]] = {}
        self.until = -math.inf

    def told(self, chat_id: int, now: float, seconds: float) -> None:
        """This chat is to wait for so long."""
        self._told[chat_id] = (now, now + seconds)
        self._told = {
            chat: (at, until)
            for chat, (at, until) in self._told.items()
            if until > now and now - at <= IN_A_ROW_WITHIN
        }
        if len(self._told) >= self._chats:
            ends = sorted(until for _, until in self._told.values())
            self.until = max(self.until, ends[-self._chats])

    def taken(self, begun: float) -> None:
        """Telegram took something that was begun then: whoever was told to wait before, it was not about all."""
        if self._told:
            self._told = {chat: told for chat, told in self._told.items() if told[0] > begun}
