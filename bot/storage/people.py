"""People and what they decided. Functions take the caller's connection and never commit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Self

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, update

from bot.life.diary import date_of
from bot.storage.newest import newest_by_person
from bot.storage.tables import days_done, left_out, levels, people, work_weeks, zones
from scheduler.workweek import WorkWeek

DEFAULT_GOAL = 4


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody the bot knows. None means: not asked yet. `interval` is in minutes; `zone` an IANA name."""

    id: int
    first_name: str
    language: str
    joined_at: datetime
    agreed_at: datetime | None
    set_up_at: datetime | None
    gone_at: datetime | None
    returned_at: datetime | None
    reacted_at: datetime | None
    zone: str | None
    hours: str | None
    interval: int | None
    places: tuple[str, ...] | None
    equipment: tuple[str, ...] | None
    careful: tuple[str, ...] | None
    goal: int
    silent: bool
    asked: str | None
    slowed: bool
    zone_offered: str | None
    day_start_minutes: int
    auto_done: bool
    pace: str
    goal_told_on: date | None
    admitted_at: datetime | None
    clips: bool

    @classmethod
    def from_row(cls, row: Row[Any]) -> Self:
        """From a row of `people`, whose columns are in the order of the fields."""
        facts: Sequence[Any] = row
        return cls(*facts)

    @property
    def week(self) -> WorkWeek:
        """The work week as it is now. Only for people whose zone and hours are known."""
        if self.zone is None or self.hours is None:
            raise LookupError("the zone or the hours of this person are not known yet")
        return WorkWeek.parse(self.hours, self.zone)

    def day_of(self, moment: datetime) -> date:
        """The date that something done at this moment counts for. Only for people whose zone and hours are known."""
        return date_of(moment, self.week, timedelta(minutes=self.day_start_minutes))


# Every turn begins with these: a statement that is not made anew each time costs half.
_ONE = select(people).where(people.c.id == bindparam("who"))
_CHANGE = update(people).where(people.c.id == bindparam("who")).returning(*people.c)


def load(conn: Connection, person_id: int) -> Person | None:
    """The person with this Telegram user id."""
    row = conn.execute(_ONE, {"who": person_id}).first()
    return None if row is None else Person.from_row(row)


def load_all(conn: Connection, person_ids: Collection[int]) -> dict[int, Person]:
    """Those of these people who are known, in the order of their ids."""
    rows = conn.execute(select(people).where(people.c.id.in_(person_ids)).order_by(people.c.id))
    return {row.id: Person.from_row(row) for row in rows}


def meet(conn: Connection, person_id: int, first_name: str, language: str, now: datetime) -> Person:
    """A new person, of whom nothing but the name is known."""
    conn.execute(
        insert(people).values(
            id=person_id,
            first_name=first_name,
            language=language,
            joined_at=now,
            goal=DEFAULT_GOAL,
            silent=False,
            slowed=False,
            day_start_minutes=0,
            auto_done=False,
            pace="normal",
            clips=True,
        )
    )
    met = load(conn, person_id)
    assert met is not None
    return met


def change(conn: Connection, person_id: int, **facts: object) -> Person | None:
    """Set columns of `people` (except zone and hours, which have a history). The person as they are from then on."""
    if {"zone", "hours"} & facts.keys():
        raise ValueError("zone and hours have a history: use live_in and work")
    if "interval" in facts:
        facts["interval_minutes"] = facts.pop("interval")
    row = conn.execute(_CHANGE, {"who": person_id, **facts}).first()
    return None if row is None else Person.from_row(row)


def slow_down(conn: Connection, person_ids: Collection[int]) -> None:
    """From now on these people are reminded half as often, until they react."""
    if person_ids:
        conn.execute(update(people).where(people.c.id.in_(person_ids)).values(slowed=True))


def live_in(conn: Connection, person_id: int, zone: str, now: datetime) -> None:
    """From now on the person lives in this IANA zone; the days before stay where they were lived."""
    conn.execute(insert(zones).values(person_id=person_id, since=now, zone=zone))
    conn.execute(update(people).where(people.c.id == person_id).values(zone=zone, zone_offered=None))


def work(conn: Connection, person_id: int, hours: str, now: datetime) -> None:
    """From now on the person works these hours (a WorkWeek's text)."""
    conn.execute(insert(work_weeks).values(person_id=person_id, since=now, hours=hours))
    conn.execute(update(people).where(people.c.id == person_id).values(hours=hours))


def zone_history(conn: Connection, person_id: int) -> list[tuple[datetime, str]]:
    """(since, IANA zone), oldest first."""
    rows = conn.execute(
        select(zones.c.since, zones.c.zone).where(zones.c.person_id == person_id).order_by(zones.c.id)
    )
    return [(row.since, row.zone) for row in rows]


