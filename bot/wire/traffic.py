"""Telegram's limits as they are kept: how long each letter has to wait, which calls count, and what a 429 stops.

Reminders never stand in the way of answers: fewer of them go out at the same time, each of their calls goes only where
no other wants to, and they wait alone where several chats in a row are told to.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, nullcontext

import structlog

from bot.wire.elapsed import Elapsed
from bot.wire.lane import Letter
from bot.wire.limits import ChatLimits, Rates, Strain, Window
from bot.wire.outgoing import Importance
from bot.wire.telegram import TryLater
from bot.wire.turnstile import Turnstile

log = structlog.get_logger(__name__)
PEOPLE_IN_A_ROW = 3
BULK_IN_A_ROW = 2
UNLIMITED = frozenset({"answerCallbackQuery", "deleteMessage", "sendChatAction"})
"""Methods that send and change no message: the limits on these are not about them."""


Slot = Callable[[], Awaitable[None]]
"""Waits until one reminder more may go out, whichever process sends the others."""


class Traffic:
    """`calls` has a ticket for each call under way, `bulk` one for each reminder under way."""

    def __init__(self, rates: Rates, elapsed: Elapsed, slot: Slot | None = None) -> None:
        self._slot = slot
        self._rates = rates
        self._elapsed = elapsed
        self._chats: dict[int, ChatLimits] = {}
        self._strain = Strain(PEOPLE_IN_A_ROW)
        self._bulk_strain = Strain(BULK_IN_A_ROW)
        places, bulk_places = Window(rates.places, 0.0), Window(rates.bulk_places, 0.0)
        self.calls = Turnstile([places], lambda _rank: self._strain.until, elapsed)
        bulk = Window(rates.bulk, rates.bulk_within)
        self.bulk = Turnstile([bulk_places, bulk], self._held_until, elapsed)

    def wait(self, letter: Letter, importance: Importance) -> float:
        """Seconds until this letter may be begun. A deletion has no rate, but obeys a 429 as all do."""
        now, chat = self._elapsed(), self._chat(letter.row.chat_id)
        held = max(self._held_until(importance) - now, chat.told_for(now))
        if letter.out.action == "drop":
            return held
        return max(held, chat.wait(now, edit=letter.edits, step=importance is Importance.STEP))

    async def slot(self, letter: Letter) -> None:
        """Wait until this letter may go as far as the other processes are concerned."""
        if self._slot is not None and letter.bulk:
            await self._slot()

    def is_told_to_wait(self, chat_id: int) -> bool:
        """Whether Telegram wants this chat to be left alone."""
        return self._chat(chat_id).told_for(self._elapsed()) > 0

    def permits(self, letter: Letter, method: str) -> dict[str, bool]:
        """What a call may cost: a reminder that is new is paid for, where that is wanted."""
        is_paid = self._rates.paid and letter.bulk and method.startswith("send") and method not in UNLIMITED
        return {"allow_paid_broadcast": True} if is_paid else {}

    @contextmanager
    def counted(self, letter: Letter, method: str, importance: Importance) -> Iterator[None]:
        """Around a call: it counts from its begin on, and a 429 is obeyed to the second, whatever it was for."""
        begun, unlimited = self._elapsed(), method in UNLIMITED
        try:
            with nullcontext() if unlimited else self._in_chat(letter.row.chat_id, method, importance):
                yield
        except TryLater as error:
            self._told(letter, error.seconds)
            raise
        if not unlimited:
            (self._bulk_strain if letter.bulk else self._strain).taken(begun)

    @contextmanager
    def _in_chat(self, chat_id: int, method: str, importance: Importance) -> Iterator[None]:
        chat, edit = self._chat(chat_id), method.startswith("edit")
        chat.begin(self._elapsed(), edit=edit, step=importance is Importance.STEP)
        try:
            yield
        finally:
            chat.end(self._elapsed(), edit=edit)

    def _told(self, letter: Letter, seconds: float) -> None:
        now, chat_id = self._elapsed(), letter.row.chat_id
        log.warning("told to wait", seconds=seconds, chat=chat_id)
        self._chat(chat_id).told(now, seconds)
        self._bulk_strain.told(chat_id, now, seconds)
        if not letter.bulk:
            self._strain.told(chat_id, now, seconds)

    def forget_idle_chats(self) -> None:
        """Keep only what still limits something."""
        now = self._elapsed()
        self._chats = {chat_id: chat for chat_id, chat in self._chats.items() if not chat.is_idle(now)}

    def stop(self) -> None:
        """Let nothing through any more by the passing of time."""
        self.calls.stop()
        self.bulk.stop()

    def _held_until(self, rank: int) -> float:
        everybody = self._strain.until
        return max(everybody, self._bulk_strain.until) if rank >= Importance.REMINDER else everybody

    def _chat(self, chat_id: int) -> ChatLimits:
        return self._chats.get(chat_id) or self._chats.setdefault(chat_id, ChatLimits(self._rates))
