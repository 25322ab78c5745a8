"""What only one process of a fleet does at a time, such as fetching updates: run while the duty is this one's."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any

from bot.fleet.presence import Presence

POLLING = "polling"


async def on_duty(presence: Presence, duty: str, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run `work` whenever this process has the duty, and cancel it when it no longer has. Raises what that raises."""
    while True:
        if presence.has(duty):
            await _run_while(presence, duty, work)
        await presence.changed()


async def _run_while(presence: Presence, duty: str, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    running = asyncio.create_task(work())
    try:
        while presence.has(duty) and not running.done():
            changed = asyncio.create_task(presence.changed())
            try:
                await asyncio.wait([running, changed], return_when=asyncio.FIRST_COMPLETED)
            finally:
                changed.cancel()
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
