"""Working weeks and next_break against slow oracles that walk through time minute by minute.

The oracle knows nothing of gaps, folds or offsets. It looks at the wall: an edge of a range is reached in the
first minute whose wall clock shows it or more; a reminder comes in the first minute in which all the rules
let it.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import accumulate, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.breaks import Pause, Planned, Rhythm, next_break, spread, still_wanted
from scheduler.workweek import Span, WorkWeek

MINUTE = timedelta(minutes=1)

MOMENTS = {
    "Europe/Berlin": (2024, "leap year"),
    "America/New_York": (2024, "leap year"),
    "Australia/Lord_Howe": (2024, "half an hour"),
    "Pacific/Apia": (2011, "30 December was skipped"),
    "America/Sao_Paulo": (2018, "jumps at midnight"),
    "Africa/Casablanca": (2024, "turned back for Ramadan"),
    "America/St_Johns": (2010, "jumps at one past midnight"),
    "Antarctica/Troll": (2024, "two hours"),
}

WEEKS = (
    "daily 22-6 9-12:30 13:30-18",
    "daily 0-24",
    "daily 0:30-2:30 2:30-3 3:30-12",
    "Mon-Thu 9-17, Fri 22-4, Sat 12-23, Sun 1-2:15 12-22:45",
    "weekdays 0-12, weekend 1:45-8",
)


@cache
def transitions(zone: str) -> list[datetime]:
    """The minutes (UTC) of its year in which the zone's offset changes."""
    place, found = ZoneInfo(zone), []
    year, _ = MOMENTS[zone]
    first = datetime(year, 1, 1, tzinfo=UTC)
    for day in (first + timedelta(days=n) for n in range(365)):
        old = day.astimezone(place).utcoffset()
        if old != (day + timedelta(days=1)).astimezone(place).utcoffset():
            minutes_of_day = (day + n * MINUTE for n in range(1, 1441))
            found.append(next(m for m in minutes_of_day if m.astimezone(place).utcoffset() != old))
    return found


@dataclass
class Walk:
    """Every minute of some days on the wall of a zone."""

    zone: str
    start: datetime
    days: int

    def __post_init__(self) -> None:
        place = ZoneInfo(self.zone)
        self.minutes = [self.start + n * MINUTE for n in range(self.days * 1440)]
        walls = [minute.astimezone(place).replace(tzinfo=None) for minute in self.minutes]
        self.dates = sorted({wall.date() for wall in walls})
        self.furthest = list(accumulate(walls, max))

    def reached(self, day: date, minute: int) -> datetime | None:
        """The first minute whose wall clock shows this one or a later one."""
        wall = datetime.combine(day, datetime.min.time()) + minute * MINUTE
        index = bisect_left(self.furthest, wall)
        return self.minutes[index] if 0 < index < len(self.minutes) else None

    def ranges(self, week: WorkWeek) -> list[Span]:
        """The ranges that lie within the walk, in order."""
        found = []
        for day in self.dates:
            for opens, closes in week.ranges[day.weekday()]:
                start, end = self.reached(day, opens), self.reached(day, closes)
                if start and end and start < end:
                    found.append(Span(start, end, day))
        return found


@cache
def walk_around(zone: str, moment: datetime) -> Walk:
    return Walk(zone, moment.replace(hour=0, minute=0) - timedelta(days=5), 12)


def each_transition() -> list[tuple[str, datetime]]:
    return [(zone, moment) for zone in MOMENTS for moment in transitions(zone)]


def test_the_sample_has_the_odd_transitions():
    assert datetime(2011, 12, 30, 10, tzinfo=UTC) in transitions("Pacific/Apia")
    assert all(len(transitions(zone)) >= 2 for zone in MOMENTS)


@pytest.mark.parametrize(("zone", "transition"), each_transition())
@pytest.mark.parametrize("text", WEEKS[:1])
def test_every_minute_near_a_transition_is_in_the_range_the_wall_shows(
    text: str, zone: str, transition: datetime
):
    week = WorkWeek.parse(text, zone)
    ranges = walk_around(zone, transition).ranges(week)
    for minute in (transition + n * MINUTE for n in range(-2880, 2880)):
        ahead = next(span for span in ranges if minute < span.end)
        assert week.next_span(minute) == ahead


@pytest.mark.parametrize(("zone", "transition"), each_transition())
@pytest.mark.parametrize("text", WEEKS)
def test_every_range_near_a_transition_has_the_edges_the_wall_shows(
    text: str, zone: str, transition: datetime
):
    week, walk = WorkWeek.parse(text, zone), walk_around(zone, transition)
    expected = walk.ranges(week)
    days = walk.dates[2:-2]
    assert [span for day in days for span in week.on(day)] == [span for span in expected if span.date in days]
    for span in expected[2:-2]:
        assert week.span_at(span.start) == week.span_at(span.end - MINUTE) == span
        assert week.span_at(span.end) != span
        assert week.day_of(span.end - MINUTE) == span.date


