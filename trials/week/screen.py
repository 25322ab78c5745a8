"""What stands on each person's screen, read off what the server carried out for the bot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from bot.playground.journal import Entry
from trials.week.life import Came

ENDINGS = {
    "Done.": True,
    "Partly done": True,
    "Stopped. You did half": True,
    "Stopped. Too short": False,
    "You are through": False,
}
"""How the last words of a stretch begin, and whether it counted as movement."""
_KEPT = 6  # messages with buttons


@dataclass
class Screen:
    """One person's chat.

    `waiting` is the reminder that waits for an answer; `ended` whether the last stretch counted.
    """

    came: list[Came] = field(default_factory=list)
    waiting: int | None = None
    ended: bool | None = None
    _buttons: dict[int, dict[str, str]] = field(default_factory=dict)

    def find(self, label: str) -> tuple[int, str] | None:
        """The newest message with this button, and what the button carries."""
        found = ((number, labels[label]) for number, labels in self._buttons.items() if label in labels)
        return max(found, default=None)

    def take(self, entry: Entry) -> None:
        """The server carried this out in the chat."""
        message = entry.answer
        if not isinstance(message, dict):
            self._lose(int(entry.arguments["message_id"]))
            return
        number, labels = int(message["message_id"]), _labels(message)
        self._show(number, labels)
        if entry.method.startswith("send") and ("Skip" in labels or "Slow down" in labels):
            self.came.append(Came(datetime.fromtimestamp(entry.at, UTC), "Slow down" in labels))
            self.waiting = number
        elif number == self.waiting and not ("Skip" in labels or "Slow down" in labels):
            self.waiting = None
        text = message.get("text") or message.get("caption") or ""
        self.ended = next((moved for words, moved in ENDINGS.items() if text.startswith(words)), self.ended)

    def _lose(self, number: int) -> None:
        self._buttons.pop(number, None)
        self.waiting = None if self.waiting == number else self.waiting

    def _show(self, number: int, labels: dict[str, str]) -> None:
        self._buttons.pop(number, None)
        if labels:
            self._buttons[number] = labels
        for oldest in sorted(self._buttons)[:-_KEPT]:
            del self._buttons[oldest]


def chat_of(entry: Entry) -> int | None:
    """The chat in which a message was sent, changed or deleted; None where none was."""
    if entry.code != HTTPStatus.OK:
        return None
    if isinstance(entry.answer, dict) and "chat" in entry.answer:
        return int(entry.answer["chat"]["id"])
    return int(entry.arguments["chat_id"]) if entry.method == "deleteMessage" else None


def _labels(message: Mapping[str, Any]) -> dict[str, str]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return {
        button["text"]: button["callback_data"] for row in rows for button in row if "callback_data" in button
    }
