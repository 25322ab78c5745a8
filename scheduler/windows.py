"""When reminders may come at all: working ranges, today's lengthened, without pauses and finished days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from scheduler.rhythm import Pause, Rhythm
from scheduler.workweek import Span

LONGEST_LATE = timedelta(hours=12)
"""A range is lengthened by less than this; a `late_until` beyond is not about that range."""

HORIZON = timedelta(days=15)
"""Every range of a week comes round within this time, even past a date the zone skipped."""


def pause_over(facts: Rhythm, moment: datetime) -> Pause | None:
    """The pause that covers `moment`: where pauses touch or overlap, all of them as one."""
    found = next((pause for pause in facts.pauses if pause.covers(moment)), None)
    if found is None or found.end is None:
        return found
    return Pause(found.start, longer.end) if (longer := pause_over(facts, found.end)) else found


def windows_from(facts: Rhythm, moment: datetime) -> Iterator[Span]:
    """The ranges that contain `moment` or come after it, as far as HORIZON from there or from a pause's end.

    A range whose start is paused begins when the pause ends; one that is paused throughout is left out. The
    row ends early at a pause without an end.
    """
    limit = moment + HORIZON
    window = _range_from(facts, moment)
    while window and window.start < limit:
        pause = pause_over(facts, window.start)
        if pause and pause.end is None:
            return
        if pause and pause.end:
            limit = max(limit, pause.end + HORIZON)
            opened = replace(window, start=pause.end)
        else:
            opened = window
        if opened.start < window.end and window.date != facts.done_for:
            yield opened
        window = _range_from(facts, max(window.end, opened.start))


def _range_from(facts: Rhythm, moment: datetime) -> Span | None:
    """The range that contains `moment` or else the next one, today's last lengthened."""
    late = _lengthened(facts)
    if late and moment in late:
        return late
    found = facts.week.next_span(moment)
    return late if late and found and found.start == late.start else found


def _lengthened(facts: Rhythm) -> Span | None:
    """The last range of the date that `late_until` is about, up to that moment."""
    until = facts.late_until
    if until is None:
        return None
    last, span = None, facts.week.next_span(until - LONGEST_LATE)
    while span and span.start < until:
        last, span = span, facts.week.next_span(span.end)
    if last is None or last.end >= until or facts.week.on(last.date)[-1] != last:
        return None
    return replace(last, end=until)
