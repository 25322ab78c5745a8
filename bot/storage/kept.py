"""What is kept about people as the plan of their next reminders wants to know it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from bot.storage import breaks, days, history, pauses, people
from bot.storage.breaks import Break, Origin
from bot.storage.people import Person
from scheduler.breaks import Pause

REMINDERS = 3
"""So many of the newest are read."""

_PAUSES_OVER_FOR = timedelta(days=2)
_LATE_DAYS_OVER_FOR = timedelta(days=4)  # a night shift's date may be two days back on the wall


@dataclass(frozen=True, slots=True)
class Kept:
    """One person who is set up, at one moment. `reminders` are the newest that reached them, newest first.

    `moved_at` is None for who never did; `late` says until when the last range of a date runs.
    """

    person: Person
    reminders: Sequence[Break]
    moved_at: datetime | None
    zone_since: datetime | None
    done_dates: Sequence[date]
    pauses: Sequence[Pause]
    late: Mapping[date, datetime]

    def reminded(self, newest: Break, *, slowed: bool) -> Kept:
        """The same after one more reminder."""
        person = self.person if slowed == self.person.slowed else replace(self.person, slowed=slowed)
        return replace(self, person=person, reminders=(newest, *self.reminders))


def kept(conn: Connection, person: Person, now: datetime) -> Kept:
    """What decides when this person hears from us next."""
    return kept_by_person(conn, [person], now)[person.id]


def kept_by_person(conn: Connection, whom: Collection[Person], now: datetime) -> dict[int, Kept]:
    """`kept` of each of these people."""
    ids = [person.id for person in whom]
    reminders = breaks.latest_by_person(conn, ids, Origin.REMINDER, REMINDERS)
    moved = history.last_moved_by_person(conn, ids)
    zones = people.zones_since(conn, ids)
    done = people.done_dates_by_person(conn, ids)
    rests = pauses.all_by_person(conn, ids, now - _PAUSES_OVER_FOR)
    late = days.late_by_person(conn, ids, (now - _LATE_DAYS_OVER_FOR).date())
    return {
        person.id: Kept(
            person,
            reminders.get(person.id, ()),
            moved.get(person.id),
            zones.get(person.id),
            done.get(person.id, ()),
            rests[person.id],
            late[person.id],
        )
        for person in whom
    }
