"""A Bot API server that says yes, on this machine: it notes when it is asked, and refuses what is over its limit."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from aiohttp import web

TOKEN = "1:bench"  # noqa: S105 - of nobody
POLL = 1.0
"""Seconds that a long poll is held."""
US = {"id": 1, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}


@dataclass
class Api:
    """`polled` and `sent` are moments of time.time(); `limit` is how many messages may come in any second.

    `latency` is in seconds. `refused` counts the answers with 429.
    """

    limit: int | None = None
    latency: float = 0.0
    url: str = ""
    polled: threading.Event = field(default_factory=threading.Event)
    polled_at: float = 0.0
    sent: list[float] = field(default_factory=list)
    refused: int = 0
    _within: deque[float] = field(default_factory=deque)

    async def answer(self, request: web.Request) -> web.Response:
        """Yes to all but one message too many."""
        method = request.match_info["method"]
        with suppress(ConnectionResetError):  # whoever is ended lets go of its long poll
            await request.read()
        if method.lower() == "getupdates":
            return await self._poll()
        if self.latency:
            await asyncio.sleep(self.latency / 2)
        wait = self._over(time.time()) if method.lower() == "sendmessage" else 0.0
        if self.latency:
            await asyncio.sleep(self.latency / 2)
        if wait:
            return _refused(wait)
        return _json({"ok": True, "result": self._result(method)})

    async def _poll(self) -> web.Response:
        if not self.polled.is_set():
            self.polled_at = time.time()
            self.polled.set()
        await asyncio.sleep(POLL)
        return _json({"ok": True, "result": []})

    def _over(self, now: float) -> float:
        while self._within and self._within[0] <= now - 1:
            self._within.popleft()
        if self.limit is not None and len(self._within) >= self.limit:
            self.refused += 1
            return 1.0
        self._within.append(now)
        self.sent.append(now)
        return 0.0

    def _result(self, method: str) -> object:
        if method.lower() == "getme":
            return US
        if method.lower() != "sendmessage":
            return True
        chat = {"id": 1, "type": "private"}
        return {"message_id": len(self.sent), "date": int(time.time()), "chat": chat, "text": "a reminder"}


def _refused(wait: float) -> web.Response:
    facts = {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests",
        "parameters": {"retry_after": int(wait)},
    }
    return _json(facts, status=429)


def _json(answer: object, status: int = 200) -> web.Response:
    return web.Response(
        body=json.dumps(answer, separators=(",", ":")), content_type="application/json", status=status
    )


@contextmanager
def served(limit: int | None = None, latency: float = 0.0) -> Iterator[Api]:
    """The server in a thread of its own."""
    api, loop, ready = Api(limit, latency), asyncio.new_event_loop(), threading.Event()

    async def serve() -> web.AppRunner:
        application = web.Application()
        application.router.add_route("*", "/bot{token}/{method}", api.answer)
        runner = web.AppRunner(application, access_log=None, shutdown_timeout=0)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        api.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        ready.set()
        return runner

    def run() -> None:
        asyncio.set_event_loop(loop)
        runner = loop.run_until_complete(serve())
        loop.run_forever()
        loop.run_until_complete(runner.cleanup())
        loop.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    ready.wait()
    try:
        yield api
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
