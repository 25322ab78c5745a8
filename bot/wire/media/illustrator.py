"""Illustrates what is shown: a drawn exercise where there can be one, and a word to the log where there cannot."""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

import structlog

from bot.wire.calls import File, Message
from bot.wire.media.ahead import Ahead
from bot.wire.media.drawing import Drawing, Figures, NotMade, NotReady, read
from bot.wire.media.store import MediaStore, Send
from bot.wire.outgoing import Outgoing
from bot.wire.telegram import Refused

log = structlog.get_logger(__name__)
READ_AT_MOST = 500  # recipes that are read once only: an address takes the whole of the figures to find
Plain = Mapping[str, Any]
"""Outgoing.media: {"recipe": ..., "upcoming": [...]}."""


class Illustrator:
    """Finds the drawing of a recipe and has it sent. `made_as_text` counts those that had to be told in text."""

    def __init__(self, figures: Figures, store: MediaStore, ahead: Ahead) -> None:
        self._read = lru_cache(READ_AT_MOST)(lambda recipe: read(json.loads(recipe), figures))
        self._store = store
        self._ahead = ahead
        self._told: set[str] = set()
        self.made_as_text = 0

    async def put(self, media: Plain, send: Callable[[File], Awaitable[Message]]) -> Message:
        """A new message with the drawing. Raises NotMade where it has to be a text, else what `send` raises."""
        sent = await self._put(media, send)
        assert sent is not None, "what is new cannot be gone"
        return sent

    async def edit(self, media: Plain, send: Send) -> bool:
        """Whether the message is there and now has the drawing. Raises as `put` does."""
        return await self._put(media, send) is not None

    async def _put(self, media: Plain, send: Send) -> Message | None:
        try:
            return await self._store.put(self._drawing(media["recipe"]), send)
        except NotMade as error:
            self._count(error)
            raise
        except Refused as error:
            # Where the text was what Telegram did not like, it will say so once more.
            self._count(error)
            raise NotMade(str(error)) from error

    def make_ready(self, out: Outgoing) -> None:
        """What comes after this is drawn while it is looked at."""
        if out.media is not None:
            self._ahead.add(self._drawings(out.media.get("upcoming", ())))

    def _drawings(self, recipes: Iterable[Plain]) -> Iterable[Drawing]:
        for recipe in recipes:
            try:
                yield self._drawing(recipe)
            except NotMade as error:
                self._tell(error)

    def _drawing(self, recipe: Plain) -> Drawing:
        """Raises NotMade."""
        return self._read(json.dumps(recipe, sort_keys=True))

    def _count(self, error: NotMade | Refused) -> None:
        self.made_as_text += 1
        self._tell(error)

    def _tell(self, error: NotMade | Refused) -> None:
        """Each reason once: the same exercise may be shown all day."""
        reason = str(error)
        if reason not in self._told:
            self._told.add(reason)
            level = logging.INFO if isinstance(error, NotReady) else logging.WARNING
            log.log(level, "shown as text", reason=reason)
