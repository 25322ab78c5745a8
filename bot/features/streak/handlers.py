"""Shows where a person stands and why, and takes a day that was forgotten."""

from __future__ import annotations

from datetime import date

from bot.features.streak import forgotten, view
from bot.features.streak.forgotten import Verdict
from bot.features.streak.makers import CALENDAR
from bot.life.streak import Day
from bot.storage import history
from bot.storage.record import Standing, diary_of, standing_of
from bot.turn import Turn
from bot.wire.buttons import LogDay, OpenStreak, OpenWhy

SLOT = "streak"


def streak(turn: Turn, _words: str) -> None:
    """`/streak`: a picture of the last weeks with the figures below it."""
    standing = _standing(turn)
    diary = diary_of(turn.conn, turn.person.id)
    done = standing.streak.days

    def is_expected(day: date) -> bool:
        return diary.is_workday(day) and (done.get(day) is Day.DONE or not diary.is_paused(day))

    workdays = view.workdays_of_week(standing.today, is_expected)
    picture = view.calendar(standing, turn.person.goal, turn.texts)
    shown = view.streak(standing, workdays, turn.person.goal, turn.texts)
    turn.photo(SLOT, shown, {"what": CALENDAR, "facts": picture.facts()})


def streak_tapped(turn: Turn, _press: OpenStreak) -> None:
    """[Streak]."""
    streak(turn, "")


def why(turn: Turn, _press: OpenWhy) -> None:
    """[Why 6?]."""
    standing = _standing(turn)
    turn.say(view.why(standing.streak, standing.today, turn.texts))


def log(turn: Turn, words: str) -> None:
    """`/log yesterday`; without words the days that can still be told, as buttons."""
    standing = _standing(turn)
    if not words.strip():
        counted = [day for day, verdict in standing.streak.days.items() if verdict is Day.DONE]
        days = [day for day in forgotten.open_days(standing.today, _first(standing)) if day not in counted]
        turn.say(*view.which_day(days, standing.today, turn.texts))
        return
    _log(turn, standing, forgotten.read(words, standing.today))


def log_tapped(turn: Turn, press: LogDay) -> None:
    """One of the days."""
    standing = _standing(turn)
    _log(turn, standing, forgotten.read(press.day, standing.today))


def _log(turn: Turn, standing: Standing, day: date | None) -> None:
    counted = [each for each, verdict in standing.streak.days.items() if verdict is Day.DONE]
    verdict = forgotten.judge(day, standing.today, _first(standing), counted)
    if verdict is Verdict.TAKEN and day is not None:
        history.log(turn.conn, turn.person.id, day, turn.now)
        standing = _standing(turn)
    turn.say(view.logged(verdict, day, standing, turn.texts))


def _first(standing: Standing) -> date:
    """The first date that the streak looks at."""
    return min(standing.streak.days)


def _standing(turn: Turn) -> Standing:
    return standing_of(turn.conn, turn.person, turn.now)
