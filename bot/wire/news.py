"""What became of a letter, told to whoever has to make up for it. Nobody who fails to hear it holds up the chat."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import structlog

from bot.storage.mail import Waiting
from bot.wire.lane import Letter
from bot.wire.outgoing import Unsent
from scheduler.trouble import anonymous

log = structlog.get_logger(__name__)

OnChat = Callable[[int], Awaitable[None]]
"""Hears of a chat."""

OnDrawn = Callable[[Waiting, str, bool], Awaitable[None]]
"""Hears of a drawing that has reached its chat: the row, its slot, and whether it is not a text in its place."""

OnUnsent = Callable[[Waiting, str, Unsent], Awaitable[None]]
"""Hears of a new message that will never reach its chat: the row, its slot, and why."""


@dataclass(frozen=True, slots=True)
class News:
    """`on_gone`: nothing can be sent there any more. `on_missed`: a tap there was not answered in time."""

    on_gone: OnChat
    on_missed: OnChat
    on_drawn: OnDrawn
    on_unsent: OnUnsent

    async def gone(self, chat_id: int) -> None:
        """The person blocked the bot, or the chat is no more."""
        await _told(self.on_gone(chat_id), "not noted that a chat is gone", chat_id)

    async def missed(self, chat_id: int) -> None:
        """Nobody saw the answer to a tap: whoever can shows how things stand."""
        await _told(self.on_missed(chat_id), "cannot show how things stand", chat_id)

    async def sent(self, letter: Letter, *, as_meant: bool) -> None:
        """It is out, and must not be sent again whatever comes of this."""
        if letter.out.media is not None:
            news = self.on_drawn(letter.row, letter.out.slot, as_meant)
            await _told(news, "not noted that it was sent", letter.row.chat_id)

    async def unsent(self, letter: Letter, why: Unsent) -> None:
        """It never came. To be told before its row is forgotten."""
        if letter.out.anew:
            news = self.on_unsent(letter.row, letter.out.slot, why)
            await _told(news, "not noted that it was not sent", letter.row.chat_id)


async def _told(news: Awaitable[None], otherwise: str, chat_id: int) -> None:
    try:
        await news
    except Exception as error:  # what else waits for the chat must go out
        log.error(otherwise, chat=chat_id, **anonymous(error))
