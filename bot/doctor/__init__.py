"""`unsit doctor`: looks at all that a bot needs, also while one runs, and says what is wrong and what to do.

It changes nothing. Nothing private is told, unless the updates that failed are asked for.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Iterable

from bot.config import Settings
from bot.doctor import house, line
from bot.doctor.finding import Finding, Grade, fail, ok, warn
from bot.storage.health import Parked
from content import catalogue
from content.catalogue import CatalogueError
from scheduler.clock import Clock

__all__ = ["examine"]

Say = Callable[[str], None]


async def examine(settings: Settings, say: Say, clock: Clock, *, parked: bool = False) -> bool:
    """Say a line for each thing looked at, and whether nothing failed. `parked` adds the updates set aside."""
    well = True
    found = house.look(settings, clock.now())
    async for finding in _all(settings, found, clock):
        say(_without(settings.secrets, str(finding)))
        well = well and finding.grade is not Grade.FAIL
    if parked and found.health is not None:
        _tell_parked(found.health.parked, say)
    return well


async def _all(settings: Settings, found: house.Found, clock: Clock) -> AsyncIterator[Finding]:
    yield _settings(settings)
    yield _content(settings)
    for finding in found.findings:
        yield finding
    if settings.bot_token is not None:
        async for finding in line.look(settings, found.bot_id, clock, served=found.served):
            yield finding


def _settings(settings: Settings) -> Finding:
    if settings.bot_token is None:
        return warn(
            "settings", "no BOT_TOKEN, so `unsit run` serves the playground.", "Set it, from @BotFather."
        )
    return ok("settings", "all of them can be used.")


def _content(settings: Settings) -> Finding:
    try:
        known = catalogue.load(own=settings.content_dir)
    except CatalogueError as error:
        return fail("content", " ".join(str(error).split()), "See CONTENT_DIR.")
    return ok("content", f"{len(known.exercises)} exercises.")


def _without(secrets: Iterable[str], said: str) -> str:
    for secret in secrets:
        said = said.replace(secret, "***")
    return said


def _tell_parked(updates: Iterable[Parked], say: Say) -> None:
    """As JSON, which has no character that a terminal would obey."""
    for update in updates:
        facts = {
            "update_id": update.update_id,
            "chat_id": update.chat_id,
            "received_at": update.received_at.isoformat(),
            "error": update.error,
            "update": json.loads(update.body or "null"),
        }
        say(json.dumps(facts, indent=2))
