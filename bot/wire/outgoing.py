"""What the bot wants a person to see, as values: views are pure, and the outbox alone talks to Telegram.

A message that is edited later lives in a *slot* of its chat (`break`, `session`, `settings` ...). Features name slots,
never message ids; the outbox knows which message a slot holds now, and sends anew where that message is gone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from enum import IntEnum, StrEnum
from html import unescape
from typing import Any

from bot.wire.buttons import Button

CAPTION_AT_MOST = 1024  # UTF-16 units below a picture, a clip or a document, counted without the markup
_JSON = json.JSONEncoder(ensure_ascii=False)
_TAG = re.compile(r"<[^>]*>")


class Importance(IntEnum):
    """What something is to the person, kept with it: reminders are bulk, and go stale."""

    ANSWER = 0
    STEP = 1
    REMINDER = 2


class Unsent(StrEnum):
    """Why something never reached its chat."""

    LATE = "late"
    """It would no longer have been true."""
    REFUSED = "refused"
    """Telegram does not take it, or it cannot be sent for a fault of ours."""
    GONE = "gone"
    """The person blocked the bot, or the chat is no more."""


@dataclass(frozen=True, slots=True)
class Key:
    """A button with its label, or a link where `url` is given."""

    label: str
    press: Button | None = None
    url: str | None = None


Rows = Sequence[Sequence[Key]]


@dataclass(frozen=True, slots=True)
class Media:
    """A drawn exercise above the text: its recipe (`content.media.recipes.dump`), and those that come soon.

    What is in `upcoming` is made ready once this one has been sent.
    """

    recipe: dict[str, Any]
    upcoming: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """A message as a person sees it: Telegram HTML, the buttons below it, and a picture or clip above it."""

    text: str
    rows: Rows = ()
    media: Media | None = None

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

    action: str  # show | send | close | drop | toast | photo | document | farewell
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
    made: dict[str, Any] | None = (
        None  # what to make when it is sent (wire.making): {"what": ..., "facts": {...}}
    )
    to: int = 0  # another chat than that of the turn
    media: dict[str, Any] | None = None  # what is drawn: {"recipe": ..., "upcoming": [...]}, see Media

    def dump(self) -> str:
        """As JSON, without what is unset."""
        facts = {name: getattr(self, name) for name in _NAMES}
        return _JSON.encode({name: fact for name, fact in facts.items() if fact})

    @classmethod
    def parse(cls, body: str) -> Outgoing:
        """From `dump`."""
        return cls(**json.loads(body))

    @classmethod
    def legible(cls, body: str) -> Outgoing:
        """What can be made out of a body that `parse` raises at; no more than what it was for, never to be sent."""
        try:
            facts = dict(json.loads(body))
        except (TypeError, ValueError):
            facts = {}
        return cls(**{"action": "unknown", **{name: fact for name, fact in facts.items() if name in _NAMES}})

    def supersedes(self, older: Outgoing) -> bool:
        """Whether an older one for the same slot, not sent yet, need not be sent any more."""
        if {self.action, older.action} != {"show"}:
            return False
        if self.anew:
            # What older would change or send, this one deletes; a tapped message it would leave as it is.
            return older.message_id == 0
        return not older.anew and older.message_id == self.message_id


_NAMES = tuple(field.name for field in fields(Outgoing))


def show(slot: str, view: View, *, message_id: int = 0, anew: bool = False, silent: bool = False) -> Outgoing:
    """The slot shows this view: its message is edited, or one is sent where there is none.

    Raises ValueError where the view has media and its text is too long for a caption.
    """
    return Outgoing(
        "show",
        view.text,
        view.markup(),
        slot,
        message_id=message_id,
        anew=anew,
        silent=silent,
        media=_drawn(view),
    )


def send(
    view: View, *, silent: bool = False, ask_location: str = "", drop_keyboard: bool = False, to: int = 0
) -> Outgoing:
    """A new message that is not edited later. Raises ValueError as `show` does."""
    return Outgoing(
        "send",
        view.text,
        view.markup(),
        silent=silent,
        ask_location=ask_location,
        drop_keyboard=drop_keyboard,
        to=to,
        media=_drawn(view),
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


def photo(slot: str, view: View, made: dict[str, Any], *, silent: bool = False) -> Outgoing:
    """The slot shows a picture that is made when it is sent, with this caption; the slot's older message is deleted.

    `made` names a maker and its facts, and may say what to show `instead` where the maker fails (else the caption).
    Raises ValueError where the caption is too long.
    """
    return Outgoing(
        "photo", _caption(view), view.markup(), slot=slot, anew=True, silent=silent, made=dict(made)
    )


def document(view: View, made: dict[str, Any], *, silent: bool = False) -> Outgoing:
    """A file that is made when it is sent; `made` and the caption as with `photo`."""
    return Outgoing("document", _caption(view), view.markup(), silent=silent, made=dict(made))


def farewell(text: str, *, message_id: int = 0) -> Outgoing:
    """The last words to somebody whose rows are erased: what waited for them is dropped, and no slot is kept."""
    return Outgoing("farewell", text, [], message_id=message_id)


def caption_length(text: str) -> int:
    """How long a caption in Telegram HTML is, in UTF-16 units without its markup."""
    return len(unescape(_TAG.sub("", text)).strip().encode("utf-16-le")) // 2


def _drawn(view: View) -> dict[str, Any] | None:
    """What is drawn above the text; nothing where that is too long for a caption: the words matter more."""
    media = view.media
    if media is None or caption_length(view.text) > CAPTION_AT_MOST:
        return None
    return {"recipe": media.recipe, "upcoming": list(media.upcoming)}


def _caption(view: View) -> str:
    length = caption_length(view.text)
    if length > CAPTION_AT_MOST:
        raise ValueError(f"a caption of {length} characters: Telegram takes {CAPTION_AT_MOST}")
    return view.text
