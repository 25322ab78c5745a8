"""Looks up what the slots of chats hold, for many chats at once: a read costs about the same for one and for twenty."""

from __future__ import annotations

import asyncio
from functools import partial

from bot.storage import mail
from bot.storage.database import Storage
from bot.storage.mail import Slots

AT_ONCE = 500


class Looking:
    """Who asks while a read is under way shares the next one, which begins after they asked."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._asked: dict[int, asyncio.Future[Slots]] = {}
        self._reader: asyncio.Task[None] | None = None

    async def slots_of(self, chat_id: int) -> Slots:
        """What the slots of this chat hold now. Raises Unavailable, Damaged."""
        answer = self._asked.get(chat_id)
        if answer is None:
            answer = self._asked[chat_id] = asyncio.get_running_loop().create_future()
        if self._reader is None:
            self._reader = asyncio.create_task(self._read())
        return await asyncio.shield(answer)

    async def _read(self) -> None:
        try:
            while self._asked:
                asked = {chat_id: self._asked.pop(chat_id) for chat_id in list(self._asked)[:AT_ONCE]}
                await self._answer(asked)
        finally:
            self._reader = None

    async def _answer(self, asked: dict[int, asyncio.Future[Slots]]) -> None:
        try:
            found = await self._storage.read(partial(mail.slots_of, chat_ids=list(asked)))
        except Exception as error:  # whoever asked hears it
            for answer in asked.values():
                answer.set_exception(error)
                answer.exception()  # heard, also where nobody waits any more
        else:
            for chat_id, answer in asked.items():
                answer.set_result(found[chat_id])
