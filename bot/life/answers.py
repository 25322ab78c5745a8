"""What people type as the value of a setting, read into that value. Pure; shared by first meeting and settings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum

from bot.life.choices import PACES
from scheduler.workweek import WorkWeek, WorkWeekError, WorkWeekFault

SHORTEST_INTERVAL, LONGEST_INTERVAL = 15, 240
"""Minutes of sitting before a reminder."""

MOST_BREAKS = 16
"""A goal above two breaks an hour of a working day would only ever be missed."""

LATEST_DAY_START = 360
"""Minutes after midnight: later than six in the morning, a day would begin in the middle of the next."""

LONGEST_LINE = 200
"""Characters; nothing that answers one of these questions needs more."""

_NAMED_LENGTHS = {
    "quarter of an hour": 15,
    "half an hour": 30,
    "half hour": 30,
    "hour": 60,
    "an hour": 60,
    "hourly": 60,
    "hour and a half": 90,
    "an hour and a half": 90,
}
_LENGTH = re.compile(
    r"(?:(?P<hours>\d{1,4}(?:[.,]\d{1,2})?)\s*(?:hours?|hrs?|h)(?![^\W\d_])\s*(?:and\s+)?)?"
    r"(?:(?P<minutes>\d{1,6})\s*(?:minutes?|mins?|m|')?)?"
)
_EVERY = re.compile(r"^(?:every|each|about|after)\s+")
_GOAL = re.compile(r"(?P<count>\d{1,6})\s*(?:breaks?|times|x)?\s*(?:a|per|each|every)?\s*(?:day)?")
_EARLY = re.compile(r"(?P<hour>[0-9]{1,2})(?:[:.](?P<minute>[0-9]{2}))?\s*(?:am)?")
_BETWEEN_CHOICES = re.compile(r"[,;+/&\n]|\band\b")
_ON = frozenset({"on", "yes", "y", "true", "silent", "1"})
_OFF = frozenset({"off", "no", "n", "false", "sound", "loud", "0"})
_CLIPS = frozenset({"clips", "clip", "pictures", "picture", "images", "video", "videos", "on"})
_TEXT = frozenset({"text", "texts", "words", "text only", "off"})
_NONE = frozenset({"none", "nothing", "no", "-"})


class AnswerFault(StrEnum):
    """Why a typed line is not a value of its setting."""

    UNREADABLE = "unreadable"
    TOO_LITTLE = "too_little"
    TOO_MUCH = "too_much"


class AnswerError(ValueError):
    """A typed line is not a value of its setting: `part` of it is at fault for `reason`."""

    def __init__(self, reason: AnswerFault, part: str) -> None:
        super().__init__(f'{reason.replace("_", " ")}: "{part}"')
        self.reason = reason
        self.part = part


def read_interval(text: str) -> int:
    """Minutes from "50", "every 50 minutes", "1h", "1.5 h" or "1 h 30". Raises AnswerError outside 15 to 240."""
    line = _EVERY.sub("", _plain(text))
    match = _LENGTH.fullmatch(line)
    if line in _NAMED_LENGTHS:
        minutes = float(_NAMED_LENGTHS[line])
    elif match and (match["hours"] or match["minutes"]):
        minutes = float((match["hours"] or "0").replace(",", ".")) * 60 + int(match["minutes"] or 0)
    else:
        raise AnswerError(AnswerFault.UNREADABLE, text)
    return _within(round(minutes), SHORTEST_INTERVAL, LONGEST_INTERVAL, text)


def read_goal(text: str) -> int:
    """Breaks a day from "5" or "5 breaks a day". Raises AnswerError outside 1 to 16."""
    match = _GOAL.fullmatch(_plain(text))
    if match is None:
        raise AnswerError(AnswerFault.UNREADABLE, text)
    return _within(int(match["count"]), 1, MOST_BREAKS, text)


def read_hours(text: str) -> str:
    """A work week in its canonical form. Raises WorkWeekError, also for a week that has no hours at all."""
    if len(text) > LONGEST_LINE:
        raise WorkWeekError(WorkWeekFault.UNREADABLE, text, 0)
    week = WorkWeek.parse(text, "UTC")  # the text of a week is the same in every zone
    if not any(week.ranges):
        raise WorkWeekError(WorkWeekFault.EMPTY, text.strip(), 0)
    return week.text()


def read_switch(text: str) -> bool:
    """Whether "on", "off" or the like. Raises AnswerError."""
    word = _plain(text)
    if word in _ON:
        return True
    if word in _OFF:
        return False
    raise AnswerError(AnswerFault.UNREADABLE, text)


def read_clips(text: str) -> bool:
    """Whether "clips" rather than "text". Raises AnswerError."""
    word = _plain(text)
    if word in _CLIPS:
        return True
    if word in _TEXT:
        return False
    raise AnswerError(AnswerFault.UNREADABLE, text)


def read_pace(text: str) -> str:
    """ "short", "normal" or "long". Raises AnswerError."""
    word = _plain(text)
    if word not in PACES:
        raise AnswerError(AnswerFault.UNREADABLE, text)
    return word


def read_day_start(text: str) -> int:
    """Minutes after midnight from "4", "04:00", "4am" or "midnight". Raises AnswerError outside 0:00 to 6:00."""
    line = _plain(text)
    match = _EARLY.fullmatch("0" if line == "midnight" else line)
    if match is None or int(match["minute"] or 0) > 59:
        raise AnswerError(AnswerFault.UNREADABLE, text)
    return _within(int(match["hour"]) * 60 + int(match["minute"] or 0), 0, LATEST_DAY_START, text)


def read_choices(text: str, spoken: Mapping[str, str]) -> tuple[str, ...]:
    """The ids named in "chair, floor", by what people call them; "none" is nothing. Raises AnswerError."""
    line = _plain(text)
    if line in _NONE:
        return ()
    parts = [part.strip() for part in _BETWEEN_CHOICES.split(line) if part.strip()]
    named = {word for part in parts for word in _choices_in(part, spoken)}
    if not named:
        raise AnswerError(AnswerFault.UNREADABLE, text)
    return tuple(word for word in dict.fromkeys(spoken.values()) if word in named)


def toggled(chosen: tuple[str, ...], word: str, order: tuple[str, ...]) -> tuple[str, ...]:
    """The choice with `word` switched over, in the given order."""
    wanted = set(chosen) ^ {word}
    return tuple(each for each in order if each in wanted)


def _choices_in(part: str, spoken: Mapping[str, str]) -> list[str]:
    """One choice of several words ("lower back"), or several of one word each ("chair floor")."""
    if part in spoken:
        return [spoken[part]]
    unknown = next((word for word in part.split() if word not in spoken), None)
    if unknown is not None:
        raise AnswerError(AnswerFault.UNREADABLE, unknown)
    return [spoken[word] for word in part.split()]


def _plain(text: str) -> str:
    if len(text) > LONGEST_LINE:
        raise AnswerError(AnswerFault.UNREADABLE, text)
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split()).strip(" .!")


def _within(number: int, least: int, most: int, text: str) -> int:
    if number < least:
        raise AnswerError(AnswerFault.TOO_LITTLE, text)
    if number > most:
        raise AnswerError(AnswerFault.TOO_MUCH, text)
    return number
