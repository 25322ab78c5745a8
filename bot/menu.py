"""The command menu and the descriptions that Telegram shows, set once at start."""

from __future__ import annotations

import structlog

from bot.texts import Texts
from bot.wire.telegram import Failed, Telegram

log = structlog.get_logger(__name__)
COMMANDS = (
    "stretch",
    "exercises",
    "hidden",
    "streak",
    "log",
    "next",
    "pause",
    "resume",
    "late",
    "sick",
    "holiday",
    "settings",
    "learn",
    "help",
    "feedback",
    "privacy",
    "export",
    "forget",
    "start",
)


async def publish(telegram: Telegram, texts: Texts) -> None:
    """Tell Telegram. A failure is logged and no more: the bot works without its menu."""
    commands = [{"command": name, "description": texts(f"menu-{name}")} for name in COMMANDS]
    try:
        await telegram.call("setMyCommands", commands=commands)
        await telegram.call("setMyShortDescription", short_description=texts("about-short"))
        await telegram.call("setMyDescription", description=texts("about-long"))
    except Failed as error:
        log.warning("the command menu could not be set", reason=repr(error))
