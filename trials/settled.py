"""People who were set up before a trial begins, written by the bot's own functions as the first meeting writes them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot import agenda
from bot.life import choices
from bot.storage import people
from bot.storage.database import Connection


def settle(
    conn: Connection,
    person: int,
    zone: str,
    hours: str,
    minutes: int,
    *,
    since: datetime,
    now: datetime,
    **others: Any,
) -> None:
    """This person has been there since then (aware), with so many minutes between reminders, and the next is planned.

    `others` are what else they chose, by the names of `people.change`.
    """
    people.meet(conn, person, f"Person {person}", "en", since)
    people.live_in(conn, person, zone, since)
    people.work(conn, person, hours, since)
    usual = {"places": choices.DEFAULT_PLACES, "equipment": (), "careful": ()}
    people.change(conn, person, agreed_at=since, set_up_at=since, interval=minutes, **{**usual, **others})
    agenda.replan(conn, person, now)
