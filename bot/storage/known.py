"""What is kept about a person as the choice of exercises wants to know it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from bot.life.offer import Known
from bot.storage import breaks, people, tastes
from content.choose import REMEMBERED


def known(conn: Connection, person_id: int, now: datetime) -> Known:
    """Levels, what is left out at this moment, the favourites, and what was offered lately."""
    return Known(
        levels=people.levels_of(conn, person_id),
        left_out=frozenset(people.left_out_by(conn, person_id, now)),
        favourites=tastes.favourites_of(conn, person_id),
        offered=breaks.offered(conn, person_id, REMEMBERED),
    )
