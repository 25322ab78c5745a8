"""Messages as the outbox sends them."""

from __future__ import annotations

import asyncio
from typing import Any

from bench.load import TEXT, TOKEN, sent
from bench.process import arguments, told
from bot.wire.telegram import connect

_KEYBOARD = {"inline_keyboard": [[{"text": "Start", "callback_data": "start:1"}]]}


def main(url: str, at_once: int, seconds: float) -> dict[str, float]:
    """See `bench.load.sent`."""
    return asyncio.run(_measured(url, at_once, seconds))


async def _measured(url: str, at_once: int, seconds: float) -> dict[str, float]:
    telegram = connect(TOKEN, url)

    async def send(chat: int) -> Any:
        return await telegram.call("sendMessage", chat_id=chat, text=TEXT, reply_markup=_KEYBOARD)

    try:
        return await sent(send, at_once, seconds)
    finally:
        await telegram.hang_up()


if __name__ == "__main__":
    told(main(**arguments()))
