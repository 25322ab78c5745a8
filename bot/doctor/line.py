"""The line to Telegram: whether the token is taken, nothing else takes the updates, and the clocks agree."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

import httpx

from bot.config import EXAMPLES, Settings
from bot.doctor import webhook
from bot.doctor.finding import Finding, fail, ok, warn
from bot.wire.telegram import Failed, NotUs, Refused, Telegram, connect
from scheduler.clock import Clock

FAR_APART = timedelta(seconds=5)
PATIENCE = 10.0  # seconds


async def look(settings: Settings, bot_id: int, clock: Clock, *, served: bool) -> AsyncIterator[Finding]:
    """Look at all of it; only for settings with a token.

    `bot_id` is whose the database is (0: nobody's yet), `served` whether a bot runs that takes what waits.
    """
    assert settings.bot_token is not None
    telegram = connect(settings.bot_token.get_secret_value(), settings.telegram_api_url)
    try:
        try:
            me = await telegram.call("getMe")
        except Failed as error:
            yield _unheard(error)
            return
        yield _token(me, bot_id)
        yield await webhook.look(telegram, settings, clock.now(), served=served)
        yield await _clock(settings.telegram_api_url, clock)
        chats = {"MEDIA_CHAT_ID": settings.media_chat_id, "OPERATOR_CHAT_ID": settings.operator_chat_id}
        for name, chat_id in chats.items():
            yield await _chat(telegram, name, chat_id)
    finally:
        await telegram.hang_up()


def _unheard(error: Failed) -> Finding:
    if isinstance(error, NotUs | Refused):
        example = f"Ask @BotFather for the right one. Example: BOT_TOKEN={EXAMPLES['BOT_TOKEN']}"
        return fail("token", "Telegram does not accept it.", example)
    return fail("token", f"Telegram is out of reach ({error}).", "See the network, and TELEGRAM_API_URL.")


def _token(me: dict[str, object], bot_id: int) -> Finding:
    who = f"@{me.get('username')}, the bot with the id {me.get('id')}"
    if bot_id and bot_id != me.get("id"):
        other = "Use that bot's token, or another DATABASE_URL."
        return fail("token", f"it is of {who}, and the database belongs to {bot_id}.", other)
    return ok("token", f"{who}.")


async def _clock(url: str, clock: Clock) -> Finding:
    try:
        async with httpx.AsyncClient(timeout=PATIENCE) as client:
            before = clock.now()
            answer = await client.get(url)
            ours = before + (clock.now() - before) / 2
        theirs = _date(answer.headers.get("date", ""))
    except httpx.HTTPError as error:
        return warn("clock", f"Telegram's could not be seen ({type(error).__name__}).", "Try again.")
    if theirs is None:
        return warn(
            "clock", "the server does not tell the time.", "See this machine's clock by yourself: date -u"
        )
    ahead = ours - theirs
    if abs(ahead) <= FAR_APART:
        return ok("clock", "as Telegram's.")
    seconds = round(abs(ahead).total_seconds())
    what = f"this machine's is {seconds} s {'ahead of' if ahead > timedelta() else 'behind'} Telegram's."
    return warn("clock", what, "Reminders come as wrong as that. Set it: timedatectl set-ntp true")


def _date(header: str) -> datetime | None:
    """The middle of the second that an HTTP date names."""
    try:
        told = parsedate_to_datetime(header)
    except ValueError:
        return None
    return told + timedelta(milliseconds=500) if told.tzinfo else None


async def _chat(telegram: Telegram, name: str, chat_id: int) -> Finding:
    """Found out by showing that something is being written, for some seconds: that leaves nothing in the chat."""
    subject = name.partition("_")[0].lower()
    if not chat_id:
        return ok(subject, f"no {name}.")
    try:
        await telegram.call("sendChatAction", chat_id=chat_id, action="typing")
    except Failed as error:
        return warn(subject, f"{name}: this chat cannot be written to ({error}).", "Has it started the bot?")
    return ok(subject, f"{name}: this chat can be written to.")
