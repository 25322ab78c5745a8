"""Makes the files of /export when they are sent."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from functools import partial
from typing import Any

from bot.features.privacy import about, history, writing
from bot.storage import everything
from bot.storage.database import Storage
from bot.turn import House
from bot.wire.making import Made, Maker

JSON, CSV = "export-json", "export-csv"


def makers(house: House) -> Mapping[str, Maker]:
    """By the names that Outgoing.made uses; the facts are {"asked_at": an ISO moment}."""
    return {JSON: partial(_json, house), CSV: partial(_csv, house)}


async def _json(house: House, storage: Storage, person_id: int, facts: Mapping[str, Any]) -> Made:
    kept = await storage.read(partial(everything.read, person_id=person_id))
    words = about.of(kept, house.texts)
    content = await asyncio.to_thread(writing.as_json, kept, words, facts["asked_at"])
    return _name(facts, "json"), content


async def _csv(house: House, storage: Storage, person_id: int, facts: Mapping[str, Any]) -> Made:
    kept = await storage.read(partial(everything.read, person_id=person_id))
    names = {exercise.id: exercise.name for exercise in house.catalogue.exercises.values()}
    names |= {lesson.id: lesson.title for lesson in house.catalogue.lessons.values()}

    def write() -> bytes:
        return writing.as_csv(history.rows(kept, names))

    return _name(facts, "csv"), await asyncio.to_thread(write)


def _name(facts: Mapping[str, Any], ending: str) -> str:
    return f"unsit-{facts['asked_at'][:10]}.{ending}"
