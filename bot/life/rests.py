"""Reading how long reminders are to rest: "30", "2h", "until 14:00", "tomorrow", "until 5 Dec", "for 2 weeks". Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from scheduler.workweek import WorkWeek

LONGEST = timedelta(days=366)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_AMOUNT = re.compile(r"(\d{1,4}(?:[.,]\d{1,2})?)\s*([a-z]*)")
_TIME = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm)?")
_DATE = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\.?\s+([a-z]{3,9})\.?(?:\s+(\d{4}))?")
_MONTH_FIRST = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?(?:\s+(\d{4}))?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_UNITS = {
    "": timedelta(minutes=1),
    "m": timedelta(minutes=1),
    "min": timedelta(minutes=1),
    "mins": timedelta(minutes=1),
    "minute": timedelta(minutes=1),
    "minutes": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "hr": timedelta(hours=1),
    "hrs": timedelta(hours=1),
    "hour": timedelta(hours=1),
    "hours": timedelta(hours=1),
    "d": timedelta(days=1),
    "day": timedelta(days=1),
    "days": timedelta(days=1),
    "w": timedelta(weeks=1),
    "week": timedelta(weeks=1),
    "weeks": timedelta(weeks=1),
}


@dataclass(frozen=True, slots=True)
class Rest:
    """Reminders rest from `start` until `until` (UTC); None until resumed."""

    start: datetime
    until: datetime | None


LATEST = timedelta(hours=12)  # how much longer than planned a day can be made


class RestError(ValueError):
    """The words could not be read, or lie in the past, or too far ahead; `reason` says which."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def parse(words: str, now: datetime, zone: str) -> Rest:
    """The pause these words mean, now (aware) and in this IANA zone. Whole days begin and end at local midnight.

    Raises RestError: "unread", "past" or "far".
    """
    text = " ".join(words.casefold().split())[:100]
    local = now.astimezone(ZoneInfo(zone))
    if not text:
        return Rest(now, None)
    until = _until(text, local)
    if until <= now:
        raise RestError("past")
    if until - now > LONGEST:
        raise RestError("far")
    return Rest(now, until.astimezone(now.tzinfo))


def day_off(words: str, now: datetime, week: WorkWeek) -> Rest:
    """The day or days off that these words mean: "" or "today", "yesterday", "3", "for 2 weeks", "until 5 Dec".

    Whole days only. A day runs from its midnight to the next, or to the end of its last range where that is later (a
    night shift). Today counts from now, or as a whole once its hours are over. Raises RestError.
    """
    text = " ".join(words.casefold().split())
    away = {"": 0, "today": 0, "yesterday": -1, "tomorrow": 1}.get(text)
    today = week.day_of(now)
    if away is None:
        last = _last_day(f"{text} days" if text.isdecimal() else text, now, week.zone)
        return Rest(_what_is_left(today, now, week), _whole(last, week)[1])
    start, until = _whole(today + timedelta(days=away), week)
    return Rest(_what_is_left(today, now, week) if away == 0 else start, until)


def later(words: str, now: datetime, week: WorkWeek) -> datetime:
    """Until when (UTC) the person works longer today: "20:00", "until 8pm".

    Raises RestError: "unread", "past", "no_hours" (today has no range to make longer), "early" (the range lasts that
    long already) or "far".
    """
    text = " ".join(words.casefold().split()).removeprefix("until ").removeprefix("till ")
    match = _TIME.fullmatch(text)
    if match is None:
        raise RestError("unread")
    spans = week.on(week.day_of(now))
    if not spans:
        raise RestError("no_hours")
    end = spans[-1].end.astimezone(ZoneInfo(week.zone))
    until = _at(end, week.day_of(now), _time(match))
    past_midnight = _at(end, until.date() + timedelta(days=1), _time(match))
    if until <= end and past_midnight - end <= LATEST:
        until = past_midnight
    if until <= end:
        raise RestError("early")
    if until - end > LATEST:
        raise RestError("far")
    if until <= now:
        raise RestError("past")
    return until.astimezone(now.tzinfo)


