"""Stands before the inbox, for when nothing can be kept: who taps or writes then gets a word without the database.

What could not be kept is not acknowledged, so Telegram brings it again: a message for up to a day, a tap for 150
seconds only. So it waits here as well, and is handed in with what comes next. Lost is only an older tap, and only where
the bot ends before anything can be kept again.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any

import structlog

from bot.storage import mail
from bot.storage.database import Storage, Unavailable
from bot.wire.telegram import Failed, Telegram, TryLater

log = structlog.get_logger(__name__)
HELD_AT_MOST = 2000
"""Updates: Telegram gives a hundred at a time, and new ones only as taps among them grow old."""
NOT_AGAIN_WITHIN = 60.0  # seconds, for one person
STUCK_AFTER = 3.0  # seconds in which what was kept is answered, unless something is wrong
Receive = Callable[[list[dict[str, Any]]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class _Asked:
    """Something that a person waits for an answer to, in their own chat; `callback_id` of a tap."""

    update_id: int
    person_id: int
    callback_id: str


class Unkept:
    """`receive` in place of the inbox's. `may_hear` says to whom the bot speaks at all, `words` what it says."""

    def __init__(
        self,
        storage: Storage,
        telegram: Telegram,
        receive: Receive,
        *,
        may_hear: Callable[[int], Awaitable[bool]],
        words: str,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._storage = storage
        self._telegram = telegram
        self._receive = receive
        self._may_hear = may_hear
        self._words = words
        self._monotonic = monotonic
        self._held: dict[int, dict[str, Any]] = {}  # by their ids, oldest first
        self._known: set[int] = set()
        self._told_at: dict[int, float] = {}
        self._waiting: deque[tuple[_Asked, bool]] = deque()
        self._closed = False
        self._telling: asyncio.Task[None] | None = None

    async def receive(self, raw: list[dict[str, Any]]) -> None:
        """Keep these updates, after those that could not be kept before.

        Raises Unavailable, with those told who wait for an answer.
        """
        all_of_them = {**self._held, **{int(update["update_id"]): update for update in raw}}
        try:
            await self._receive(list(all_of_them.values()))
        except Unavailable:
            # A webhook's updates come side by side: others may have been kept or held meanwhile.
            self._held = dict(islice({**all_of_them, **self._held}.items(), HELD_AT_MOST))
            self._tell(raw)
            raise
        self._held = {number: one for number, one in self._held.items() if number not in all_of_them}
        self._known.clear()
        self._waiting = deque((asked, True) for asked, _ in self._waiting)
        if self._storage.failing:  # kept, but what it asks for may have to wait for long
            self._tell(raw)
        elif raw:
            asyncio.get_running_loop().call_later(STUCK_AFTER, self._look_again, raw)

    def _look_again(self, raw: list[dict[str, Any]]) -> None:
        """On a disk that was full just now the updates may have found room, and what they ask for not."""
        if self._storage.failing and not self._closed:
            self._tell(raw, only_waiting=True)

    def _tell(self, raw: list[dict[str, Any]], *, only_waiting: bool = False) -> None:
        for asked in filter(None, map(_asked, raw)):
            if asked.update_id not in self._known:  # it comes again with every try
                self._known.add(asked.update_id)
                self._waiting.append((asked, only_waiting))
        if self._waiting and self._telling is None:
            self._telling = asyncio.create_task(self._say_to_all())

    async def _say_to_all(self) -> None:
        """One after the other: it must not become a burst when many are affected."""
        try:
            while self._waiting:
                asked, only_waiting = self._waiting.popleft()
                if self._was_told(asked) or (only_waiting and not await self._is_waiting(asked)):
                    continue
                await self._say(asked)
        finally:
            self._telling = None

    def _was_told(self, asked: _Asked) -> bool:
        now = self._monotonic()
        self._told_at = {who: at for who, at in self._told_at.items() if now - at < NOT_AGAIN_WITHIN}
        return asked.person_id in self._told_at

    async def _is_waiting(self, asked: _Asked) -> bool:
        try:
            return await self._storage.read(partial(mail.is_waiting, update_id=asked.update_id))
        except Unavailable:
            return True

    async def _say(self, asked: _Asked) -> None:
        if not await self._may_hear(asked.person_id):
            return
        try:
            if asked.callback_id:
                await self._telegram.call(
                    "answerCallbackQuery", callback_query_id=asked.callback_id, text=self._words
                )
            else:
                await self._telegram.call("sendMessage", chat_id=asked.person_id, text=self._words)
        except TryLater as error:  # whoever comes next is told after that, if it is still true
            log.warning("told to wait", seconds=error.seconds)
            await asyncio.sleep(error.seconds)
            return
        except Failed as error:
            log.warning("could not say that nothing can be kept", reason=type(error).__name__)
        self._told_at[asked.person_id] = self._monotonic()

    async def close(self) -> None:
        """Say no more."""
        self._closed = True
        if self._telling is not None:
            self._telling.cancel()
            await asyncio.gather(self._telling, return_exceptions=True)


def _asked(update: dict[str, Any]) -> _Asked | None:
    """Who waits for an answer to this update; None for nobody, and outside private chats."""
    tap = _part(update, "callback_query")
    message = _part(tap, "message") if tap else _part(update, "message")
    chat = _part(message, "chat")
    if chat.get("type") != "private" or not isinstance(chat.get("id"), int):
        return None
    return _Asked(int(update["update_id"]), chat["id"], str(tap.get("id", "")))


def _part(whole: dict[str, Any], name: str) -> dict[str, Any]:
    part = whole.get(name)
    return part if isinstance(part, dict) else {}
