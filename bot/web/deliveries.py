"""Where Telegram brings updates: who does not show the secret is sent away, and "taken" is said of what is kept."""

from __future__ import annotations

import asyncio
import hmac
import json
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from bot.storage.database import Unavailable
from bot.wire.inbox import BEYOND_IDS
from scheduler.trouble import anonymous

log = structlog.get_logger(__name__)
SECRET = "x-telegram-bot-api-secret-token"  # noqa: S105 - a header's name
LARGEST = 2**20
"""Bytes: a text has 4096 characters, and an update carries two messages at most."""
PATIENCE = 10.0  # seconds in which a body has to be here

TAKEN = 200
STRANGER = 403
TOO_SLOW = 408
TOO_LARGE = 413
NOT_NOW = 503


class _Refused(Exception):
    """Not to be taken in; the code says why."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Deliveries:
    """`answer` takes a delivery in. Telegram brings again, for a day, whatever is not answered with success.

    So it is answered once the update is kept, and at once what can never be: that is counted in `unreadable`.
    `turned_away` counts deliveries by the codes with which they were refused. `on_delivered` hears of each that came
    with the secret.
    """

    def __init__(
        self,
        secret: str,
        receive: Callable[[list[dict[str, Any]]], Awaitable[None]],
        on_delivered: Callable[[], None],
    ) -> None:
        self._secret = secret.encode()
        self._receive = receive
        self._on_delivered = on_delivered
        self.unreadable = 0
        self.turned_away = Counter[int]()

    async def answer(self, request: Request) -> Response:
        """Keep what it brings."""
        try:
            await self._take_in(request)
        except _Refused as refused:
            self.turned_away[refused.code] += 1
            return Response(status_code=refused.code)
        except ClientDisconnect:
            return Response()  # nobody is there to read it
        return Response(status_code=TAKEN)

    async def _take_in(self, request: Request) -> None:
        if not hmac.compare_digest(request.headers.get(SECRET, "").encode(), self._secret):
            raise _Refused(STRANGER)
        self._on_delivered()
        body = await _body(request)
        update = _update(body)
        if update is None:
            self.unreadable += 1
            log.error("what was delivered is no update, and is passed over", **_told_of(body))
            return
        await self._keep(update)

    async def _keep(self, update: dict[str, Any]) -> None:
        try:
            await self._receive([update])
        except Unavailable as error:  # the storage has told it
            raise _Refused(NOT_NOW) from error
        except Exception as error:  # it comes again, and may go well then
            log.error("an update could not be kept", **anonymous(error))
            raise _Refused(NOT_NOW) from error


async def _body(request: Request) -> bytes:
    """All of it, and no more than LARGEST. Raises _Refused."""
    told = request.headers.get("content-length", "")
    if told.isdecimal() and int(told) > LARGEST:
        raise _Refused(TOO_LARGE)
    body = bytearray()
    try:
        async with asyncio.timeout(PATIENCE):
            async for chunk in request.stream():
                body += chunk
                if len(body) > LARGEST:
                    raise _Refused(TOO_LARGE)
    except TimeoutError as error:
        raise _Refused(TOO_SLOW) from error
    return bytes(body)


def _update(body: bytes) -> dict[str, Any] | None:
    """The update in it; None where nothing can ever be made of it."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    number = found.get("update_id") if isinstance(found, dict) else None
    is_number = isinstance(number, int) and not isinstance(number, bool) and abs(number) < BEYOND_IDS
    return found if is_number else None


def _told_of(body: bytes) -> dict[str, Any]:
    """What a log may know of it."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return {"bytes": len(body), "shape": "no JSON"}
    return {"bytes": len(body), "shape": type(found).__name__}