def _last_day(words: str, now: datetime, zone: str) -> date:
    until = parse(words, now, zone).until
    assert until is not None, "only no words at all mean an open end"
    local = until.astimezone(ZoneInfo(zone))
    if _midnight(local, local.date()).astimezone(UTC) != until:
        raise RestError("unread")
    return local.date() - timedelta(days=1)


def _what_is_left(today: date, now: datetime, week: WorkWeek) -> datetime:
    hours = week.on(today)
    return _whole(today, week)[0] if hours and hours[-1].end <= now else now


def _whole(day: date, week: WorkWeek) -> tuple[datetime, datetime]:
    here = datetime.combine(day, time(), ZoneInfo(week.zone))
    end = _midnight(here, day + timedelta(days=1))
    ends = [end, *(span.end for span in week.on(day))]
    return here.astimezone(UTC), max(moment.astimezone(UTC) for moment in ends)


def _until(text: str, local: datetime) -> datetime:
    if text in {"today", "rest of the day", "for today"}:
        return _midnight(local, local.date() + timedelta(days=1))
    if text in {"tomorrow", "until after tomorrow"}:
        return _midnight(local, local.date() + timedelta(days=2))
    if text in {"week", "a week", "for a week"}:
        text = "1 week"
    if text.startswith(("until ", "till ", "to ")):
        return _moment(text.split(" ", 1)[1], local)
    text = text.removeprefix("for ")
    text = re.sub(r"^(an?)\b", "1", text)
    if match := _AMOUNT.fullmatch(text):
        return _after(local, match)
    return _moment(text, local)


def _after(local: datetime, match: re.Match[str]) -> datetime:
    unit = _UNITS.get(match[2])
    if unit is None:
        raise RestError("unread")
    amount = float(match[1].replace(",", "."))
    if unit >= timedelta(days=1):
        # Whole days: today is the first.
        if amount * unit > LONGEST:
            raise RestError("far")
        return _midnight(local, local.date() + amount * unit)
    return (local.astimezone(ZoneInfo("UTC")) + amount * unit).astimezone(local.tzinfo)


def _moment(text: str, local: datetime) -> datetime:
    today = local.date()
    if text == "tomorrow":
        return _midnight(local, today + timedelta(days=1))
    if text == "noon":
        return _at(local, today, time(12))
    if match := _TIME.fullmatch(text):
        return _at(local, today, _time(match))
    if text[:3] in _DAYS and re.fullmatch(r"[a-z]{3,9}", text):
        return _midnight(local, _next_weekday(today, _DAYS.index(text[:3])))
    return _midnight(local, _date(text, today))


def _time(match: re.Match[str]) -> time:
    hour, minute = int(match[1]), int(match[2] or 0)
    if match[3]:
        if not 1 <= hour <= 12:
            raise RestError("unread")
        hour = hour % 12 + (12 if match[3] == "pm" else 0)
    try:
        return time(hour % 24 if hour == 24 else hour, minute)
    except ValueError as error:
        raise RestError("unread") from error


def _date(text: str, today: date) -> date:
    try:
        if match := _ISO.fullmatch(text):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if match := _DATE.fullmatch(text):
            day, month, year = match[1], match[2], match[3]
        elif match := _MONTH_FIRST.fullmatch(text):
            month, day, year = match[1], match[2], match[3]
        else:
            raise RestError("unread")
        number = _MONTHS.index(month[:3]) + 1
        found = date(int(year) if year else today.year, number, int(day))
        # Without a year the next such date is meant.
        return found if year or found > today else found.replace(year=today.year + 1)
    except ValueError as error:
        if isinstance(error, RestError):
            raise
        raise RestError("unread") from error


def _next_weekday(today: date, weekday: int) -> date:
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _at(local: datetime, day: date, at: time) -> datetime:
    return datetime.combine(day, at, local.tzinfo)


def _midnight(local: datetime, day: date) -> datetime:
    return _at(local, day, time())
