"""A transport for PTB that says yes at once."""

from __future__ import annotations

import json
from typing import Any

from telegram.request import BaseRequest

_ANSWERS = {
    "getMe": {"id": 1, "is_bot": True, "first_name": "Bench", "username": "bench_bot"},
    "sendMessage": {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, "text": "Hello."},
}
_ANSWERS["editMessageText"] = _ANSWERS["sendMessage"]


class Nowhere(BaseRequest):
    """Counts what is asked of it."""

    def __init__(self) -> None:
        self.calls = 0

    @property
    def read_timeout(self) -> float | None:
        """Nothing is waited for."""
        return None

    async def initialize(self) -> None:
        """There is nothing to open."""

    async def shutdown(self) -> None:
        """There is nothing to close."""

    async def do_request(self, url: str, *_args: Any, **_facts: Any) -> tuple[int, bytes]:
        """Yes."""
        self.calls += 1
        answer = {"ok": True, "result": _ANSWERS.get(url.rpartition("/")[2], True)}
        return 200, json.dumps(answer).encode()
