"""A person's streak and week, folded from what is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from bot.life.diary import Diary
from bot.life.streak import Day, Record, Streak, streak
from bot.storage import history, pauses, people
from bot.storage.people import Person


@dataclass(frozen=True, slots=True)
class Standing:
    """The streak, and breaks by date: a session counts once, a move without us counts too. `today` as it is lived."""

    streak: Streak
    today: date
    breaks: Mapping[date, int]

    @property
    def week(self) -> list[date]:
        """The dates from Monday to today."""
        return [self.today - timedelta(days=back) for back in range(self.today.weekday(), -1, -1)]

    @property
    def week_breaks(self) -> int:
        """Breaks since Monday."""
        return sum(self.breaks.get(day, 0) for day in self.week)

    @property
    def week_done(self) -> int:
        """Days since Monday that count."""
        return sum(self.streak.days.get(day) is Day.DONE for day in self.week)


def diary_of(conn: Connection, person_id: int) -> Diary:
    """Zone, hours and pauses as they were."""
    return Diary.of(
        people.zone_history(conn, person_id),
        people.hours_history(conn, person_id),
        pauses.all_of(conn, person_id),
    )


def standing_of(conn: Connection, person: Person, now: datetime) -> Standing:
    """Where the person stands at this moment. Only for people who are set up."""
    assert person.set_up_at is not None
    diary = diary_of(conn, person.id)
    sessions = {(done.session_id, done.date) for done in history.standing(conn, person.id)}
    logged = history.logged_on(conn, person.id)
    moved = history.moved_on(conn, person.id)
    breaks = Counter([day for _, day in sessions] + logged + moved)
    record = Record(
        since=diary.date_of(person.set_up_at),
        today=person.day_of(now),
        done=frozenset({day for _, day in sessions} | set(logged)),
        is_workday=diary.is_workday,
        is_paused=diary.is_paused,
    )
    return Standing(streak(record), record.today, breaks)


def streak_of(conn: Connection, person: Person, now: datetime) -> Streak:
    """The streak alone."""
    return standing_of(conn, person, now).streak
