"""How a database is, looked at without changing it, and beside a running bot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, func, inspect, select, text
from sqlalchemy.exc import DatabaseError as DriverError

from bot.storage import about, mail
from bot.storage.breaks import Origin, Outcome
from bot.storage.place import Place
from bot.storage.tables import breaks, inbox, outbox, withheld
from bot.storage.trouble import DatabaseError, named
from scheduler import due


@dataclass(frozen=True, slots=True)
class Parked:
    """An update that failed and was set aside. All of it is private but the error's type."""

    update_id: int
    chat_id: int
    received_at: datetime
    error: str
    body: str


@dataclass(frozen=True, slots=True)
class Reminders:
    """How many went out in some time, and how many that were due did not, by the reason."""

    sent: int
    held_back: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Health:
    """What there is to say. `bot_id` is 0 where no bot has used it yet, the texts are empty where all is well.

    `reminders` are None in a database of a form that does not know of all of them yet, `damage` where there is no quick
    look for it, `served` where the database does not know.
    `overdue` counts by kind. Telegram was last noted to answer at `heard_at`.
    """

    size: int
    form: str
    bot_id: int
    damage: str | None
    unwritable: str
    parked: tuple[Parked, ...]
    unapplied: int
    oldest_unapplied_at: datetime | None
    unsent: int
    oldest_unsent_at: datetime | None
    reminders: Reminders | None
    overdue: Mapping[str, int]
    heard_at: datetime | None
    served: bool | None


class Empty(DatabaseError):
    """A server's database that nobody has used yet."""


def examine(place: Place, since: datetime, overdue_since: datetime) -> Health:
    """Look at the database at this place, which is there.

    Reminders are counted since then, and what was due before `overdue_since` and is not done. Raises DatabaseError
    (Empty).
    """
    engine = place.looking()
    try:
        with _readable(place):
            return _examine(engine, place, since, overdue_since)
    finally:
        engine.dispose()


@contextmanager
def _readable(place: Place) -> Iterator[None]:
    try:
        with named(place):
            yield
    except DriverError as error:
        raise DatabaseError(f"{place} cannot be read ({error.orig}).") from error


def _examine(engine: Engine, place: Place, since: datetime, overdue_since: datetime) -> Health:
    with engine.connect() as conn:
        tables = set(inspect(conn).get_table_names())
        if place.shared and not tables:
            raise Empty(f"{place} is empty.")
        if not {"about", "alembic_version", "inbox", "outbox"} <= tables:
            raise DatabaseError(f"{place} is no database of Unsit.")
        bot_id = about.noted(conn, "bot_id")
        waits = select(func.count(), func.min(inbox.c.received_at)).where(inbox.c.state == "waiting")
        unapplied, oldest_unapplied = conn.execute(waits).one()
        unsent, oldest = conn.execute(select(func.count(), func.min(outbox.c.made_at))).one()
        return Health(
            size=place.size(conn),
            form=str(conn.scalar(text("SELECT version_num FROM alembic_version"))),
            bot_id=int(bot_id or 0),
            damage=place.damage(conn),
            parked=_parked(conn),
            unapplied=unapplied,
            oldest_unapplied_at=oldest_unapplied,
            unsent=unsent,
            oldest_unsent_at=oldest,
            reminders=_reminders(conn, since),
            overdue=due.overdue(conn, overdue_since),
            heard_at=mail.last_heard(conn),
            served=place.served(conn),
            unwritable=_unwritable(conn, place),
        )


def _parked(conn: Connection) -> tuple[Parked, ...]:
    columns = (inbox.c.update_id, inbox.c.chat_id, inbox.c.received_at, inbox.c.error, inbox.c.body)
    newest_first = (
        select(*columns)
        .where(inbox.c.state == "parked")
        .order_by(inbox.c.received_at.desc(), inbox.c.update_id)
    )
    return tuple(
        Parked(update_id, chat_id, at, error or "", body or "")
        for update_id, chat_id, at, error, body in conn.execute(newest_first)
    )


def _reminders(conn: Connection, since: datetime) -> Reminders | None:
    if not inspect(conn).has_table(withheld.name):
        return None
    made = select(breaks.c.outcome, func.count()).group_by(breaks.c.outcome)
    of_reminders = made.where(breaks.c.origin == Origin.REMINDER, breaks.c.offered_at >= since)
    outcomes: dict[str | None, int] = dict(conn.execute(of_reminders).all())
    reasons = (
        select(withheld.c.reason, func.count())
        .where(withheld.c.at >= since)
        .group_by(withheld.c.reason)
        .order_by(withheld.c.reason)
    )
    held_back = Counter[str](dict(conn.execute(reasons).all()))
    for outcome in (Outcome.UNSENT, Outcome.REFUSED):
        held_back[outcome.value] += outcomes.pop(outcome, 0)
    return Reminders(
        sum(outcomes.values()), {reason: count for reason, count in held_back.most_common() if count}
    )


def _unwritable(conn: Connection, place: Place) -> str:
    """Why nothing can be written, found by writing something, as far as the disk, and taking it back."""
    conn.rollback()
    try:
        with named(place):
            place.begin_trial(conn)
            about.note(conn, "doctor", "x" * 100_000)
    except DatabaseError as error:
        return str(error)
    finally:
        conn.rollback()
    return ""
