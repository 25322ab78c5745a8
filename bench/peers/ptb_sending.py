"""PTB's Bot with the transport that it has by default."""

from __future__ import annotations

import asyncio

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.request import HTTPXRequest

from bench.load import TEXT, TOKEN, sent
from bench.process import arguments, told

_PATIENCE = 60.0
"""Seconds: nobody is to be counted out who is only slow."""


def main(url: str, at_once: int, seconds: float) -> dict[str, float]:
    """See `bench.load.sent`."""
    return asyncio.run(_measured(url, at_once, seconds))


async def _measured(url: str, at_once: int, seconds: float) -> dict[str, float]:
    request = HTTPXRequest(
        read_timeout=_PATIENCE, connect_timeout=_PATIENCE, write_timeout=_PATIENCE, pool_timeout=_PATIENCE
    )
    bot = Bot(TOKEN, base_url=f"{url}/bot", request=request)
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Start", callback_data="start:1")]])

    async def send(chat: int) -> object:
        return await bot.send_message(chat, TEXT, reply_markup=keyboard)

    try:
        return await sent(send, at_once, seconds)
    finally:
        await request.shutdown()


if __name__ == "__main__":
    told(main(**arguments()))