def walked_break(facts: Rhythm, now: datetime, ranges: list[Span]) -> datetime | None:
    """The first minute from `now` on in which a reminder may come; None if that is beyond the ranges
    given."""
    need = facts.interval * (2 if facts.doubled else 1) + spread(facts.person, facts.interval)
    snooze = facts.snoozed_until
    events = [at for at in (facts.last_moved, facts.last_prompted, facts.skipped_at) if at]
    if snooze and any(event >= snooze for event in events):
        snooze = None
    for span in lengthened(ranges, facts.late_until):
        start = next((m for m in minutes(span) if not paused(facts, m)), None)
        if start is None or span.date == facts.done_for or (snooze and span.end <= snooze):
            continue
        ripe = max([start, *events]) + need
        is_snoozed = snooze is not None and start <= snooze
        if is_snoozed and snooze:
            ripe = snooze
        was_paused = False
        for minute in minutes(Span(max(start, now), span.end, span.date)):
            left = span.end - minute
            if minute < ripe or paused(facts, minute):
                was_paused = minute >= ripe
            elif (
                (is_snoozed and not was_paused)
                or left >= 5 * MINUTE
                or (minute == now > ripe and left == 4 * MINUTE)
            ):
                return minute
    return None


def minutes(span: Span) -> Iterator[datetime]:
    minute = span.start
    while minute < span.end:
        yield minute
        minute += MINUTE


def paused(facts: Rhythm, minute: datetime) -> bool:
    return any(pause.start <= minute and (not pause.end or minute < pause.end) for pause in facts.pauses)


def lengthened(ranges: list[Span], until: datetime | None) -> list[Span]:
    """The ranges, that one longer which is the last of its date and ended less than 12 hours before
    `until`."""
    result = list(ranges)
    for n, (span, after) in enumerate(pairwise(ranges)):
        is_last = span.date != after.date
        if until and is_last and span.end < until <= after.start and until - span.end < timedelta(hours=12):
            result[n] = Span(span.start, until, span.date)
    return result


@cache
def people(interval: timedelta) -> list[int]:
    """Some whose reminders fall on whole minutes, since the oracle walks in minutes."""
    return [person for person in range(3000) if not spread(person, interval).seconds % 60][:8]


@st.composite
def situations(draw: st.DrawFn) -> tuple[Rhythm, datetime, list[Span]]:
    """Facts about a person within two days of a transition, and the ranges around it as the oracle sees
    them."""
    zone, transition = draw(st.sampled_from(each_transition()))
    week = WorkWeek.parse(draw(st.sampled_from((*WEEKS[:2], *WEEKS[3:]))), zone)
    now = transition + draw(st.integers(-2880, 2880)) * MINUTE
    interval = draw(st.sampled_from([15, 30, 45, 50, 60, 90])) * MINUTE
    ranges = walk_around(zone, transition).ranges(week)
    ends = [span.end for span in ranges if abs(span.end - now) < timedelta(hours=24)] or [now]
    near_an_end = st.builds(lambda end, n: end + n * MINUTE, st.sampled_from(ends), st.integers(-7, 3))
    if draw(st.booleans()):
        now = draw(near_an_end)
    moment = st.integers(-300, 600).map(lambda n: now + n * MINUTE) | near_an_end
    ago = st.none() | moment.map(lambda at: min(now, at))
    pause = st.builds(lambda start, n: Pause(start, start + n * MINUTE), moment, st.integers(1, 400))
    facts = Rhythm(
        person=draw(st.sampled_from(people(interval))),
        week=week,
        interval=interval,
        last_moved=draw(ago),
        last_prompted=draw(ago),
        skipped_at=draw(ago),
        snoozed_until=draw(st.none() | moment),
        unanswered=draw(st.integers(0, 3)),
        pauses=tuple(draw(st.lists(pause, max_size=3))),
        done_for=draw(st.none() | st.integers(-1, 1).map(lambda n: week.day_of(now) + timedelta(days=n))),
        late_until=draw(st.none() | moment),
    )
    return facts, now, ranges


@given(situations())
@settings(max_examples=300, deadline=None)
def test_a_reminder_comes_in_the_first_minute_that_the_rules_allow(
    situation: tuple[Rhythm, datetime, list[Span]],
):
    facts, now, ranges = situation
    expected = walked_break(facts, now, [span for span in ranges if now < span.end + timedelta(hours=13)])
    plan = next_break(facts, now)
    assert isinstance(plan, Planned)
    if expected is None:
        assert plan.at >= ranges[-1].end - timedelta(days=1)
    else:
        assert plan.at == expected


@given(situations(), st.floats(0, 1))
@settings(max_examples=150, deadline=None)
def test_a_plan_stands_until_its_moment_and_is_wanted_then(
    situation: tuple[Rhythm, datetime, list[Span]], part: float
):
    facts, now, _ = situation
    plan = next_break(facts, now)
    assert isinstance(plan, Planned)
    meanwhile = next_break(facts, now + (plan.at - now) * part)
    assert isinstance(meanwhile, Planned)
    assert (meanwhile.at, meanwhile.sitting_since) == (plan.at, plan.sitting_since)
    assert still_wanted(facts, plan.at, plan.at)
    assert now <= plan.at
    assert plan.sitting_since <= plan.at
