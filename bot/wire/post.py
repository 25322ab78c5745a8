"""One outgoing value to its Bot API calls, and the slot's message kept up to date."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any

import structlog

from bot.storage.mail import Change, Held
from bot.wire.calls import Caller, Calls, Edited, Message
from bot.wire.looking import Looking
from bot.wire.making import Workshop
from bot.wire.media.drawing import NotMade
from bot.wire.media.illustrator import Illustrator
from bot.wire.outgoing import Outgoing
from bot.wire.settling import Settling
from bot.wire.telegram import Failed, Refused

log = structlog.get_logger(__name__)


class Post:
    """Carries out one Outgoing. Raises Failed where Telegram did not, Unavailable where nothing could be read.

    What is drawn can take the place of a text by an edit, but not the other way round: there a new message comes, and
    the drawn one is deleted.

    `row_id` is the row that it comes from. It is forgotten in one step with the noting of what has gone out, so that a
    crash while an old message is still to be deleted does not bring the new one twice.
    """

    def __init__(
        self,
        telegram: Caller,
        looking: Looking,
        settling: Settling,
        workshop: Workshop,
        illustrator: Illustrator,
        *,
        row_id: int = 0,
    ) -> None:
        self._calls = Calls(telegram)
        self._looking = looking
        self._settling = settling
        self._workshop = workshop
        self._illustrator = illustrator
        self._row_id = row_id

    async def deliver(self, chat_id: int, out: Outgoing) -> bool:
        """See the actions of Outgoing. Whether it is as it was meant: what cannot be drawn is said in text."""
        as_meant = True
        try:
            await self._carry_out(chat_id, out)
        except NotMade:  # nothing was sent yet; the illustrator has counted and told it
            as_meant = False
            await self._carry_out(chat_id, replace(out, media=None))
        self._illustrator.make_ready(out)
        return as_meant

    async def _carry_out(self, chat_id: int, out: Outgoing) -> None:
        match out.action:
            case "toast":
                await self._calls.toast(out)
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

    async def _new(self, chat_id: int, out: Outgoing) -> Held:
        """A new message. Raises NotMade."""
        if out.made is not None:
            sent = await self._new_made(chat_id, out, out.made)
        elif out.media is not None:
            sent = await self._illustrator.put(out.media, partial(self._calls.send_media, chat_id, out))
        else:
            sent = await self._calls.send(chat_id, out)
        return Held(int(sent["message_id"]), drawn=out.media is not None)

    async def _new_made(self, chat_id: int, out: Outgoing, made: Mapping[str, Any]) -> Message:
        file = await self._workshop.make(chat_id, out)
        if file is None:
            return await self._calls.send(chat_id, replace(out, text=made.get("instead") or out.text))
        return await self._calls.send_made(chat_id, out, *file)

    async def _show(self, chat_id: int, out: Outgoing) -> None:
        held, target = await self._held_and_target(chat_id, out)
        if out.anew or target is None:
            await self._replace(chat_id, out, held.message_id if out.anew and held else 0)
        elif target.drawn and out.media is None:
            # As silent as the edit that it stands for.
            await self._replace(chat_id, replace(out, silent=True), target.message_id)
        elif not await self._edit(chat_id, target.message_id, out):
            await self._replace(chat_id, out)
        elif held != (now := Held(target.message_id, drawn=out.media is not None)):
            await self._note(Change(chat_id, out.slot, now))

    async def _replace(self, chat_id: int, out: Outgoing, old: int = 0) -> None:
        """The slot holds a new message, and the old one goes."""
        await self._note(Change(chat_id, out.slot, await self._new(chat_id, out), instead_of=old))
        if old:
            await self._take_away(chat_id, old)

    async def _edit(self, chat_id: int, message_id: int, out: Outgoing) -> bool:
        """Whether the message is there and now shows this. Raises NotMade."""
        if out.media is None:
            return await self._calls.edit_text(chat_id, message_id, out) is Edited.DONE
        send = partial(self._calls.edit_media, chat_id, message_id, out)
        return await self._illustrator.edit(out.media, send)

    async def _close(self, chat_id: int, out: Outgoing) -> None:
        held, target = await self._held_and_target(chat_id, out)
        if target is None:
            return
        if target.drawn:
            await self._close_drawn(chat_id, target.message_id, out)
            return
        if await self._calls.edit_text(chat_id, target.message_id, out) is Edited.NOT_A_TEXT:
            await self._calls.send(chat_id, replace(out, silent=True))
        if target == held:
            await self._note(Change(chat_id, out.slot))

    async def _close_drawn(self, chat_id: int, message_id: int, out: Outgoing) -> None:
        """The last words stay as one line of text; the picture goes after they have come."""
        await self._calls.send(chat_id, replace(out, silent=True))
        await self._note(Change(chat_id, instead_of=message_id))
        await self._take_away(chat_id, message_id, out.text)

    async def _take_away(self, chat_id: int, message_id: int, words: str = "") -> None:
        """What another message stands for is deleted; where that is too late, it loses its buttons, and says this.

        Tried again as a whole, the other message would come a second time.
        """
        try:
            if not await self._calls.delete(chat_id, message_id):
                await self._leave_behind(chat_id, message_id, words)
        except Failed as error:
            log.warning("an old message stays", chat=chat_id, reason=str(error))

    async def _leave_behind(self, chat_id: int, message_id: int, words: str) -> None:
        if not words:
            await self._calls.take_buttons(chat_id, message_id)
            return
        try:
            await self._calls.edit_caption(chat_id, message_id, words)
        except Refused:  # a text, or words too long for a caption
            await self._calls.take_buttons(chat_id, message_id)

    async def _drop(self, chat_id: int, slot: str) -> None:
        held = (await self._looking.slots_of(chat_id)).get(slot)
        if held is None:
            return
        if not await self._calls.delete(chat_id, held.message_id):
            with suppress(Refused):  # then its buttons are answered as closed
                await self._calls.take_buttons(chat_id, held.message_id)
        await self._note(Change(chat_id, slot))

    async def _farewell(self, chat_id: int, out: Outgoing) -> None:
        # A message that was under way while the rows were erased may have filled a slot since.
        await self._settling.let_go_of_all(chat_id)
        if out.message_id and await self._calls.edit_text(chat_id, out.message_id, out) is Edited.DONE:
            return
        await self._calls.send(chat_id, out)

    async def _held_and_target(self, chat_id: int, out: Outgoing) -> tuple[Held | None, Held | None]:
        """What the slot holds, and the message that changes: the tapped one, else the slot's own."""
        slots = await self._looking.slots_of(chat_id)
        held = slots.get(out.slot)
        if not out.message_id or (held is not None and held.message_id == out.message_id):
            return held, held
        drawn = any(other.drawn for other in slots.values() if other.message_id == out.message_id)
        return held, Held(out.message_id, drawn)

    async def _note(self, change: Change) -> None:
        """Write down what has gone out, before anything else is written.

        Not tried again as a whole: the person would get the message once more.
        """
        await self._settling.note(self._row_id, change)
