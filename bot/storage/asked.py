"""Exercises asked for by name: written into the ledger as an offer, in place of the one that was open before."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from bot.life import offer
from bot.storage import breaks
from bot.storage.breaks import Origin, Outcome
from bot.storage.known import known
from bot.storage.people import Person
from content.catalogue import Catalogue
from content.steps import duration

NAMED = "named"  # the ledger's reason for what was asked for by its name


def ask_by_name(
    conn: Connection,
    person: Person,
    catalogue: Catalogue,
    exercises: tuple[str, ...],
    now: datetime,
    *,
    routine: str | None = None,
) -> tuple[int, int]:
    """The id of the new offer and its seconds: at the person's own levels and pace, however long that is."""
    remembered = known(conn, person.id, now)
    steps = offer.steps_of(catalogue, person, remembered, exercises, offer.LONGEST_SECONDS)
    seconds = duration(steps)
    made = breaks.add(
        conn,
        person.id,
        Origin.ASKED,
        now,
        exercises=exercises,
        seconds=seconds,
        limit_seconds=seconds,
        reason=NAMED,
        routine=routine,
    )
    close_earlier(conn, person.id, made, now)
    return made, seconds


def close_earlier(conn: Connection, person_id: int, made: int, now: datetime) -> None:
    """The offer that was open before this one is closed by it."""
    for before in breaks.latest(conn, person_id, Origin.ASKED, 2):
        if before.live and before.id != made:
            breaks.settle(conn, before.id, Outcome.REPLACED, now)
