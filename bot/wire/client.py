"""aiohttp's client with the timeouts and the errors of Telegram's library.

The library's own transport gets slower with each request that is under way.
"""

from __future__ import annotations

import asyncio
import os
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
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
from telegram.error import NetworkError, TimedOut

from bot.wire.form import CHUNK, Form

# Servers keep an idle connection longer (nginx: 75 s), so that hardly one is used just as it is closed.
IDLE_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class Timeouts:
    """How long each step of a request may take, in seconds; None is for ever."""

    pool: float | None = 1.0  # to wait while all connections are in use
    connect: float | None = 5.0  # to find the server, to reach it and to agree on keys
    write: float | None = 5.0  # until the network takes the next part of a request
    upload: float | None = 20.0  # the same where it carries files
    read: float | None = 5.0  # until the next part of the answer comes

    def but(self, named: Mapping[str, float | None]) -> Timeouts:
        """These, but for those that are named."""
        return replace(self, **named) if named else self


class Client:
    """Connections that are kept for the next request, at most so many at once. To be made where a loop runs."""

    def __init__(self, connections: int, headers: Mapping[str, str], proxy: str | None = None) -> None:
        self._places = asyncio.Semaphore(connections)
        self._session = ClientSession(
            connector=TCPConnector(limit=0, keepalive_timeout=IDLE_SECONDS),  # the places are the limit
            headers=headers,
            cookie_jar=DummyCookieJar(),
        )
        self._proxy = proxy

    async def close(self) -> None:
        """Close all connections; what is under way fails."""
        await self._session.close()

    async def exchange(
        self, method: str, url: str, body: Form | None, timeouts: Timeouts
    ) -> tuple[int, bytes]:
        """The status and the body of the answer. Raises TimedOut, NetworkError; neither names the address."""
        await self._take_place(timeouts.pool)
        try:
            return await self._exchange(method, url, body, timeouts)
        # Without their causes: aiohttp's errors name the address, and the token is in it.
        except TimeoutError as error:
            raise TimedOut(f"Timed out ({type(error).__name__})") from None
        except (ClientError, OSError) as error:
            raise NetworkError(_told(error)) from None
        finally:
            self._places.release()

    async def _take_place(self, seconds: float | None) -> None:
        try:
            async with asyncio.timeout(seconds if self._places.locked() else None):
                await self._places.acquire()
        except TimeoutError:
            raise TimedOut("Pool timeout: all connections are in use. The request was not sent.") from None

    async def _exchange(
        self, method: str, url: str, body: Form | None, timeouts: Timeouts
    ) -> tuple[int, bytes]:
        async with (
            asyncio.timeout(None) as deadline,
            self._session.request(
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


def _sent(body: Form | None, deadline: asyncio.Timeout, timeouts: Timeouts) -> dict[str, Any]:
    if body is None:
        return {}
    headers = {"Content-Type": body.kind}
    if body.length <= CHUNK:
        return {"headers": headers, "data": b"".join(body.pieces)}
    headers["Content-Length"] = str(body.length)
    seconds = timeouts.upload if body.has_files else timeouts.write
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
