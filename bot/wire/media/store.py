"""Gives each drawing to Telegram once, and from then on by the id under which Telegram keeps it.

Who is about to upload claims it in the database for a while. Everybody else waits for the id, in this process as in
any other, and uploads only when the claim has run out without one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from datetime import timedelta
from functools import partial

import structlog

from bot.storage import media
from bot.storage.database import Storage, Unavailable
from bot.storage.media import Claim
from bot.wire.calls import NO_FILE, File, Message, says
from bot.wire.media.drawing import Drawing, NotReady
from bot.wire.media.studio import Studio
from bot.wire.telegram import Refused
from scheduler.clock import Clock

log = structlog.get_logger(__name__)
MAKING_PATIENCE = 4.0  # seconds that a person waits for a picture before the same is said in text
CLAIMED_FOR = timedelta(seconds=20)  # how long an upload may take before somebody else may try
KNOWN_AT_MOST = 2000  # file ids; far more than there are exercises, levels and sides
LOOK_AGAIN = 0.1  # seconds between two looks for the id that another's upload brings
TAKEN_FOR_ELSE = "telegram took a drawing for something else, so it keeps no id and is uploaded each time"

Send = Callable[[File], Awaitable[Message | None]]
"""Sends a message with this file, or edits one. None where there is no such message."""

Make = Callable[[Drawing], Awaitable[bytes]]
"""Makes a drawing. Raises NotMade."""


class MediaStore:
    """File ids and uploads. An id that was read or brought once is known from then on, until Telegram refuses it."""

    def __init__(self, storage: Storage, studio: Studio, clock: Clock) -> None:
        self._storage = storage
        self._studio = studio
        self._clock = clock
        self._told: set[str] = set()
        self._known: dict[str, str] = {}

    async def missing(self, drawings: Iterable[Drawing]) -> list[Drawing]:
        """Those that Telegram does not keep yet, each once."""
        wanted = {drawing.digest: drawing for drawing in drawings}
        if wanted.keys() - self._known.keys():
            await self._look_up(list(wanted))
        return [drawing for digest, drawing in wanted.items() if digest not in self._known]

    async def put(
        self, drawing: Drawing, send: Send, *, make: Make | None = None, patience: float | None = None
    ) -> Message | None:
        """What `send` returns for the drawing's file. `patience`: seconds until there has to be one (MAKING_PATIENCE).

        `make` is how it is made where Telegram does not keep it yet. Raises NotMade where there is none in time, else
        what `send` raises.
        """
        while (known := await self._file_id(drawing)) is not None:
            try:
                return await send(File(drawing.kind, drawing.name, known))
            except Refused as error:
                if not says(error, NO_FILE):
                    raise
                log.warning("telegram no longer takes a picture", name=drawing.name, reason=str(error))
                await self._forget(drawing, known)
        deadline = asyncio.get_running_loop().time() + (MAKING_PATIENCE if patience is None else patience)
        try:
            async with asyncio.timeout_at(deadline):
                content = await (make or self._studio.make)(drawing)
        except TimeoutError as error:
            raise _not_ready(drawing) from error
        claim = await self._claim(drawing, deadline)
        if claim.file_id is not None:
            return await send(File(drawing.kind, drawing.name, claim.file_id))
        return await self._upload(drawing, content, claim, send)

    async def _file_id(self, drawing: Drawing) -> str | None:
        if drawing.digest not in self._known:
            await self._look_up([drawing.digest])
        return self._known.get(drawing.digest)

    async def _look_up(self, digests: list[str]) -> None:
        if len(self._known) >= KNOWN_AT_MOST:
            self._known.clear()
        self._known |= await self._storage.read(partial(media.file_ids, digests=digests))

    async def _forget(self, drawing: Drawing, file_id: str) -> None:
        """Another process may have brought a newer one, which stays."""
        self._known.pop(drawing.digest, None)
        await self._storage.write(partial(media.forget, digest=drawing.digest, file_id=file_id))

    async def _claim(self, drawing: Drawing, deadline: float) -> Claim:
        """The upload is ours, or another's has brought the id. Raises NotMade after the deadline, a time of the loop.

        It is not cut short by a timeout: that could strike when the claim is committed and nobody knows of it yet.
        """
        while True:
            ask = partial(media.claim, digest=drawing.digest, kind=drawing.kind, lease=CLAIMED_FOR)
            claim = await self._storage.write(ask)
            if claim.is_answer:
                return claim
            if asyncio.get_running_loop().time() >= deadline:
                raise _not_ready(drawing)
            await asyncio.sleep(LOOK_AGAIN)

    async def _upload(self, drawing: Drawing, content: bytes, claim: Claim, send: Send) -> Message | None:
        kept_as = None
        try:
            message = await send(File(drawing.kind, drawing.name, content))
            kept_as = _file_id(message or {}, drawing.kind)
        finally:
            if kept_as is None:
                await self._release(drawing, claim)
        if message and kept_as is None:
            self._tell(drawing)
        if kept_as is not None:
            keep = partial(media.keep, digest=drawing.digest, kind=drawing.kind, file_id=kept_as)
            now = self._clock.now()
            # Not tried again as a whole: the person would get the message once more.
            await self._storage.insist(partial(keep, size=len(content), now=now))
        return message

    def _tell(self, drawing: Drawing) -> None:
        """Each drawing once: it may be shown all day."""
        if drawing.digest not in self._told:
            self._told.add(drawing.digest)
            log.warning(TAKEN_FOR_ELSE, subject=drawing.subject, name=drawing.name, meant_as=drawing.kind)

    async def _release(self, drawing: Drawing, claim: Claim) -> None:
        assert claim.until is not None, "only what was claimed is uploaded"
        with suppress(Unavailable):  # it runs out by itself
            await self._storage.write(partial(media.release, digest=drawing.digest, until=claim.until))


def _not_ready(drawing: Drawing) -> NotReady:
    return NotReady(f"{drawing.subject} is not ready yet")


def _file_id(message: Message, kind: str) -> str | None:
    """The id of the picture in this message; None where Telegram took it for something else."""
    carried = message.get(kind)
    file = carried[-1] if isinstance(carried, list) and carried else carried  # of a photo the largest size
    return str(file["file_id"]) if isinstance(file, dict) else None
