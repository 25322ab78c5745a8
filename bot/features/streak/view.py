"""What the streak looks like. Pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from bot.life.streak import Day
from bot.storage.record import Standing
from bot.texts import Html, Texts
from bot.wire.buttons import OfferStretch, OpenNext
from bot.wire.outgoing import Key, View


def workdays_of_week(today: date, is_workday: Callable[[date], bool]) -> int:
    """How many dates from Monday to Sunday of this week have hours."""
    monday = today - timedelta(days=today.weekday())
    return sum(is_workday(monday + timedelta(days=number)) for number in range(7))


def streak(standing: Standing, workdays: int, goal: int, texts: Texts) -> View:
    """Days in a row, best, this week, today."""
    return View(
        texts(
            "streak",
            days=standing.streak.current,
            best=standing.streak.best,
            week=texts(
                "streak-week", done=standing.week_done, workdays=workdays, breaks=standing.week_breaks
            ),
            today=texts("streak-today", count=standing.breaks.get(standing.today, 0), goal=goal),
            hint=_hint(standing, texts),
        ),
        ((Key(texts("button-stretch"), OfferStretch()), Key(texts("button-next"), OpenNext())),),
    )


def _hint(standing: Standing, texts: Texts) -> Html:
    today = standing.streak.days.get(standing.today, Day.OPEN)
    if standing.streak.current == 0 and today is not Day.DONE:
        return texts("streak-hint-start")
    return texts("streak-hint", today=str(today))
