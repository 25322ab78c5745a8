"""What the bot wants a person to see, as values: views are pure, and the outbox alone talks to Telegram.

A message that is edited later lives in a *slot* of its chat (`break`, `session`, `settings` ...). Features name slots,
never message ids; the outbox knows which message a slot holds now, and sends anew where that message is gone.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import IntEnum

from bot.wire.buttons import Button


class Importance(IntEnum):
    """The order in which the outbox serves when it cannot serve all at once."""

    ANSWER = 0
    STEP = 1
    REMINDER = 2
    SUMMARY = 3


@dataclass(frozen=True, slots=True)
class Key:
    """A button with its label, or a link where `url` is given."""

    label: str
    press: Button | None = None
    url: str | None = None


Rows = Sequence[Sequence[Key]]


@dataclass(frozen=True, slots=True)
class View:
    """A message as a person sees it: Telegram HTML and the buttons below it."""

    text: str
    rows: Rows = ()

    def markup(self) -> list[list[dict[str, str]]]:
        """The inline keyboard in the Bot API's form."""
        return [[_key(key) for key in row] for row in self.rows if row]


def _key(key: Key) -> dict[str, str]:
    if key.press is not None:
        return {"text": key.label, "callback_data": key.press.data()}
    return {"text": key.label, "url": key.url or ""}


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One thing to do in one chat, in a form that survives a restart."""

    action: str  # show | send | close | drop | toast
    text: str = ""
    keyboard: list[list[dict[str, str]]] | None = None
    slot: str = ""
    message_id: int = 0  # the tapped message, which becomes the slot's
    anew: bool = False  # sent as a new message; the slot's older one is deleted
    silent: bool = False
    callback_id: str = ""
    alert: bool = False
    ask_location: str = ""  # the label of a reply keyboard's location button
    drop_keyboard: bool = False

    def dump(self) -> str:
        """As JSON, without what is unset."""
        return json.dumps({name: value for name, value in asdict(self).items() if value}, ensure_ascii=False)

    @classmethod
    def parse(cls, body: str) -> Outgoing:
        """From `dump`."""
        return cls(**json.loads(body))

    @property
    def is_edit(self) -> bool:
        """Whether a later edit of the same slot makes this one needless."""
        return self.action == "show" and not self.anew


def show(slot: str, view: View, *, message_id: int = 0, anew: bool = False, silent: bool = False) -> Outgoing:
    """The slot shows this view: its message is edited, or one is sent where there is none."""
    return Outgoing("show", view.text, view.markup(), slot, message_id=message_id, anew=anew, silent=silent)


def send(
    view: View, *, silent: bool = False, ask_location: str = "", drop_keyboard: bool = False
) -> Outgoing:
    """A new message that is not edited later."""
    return Outgoing(
        "send",
        view.text,
        view.markup(),
        silent=silent,
        ask_location=ask_location,
        drop_keyboard=drop_keyboard,
    )


def close(slot: str, text: str, rows: Rows = (), *, message_id: int = 0) -> Outgoing:
    """The slot's message (or this one) is edited to its last words and leaves the slot; nothing where there is none."""
    return Outgoing("close", text, View(text, rows).markup(), slot, message_id=message_id)


def drop(slot: str) -> Outgoing:
    """The slot's message is deleted; nothing where the slot is empty."""
    return Outgoing("drop", slot=slot)


def toast(callback_id: str, text: str = "", *, alert: bool = False) -> Outgoing:
    """The answer to a tap, at most 200 characters."""
    return Outgoing("toast", text[:200], callback_id=callback_id, alert=alert)
