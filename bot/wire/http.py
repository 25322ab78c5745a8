"""HTTP that hands on what Telegram says, and nobody else.

A hotel's log-in page comes with 200, a proxy's refusal with 403 or 404. Taken for Telegram's word they would be a
refusal, a person who blocked the bot, and a token that is not accepted.

It stands on aiohttp's client: the library's own transport gets slower with each request that is under way.
"""

from __future__ import annotations

import asyncio
import json
import os
import ssl
from dataclasses import dataclass, replace
from functools import cache
from http import HTTPStatus
from typing import Any

import httpx
from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientHttpProxyError,
    ClientSession,
    ClientTimeout,
    DummyCookieJar,
    TCPConnector,
)
from telegram.error import BadRequest, NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.wire.form import CHUNK, Form, form

# Servers keep an idle connection longer (nginx: 75 s), so that hardly one is used just as it is closed.
IDLE_SECONDS = 15.0
_UNNAMED = BaseRequest.DEFAULT_NONE


@dataclass(frozen=True, slots=True)
class Timeouts:
    """How long each step of a request may take, in seconds; None is for ever."""

    pool: float | None = 1.0  # to wait while all connections are in use
    connect: float | None = 5.0  # to find the server, to reach it and to agree on keys
    write: float | None = 5.0  # until the network takes the next part of a request
    upload: float | None = 20.0  # the same where it carries files
    read: float | None = 5.0  # until the next part of the answer comes

    def but(self, **named: Any) -> Timeouts:
        """These, but for those that are named."""
        changed = {name: seconds for name, seconds in named.items() if seconds is not _UNNAMED}
        return replace(self, **changed) if changed else self


class Http(BaseRequest):
    """The library's requests, where a page somebody else put in the place of an answer is a failure of the network.

    At most `connections` requests are under way. It is ready at once, and again when initialized after a shutdown.
    """

    def __init__(
        self,
        connections: int,
        timeouts: Timeouts = Timeouts(),
        *,
        proxy: str | None = None,
    ) -> None:
        self._connections = connections
        self._timeouts = timeouts
        self._proxy = proxy
        self._open: tuple[ClientSession, asyncio.Semaphore] | None = None
        self._is_shut = False

    @property
    def read_timeout(self) -> float | None:
        """In seconds, where a request names none."""
        return self._timeouts.read

    async def initialize(self) -> None:
        """Be ready. Nothing is connected yet."""
        self._is_shut = False

    async def shutdown(self) -> None:
        """Close all connections; what is under way fails."""
        self._is_shut = True
        if self._open:
            session, self._open = self._open[0], None
            await session.close()

    async def do_request(  # noqa: PLR0917 - the library's signature
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = _UNNAMED,
        write_timeout: Any = _UNNAMED,
        connect_timeout: Any = _UNNAMED,
        pool_timeout: Any = _UNNAMED,
    ) -> tuple[int, bytes]:
        """The HTTP status and the body, where it is Telegram's.

        Raises TimedOut, NetworkError, and BadRequest for too much. No call is made twice: where the connection is lost
        nobody knows whether it was carried out.
        """
        timeouts = self._timeouts.but(
            read=read_timeout,
            write=write_timeout,
            upload=write_timeout,
            connect=connect_timeout,
            pool=pool_timeout,
        )
        session, places = self._opened()
        body = await form(request_data) if request_data else None
        await _take(places, timeouts.pool)
        try:
            code, answer = await self._exchange(session, method, url, body, timeouts)
        # Without their causes: aiohttp's errors name the address, and the token is in it.
        except TimeoutError as error:
            raise TimedOut(f"Timed out ({type(error).__name__})") from None
        except (ClientError, OSError) as error:
            raise NetworkError(_told(error)) from None
        finally:
            places.release()
        _believe(method, code, answer)
        return code, answer

    def _opened(self) -> tuple[ClientSession, asyncio.Semaphore]:
        if self._is_shut:
            raise RuntimeError("it was shut down, and not initialized since")
        if not self._open:
            connector = TCPConnector(limit=0, keepalive_timeout=IDLE_SECONDS)  # the places are the limit
            headers = {"User-Agent": self.USER_AGENT}
            session = ClientSession(connector=connector, headers=headers, cookie_jar=DummyCookieJar())
            self._open = session, asyncio.Semaphore(self._connections)
        return self._open

    async def _exchange(
        self, session: ClientSession, method: str, url: str, body: Form | None, timeouts: Timeouts
    ) -> tuple[int, bytes]:
        async with (
            asyncio.timeout(None) as deadline,
            session.request(
                method,
                url,
                **_sent(body, deadline, timeouts),
                timeout=ClientTimeout(connect=timeouts.connect, sock_read=timeouts.read),
                proxy=self._proxy,
                ssl=_trusted() if url.startswith("https:") else True,
                allow_redirects=False,
            ) as answer,
        ):
            return answer.status, await answer.read()


async def _take(places: asyncio.Semaphore, seconds: float | None) -> None:
    try:
        async with asyncio.timeout(seconds if places.locked() else None):
            await places.acquire()
    except TimeoutError:
        raise TimedOut("Pool timeout: all connections are in use. The request was not sent.") from None


def _sent(body: Form | None, deadline: asyncio.Timeout, timeouts: Timeouts) -> dict[str, Any]:
    if body is None:
        return {}
    headers = {"Content-Type": body.kind}
    if body.length <= CHUNK:
        return {"headers": headers, "data": b"".join(body.pieces)}
    seconds = timeouts.upload if body.has_files else timeouts.write
    headers["Content-Length"] = str(body.length)
    return {"headers": headers, "data": body.chunks(deadline, seconds)}


@cache
def _trusted() -> ssl.SSLContext:
    """The certificates that the library would trust; reading them takes 60 ms."""
    return httpx.create_ssl_context()


def _told(error: Exception) -> str:
    """What went wrong, without the address."""
    if isinstance(error, ClientConnectorError):
        return f"no connection to {error.host}:{error.port} ({error.os_error})"
    if isinstance(error, ClientHttpProxyError):
        return f"the proxy says {error.status} {error.message}"
    number = error.errno if isinstance(error, OSError) else None
    return f"{type(error).__name__}: {os.strerror(number)}" if number else type(error).__name__


def _believe(method: str, code: int, body: bytes) -> None:
    if code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:  # whoever says so will say it again
        raise BadRequest("Request Entity Too Large")
    is_file = method == "GET" and code == HTTPStatus.OK
    if not is_file and not _is_telegrams(body):
        raise NetworkError(f"the answer ({code}) is not Telegram's: is there a proxy, or a page to log in?")


def _is_telegrams(body: bytes) -> bool:
    """By the Bot API every answer is a JSON object with a field `ok`, and with `result` where it is true."""
    if body.startswith((b'{"ok":true,"result":', b'{"ok":false,')):  # as it writes nearly all of them
        return True
    try:
        answer = json.loads(body)
    except ValueError:
        return False
    return isinstance(answer, dict) and (answer.get("ok") is False or "result" in answer)
