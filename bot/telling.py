"""How moments and lengths are told to a person: in their zone, short, the same everywhere. Pure."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.texts import Html, Texts


def length(seconds: float) -> str:
    """Seconds as minutes and seconds: 70 -> "1:10"."""
    whole = max(0, round(seconds))
    return f"{whole // 60}:{whole % 60:02d}"


def clock(moment: datetime, zone: str, *, seconds: bool = False) -> str:
    """The time of day in the person's zone: "15:20", or "10:42:15"."""
    return moment.astimezone(ZoneInfo(zone)).strftime("%H:%M:%S" if seconds else "%H:%M")


def when(moment: datetime, now: datetime, zone: str, texts: Texts) -> Html:
    """A moment as said aloud: "today 15:20", "tomorrow 9:50", "Monday 9:50", "5 December 9:50"."""
    day = moment.astimezone(ZoneInfo(zone)).date()
    return texts(
        "when", day=day_name(day, now.astimezone(ZoneInfo(zone)).date(), texts), time=clock(moment, zone)
    )


def day_name(day: date, today: date, texts: Texts) -> Html:
    """A date as said aloud, seen from today."""
    away = (day - today).days
    if away in {-1, 0, 1}:
        return texts("day", away=away)
    weekday = texts("weekday", number=day.isoweekday())
    if 1 < away < 7:
        return weekday
    return texts("date", weekday=weekday, day=day.day, month=texts("month", number=day.month))


def span(duration: timedelta, texts: Texts) -> Html:
    """A duration in whole minutes: "50 minutes", "2 hours", "2 h 5 min"."""
    minutes = max(0, int(duration.total_seconds() // 60))
    hours, rest = divmod(minutes, 60)
    if hours and rest:
        return texts("hours-and-minutes", hours=hours, minutes=rest)
    return texts("hours", count=hours) if hours else texts("minutes", count=minutes)
