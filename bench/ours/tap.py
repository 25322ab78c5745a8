"""Taps on a switch in the settings, one after the other: the update kept, the change committed, the view edited."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from bench.ours.nowhere import Chat, Nowhere, serving
from bench.process import arguments, told
from bot.app import App

CHATS = 20


async def main(url: str, taps: int, chats: int = CHATS) -> dict[str, float]:
    """us of processor time a tap, in all threads."""
    async with serving(url) as (app, nowhere):
        people = [await _at_settings(app, nowhere, person) for person in range(1, chats + 1)]
        await _tapped(nowhere, people, taps // 5)
        begun = time.process_time()
        await _tapped(nowhere, people, taps)
        await app.idle()
        used = time.process_time() - begun
    return {"us": used / taps * 1e6}


async def _at_settings(app: App, nowhere: Nowhere, person: int) -> Chat:
    chat = Chat(app, nowhere, person)
    actions: list[tuple[Any, str]] = [
        (chat.type, "/start"),
        (chat.tap, "I understand"),
        (chat.tap, "Use defaults"),
    ]
    for act, what in [*actions, (chat.type, "/settings")]:
        await act(what)
        await app.idle()
    return chat


async def _tapped(nowhere: Nowhere, chats: list[Chat], taps: int) -> None:
    for number in range(taps):
        answered, edited = nowhere.calls["answerCallbackQuery"], nowhere.calls["editMessageText"]
        await chats[number % len(chats)].tap("Turn sound")
        await nowhere.until("answerCallbackQuery", answered + 1)
        await nowhere.until("editMessageText", edited + 1)


if __name__ == "__main__":
    told(asyncio.run(main(**arguments())))
