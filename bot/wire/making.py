"""Files that are made when they are sent, so that what waits in the outbox stays small and survives a restart.

A maker may read the database; what it draws or writes it does in a thread, since everybody else's messages go through
the same loop.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import structlog

from bot.storage.database import Storage, Unavailable
from bot.wire.outgoing import Outgoing
from scheduler.trouble import anonymous

log = structlog.get_logger(__name__)
Made = tuple[str, bytes]
"""A file's name and its content."""

Maker = Callable[[Storage, int, Mapping[str, Any]], Awaitable[Made]]
"""Makes a file for this chat from the facts of Outgoing.made."""


class Workshop:
    """The makers by name. `failed` counts what could not be made."""

    def __init__(self, storage: Storage, makers: Mapping[str, Maker]) -> None:
        self._storage = storage
        self._makers = makers
        self.failed = 0

    async def make(self, chat_id: int, out: Outgoing) -> Made | None:
        """The file that this needs; None where the maker failed. Raises Unavailable: it may go well later."""
        made = out.made or {}
        try:
            return await self._makers[made["what"]](self._storage, chat_id, made.get("facts", {}))
        except Unavailable:
            raise
        except Exception as error:  # a fault of ours: the person gets a plain line instead
            self.failed += 1
            log.error("not made", what=made.get("what"), **anonymous(error))
            return None
