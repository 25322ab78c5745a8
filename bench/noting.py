"""A Telegram that is far away and notes whom it was given a message for. A process of its own, like `bench.far`.

It says at /noted how many people got one, how many got another, when (time.time()) the newest of the first ones came,
how many calls there were, and how many seconds of processor time it took.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from functools import partial

from bench.api import POLL, US
from bench.far import Far, main

_CHAT = re.compile(rb'chat_id"(?:: *|\r\n\r\n)(\d+)')
_METHOD = re.compile(rb"POST /bot[^/]+/(\w+)")


@dataclass
class Notes:
    """Of all connections together."""

    messages: Counter[int] = field(default_factory=Counter)
    newest: float = 0.0
    calls: int = 0

    def note(self, method: str, body: bytes) -> object:
        """The result of the call."""
        self.calls += 1
        if not method.startswith("send"):
            return US if method == "getMe" else True
        found = _CHAT.search(body)
        assert found, body[:200]
        chat = int(found[1])
        if not self.messages[chat]:
            self.newest = time.time()
        self.messages[chat] += 1
        return _message(chat, self.messages.total())

    def told(self) -> dict[str, float]:
        """As at /noted."""
        again = sum(count > 1 for count in self.messages.values())
        used = time.process_time()
        people = len(self.messages)
        return {
            "people": people,
            "again": again,
            "newest": self.newest,
            "calls": self.calls,
            "processor": used,
        }


class Noting(Far):
    """One connection."""

    def __init__(self, notes: Notes, late: float) -> None:
        super().__init__(late)
        self._notes = notes

    def answer(self, head: bytes, body: bytes) -> tuple[bytes, float]:
        """What to answer, and after how many seconds."""
        if head.startswith(b"GET /noted"):
            return json.dumps(self._notes.told()).encode(), 0.0
        named = _METHOD.match(head)
        assert named, head[:200]
        method = named[1].decode()
        if method == "getUpdates":
            return _yes([]), POLL
        return _yes(self._notes.note(method, body)), self.late


def _yes(result: object) -> bytes:
    return json.dumps({"ok": True, "result": result}, separators=(",", ":")).encode()


def _message(chat: int, number: int) -> object:
    file = {
        "file_id": "kept",
        "file_unique_id": "kept",
        "file_size": 1,
        "width": 8,
        "height": 8,
        "duration": 1,
    }
    there = {"id": chat, "type": "private"}
    return {"message_id": number, "date": int(time.time()), "chat": there, "photo": [file], "animation": file}


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], partial(Noting, Notes(), float(sys.argv[2]))))
