"""One outgoing value to its Bot API calls, and the slot's message kept up to date."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any

from telegram import InputFile

from bot.storage import mail
from bot.storage.database import Storage
from bot.wire.making import Maker, Workshop
from bot.wire.outgoing import Outgoing
from bot.wire.telegram import Failed, Refused, Telegram
from scheduler.clock import Clock

NO_CHANGE = "message is not modified"
NO_MESSAGE = ("message to edit not found", "message can't be edited", "message_id_invalid")
NO_TEXT = ("there is no text in the message to edit",)  # a picture or a document: it cannot become a text
TOO_LATE = ("query is too old", "query id is invalid")
NO_PREVIEW = {"is_disabled": True}


class Post:
    """Carries out one Outgoing. Raises Failed where Telegram did not, Unavailable where nothing could be read."""

    def __init__(
        self, storage: Storage, telegram: Telegram, clock: Clock, makers: Mapping[str, Maker]
    ) -> None:
        self._storage = storage
        self._telegram = telegram
        self._clock = clock
        self._workshop = Workshop(storage, makers)

    async def deliver(self, chat_id: int, out: Outgoing) -> None:
        """See the actions of Outgoing."""
        match out.action:
            case "toast":
                await self._toast(out)
            case "send" | "document":
                await self._new(chat_id, out)
            case "show" | "photo":
                await self._show(chat_id, out)
            case "close":
                await self._close(chat_id, out)
            case "drop":
                await self._drop(chat_id, out.slot)
            case "farewell":
                await self._farewell(chat_id, out)

    async def _toast(self, out: Outgoing) -> None:
        facts: dict[str, Any] = {"text": out.text, "show_alert": out.alert} if out.text else {}
        try:
            await self._telegram.call("answerCallbackQuery", callback_query_id=out.callback_id, **facts)
        except Refused as error:
            # The spinner is gone by itself; what the tap did stands in the chat.
            if not _says(error, TOO_LATE):
                raise

    async def _new(self, chat_id: int, out: Outgoing) -> int:
        """A new message; its id."""
        if out.made is None:
            return await self._send(chat_id, out)
        made = await self._workshop.make(chat_id, out)
        if made is None:
            return await self._send(chat_id, replace(out, text=out.made.get("instead") or out.text))
        return await self._send_file(chat_id, out, *made)

    async def _send_file(self, chat_id: int, out: Outgoing, name: str, content: bytes) -> int:
        file: dict[str, Any] = {out.action: InputFile(content, filename=name)}
        sent = await self._telegram.call(
            "sendPhoto" if out.action == "photo" else "sendDocument",
            chat_id=chat_id,
            caption=out.text or None,
            parse_mode="HTML",
            disable_notification=out.silent or None,
            reply_markup=_markup(out),
            **file,
        )
        return int(sent["message_id"])

    async def _send(self, chat_id: int, out: Outgoing) -> int:
        sent = await self._telegram.call(
            "sendMessage",
            chat_id=chat_id,
            text=out.text,
            parse_mode="HTML",
            link_preview_options=NO_PREVIEW,
            disable_notification=out.silent or None,
            reply_markup=_markup(out),
        )
        return int(sent["message_id"])

    async def _show(self, chat_id: int, out: Outgoing) -> None:
        held = await self._held(chat_id, out.slot)
        target = out.message_id or held
        if out.anew or target is None:
            await self._hold(chat_id, out.slot, await self._new(chat_id, out))
            if out.anew and held is not None:
                with suppress(Failed):  # tried again, it would bring the new message a second time
                    await self._delete(chat_id, held)
            return
        if not await self._edit(chat_id, target, out):
            await self._hold(chat_id, out.slot, await self._send(chat_id, out))
        elif target != held:
            await self._hold(chat_id, out.slot, target)

    async def _close(self, chat_id: int, out: Outgoing) -> None:
        held = await self._held(chat_id, out.slot)
        target = out.message_id or held
        if target is None:
            return
        await self._edit(chat_id, target, out)
        if target == held:
            await self._storage.insist(partial(mail.let_go, chat_id=chat_id, slot=out.slot))

    async def _drop(self, chat_id: int, slot: str) -> None:
        held = await self._held(chat_id, slot)
        if held is None:
            return
        await self._delete(chat_id, held)
        await self._storage.insist(partial(mail.let_go, chat_id=chat_id, slot=slot))

    async def _edit(self, chat_id: int, message_id: int, out: Outgoing) -> bool:
        """Whether the message is there and now shows this."""
        try:
            await self._telegram.call(
                "editMessageText",
                chat_id=chat_id,
                message_id=message_id,
                text=out.text,
                parse_mode="HTML",
                link_preview_options=NO_PREVIEW,
                reply_markup=_markup(out),
            )
        except Refused as error:
            if _says(error, (NO_CHANGE,)):
                return True
            if _says(error, NO_MESSAGE + NO_TEXT):
                return False
            raise
        return True

    async def _farewell(self, chat_id: int, out: Outgoing) -> None:
        # A message that was under way while the rows were erased may have filled a slot since.
        await self._storage.insist(partial(mail.let_go_of_all, chat_id=chat_id))
        if not (out.message_id and await self._edit(chat_id, out.message_id, out)):
            await self._send(chat_id, out)

    async def _delete(self, chat_id: int, message_id: int) -> None:
        try:
            await self._telegram.call("deleteMessage", chat_id=chat_id, message_id=message_id)
        except Refused:
            # Older than 48 hours, or deleted by the person: its buttons are answered as closed.
            return

    async def _held(self, chat_id: int, slot: str) -> int | None:
        return await self._storage.read(partial(mail.holds, chat_id=chat_id, slot=slot))

    async def _hold(self, chat_id: int, slot: str, message_id: int) -> None:
        # Not tried again as a whole: the person would get the message once more.
        await self._storage.insist(
            partial(mail.hold, chat_id=chat_id, slot=slot, message_id=message_id, now=self._clock.now())
        )


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


def _says(error: Refused, texts: tuple[str, ...]) -> bool:
    return any(text in str(error).lower() for text in texts)
