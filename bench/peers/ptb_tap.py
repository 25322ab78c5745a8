"""PTB's own work for an update: it is read, dispatched to a handler, and answered with a message."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from telegram import Update
from telegram.ext import Application, ApplicationBuilder, ContextTypes, MessageHandler, filters

from bench.peers.nowhere import Nowhere
from bench.process import arguments, told


async def reply(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    """Answer."""
    if update.message:
        await update.message.reply_text("Hello.")


async def main(updates: int) -> dict[str, float]:
    """us of processor time an update."""
    builder = (
        ApplicationBuilder().token("1:bench").updater(None).request(Nowhere()).get_updates_request(Nowhere())
    )
    application: Any = builder.build()
    application.add_handler(MessageHandler(filters.TEXT, reply))
    await application.initialize()
    await _taken(application, updates // 5)
    begun = time.process_time()
    await _taken(application, updates)
    used = time.process_time() - begun
    return {"us": used / updates * 1e6}


async def _taken(application: Application[Any, Any, Any, Any, Any, Any], updates: int) -> None:
    person = {"id": 1, "is_bot": False, "first_name": "Ada", "language_code": "en"}
    chat = {"id": 1, "type": "private", "first_name": "Ada"}
    for number in range(updates):
        message = {"message_id": number, "date": 1, "chat": chat, "from": person, "text": "Hello"}
        await application.process_update(
            Update.de_json({"update_id": number, "message": message}, application.bot)
        )


if __name__ == "__main__":
    told(asyncio.run(main(**arguments())))
