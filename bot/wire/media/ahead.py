"""Makes ready what is shown soon, while nobody waits for anything else: one at a time, dropped where it is too much.

With a chat to put them in, pictures are uploaded ahead too, so that each is sent by its id from the first time on.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

import structlog

from bot.wire.calls import NO_FILE, Calls, File, Message, says
from bot.wire.media.drawing import Drawing, NotMade
from bot.wire.media.store import MediaStore
from bot.wire.media.studio import Studio
from bot.wire.outgoing import Outgoing
from bot.wire.telegram import Failed, Gone, Refused, TryLater
from scheduler.trouble import anonymous

log = structlog.get_logger(__name__)
AT_MOST = 100
PATIENCE = 120.0  # seconds for one drawing that nobody waits for
PACE = 1.0  # seconds between two uploads: Telegram takes about one a second in a chat
WAIT = 5.0  # seconds after a call that did not reach Telegram
TRIES = 3
SHUT = "MEDIA_CHAT_ID: this chat cannot be written to. Has it started the bot? No picture is uploaded ahead."
NOT_KEPT = "Telegram took it for something else"


class Uploader:
    """Puts pictures into the chat `chat_id` (0: there is none), silently.

    `open` ends with the first refusal that is not the file's fault; `trouble` says why the last that failed did.
    """

    def __init__(self, store: MediaStore, studio: Studio, calls: Calls, chat_id: int) -> None:
        self._store = store
        self._studio = studio
        self._calls = calls
        self._chat_id = chat_id
        self._one_at_a_time = asyncio.Lock()
        self._paced = 0.0  # the loop's time before which nothing is sent
        self.open = chat_id != 0
        self.trouble = ""

    async def upload(self, drawing: Drawing) -> bool:
        """Whether Telegram keeps the drawing now; where not, `trouble` says why. Raises NotMade, Unavailable."""
        failures = 0
        while self.open and failures < TRIES:
            try:
                await self._store.put(drawing, self._send, make=self._studio.make_ahead, patience=PATIENCE)
            except TryLater as error:
                await asyncio.sleep(error.seconds)
            except (Gone, Refused) as error:
                self.trouble = str(error)
                return False
            except Failed as error:
                failures += 1
                self.trouble = str(error)
                log.info("not uploaded ahead yet", reason=str(error), tries=failures)
                await asyncio.sleep(WAIT)
            else:
                return await self._is_kept(drawing)
        return False

    async def _is_kept(self, drawing: Drawing) -> bool:
        if await self._store.missing([drawing]):
            self.trouble = NOT_KEPT
            return False
        return True

    async def _send(self, file: File) -> Message:
        loop = asyncio.get_running_loop()
        async with self._one_at_a_time:
            await asyncio.sleep(self._paced - loop.time())
            if not self.open:  # found out while this one waited
                raise Gone(self.trouble)
            self._paced = loop.time() + PACE
            try:
                return await self._calls.send_media(self._chat_id, Outgoing("show", silent=True), file)
            except (Gone, Refused) as error:
                if not says(error, NO_FILE):
                    self.open, self.trouble = False, str(error)
                raise


class Ahead:
    """The queue of what is made ready, the newest first."""

    def __init__(self, store: MediaStore, studio: Studio, uploader: Uploader) -> None:
        self._store = store
        self._studio = studio
        self._uploader = uploader
        self._queue: dict[str, Drawing] = {}
        self._worker: asyncio.Task[None] | None = None
        self.dropped = 0

    def add(self, drawings: Iterable[Drawing]) -> None:
        """Make these ready, before what was wanted earlier: somebody who asked for another has no use for the last."""
        for drawing in drawings:
            self._queue.pop(drawing.digest, None)
            self._queue[drawing.digest] = drawing
        while len(self._queue) > AT_MOST:
            del self._queue[next(iter(self._queue))]
            self.dropped += 1
        if self._queue and self._worker is None:
            self._worker = asyncio.create_task(self._serve())

    async def _serve(self) -> None:
        try:
            while self._queue:
                _, drawing = self._queue.popitem()
                await self._ready(drawing)
        finally:
            self._worker = None

    async def _ready(self, drawing: Drawing) -> None:
        try:
            if not await self._store.missing([drawing]):
                return
            if not self._uploader.open:
                await self._studio.make_ahead(drawing)
            elif not await self._uploader.upload(drawing):
                self._tell()
        except NotMade as error:
            log.info("not made ahead", reason=str(error))
        except Exception as error:  # nobody waits for it: it is made again when somebody does
            log.error("cannot be made ahead", name=drawing.name, **anonymous(error))

    def _tell(self) -> None:
        reason = self._uploader.trouble
        if self._uploader.open:
            log.info("not uploaded ahead", reason=reason)
        else:  # once: it is not asked again
            log.warning(SHUT, reason=reason)

    async def idle(self) -> None:
        """Return when nothing is left to make ready."""
        while self._worker is not None:
            await asyncio.wait([self._worker])

    async def close(self) -> None:
        """Leave off."""
        self._queue.clear()
        if self._worker is not None:
            self._worker.cancel()
            await asyncio.wait([self._worker])
