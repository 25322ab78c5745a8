"""next_break(): the one function that says when a person is due for a reminder, and why.

The rules. A reminder comes one interval after the last movement, inside the working ranges. The start of a
range counts as movement, and so does the gap between two; a pause does not. Nothing comes in the last minutes
of a range. A snooze is kept to the moment, or dropped when it leads out of the range. A skip, and a reminder
without an answer, each start another interval. A reminder that falls into a pause comes right after it if
that is in the same range. Where one range ends as the next begins (daily 0-24), the next counts afresh.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256

from scheduler.rhythm import Pause, Planned, Quiet, QuietReason, Reason, Rhythm
from scheduler.windows import pause_over, windows_from
from scheduler.workweek import Span
from scheduler.zones import as_utc

__all__ = [
    "LAST_MINUTES",
    "LATENESS_FORGIVEN",
    "Pause",
    "Planned",
    "Quiet",
    "QuietReason",
    "Reason",
    "Rhythm",
    "comes_now",
    "next_break",
    "sitting_since",
    "spread",
    "still_wanted",
]

LAST_MINUTES = timedelta(minutes=5)
"""No reminder is planned for less than this before a range ends: the person is about to get up anyway."""

LATENESS_FORGIVEN = timedelta(minutes=1)
"""A reminder that was planned outside the last minutes may come so far into them when sending it took a
while."""

# The queue keeps milliseconds, so a moment may come back from it a fraction early.
_QUEUE_PRECISION = timedelta(milliseconds=1)


def next_break(facts: Rhythm, now: datetime) -> Planned | Quiet:
    """When (UTC, never before `now`) the person is next to be reminded, and why; or why not at all.

    What is overdue is due now as long as its range lasts, and is dropped afterwards. Doubling the interval
    never silences a person whose ranges are long enough for the plain one. Raises `NaiveDatetimeError`.
    """
    now = as_utc(now)
    for window in windows_from(facts, max(_snooze(facts) or now, now)):
        if planned := _in_window(facts, window, now):
            return planned
    if facts.doubled:
        return next_break(replace(facts, slowed=False, unanswered=0), now)
    return Quiet(_why_quiet(facts))


def still_wanted(facts: Rhythm, planned_at: datetime, now: datetime) -> bool:
    """Whether the reminder planned for `planned_at` is to go out `now`, by the facts as they are now.

    So a late one goes out while its person still sits in a range, and is dropped when they have moved
    meanwhile, paused, or gone home.
    """
    return comes_now(next_break(facts, now), planned_at, now)


def comes_now(plan: Planned | Quiet, planned_at: datetime, now: datetime) -> bool:
    """`still_wanted`, by the plan that follows from the facts as they are now."""
    due_by = as_utc(now) + _QUEUE_PRECISION
    return as_utc(planned_at) <= due_by and isinstance(plan, Planned) and plan.at <= due_by


def sitting_since(facts: Rhythm, now: datetime) -> datetime | None:
    """Since when (UTC) the person sits at `now`: the last movement or the range's start; None outside
    ranges."""
    now = as_utc(now)
    window = next(windows_from(facts, now), None)
    return min(_sitting_since(facts, window), now) if window and now in window else None


def spread(person: int, interval: timedelta) -> timedelta:
    """How much later than others this person is reminded: always the same, from 0 to a tenth of `interval`.

    Only ever later, so that nobody is reminded before the interval is over.
    """
    digest = sha256(str(person).encode()).digest()
    tenth_in_seconds = interval.total_seconds() / 10
    return timedelta(seconds=int(tenth_in_seconds * int.from_bytes(digest[:4]) / 2**32))


def _in_window(facts: Rhythm, window: Span, now: datetime) -> Planned | None:
    """The reminder this window has room for, if any."""
    snoozed = _snooze(facts)
    if snoozed and snoozed in window:
        wanted, reason, last = snoozed, Reason.SNOOZED, window.end
    else:
        anchor, reason = _anchor(facts, window, now)
        wanted = anchor + facts.interval * (2 if facts.doubled else 1) + spread(facts.person, facts.interval)
        last = window.end - LAST_MINUTES
    at = max(wanted, now)
    if pause := pause_over(facts, at):
        if pause.end is None:
            return None
        wanted, at, reason, last = pause.end, pause.end, Reason.AFTER_PAUSE, window.end - LAST_MINUTES
    if wanted > last or at > last + LATENESS_FORGIVEN or at not in window:
        return None
    return Planned(at, reason, _sitting_since(facts, window))


def _anchor(facts: Rhythm, window: Span, now: datetime) -> tuple[datetime, Reason]:
    """What the interval in this window counts from: the latest of all that starts one."""
    prompted = Reason.AFTER_ANSWER if facts.answered else Reason.AFTER_PROMPT
    known = [
        (window.start, _reason_of_start(facts, window, now)),
        (facts.last_prompted, Reason.SLOWED if facts.doubled else prompted),
        (facts.skipped_at, Reason.AFTER_SKIP),
        (facts.last_moved, Reason.AFTER_MOVEMENT),
    ]
    # Of two at the same moment the later in this list tells more.
    return max(reversed([(at, reason) for at, reason in known if at]), key=lambda one: one[0])


def _reason_of_start(facts: Rhythm, window: Span, now: datetime) -> Reason:
    if now < window.start and window.date != facts.week.day_of(now):
        return Reason.NEXT_WORKDAY
    if any(pause.end == window.start for pause in facts.pauses):
        return Reason.AFTER_PAUSE
    return Reason.SLOWED if facts.doubled else Reason.RANGE_START


def _sitting_since(facts: Rhythm, window: Span) -> datetime:
    return max(window.start, facts.last_moved) if facts.last_moved else window.start


def _snooze(facts: Rhythm) -> datetime | None:
    """The snooze that is still to be kept: nothing has happened since the moment it was for."""
    until = facts.snoozed_until
    later = (facts.last_moved, facts.last_prompted, facts.skipped_at)
    return until if until and all(at is None or at < until for at in later) else None


def _why_quiet(facts: Rhythm) -> QuietReason:
    if not any(facts.week.ranges):
        return QuietReason.NO_HOURS
    if any(pause.end is None for pause in facts.pauses):
        return QuietReason.PAUSED
    return QuietReason.RANGES_TOO_SHORT
