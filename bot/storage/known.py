"""What is kept about people as the choice of exercises wants to know it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection

from bot.life.offer import Known
from bot.storage import breaks, people, tastes
from content.choose import REMEMBERED


def known(conn: Connection, person_id: int, now: datetime) -> Known:
    """Levels, what is left out at this moment, the favourites, and what was offered lately."""
    return known_by_person(conn, [person_id], now)[person_id]


def known_by_person(conn: Connection, person_ids: Collection[int], now: datetime) -> dict[int, Known]:
    """`known` of each of these people."""
    levels = people.levels_by_person(conn, person_ids)
    left_out = people.left_out_by_person(conn, person_ids, now)
    favourites = tastes.favourites_by_person(conn, person_ids)
    offered = breaks.offered_by_person(conn, person_ids, REMEMBERED)
    return {
        one: Known(levels[one], frozenset(left_out[one]), frozenset(favourites[one]), offered.get(one, ()))
        for one in person_ids
    }
