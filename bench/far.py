"""A Telegram that is far away: TLS, and each answer comes so much later. A process of its own, that does little.

It prints its port, and says at /used how many seconds of processor time it took so far.
"""

from __future__ import annotations

import asyncio
import json
import ssl
import sys
import time
from collections.abc import Callable
from functools import partial

_SENT = {
    "message_id": 1,
    "from": {"id": 1, "is_bot": True, "first_name": "Bench", "username": "bench_bot"},
    "chat": {"id": 1, "first_name": "Ada", "type": "private"},
    "date": 1772445600,
    "text": "Time for a break: three minutes are enough.",
    "reply_markup": {"inline_keyboard": [[{"text": "Start", "callback_data": "start:1"}]]},
}


class Far(asyncio.Protocol):
    """One connection; `late` is in seconds."""

    def __init__(self, late: float) -> None:
        self.late = late
        self._received = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Somebody has come."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer when the whole request is there; a client has one on each connection."""
        self._received += data
        head, found, body = self._received.partition(b"\r\n\r\n")
        if found and len(body) >= _length(head):
            self._received = b""
            answer, late = self.answer(head, body)
            asyncio.get_running_loop().call_later(late, partial(self._answer, answer))

    def answer(self, head: bytes, body: bytes) -> tuple[bytes, float]:  # noqa: ARG002 - for those who look at it
        """What to answer, and after how many seconds."""
        if head.startswith(b"GET /used"):
            return json.dumps(time.process_time()).encode(), 0.0
        return _ANSWER, self.late

    def _answer(self, body: bytes) -> None:
        if self._transport and not self._transport.is_closing():
            self._transport.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body))


def _length(head: bytes) -> int:
    _, _, rest = head.lower().partition(b"\r\ncontent-length:")
    return int(rest.partition(b"\r\n")[0] or 0)


_ANSWER = json.dumps({"ok": True, "result": _SENT}, separators=(",", ":")).encode()  # as Telegram writes it


async def main(certificate: str, connection: Callable[[], Far]) -> None:
    """Serve until somebody ends it."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    server = await asyncio.get_running_loop().create_server(
        connection, "127.0.0.1", 0, ssl=context, backlog=512
    )
    print(server.sockets[0].getsockname()[1], flush=True)  # noqa: T201
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], partial(Far, float(sys.argv[2]))))
