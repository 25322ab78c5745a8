"""aiogram's Bot, with as many connections as it is to use at once."""

from __future__ import annotations

import asyncio
import os
import ssl

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bench.load import TEXT, TOKEN, sent
from bench.process import arguments, told


def main(url: str, at_once: int, seconds: float) -> dict[str, float]:
    """See `bench.load.sent`."""
    return asyncio.run(_measured(url, at_once, seconds))


async def _measured(url: str, at_once: int, seconds: float) -> dict[str, float]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(url), limit=at_once)
    # It knows no other way to trust a certificate of one's own.
    session._connector_init["ssl"] = ssl.create_default_context(cafile=os.environ["SSL_CERT_FILE"])
    keyboard = InlineKeyboardMarkup(
        inline_keyboard=[[InlineKeyboardButton(text="Start", callback_data="start:1")]]
    )
    async with Bot(TOKEN, session=session) as bot:

        async def send(chat: int) -> object:
            return await bot.send_message(chat, TEXT, reply_markup=keyboard)

        return await sent(send, at_once, seconds)


if __name__ == "__main__":
    told(main(**arguments()))
