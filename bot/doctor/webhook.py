"""Whether updates come the way that the settings say: polled for, or brought to WEBHOOK_URL."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from bot.config import Settings
from bot.doctor.finding import Finding, age, fail, ok, warn
from bot.doctor.running import START
from bot.wire.telegram import Failed, Telegram

LATELY = timedelta(minutes=10)
SETS_IT = "The bot sets it within a minute; else its log says why."
SEE_PROXY = "See that the proxy of WEBHOOK_URL is up, has a valid certificate, and leads to PORT."


async def look(telegram: Telegram, settings: Settings, now: datetime, *, served: bool) -> Finding:
    """Ask Telegram. `served`: whether a bot runs that takes what waits."""
    try:
        info = await telegram.call("getWebhookInfo")
    except Failed as error:
        return warn("webhook", f"Telegram does not say ({type(error).__name__}).", "Try again.")
    url, waiting = str(info.get("url") or ""), info.get("pending_update_count", 0)
    if url and url == settings.webhook_url:
        return _ours(info, waiting, now)
    if url:
        return _elsewhere(url, settings)
    what = f"none{', as it has to be' if not settings.webhook_url else ' is set'}; {waiting} updates wait."
    if not settings.webhook_url:
        return warn("webhook", what, START) if waiting and not served else ok("webhook", what)
    return warn("webhook", what, SETS_IT if served else START)


def _ours(info: Mapping[str, Any], waiting: int, now: datetime) -> Finding:
    what = f"Telegram delivers to WEBHOOK_URL; {waiting} updates wait."
    failed = info.get("last_error_date")
    if not isinstance(failed, int):
        return ok("webhook", what)
    failed_at = datetime.fromtimestamp(failed, UTC)
    if now - failed_at > LATELY:
        return ok("webhook", what)
    reason = (
        f"{what} It failed to {age(failed_at, now)} ago: {info.get('last_error_message', 'no reason told')}."
    )
    return warn("webhook", reason, SEE_PROXY)


def _elsewhere(url: str, settings: Settings) -> Finding:
    # The address's path is often a secret.
    what = f"Telegram delivers to a webhook on {urlsplit(url).hostname}, so that this bot gets nothing."
    if settings.webhook_url:
        return fail("webhook", what, f"{SETS_IT} Does another program use the token?")
    return fail("webhook", what, f'Remove it: curl "{settings.telegram_api_url}/bot$BOT_TOKEN/deleteWebhook"')
