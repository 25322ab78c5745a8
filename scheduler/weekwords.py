"""The words that working hours are written in: days, times of day on a 24 or 12 hour clock, dashes.

Sentences made of them are read in `scheduler.weektext`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

DAY = 24 * 60
HALF_DAY = 12 * 60

DAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

DayRange = tuple[int, int]
"""Start and end in minutes from local midnight; an end above 1440 is on the following day."""


class WorkWeekFault(StrEnum):
    """Why a text is not a working week."""

    EMPTY = "empty"
    UNREADABLE = "unreadable"
    BAD_TIME = "bad_time"
    TIME_WITHOUT_END = "time_without_end"
    DAYS_WITHOUT_HOURS = "days_without_hours"
    EMPTY_RANGE = "empty_range"
    OVERLAP = "overlap"


class WorkWeekError(ValueError):
    """A text is not a working week: `part`, found at `position` (from 0) of it, is at fault for `reason`."""

    def __init__(self, reason: WorkWeekFault, part: str, position: int) -> None:
        super().__init__(f'working hours: {reason.replace("_", " ")} at "{part}" (character {position + 1})')
        self.reason = reason
        self.part = part
        self.position = position


class Kind(StrEnum):
    """What a word is for."""

    DAYS = "days"
    TIME = "time"
    DASH = "dash"
    OFF = "off"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Token:
    """A word as written, and where; `days` holds what a word for days means (Monday is 0)."""

    kind: Kind
    text: str
    position: int
    days: tuple[int, ...] = ()

    def upto(self, last: Token, text: str) -> Token:
        """The stretch of `text` from this token to `last`, as one token; this alone if `last` is before it."""
        end = max(one.position + len(one.text) for one in (self, last))
        return Token(self.kind, text[self.position : end], self.position, self.days)


_FULL_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORT_NAMES = {"m": 0, "tues": 1, "w": 2, "weds": 2, "thur": 3, "thurs": 3, "f": 4} | {
    name[:length]: day for day, name in enumerate(_FULL_NAMES) for length in (2, 3)
}
_DAYS = (
    {name: (day,) for name, day in _SHORT_NAMES.items()}
    | {name + ending: (day,) for day, name in enumerate(_FULL_NAMES) for ending in ("", "s")}
    | dict.fromkeys(("daily", "everyday", "day", "days"), tuple(range(7)))
    | dict.fromkeys(("weekday", "weekdays", "workday", "workdays"), tuple(range(5)))
    | dict.fromkeys(("weekend", "weekends"), (5, 6))
)
_DASHES = {"to", "till", "til", "until", "through", "thru"}
_OFF = {"off", "free", "none", "closed"}
_NAMED_TIMES = {"noon": "12:00", "midnight": "0:00"}
_FILLERS = {"and", "from", "on", "at", "between", "every", "each", "all"}

_TOKEN = re.compile(
    r"""(?P<dash>  [-\u2010-\u2015\u2192\u2212~>]+ | \.{2,} | \u2026 )
      | (?P<space> [\s,;:.&+/|]+ )
      | (?P<time>  [0-9]+ (?: [:.h][0-9]+ )? h? (?: \s* [ap] (?: \.?m\b\.? | \b ) )? (?! [^\W\d_] ) )
      | (?P<word>  [^\W\d_]+ )
      | (?P<other> [^\s,;]+ )""",
    re.VERBOSE | re.IGNORECASE,
)
_TIME = re.compile(
    r"(?P<hour>[0-9]{1,2})(?:[:.h]?(?P<minute>[0-9]{2}))?h?\s*(?:(?P<half>[ap])\.?(?:m\.?)?)?", re.IGNORECASE
)


def tokens(text: str) -> list[Token]:
    """The words of `text` that carry meaning, in order."""
    found = [_token(match) for match in _TOKEN.finditer(text) if match.lastgroup != "space"]
    return [token for token in found if token.text.casefold() not in _FILLERS]


def _token(match: re.Match[str]) -> Token:
    written, position = match.group(), match.start()
    word = written.casefold()
    if match.lastgroup == "time" or word in _NAMED_TIMES:
        return Token(Kind.TIME, written, position)
    if match.lastgroup == "dash" or word in _DASHES:
        return Token(Kind.DASH, written, position)
    if word in _DAYS:
        return Token(Kind.DAYS, written, position, _DAYS[word])
    return Token(Kind.OFF if word in _OFF else Kind.UNKNOWN, written, position)


@dataclass(frozen=True)
class _Time:
    """A time of day in minutes.

    `named` says that am or pm was written, `fixed` that there is no doubt about the half of the day.
    """

    minute: int
    fixed: bool
    named: bool


def range_between(first: Token, last: Token, text: str, after: int | None = None) -> DayRange:
    """The range from one time to the other; raises `WorkWeekError`.

    Times without am or pm are on the 24 hour clock ("22-6" is a night). But where one side says am or pm, or
    the end would come before the start by the 24 hour clock though both hours are 12 or less ("9-5", "9am-5",
    "1-5pm"), the other side is read on the 12 hour dial, so that the range is the shorter one. And one that
    seems to lie before a range that opens at minute `after` is in the afternoon ("8-12 1-5").
    """
    start, end = _time(first), _time(last)
    if start.minute == DAY:
        raise WorkWeekError(WorkWeekFault.BAD_TIME, first.text, first.position)
    opens, closes = _on_the_dial(start, end)
    if opens == closes:
        written = first.upto(last, text)
        raise WorkWeekError(WorkWeekFault.EMPTY_RANGE, written.text, written.position)
    if after is not None and not (start.fixed or end.fixed) and opens < HALF_DAY and opens < closes <= after:
        return opens + HALF_DAY, closes + HALF_DAY
    return opens, closes + DAY if closes < opens else closes


def is_12_hour(*times: Token) -> bool:
    """Whether these may all be hours of a 12 hour clock: with am or pm, or up to 12."""
    return all(time.named or not time.fixed for time in map(_time, times))


def _on_the_dial(start: _Time, end: _Time) -> DayRange:
    if not start.fixed and end.named:
        closes = end.minute or DAY
        early, late = start.minute % HALF_DAY, start.minute % HALF_DAY + HALF_DAY
        return (early if early < closes <= late else late), end.minute
    if not end.fixed and (start.named or (not start.fixed and end.minute < start.minute)):
        dial = (end.minute - start.minute) % HALF_DAY or HALF_DAY
        return start.minute, (start.minute + dial - 1) % DAY + 1
    return start.minute, end.minute


def _time(token: Token) -> _Time:
    match = _TIME.fullmatch(_NAMED_TIMES.get(token.text.casefold(), token.text))
    hour, minute = (int(match["hour"]), int(match["minute"] or 0)) if match else (99, 0)
    half = (match["half"] or "").casefold() if match else ""
    if hour * 60 + minute > DAY or minute > 59 or (half and not 1 <= hour <= 12):
        raise WorkWeekError(WorkWeekFault.BAD_TIME, token.text, token.position)
    if half:
        return _Time(hour % 12 * 60 + minute + (HALF_DAY if half == "p" else 0), fixed=True, named=True)
    return _Time(hour * 60 + minute, fixed=not 1 <= hour <= 12, named=False)


def print_range(found: DayRange) -> str:
    """A range in its canonical form: "9-12:30", "22-6", and "9am-5am" where digits alone would mean 9-17."""
    start, end = found
    closes = end if end == DAY else end % DAY
    doubtful = closes < start and closes // 60 >= 1 and start // 60 <= 12
    show = _print_12 if doubtful else _print_24
    return f"{show(start)}-{show(closes)}"


def _print_24(minute: int) -> str:
    hour, rest = divmod(minute, 60)
    return f"{hour}:{rest:02}" if rest else f"{hour}"


def _print_12(minute: int) -> str:
    hour, rest = divmod(minute, 60)
    shown = _print_24((hour % 12 or 12) * 60 + rest)
    return f"{shown}{'am' if hour < 12 else 'pm'}"
