"""People who were set up before the week begins, written as the first meeting writes them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot import agenda
from bot.life import choices
from bot.storage import people
from bot.storage.database import Connection
from trials.week.population import Member

BEFORE = timedelta(days=30)
"""So long ago that it decides nothing any more."""


def settle(conn: Connection, known: Iterable[Member], now: datetime) -> None:
    """By `now` they have been set up for a while."""
    then = now - BEFORE
    for member in known:
        people.meet(conn, member.id, "Ada", "en", then)
        people.live_in(conn, member.id, member.zone, then)
        people.work(conn, member.id, member.hours, then)
        people.change(
            conn,
            member.id,
            agreed_at=then,
            set_up_at=then,
            interval=member.interval,
            places=choices.DEFAULT_PLACES,
            equipment=(),
            careful=(),
        )
        agenda.replan(conn, member.id, now)
