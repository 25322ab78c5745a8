"""Working weeks and next_break against the slow oracle (trials.oracle), near the odd transitions of clocks."""

from datetime import UTC, datetime, timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.breaks import Pause, Planned, Rhythm, next_break, still_wanted
from scheduler.workweek import Span, WorkWeek
from trials.oracle import MINUTE, Walk, people_on_whole_minutes, transitions, walk_around, walked_break

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
def transitions_of(zone: str) -> list[datetime]:
    """Those of its year."""
    year, _ = MOMENTS[zone]
    return transitions(zone, datetime(year, 1, 1, tzinfo=UTC), 365)


@cache
def around(zone: str, moment: datetime) -> Walk:
    return walk_around(zone, moment)


def each_transition() -> list[tuple[str, datetime]]:
    return [(zone, moment) for zone in MOMENTS for moment in transitions_of(zone)]


def test_the_sample_has_the_odd_transitions():
    assert datetime(2011, 12, 30, 10, tzinfo=UTC) in transitions_of("Pacific/Apia")
    assert all(len(transitions_of(zone)) >= 2 for zone in MOMENTS)


@pytest.mark.parametrize(("zone", "transition"), each_transition())
@pytest.mark.parametrize("text", WEEKS[:1])
def test_every_minute_near_a_transition_is_in_the_range_the_wall_shows(
    text: str, zone: str, transition: datetime
):
    week = WorkWeek.parse(text, zone)
    ranges = around(zone, transition).ranges(week)
    for minute in (transition + n * MINUTE for n in range(-2880, 2880)):
        ahead = next(span for span in ranges if minute < span.end)
        assert week.next_span(minute) == ahead


@pytest.mark.parametrize(("zone", "transition"), each_transition())
@pytest.mark.parametrize("text", WEEKS)
def test_every_range_near_a_transition_has_the_edges_the_wall_shows(
    text: str, zone: str, transition: datetime
):
    week, walk = WorkWeek.parse(text, zone), around(zone, transition)
    expected = walk.ranges(week)
    days = walk.dates[2:-2]
    assert [span for day in days for span in week.on(day)] == [span for span in expected if span.date in days]
    for span in expected[2:-2]:
        assert week.span_at(span.start) == week.span_at(span.end - MINUTE) == span
        assert week.span_at(span.end) != span
        assert week.day_of(span.end - MINUTE) == span.date


@cache
def people(interval: timedelta) -> list[int]:
    return people_on_whole_minutes(interval)


@st.composite
def situations(draw: st.DrawFn) -> tuple[Rhythm, datetime, list[Span]]:
    """Facts about a person within two days of a transition, and the ranges around it as the oracle sees
    them."""
    zone, transition = draw(st.sampled_from(each_transition()))
    week = WorkWeek.parse(draw(st.sampled_from((*WEEKS[:2], *WEEKS[3:]))), zone)
    now = transition + draw(st.integers(-2880, 2880)) * MINUTE
    interval = draw(st.sampled_from([15, 30, 45, 50, 60, 90])) * MINUTE
    ranges = around(zone, transition).ranges(week)
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
