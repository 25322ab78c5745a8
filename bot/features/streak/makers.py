"""Draws the calendar when it is sent."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from bot.pictures import calendar
from bot.pictures.calendar import Calendar
from bot.storage.database import Storage
from bot.turn import House
from bot.wire.making import Made, Maker

CALENDAR = "calendar"


def makers(_house: House) -> Mapping[str, Maker]:
    """By the name that Outgoing.made uses; the facts are Calendar.facts()."""
    return {CALENDAR: _calendar}


async def _calendar(_storage: Storage, _chat_id: int, facts: Mapping[str, Any]) -> Made:
    picture = await asyncio.to_thread(calendar.draw, Calendar.of(facts))
    return f"streak-{facts['today']}.png", picture
