"""What everybody's next moments were worked out from: a clock that may be set back, and the rules of time zones."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import BigInteger, Column, Connection, select, type_coerce, update

from bot.storage import about
from bot.storage.tables import (
    Instant,
    breaks,
    days_late,
    left_out,
    media,
    metadata,
    outbox,
    pauses,
    people,
    processes,
)
from scheduler.due import due

_ZONE_RULES = "zone_rules"

# What may lie ahead, and the moment at which that was decided.
_DECIDED = {
    breaks.c.snoozed_until: breaks.c.outcome_at,
    days_late.c.until: days_late.c.at,
    left_out.c.until: left_out.c.since,
    outbox.c.expires_at: outbox.c.made_at,
    pauses.c.start: pauses.c.made_at,
    pauses.c.until: pauses.c.made_at,
}


def shift_back(conn: Connection, now: datetime, by: timedelta) -> None:
    """The clock was set back by so much, and shows `now`: what was noted for moments still to come was noted by it.

    So it happened so much earlier, and what was decided then was meant for so much earlier. Dates stay.
    """
    milliseconds = by // timedelta(milliseconds=1)
    for column, noted in (*_DECIDED.items(), *((column, column) for column in _happened())):
        earlier = type_coerce(column, BigInteger) - milliseconds
        conn.execute(update(column.table).where(noted > now).values({column: earlier}))


def _happened() -> Iterator[Column[datetime]]:
    """Every moment that something happened at.

    The due queue is left out, which is planned anew, and what goes by the database's clock.
    """
    for table in metadata.sorted_tables:
        if table not in (due, processes):
            moments = (c for c in table.c if isinstance(c.type, Instant) and c is not media.c.claimed_until)
            yield from (c for c in moments if c not in _DECIDED)


def note_zone_rules(conn: Connection, edition: str) -> None:
    """All reminders are planned by this edition of the time zones' rules."""
    about.note(conn, _ZONE_RULES, edition)


def zone_rules(conn: Connection) -> str | None:
    """The edition of the time zones' rules by which reminders are planned; None where none was noted yet."""
    return about.noted(conn, _ZONE_RULES)


def people_to_remind(conn: Connection, after: int, at_most: int) -> list[tuple[int, str]]:
    """Who may have a reminder planned, and their zone (IANA name): in the order of ids, from the one after `after`."""
    rows = conn.execute(
        select(people.c.id, people.c.zone)
        .where(people.c.id > after, people.c.set_up_at.is_not(None), people.c.gone_at.is_(None))
        .order_by(people.c.id)
        .limit(at_most)
    )
    return [(row.id, row.zone) for row in rows]
