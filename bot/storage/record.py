"""A person's streak and week, folded from what is kept."""

from __future__ import annotations

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
    breaks: dict[date, int]

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
    return Diary(
        tuple(people.zone_history(conn, person_id)),
        tuple(people.hours_history(conn, person_id)),
        pauses.all_of(conn, person_id),
    )


def standing_of(conn: Connection, person: Person, now: datetime) -> Standing:
    """Where the person stands at this moment. Only for people who are set up."""
    assert person.set_up_at is not None
    week = person.week
    diary = diary_of(conn, person.id)
    today = week.day_of(now)
    since = week.day_of(person.set_up_at)
    completions = history.standing(conn, person.id)
    sessions = {(completion.session_id, completion.date) for completion in completions}
    breaks: dict[date, int] = {}
    for _, day in sessions:
        breaks[day] = breaks.get(day, 0) + 1
    for day in history.moves_on(conn, person.id, today - timedelta(days=today.weekday())):
        breaks[day] = breaks.get(day, 0) + 1
    done = frozenset(completion.date for completion in completions)
    folded = streak(Record(since, today, done, diary.is_workday, diary.is_paused))
    return Standing(folded, today, breaks)


def streak_of(conn: Connection, person: Person, now: datetime) -> Streak:
    """The streak alone."""
    return standing_of(conn, person, now).streak
