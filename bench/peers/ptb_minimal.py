"""The smallest bot on PTB that answers, by polling. With the argument "whole" it imports all that our bot stands on."""

from __future__ import annotations

import sys
from importlib import import_module

from telegram import Update
from telegram.ext import Application, CommandHandler, ContextTypes

WHOLE = (
    "aiohttp",
    "alembic.command",
    "apscheduler.schedulers.asyncio",
    "fluent.runtime",
    "prometheus_client",
    "psycopg",
    "pydantic_settings",
    "sqlalchemy",
    "sqlalchemy.dialects.postgresql",
    "starlette.applications",
    "structlog",
    "uvicorn",
)


async def hello(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    """Answer."""
    if update.message:
        await update.message.reply_text("Hello.")


def main(url: str, token: str, *, whole: bool) -> None:
    """Serve until terminated."""
    if whole:
        for name in WHOLE:
            import_module(name)
    builder = Application.builder().token(token).base_url(f"{url}/bot")
    application = builder.build()
    application.add_handler(CommandHandler("start", hello))
    application.run_polling()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], whole="whole" in sys.argv[3:])
