"""The Bot API calls by which one Outgoing is shown, and what Telegram's refusals of them mean."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, Protocol

from telegram import InputFile, InputMediaAnimation, InputMediaPhoto

from bot.wire.measures import measures
from bot.wire.outgoing import Outgoing
from bot.wire.telegram import Failed, Late, Refused

NO_CHANGE = ("message is not modified",)
NO_MESSAGE = ("message to edit not found", "message can't be edited", "message_id_invalid")
DELETED = ("message to delete not found", "message_id_invalid")
NO_TEXT = ("there is no text in the message to edit",)  # a picture or a document: it cannot become a text
TOO_LATE = ("query is too old", "query id is invalid")
# A file id that was good once: "wrong file identifier/HTTP URL specified", "wrong remote file identifier
# specified: ...", "wrong file_id or the file is temporarily unavailable", "can't use file of type ...",
# "FILE_REFERENCE_EXPIRED", "wrong type of the web page content", "MEDIA_EMPTY".
NO_FILE = (
    "file identifier",
    "file_id",
    "file reference",
    "file_reference",
    "can't use file of type",
    "web page content",
    "http url",
    "media_empty",
    "media_invalid",
)
NO_PREVIEW = {"is_disabled": True}
BARE = Outgoing("show")  # nothing below the message

Message = dict[str, Any]
"""A message as Telegram returns it; empty where it says that nothing had to be changed."""


class Caller(Protocol):
    """Telegram itself, or the way to it."""

    async def call(self, method: str, **facts: Any) -> Any:
        """See Telegram.call."""


class Edited(Enum):
    """What became of an edit to a text."""

    DONE = auto()
    GONE = auto()
    NOT_A_TEXT = auto()


@dataclass(frozen=True, slots=True)
class File:
    """A picture on its way: the id under which Telegram keeps it, or its content. `kind`: photo or animation."""

    kind: str
    name: str
    source: str | bytes

    def measures(self) -> dict[str, int]:
        """What has to be told of a new clip; of what Telegram keeps it is known."""
        return measures(self.source) if isinstance(self.source, bytes) and self.kind == "animation" else {}


def says(error: Failed, texts: tuple[str, ...]) -> bool:
    """Whether the failure has one of these (lower-case) texts."""
    return any(text in str(error).lower() for text in texts)


class Calls:
    """One method of this, one call. All raise Failed where Telegram did not carry it out."""

    def __init__(self, telegram: Caller) -> None:
        self._telegram = telegram

    async def toast(self, out: Outgoing) -> None:
        """The answer to a tap. Raises Late: the spinner is gone by itself, and nobody saw the answer."""
        facts: dict[str, Any] = {"text": out.text, "show_alert": out.alert} if out.text else {}
        try:
            await self._telegram.call("answerCallbackQuery", callback_query_id=out.callback_id, **facts)
        except Refused as error:
            if says(error, TOO_LATE):
                raise Late(str(error)) from error
            raise

    async def seem_to_type(self, chat_id: int) -> None:
        """The chat shows for a few seconds that the bot is busy: the least that can be asked of it."""
        await self._telegram.call("sendChatAction", chat_id=chat_id, action="typing")

    async def send(self, chat_id: int, out: Outgoing) -> Message:
        """A new text."""
        sent: Message = await self._telegram.call(
            "sendMessage",
            chat_id=chat_id,
            text=out.text,
            parse_mode="HTML",
            link_preview_options=NO_PREVIEW,
            disable_notification=out.silent or None,
            reply_markup=_markup(out),
        )
        return sent

    async def send_made(self, chat_id: int, out: Outgoing, name: str, content: bytes) -> Message:
        """A new photo or document that was made for this message."""
        return await self._send_file(chat_id, out, out.action, InputFile(content, filename=name), {})

    async def send_media(self, chat_id: int, out: Outgoing, file: File) -> Message:
        """A new picture or clip with its caption."""
        source = file.source
        carried = source if isinstance(source, str) else InputFile(source, filename=file.name)
        return await self._send_file(chat_id, out, file.kind, carried, file.measures())

    async def _send_file(
        self, chat_id: int, out: Outgoing, kind: str, carried: str | InputFile, measured: dict[str, int]
    ) -> Message:
        facts: dict[str, Any] = {kind: carried, **measured}
        sent: Message = await self._telegram.call(
            f"send{kind.capitalize()}",
            chat_id=chat_id,
            caption=out.text or None,
            parse_mode="HTML",
            disable_notification=out.silent or None,
            reply_markup=_markup(out),
            **facts,
        )
        return sent

    async def edit_text(self, chat_id: int, message_id: int, out: Outgoing) -> Edited:
        """The message shows this text."""
        facts = {"text": out.text, "parse_mode": "HTML", "link_preview_options": NO_PREVIEW}
        try:
            edited = await self._edit("editMessageText", chat_id, message_id, out, **facts)
        except Refused as error:
            if not says(error, NO_TEXT):
                raise
            return Edited.NOT_A_TEXT
        return Edited.GONE if edited is None else Edited.DONE

    async def edit_media(self, chat_id: int, message_id: int, out: Outgoing, file: File) -> Message | None:
        """The message with this picture or clip, whatever it showed before; None where it is gone."""
        facts: dict[str, Any] = {"caption": out.text, "parse_mode": "HTML", **file.measures()}
        kind = InputMediaAnimation if file.kind == "animation" else InputMediaPhoto
        media = kind(file.source, filename=file.name, **facts)
        return await self._edit("editMessageMedia", chat_id, message_id, out, media=media)

    async def edit_caption(self, chat_id: int, message_id: int, caption: str) -> None:
        """The picture or clip has this caption and no buttons, where it is there. Refused also where it is a text."""
        facts = {"caption": caption, "parse_mode": "HTML"}
        await self._edit("editMessageCaption", chat_id, message_id, BARE, **facts)

    async def take_buttons(self, chat_id: int, message_id: int) -> None:
        """The message, whatever it shows, has no buttons, where it is there."""
        await self._edit("editMessageReplyMarkup", chat_id, message_id, BARE)

    async def _edit(
        self, method: str, chat_id: int, message_id: int, out: Outgoing, **facts: Any
    ) -> Message | None:
        try:
            edited: Message = await self._telegram.call(
                method, chat_id=chat_id, message_id=message_id, reply_markup=_markup(out), **facts
            )
        except Refused as error:
            if says(error, NO_CHANGE):
                return {}
            if says(error, NO_MESSAGE):
                return None
            raise
        return edited

    async def delete(self, chat_id: int, message_id: int) -> bool:
        """Whether the message is gone: a bot can delete its own for 48 hours only."""
        try:
            await self._telegram.call("deleteMessage", chat_id=chat_id, message_id=message_id)
        except Refused as error:
            return says(error, DELETED)
        return True


def _markup(out: Outgoing) -> dict[str, Any] | None:
    if out.keyboard:
        return {"inline_keyboard": out.keyboard}
    if out.ask_location:
        return {
            "keyboard": [[{"text": out.ask_location, "request_location": True}]],
            "resize_keyboard": True,
            "one_time_keyboard": True,
        }
    return {"remove_keyboard": True} if out.drop_keyboard else None