def zone_since(conn: Connection, person_id: int) -> datetime | None:
    """Since when the person has lived in the present zone."""
    return zones_since(conn, [person_id]).get(person_id)


def zones_since(conn: Connection, person_ids: Collection[int]) -> dict[int, datetime]:
    """Since when each of these people has lived in their present zone."""
    newest = select(func.max(zones.c.id)).where(zones.c.person_id.in_(person_ids)).group_by(zones.c.person_id)
    rows = conn.execute(select(zones.c.person_id, zones.c.since).where(zones.c.id.in_(newest)))
    return {row.person_id: row.since for row in rows}


def hours_history(conn: Connection, person_id: int) -> list[tuple[datetime, str]]:
    """(since, hours as text), oldest first."""
    rows = conn.execute(
        select(work_weeks.c.since, work_weeks.c.hours)
        .where(work_weeks.c.person_id == person_id)
        .order_by(work_weeks.c.id)
    )
    return [(row.since, row.hours) for row in rows]


def weeks(conn: Connection) -> list[WorkWeek]:
    """The work weeks, as they are now, of all who are set up."""
    rows = conn.execute(select(people.c.hours, people.c.zone).where(people.c.set_up_at.is_not(None)))
    return [WorkWeek.parse(row.hours, row.zone) for row in rows]


def done_dates(conn: Connection, person_id: int, count: int = 3) -> list[date]:
    """The newest dates on which the person said Done for today."""
    return done_dates_by_person(conn, [person_id], count).get(person_id, [])


def done_dates_by_person(
    conn: Connection, person_ids: Collection[int], count: int = 3
) -> dict[int, list[date]]:
    """`done_dates` of each of these people, of those who have any."""
    found = newest_by_person(conn, person_ids, days_done.c.date, count, days_done.c.undone_at.is_(None))
    return {person_id: [date.fromisoformat(day) for day in days] for person_id, days in found.items()}


def levels_of(conn: Connection, person_id: int) -> dict[str, int]:
    """The level of each exercise whose level was moved."""
    return levels_by_person(conn, [person_id])[person_id]


def levels_by_person(conn: Connection, person_ids: Collection[int]) -> dict[int, dict[str, int]]:
    """`levels_of` each of these people."""
    rows = conn.execute(select(levels).where(levels.c.person_id.in_(person_ids)))
    found = defaultdict[int, dict[str, int]](dict)
    for person_id, exercise, level in rows:
        found[person_id][exercise] = level
    return found


def set_level(conn: Connection, person_id: int, exercise: str, level: int) -> None:
    """The exercise is done at this level from now on."""
    conn.execute(delete(levels).where(levels.c.person_id == person_id, levels.c.exercise == exercise))
    conn.execute(insert(levels).values(person_id=person_id, exercise=exercise, level=level))


def leave_out(
    conn: Connection,
    person_id: int,
    exercises: tuple[str, ...],
    *,
    why: str,
    since: datetime,
    until: datetime | None,
) -> None:
    """These exercises are not offered until then (None: until brought back). What stays away for longer still does."""
    already = left_out_by(conn, person_id, since)
    for exercise in exercises:
        if exercise in already and _lasts(already[exercise], until):
            continue
        bring_back(conn, person_id, exercise)
        conn.execute(
            insert(left_out).values(person_id=person_id, exercise=exercise, why=why, since=since, until=until)
        )


def _lasts(one: datetime | None, other: datetime | None) -> bool:
    """Whether the first end is the later one, or there is none."""
    return one is None or (other is not None and one > other)


def bring_back(conn: Connection, person_id: int, exercise: str) -> bool:
    """The exercise is offered again. Whether it had been left out."""
    gone = conn.execute(
        delete(left_out).where(left_out.c.person_id == person_id, left_out.c.exercise == exercise)
    )
    return gone.rowcount > 0


def left_out_by(conn: Connection, person_id: int, now: datetime) -> dict[str, datetime | None]:
    """The exercises left out at this moment, and until when (None: until brought back)."""
    return left_out_by_person(conn, [person_id], now)[person_id]


def left_out_by_person(
    conn: Connection, person_ids: Collection[int], now: datetime
) -> dict[int, dict[str, datetime | None]]:
    """`left_out_by` each of these people."""
    rows = conn.execute(
        select(left_out.c.person_id, left_out.c.exercise, left_out.c.until).where(
            left_out.c.person_id.in_(person_ids), left_out.c.until.is_(None) | (left_out.c.until > now)
        )
    )
    found = defaultdict[int, dict[str, datetime | None]](dict)
    for person_id, exercise, until in rows:
        found[person_id][exercise] = until
    return found
