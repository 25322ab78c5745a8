"""The facts that decide when a person is next reminded, and the answers to that question."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from scheduler.workweek import WorkWeek
from scheduler.zones import as_utc

UNANSWERED_BEFORE_SLOWING = 3
"""So many reminders in a row without any reaction double the interval."""


class Reason(StrEnum):
    """Why the next reminder comes when it comes."""

    AFTER_MOVEMENT = "after_movement"
    """One interval after the person last moved."""
    RANGE_START = "range_start"
    """One interval after a working range of the same date begins."""
    NEXT_WORKDAY = "next_workday"
    """One interval after the first range left on a later date begins."""
    SNOOZED = "snoozed"
    """At the moment the person asked for."""
    AFTER_SKIP = "after_skip"
    """One interval after a skip."""
    AFTER_PROMPT = "after_prompt"
    """One interval after a reminder that found no answer."""
    AFTER_ANSWER = "after_answer"
    """One interval after a reminder that was answered, though not with movement."""
    SLOWED = "slowed"
    """As range_start or after_prompt, with the interval doubled for want of reactions."""
    AFTER_PAUSE = "after_pause"
    """When a pause ends that a reminder fell into, or one interval after a pause over the range's start."""


class QuietReason(StrEnum):
    """Why no reminder comes."""

    NO_HOURS = "no_hours"
    """The work week has no ranges."""
    PAUSED = "paused"
    """A pause without an end is on, or will be before anything is due."""
    RANGES_TOO_SHORT = "ranges_too_short"
    """No range is long enough for the interval."""


@dataclass(frozen=True)
class Planned:
    """A reminder is due `at` (UTC); by then the person has sat since `sitting_since` (UTC)."""

    at: datetime
    reason: Reason
    sitting_since: datetime


@dataclass(frozen=True)
class Quiet:
    """Nothing is due until the facts change."""

    reason: QuietReason


@dataclass(frozen=True)
class Pause:
    """No reminders from `start` up to but without `end`; None is an open end."""

    start: datetime
    end: datetime | None

    def __post_init__(self) -> None:
        _in_utc(self, "start", "end")

    def covers(self, moment: datetime) -> bool:
        """Whether `moment` lies in the pause."""
        return self.start <= moment and (self.end is None or moment < self.end)


@dataclass(frozen=True)
class Rhythm:
    """What is known of one person when their next reminder is worked out. Moments are aware and are kept in
    UTC.

    Who keeps these facts clears `snoozed_until` when the person moves, skips or snoozes anew, and
    `unanswered` and `slowed` when the person reacts to anything. Facts that time has overtaken may stay.
    """

    person: int
    week: WorkWeek
    interval: timedelta
    """How long to sit at a stretch; the greatest spread of people is a tenth of it."""
    last_moved: datetime | None = None
    last_prompted: datetime | None = None
    """When the last reminder went out."""
    answered: bool = False
    """Whether the person reacted to the last reminder in any way."""
    unanswered: int = 0
    """Reminders in a row, up to the last, without a reaction; from three on the interval is doubled."""
    snoozed_until: datetime | None = None
    skipped_at: datetime | None = None
    pauses: tuple[Pause, ...] = ()
    done_for: date | None = None
    """The date on which nothing more is to come: "Done for today", or a goal met where that is automatic."""
    late_until: datetime | None = None
    """The last range of the date runs until then instead; it may lie after midnight."""
    slowed: bool = False
    """The interval is doubled until the person reacts, however many reminders went unanswered."""

    def __post_init__(self) -> None:
        if self.interval <= timedelta():
            raise ValueError(f"the interval between reminders must be positive, not {self.interval}")
        _in_utc(self, "last_moved", "last_prompted", "snoozed_until", "skipped_at", "late_until")

    @property
    def doubled(self) -> bool:
        """Whether the interval is doubled for want of reactions."""
        return self.slowed or self.unanswered >= UNANSWERED_BEFORE_SLOWING


def _in_utc(facts: Pause | Rhythm, *names: str) -> None:
    """Turn the named moments into UTC: those of one zone compare by wall clock, which is wrong in a fold."""
    for name in names:
        moment = getattr(facts, name)
        if moment is not None:
            object.__setattr__(facts, name, as_utc(moment))
