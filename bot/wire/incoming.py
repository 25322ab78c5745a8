"""What came from Telegram, as values of ours: beyond this file no feature knows an Update."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from telegram import Bot, CallbackQuery, Message, Update
from telegram.constants import ChatType, MessageAttachmentType, MessageType

from bot.wire.buttons import Button, OutdatedButton, decode

LONGEST_LANGUAGE = 16  # characters: "zh-Hant-TW" has ten
LONGEST_NAME = 64  # characters: more is no first name that Telegram takes, and no text has room for it


@dataclass(frozen=True, slots=True)
class Command:
    """`/stretch 3 min`: the name in lower case without slash and bot name, and the rest."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Typed:
    """A line of text that is no command."""

    text: str


@dataclass(frozen=True, slots=True)
class Tap:
    """A button. `press` is None where it is outdated or tampered with."""

    press: Button | None
    callback_id: str
    message_id: int


@dataclass(frozen=True, slots=True)
class Location:
    """A shared location, in degrees."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Edited:
    """A message the person changed afterwards."""


@dataclass(frozen=True, slots=True)
class Odd:
    """Something the bot has no use for: a sticker, a photo, a voice message ..."""

    kind: str


@dataclass(frozen=True, slots=True)
class Left:
    """The person blocked the bot."""


@dataclass(frozen=True, slots=True)
class Returned:
    """The person unblocked the bot."""


@dataclass(frozen=True, slots=True)
class InGroup:
    """Something was said in a group; `callback_id` where a button was tapped there."""

    callback_id: str = ""


# The library's MessageType has more than notes of Telegram's own: what people send or pass on besides attachments,
_SENT_TOO = ("checklist", "giveaway", "giveaway_winners")
# and what stands beside a message, whatever that is.
_BESIDE = frozenset(
    {
        MessageType.BUSINESS_CONNECTION_ID,
        MessageType.EFFECT_ID,
        MessageType.REPLY_TO_STORY,
        MessageType.SENDER_BOOST_COUNT,
        MessageType.SENDER_BUSINESS_BOT,
        MessageType.SUGGESTED_POST_INFO,
    }
)

What = Command | Typed | Tap | Location | Edited | Odd | Left | Returned | InGroup


@dataclass(frozen=True, slots=True)
class Incoming:
    """Who did what where. `at` is Telegram's time of a message, for taps and the rest None."""

    person_id: int
    chat_id: int
    first_name: str
    language: str
    at: datetime | None
    what: What


class Unreadable(ValueError):
    """Not a number by which Telegram can mean somebody, a chat or a message."""


def read(raw: dict[str, object], bot: Bot) -> Incoming | None:
    """The update as a value, or None where it is of no concern to us (a channel, another bot).

    Raises Unreadable, and whatever the library raises for what it cannot read.
    """
    update = Update.de_json(_lean(raw), bot)
    what = _what(update)
    user = update.effective_user
    chat = update.effective_chat
    if what is None or user is None or user.is_bot:
        return None
    person_id = _number(user.id)
    chat_id = _number(chat.id) if chat is not None else person_id
    if chat is not None and chat.type != ChatType.PRIVATE:
        # Being added to a group, or anything but a word to the bot, needs no answer there.
        if not isinstance(what, Command | Typed | Tap):
            return None
        what = InGroup(what.callback_id if isinstance(what, Tap) else "")
    message = update.effective_message
    at = message.date if message is not None and not isinstance(what, Tap) else None
    return Incoming(
        person_id,
        chat_id,
        user.first_name[:LONGEST_NAME],
        (user.language_code or "en")[:LONGEST_LANGUAGE],
        at,
        what,
    )


def _lean(raw: dict[str, object]) -> dict[str, object]:
    """Of the bot's own message below a tap nothing matters but which it is, and the library reads every part of it."""
    tapped = raw.get("callback_query")
    message = tapped.get("message") if isinstance(tapped, dict) else None
    if not isinstance(tapped, dict) or not isinstance(message, dict):
        return raw
    kept = {name: message[name] for name in ("message_id", "date", "chat") if name in message}
    return {**raw, "callback_query": {**tapped, "message": kept}}


def _number(of: object) -> int:
    """The library takes anything for an id, and a row in the database not."""
    if not isinstance(of, int) or abs(of) >= 2**63:
        raise Unreadable(f"a {type(of).__name__} is no number that Telegram gives")
    return of


def _what(update: Update) -> What | None:
    if update.callback_query is not None:
        return _tap(update.callback_query)
    if update.my_chat_member is not None:
        gone = update.my_chat_member.new_chat_member.status in {"kicked", "left"}
        return Left() if gone else Returned()
    if update.edited_message is not None:
        # A shared live location moves by edits: these are nothing the person wrote.
        return None if update.edited_message.location is not None else Edited()
    return None if update.message is None else _message(update.message)


def _tap(query: CallbackQuery) -> Tap:
    try:
        press = decode(query.data or "")
    except OutdatedButton:
        press = None
    message_id = _number(query.message.message_id) if query.message is not None else 0
    return Tap(press, str(query.id), message_id)


def _message(message: Message) -> What | None:
    if message.text is not None:
        return _command(message.text) if message.text.startswith("/") else Typed(message.text)
    if message.location is not None:
        return Location(message.location.latitude, message.location.longitude)
    for kind in (*(attachment.value for attachment in MessageAttachmentType), *_SENT_TOO):
        if getattr(message, kind, None):
            return Odd(kind)
    # What is left is a note of Telegram's own (a pin, a new wallpaper), or of a kind that came after this library.
    noted = any(getattr(message, kind.value, None) for kind in MessageType if kind not in _BESIDE)
    return None if noted else Odd("unknown")


def _command(text: str) -> Command:
    first, _, words = text.partition(" ")
    name, newline, more = first.partition("\n")
    return Command(
        name[1:].partition("@")[0].lower(), f"{more} {words}".strip() if newline else words.strip()
    )
