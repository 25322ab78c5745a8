"""People who are all due at the same moment, written into an empty database."""

from __future__ import annotations

import asyncio

from bench import population
from bench.process import arguments, told
from bot.storage import database, timekeeping
from bot.storage.database import Connection
from content import catalogue
from scheduler import edition


async def main(url: str, people: int) -> dict[str, float]:
    """How many there are now. No start has to plan them anew."""

    def fill(conn: Connection) -> None:
        population.fill(conn, people=people, offers=tuple(catalogue.load().exercises))
        timekeeping.note_zone_rules(conn, edition.zone_rules())

    storage = await database.open(url)
    try:
        await storage.write(fill)
    finally:
        await storage.close()
    return {"people": people}


if __name__ == "__main__":
    told(asyncio.run(main(**arguments())))
