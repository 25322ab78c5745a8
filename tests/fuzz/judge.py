"""What has to come of an update: written down once, and held against what came."""

from __future__ import annotations

from typing import Any

from telegram.constants import ChatType, MessageAttachmentType, MessageType

from bot.playground.journal import Entry
from bot.texts import Texts
from bot.wire.calls import DELETED, NO_CHANGE, NO_MESSAGE, NO_TEXT
from bot.wire.telegram import KINDS
from tests.fuzz.stage import Came

Json = dict[str, Any]
APOLOGY = str(Texts()("sorry"))
NEW = ("send",)
HARMLESS = (*NO_CHANGE, *NO_MESSAGE, *NO_TEXT, *DELETED, "message can't be deleted", "there is no caption")
"""Overtaken by events: the message that was to change is gone, not the bot's, or shows that already."""

ATTACHED = {kind.value for kind in MessageAttachmentType}
SENT_TOO = {"checklist", "giveaway", "giveaway_winners"}
"""People send or pass on these; the library counts them among the notes."""

ABOUT = {"effect_id", "business_connection_id", "sender_business_bot", "sender_boost_count", "reply_to_story"}
"""So does it with these, which come beside what a message says."""

NOTED = {kind.value for kind in MessageType} - ATTACHED - SENT_TOO - ABOUT - {"suggested_post_info", "text"}
"""Telegram's own notes: a pinned message, a new wallpaper ..."""


NOTHING: tuple[object, ...] = (None, [], False, "", 0)


def answers(kind: str, body: Json) -> int:
    """How many new messages the chat gets for this update (of a tap: a toast, and what it changes is its own)."""
    user, chat = body.get("from"), body.get("chat", {})
    if kind not in KINDS or not user or user["is_bot"]:
        return 0
    if chat.get("type", ChatType.PRIVATE) != ChatType.PRIVATE:
        return 1 if kind == "message" and body.get("text") is not None else 0  # once; then silence
    match kind:
        case "my_chat_member":
            return 0 if body["new_chat_member"]["status"] in {"kicked", "left"} else 1
        case "edited_message":
            return 0 if "location" in body else 1  # a live location moves
        case "message":
            return _answers_to_message(body)
        case _:
            return 0


def _answers_to_message(body: Json) -> int:
    """A note of Telegram's own, such as a pinned message, is no word of the person's."""
    if "text" in body or any(body.get(name) not in NOTHING for name in ATTACHED | SENT_TOO):
        return 1
    return 0 if any(body.get(name) not in NOTHING for name in NOTED) else 1


def judge_quiet(came: Came) -> None:
    """Nothing went wrong: no error, nothing set aside, nothing that the strict server refuses."""
    assert not came.parked
    assert not [line for line in came.log if line["log_level"] in {"error", "critical"}]
    assert not [entry for entry in came.requests if entry.code != 200 and not _is_harmless(entry)]
    assert not [entry for entry in came.requests if entry.arguments.get("text") == APOLOGY]


def judge_answered(came: Came, chat_id: int, times: int = 1) -> None:
    """The chat got so many answers, besides what took the place of an older message."""
    judge_quiet(came)
    said, replaced = said_to(came, chat_id), came.to(chat_id, "deleteMessage")
    told = [dict(entry.arguments) for entry in came.requests]
    assert times <= len(said) <= times + len(replaced), told


def judge_tapped(came: Came, chat_id: int, callback_id: str) -> None:
    """The tap was answered exactly once, and brought at most one new message, besides what took another's place."""
    judge_quiet(came)
    toasts = [entry for entry in came.requests if entry.method == "answerCallbackQuery"]
    assert [entry.arguments["callback_query_id"] for entry in toasts] == [callback_id]
    said, replaced = said_to(came, chat_id), came.to(chat_id, "deleteMessage")
    assert len(said) <= 1 + len(replaced), [dict(entry.arguments) for entry in came.requests]


def said_to(came: Came, chat_id: int) -> list[Entry]:
    """The new messages in this chat. A reply keyboard needs a message of its own, and /export has two files."""
    said = [entry for entry in came.to(chat_id, *NEW) if not _carries_keyboard(entry)]
    files = [entry for entry in said if entry.method == "sendDocument"]
    return [entry for entry in said if entry not in files[1:]]


def _carries_keyboard(entry: Entry) -> bool:
    return entry.arguments.get("reply_markup", "").startswith(('{"keyboard"', '{"remove_keyboard"'))


def _is_harmless(entry: Entry) -> bool:
    return entry.code == 400 and any(text in str(entry.answer).lower() for text in HARMLESS)
