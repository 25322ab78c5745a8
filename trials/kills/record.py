"""What the server saw of the bot: every request, in values that the reckoning understands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from bot.playground.faults import Fault
from bot.playground.journal import Entry

SENDS = frozenset({"sendMessage", "sendPhoto", "sendAnimation", "sendDocument"})
EDITS = frozenset({"editMessageText", "editMessageMedia", "editMessageCaption", "editMessageReplyMarkup"})
TOAST = "answerCallbackQuery"
POLL = "getUpdates"
TOO_MANY = 429
_RETRY_AFTER = re.compile(r"retry after (\d+)")


@dataclass(frozen=True, slots=True)
class Call:
    """One request, which came at `begun` and was dealt with `at` (epoch seconds); `code` 200: it was carried out.

    `message` is the one that it made or changed, `query` the tap that it answers, `updates` how many it fetched,
    `fault` what it met on the wire, `wait` how many seconds it was told to wait, `said` why it was refused.
    `by` is the name of the process that made it, where there are several.
    """

    begun: float
    at: float
    method: str
    code: int = 200
    chat: int = 0
    message: int = 0
    text: str = ""
    buttons: tuple[str, ...] = ()
    query: str = ""
    updates: int = 0
    fault: str = ""
    wait: int = 0
    said: str = ""
    by: str = ""

    @property
    def done(self) -> bool:
        """Whether the server carried it out."""
        return self.code == 200

    @property
    def sends(self) -> bool:
        """Whether it is a new message."""
        return self.method in SENDS

    @property
    def edits(self) -> bool:
        """Whether it changes a message."""
        return self.method in EDITS

    @property
    def answer_lost(self) -> bool:
        """Whether the server did the work, but the bot could not hear of it."""
        return self.done and self.fault == Fault.DROP_AFTER.name

    @property
    def codes(self) -> frozenset[str]:
        """Which buttons it has."""
        return frozenset(button.partition(".")[0] for button in self.buttons)

    def ids_of(self, code: str) -> tuple[int, ...]:
        """The first fields of the buttons with this code: which break, or which session."""
        found = (button.split(".") for button in self.buttons)
        return tuple(int(words[1]) for words in found if words[0] == code and len(words) > 1)


class Record:
    """All calls so far, oldest first. `flood_seconds` is what a FLOOD tells to wait; `by` says who calls just now."""

    def __init__(self, flood_seconds: int = 1, by: Callable[[], str] = str) -> None:
        self.calls: list[Call] = []
        self._flood_seconds = flood_seconds
        self._by = by
        self._listeners: list[Callable[[Call], None]] = []

    def listen(self, listener: Callable[[Call], None]) -> None:
        """Call `listener` with each call, before its answer goes out."""
        self._listeners.append(listener)

    @contextmanager
    def listening(self, listener: Callable[[Call], None]) -> Iterator[None]:
        """`listen` for a while."""
        self._listeners.append(listener)
        try:
            yield
        finally:
            self._listeners.remove(listener)

    def note(self, entry: Entry) -> None:
        """One more."""
        call = read(entry, self._flood_seconds, self._by())
        self.calls.append(call)
        for listener in list(self._listeners):
            listener(call)


def read(entry: Entry, flood_seconds: int, by: str = "") -> Call:
    """The journal's entry as a call."""
    answer = entry.answer
    body: dict[str, Any] = answer if isinstance(answer, dict) else {}
    return Call(
        begun=entry.begun,
        at=entry.at,
        method=entry.method,
        code=entry.code,
        chat=_number(entry.arguments.get("chat_id")),
        message=_number(body.get("message_id") or entry.arguments.get("message_id")),
        text=str(body.get("text") or body.get("caption") or entry.arguments.get("text", "")),
        buttons=tuple(_buttons(body.get("reply_markup", {}).get("inline_keyboard", []))),
        query=str(entry.arguments.get("callback_query_id", "")),
        updates=len(answer) if entry.method == POLL and isinstance(answer, list) else 0,
        fault=entry.fault,
        wait=_wait(entry, flood_seconds),
        said=answer if isinstance(answer, str) else "",
        by=by,
    )


def _wait(entry: Entry, flood_seconds: int) -> int:
    if entry.fault == Fault.FLOOD.name:
        return flood_seconds
    told = _RETRY_AFTER.search(str(entry.answer)) if entry.code == TOO_MANY else None
    return int(told[1]) if told else 0


def _buttons(rows: Iterable[Iterable[dict[str, str]]]) -> Iterable[str]:
    return (button["callback_data"] for row in rows for button in row if "callback_data" in button)


def _number(value: object) -> int:
    text = str(value)
    return int(text) if text.lstrip("-").isdigit() else 0
