"""What a test of the connections needs: servers that do what no real one does on purpose, and requests to them."""

from __future__ import annotations

import asyncio
from typing import Any

from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.wire.http import Http

Reader, Writer = asyncio.StreamReader, asyncio.StreamWriter
TOKEN = "123456:very-secret"
SHORT = 0.05  # seconds that are waited in vain
FILM = b"x" * 5_000_000  # more than the network takes at once


async def heard(reader: Reader) -> tuple[bytes, bytes]:
    """The head and the body of the next request."""
    head = await reader.readuntil(b"\r\n\r\n")
    length = next((line[15:] for line in head.split(b"\r\n") if line.startswith(b"Content-Length:")), b"0")
    return head, await reader.readexactly(int(length))


def answer(body: bytes = b'{"ok":true,"result":true}', head: bytes = b"HTTP/1.1 200 OK") -> bytes:
    return b"%b\r\nContent-Length: %d\r\n\r\n%b" % (head, len(body), body)


async def answering(reader: Reader, writer: Writer) -> None:
    while True:
        await heard(reader)
        writer.write(answer())


async def silent(_reader: Reader, _writer: Writer) -> None:
    await asyncio.Event().wait()


async def hanging_up(reader: Reader, writer: Writer) -> None:
    await heard(reader)
    writer.close()


def data(**facts: Any) -> RequestData:
    return RequestData([RequestParameter.from_input(name, fact) for name, fact in facts.items()])


async def post(line: Http, base: str, facts: RequestData | None = None, **seconds: float | None) -> Any:
    """The result of a call; a test that waits for ever fails instead."""
    async with asyncio.timeout(10):
        return await line.post(f"{base}/bot{TOKEN}/sendMessage", facts or data(text="hello"), **seconds)
