"""When a person hears from us next: the only caller of `next_break`, so whatever moves a reminder goes through here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from bot.storage import days, people
from bot.storage.breaks import Break, Outcome
from bot.storage.database import Connection
from bot.storage.kept import Kept, kept
from bot.storage.people import Person
from scheduler import due
from scheduler.breaks import Pause, Planned, Quiet, Rhythm, next_break

REMINDER = "reminder"


def rhythm(facts: Kept, now: datetime) -> Rhythm:
    """What decides the next reminder. Pure.

    What lies ahead of now was noted by a clock that has been set back since: it has not happened yet.
    """
    person = facts.person
    assert person.interval is not None
    newest = next(iter(facts.reminders), None)
    if newest is not None and newest.newest_at > now:
        newest = None
    # A reminder that a pause put off is still owed: nothing counts from it, so it comes right after the pause.
    counting = None if newest is None or _put_off(newest, facts.pauses) else newest
    return Rhythm(
        person=person.id,
        week=person.week,
        interval=timedelta(minutes=person.interval),
        # Whoever sets up in the afternoon, or arrives in another zone, has not been sitting since nine.
        last_moved=_latest(now, *_moved(facts)),
        last_prompted=_latest(now, counting.offered_at if counting else None, person.returned_at),
        answered=newest is not None and newest.outcome not in {None, Outcome.UNANSWERED},
        snoozed_until=newest.snoozed_until if newest else None,
        skipped_at=_turned_down_at(counting),
        pauses=tuple(facts.pauses),
        done_for=max(facts.done_dates, default=None),
        late_until=facts.late.get(_day_of(person, facts.late, now)),
        slowed=person.slowed,
    )


def day_of(conn: Connection, person: Person, now: datetime) -> date:
    """The date whose hours are lived at this moment, or to come: one that was made longer may end past midnight."""
    yesterday = person.week.day_of(now) - timedelta(days=1)
    return _day_of(person, days.late_by_person(conn, [person.id], yesterday)[person.id], now)


def _day_of(person: Person, late: Mapping[date, datetime], now: datetime) -> date:
    today = person.week.day_of(now)
    before = today - timedelta(days=1)
    until = late.get(before)
    return before if until is not None and now < until else today


def unanswered(reminders: Sequence[Break], reacted_at: datetime | None) -> int:
    """How many of these, newest first, found no reaction of any kind in a row."""
    count = 0
    for reminder in reminders:
        answered = reminder.outcome not in {None, Outcome.UNANSWERED}
        if answered or (reacted_at is not None and reacted_at >= reminder.offered_at):
            break
        count += 1
    return count


def _moved(facts: Kept) -> tuple[datetime | None, ...]:
    return facts.moved_at, facts.person.set_up_at, facts.zone_since


def _latest(now: datetime, *moments: datetime | None) -> datetime | None:
    """The latest of them that has been."""
    return max((moment for moment in moments if moment is not None and moment <= now), default=None)


def _put_off(newest: Break, rests: Sequence[Pause]) -> bool:
    """Whether this reminder was let go because a pause began."""
    return newest.outcome is Outcome.SKIPPED and any(rest.start == newest.outcome_at for rest in rests)


def _turned_down_at(newest: Break | None) -> datetime | None:
    """When the newest reminder was answered without moving: the next counts from there."""
    if newest is None or newest.outcome not in {Outcome.SKIPPED, Outcome.STOPPED}:
        return None
    return newest.outcome_at


def count_anew(conn: Connection, person_id: int, now: datetime) -> None:
    """After the clock was set back: what the next reminder would count from may lie ahead, so it counts from now."""
    person = people.load(conn, person_id)
    assert person is not None
    facts = kept(conn, person, now)
    newest = [reminder.newest_at for reminder in facts.reminders[:1]]
    noted = (*_moved(facts), person.returned_at, *newest)
    if any(moment is not None and moment > now for moment in noted):
        people.change(conn, person_id, returned_at=now)


def put_all(conn: Connection, moments: Mapping[int, datetime | None]) -> None:
    """Set the next reminders of people who have none now, by their ids; None leaves it so."""
    due.put_all(conn, [(REMINDER, person_id, at) for person_id, at in moments.items() if at is not None])


def replan(conn: Connection, person_id: int, now: datetime) -> Planned | Quiet | None:
    """Set the person's next reminder anew from what is kept. None for people who are not set up, or gone."""
    person = people.load(conn, person_id)
    if person is None or person.set_up_at is None or person.gone_at is not None:
        due.cancel(conn, REMINDER, person_id)
        return None
    planned = next_break(rhythm(kept(conn, person, now), now), now)
    if isinstance(planned, Planned):
        due.put(conn, REMINDER, person_id, planned.at)
    else:
        due.cancel(conn, REMINDER, person_id)
    return planned
