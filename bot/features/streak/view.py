"""What the streak looks like. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby

from bot import telling
from bot.features.streak.forgotten import Verdict
from bot.life.streak import Day, Streak
from bot.pictures.calendar import Calendar, Cell, first_day
from bot.storage.record import Standing
from bot.texts import Html, Texts
from bot.wire.buttons import LogDay, OfferStretch, OpenNext, OpenWhy
from bot.wire.outgoing import Key, Rows, View

LINES_OF_WHY = 14
LEGEND = (Day.DONE, Day.FROZEN, Day.PAUSED, Day.OFF, Day.MISSED)


def workdays_of_week(today: date, is_expected: Callable[[date], bool]) -> int:
    """How many dates from Monday to Sunday of this week have hours that no pause covered."""
    monday = today - timedelta(days=today.weekday())
    return sum(is_expected(monday + timedelta(days=number)) for number in range(7))


def streak(standing: Standing, workdays: int, goal: int, texts: Texts) -> View:
    """Days in a row, best, this week, today, freezes."""
    found = standing.streak
    text = texts(
        "streak",
        days=found.current,
        best=found.best,
        week=texts("streak-week", done=standing.week_done, workdays=workdays, breaks=standing.week_breaks),
        today=texts("streak-today", count=standing.breaks.get(standing.today, 0), goal=goal),
        freezes=texts("streak-freezes", count=found.freezes, ahead=found.days_to_freeze),
        hint=_hint(standing, texts),
    )
    why = Key(texts("streak-why", days=found.current), OpenWhy())
    return View(
        text,
        (
            (why, Key(texts("button-next"), OpenNext())),
            (Key(texts("button-stretch"), OfferStretch()),),
        ),
    )


def _hint(standing: Standing, texts: Texts) -> Html:
    today = standing.streak.days.get(standing.today, Day.OPEN)
    if standing.streak.current == 0 and today is not Day.DONE:
        return texts("streak-hint-start")
    return texts("streak-hint", today=str(today))


def calendar(standing: Standing, goal: int, texts: Texts) -> Calendar:
    """The last twelve weeks as a picture."""
    first = first_day(standing.today)
    cells = {
        day: Cell(str(verdict), min(1.0, standing.breaks.get(day, 0) / goal))
        for day, verdict in standing.streak.days.items()
        if day >= first
    }
    return Calendar(
        standing.today,
        cells,
        [texts("month-short", number=number) for number in range(1, 13)],
        [texts("weekday-short", number=number) for number in range(1, 8)],
        [(str(day), texts("streak-legend", day=str(day))) for day in LEGEND],
    )


def why(found: Streak, today: date, texts: Texts) -> Html:
    """The days that decided, newest first, neighbours with the same verdict in one line."""
    lines = [_line(verdict, days, today, texts) for verdict, days in _runs(found.deciding)]
    shown = lines[:LINES_OF_WHY]
    if len(lines) > LINES_OF_WHY:
        shown.append(texts("streak-why-more"))
    return texts("streak-why-list", days=found.current, lines=Html("\n".join(shown)))


def _runs(days: Iterable[tuple[date, Day]]) -> Iterator[tuple[Day, list[date]]]:
    for verdict, group in groupby(days, key=lambda entry: entry[1]):
        yield verdict, [day for day, _ in group]


def _line(verdict: Day, days: list[date], today: date, texts: Texts) -> Html:
    """`days` newest first."""
    newest, oldest = days[0], days[-1]
    when = texts("streak-why-day", day=_short(newest, texts))
    if newest == today and len(days) == 1:
        when = telling.day_name(today, today, texts)
    elif newest != oldest:
        when = texts("streak-why-days", first=_short(oldest, texts), last=_short(newest, texts))
    return texts("streak-why-line", when=when, verdict=str(verdict), count=len(days))


def _short(day: date, texts: Texts) -> Html:
    weekday = texts("weekday-short", number=day.isoweekday())
    month = texts("month-short", number=day.month)
    return texts("date-short", weekday=weekday, day=day.day, month=month)


def which_day(days: list[date], today: date, texts: Texts) -> tuple[Html, Rows]:
    """The days that may still be told."""
    if not days:
        return texts("streak-log-none"), ()
    keys = [Key(telling.day_name(day, today, texts), LogDay(day.isoformat())) for day in days]
    return texts("streak-log-which"), (keys,)


def logged(verdict: Verdict, day: date | None, standing: Standing, texts: Texts) -> Html:
    """What became of a day that somebody wanted to log."""
    told = telling.day_name(day, standing.today, texts) if day is not None else Html()
    return texts("streak-log", verdict=str(verdict), day=told, days=standing.streak.current)
