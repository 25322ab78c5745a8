"""Many reminders that are due at once are handled together, and each person gets what they would have got alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine, event, select

from bot import agenda
from bot.features.breaks import reminders
from bot.storage import breaks, days, history, pauses, people, sessions, tastes
from bot.storage.breaks import Origin, Outcome
from bot.storage.tables import metadata
from bot.turn import Called, House, Turn
from scheduler import due

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)  # a Monday
OUTCOMES = [None, *Outcome]
EXERCISES = ("seated-figure-four", "march", "sit-tall", "lizard")

ago = st.integers(0, 60 * 26).map(lambda minutes: timedelta(minutes=minutes))
offers = st.tuples(ago, st.sampled_from(OUTCOMES), st.sampled_from(EXERCISES), st.sampled_from(Origin))


@dataclass(frozen=True)
class Situation:
    """What is kept of somebody whose reminder is due, each time ago from NOW."""

    zone: str
    hours: str
    offers: Sequence[tuple[timedelta, Outcome | None, str, Origin]]
    facts: dict[str, Any]
    moved: timedelta | None
    paused: timedelta | None
    is_late: bool
    is_done: bool
    in_session: bool
    left_out: tuple[str, ...]


situations = st.builds(
    Situation,
    zone=st.sampled_from(["Europe/Berlin", "Etc/UTC", "Asia/Tokyo"]),
    hours=st.sampled_from(["Mon-Fri 9-17", "Mon-Fri 22-6", "daily 0-24", "Sat 9-12"]),
    offers=st.lists(offers, max_size=5),
    facts=st.fixed_dictionaries(
        {
            "set_up_at": st.sampled_from([NOW - timedelta(days=9)] * 4 + [None]),
            "gone_at": st.sampled_from([None] * 4 + [NOW]),
            "slowed": st.booleans(),
            "silent": st.booleans(),
            "clips": st.booleans(),
            "careful": st.sampled_from(
                [(), ("knees",), ("surgery", "pregnancy", "hips", "low_back", "knees")]
            ),
            "reacted_at": st.sampled_from([None, NOW - timedelta(minutes=90)]),
        }
    ),
    moved=st.none() | ago,
    paused=st.none() | ago,
    is_late=st.booleans(),
    is_done=st.sampled_from([False] * 5 + [True]),
    in_session=st.sampled_from([False] * 5 + [True]),
    left_out=st.sampled_from([(), EXERCISES[:2]]),
)


@settings(max_examples=10)
@given(everybody=st.lists(situations, min_size=2, max_size=8))
def test_together_everybody_gets_what_they_would_get_alone(house: House, everybody: list[Situation]) -> None:
    def one_by_one(called: Sequence[Called]) -> None:
        for turn, item in called:
            reminders.remind(turn, item)

    alone = _after(one_by_one, house, everybody)
    assert _after(reminders.remind_all, house, everybody) == alone


def test_together_takes_no_more_statements_for_more_people(house: House) -> None:
    somebody = Situation(
        "Etc/UTC",
        "daily 0-24",
        [(timedelta(hours=2), None, "march", Origin.REMINDER)],
        {"set_up_at": NOW - timedelta(days=9)},
        moved=None,
        paused=None,
        is_late=False,
        is_done=False,
        in_session=False,
        left_out=(),
    )
    counts = []
    for number in (2, 40):
        with _called(house, [somebody] * number) as (conn, called):
            counts.append(_statements(conn, lambda: reminders.remind_all(called)))
    assert counts[0] == counts[1]


def _statements(conn: Connection, work: Callable[[], None]) -> int:
    seen: list[str] = []
    event.listen(conn, "before_cursor_execute", lambda *what: seen.append(what[2]))
    work()
    return len(seen)


def _after(remind: Callable[[Sequence[Called]], None], house: House, everybody: list[Situation]) -> object:
    """All rows, and all that was said to each."""
    with _called(house, everybody) as (conn, called):
        remind(called)
        rows = {table.name: conn.execute(select(table)).all() for table in metadata.sorted_tables}
        said = [[answer.dump() for answer in turn.answers] for turn, _ in called]
        rows = {name: sorted(map(tuple, found), key=repr) for name, found in rows.items()}
        rows["withheld"] = sorted((row[0], *row[2:]) for row in rows["withheld"])  # numbered in another order
        return rows, said


@contextmanager
def _called(house: House, everybody: list[Situation]) -> Iterator[tuple[Connection, list[Called]]]:
    engine = create_engine("sqlite://")
    metadata.create_all(engine)
    with engine.begin() as conn:
        for number, situation in enumerate(everybody, start=1):
            _put(conn, number, situation)
        items = due.claim(conn, NOW, [agenda.REMINDER], len(everybody), timedelta(minutes=1))
        assert len(due.settle_all(conn, [(item, None) for item in items])) == len(everybody)
        known = people.load_all(conn, [item.person for item in items])
        yield conn, [(Turn(conn, NOW, known[item.person], house), item) for item in items]
    engine.dispose()


def _put(conn: Connection, number: int, situation: Situation) -> None:
    begun = NOW - timedelta(days=9)
    people.meet(conn, number, "Ada", "en", begun)
    people.live_in(conn, number, situation.zone, begun)
    people.work(conn, number, situation.hours, begun)
    people.change(conn, number, interval=45, places=("chair", "standing"), equipment=(), **situation.facts)
    for before, outcome, exercise, origin in sorted(situation.offers, key=lambda offer: -offer[0]):
        at = NOW - before
        made = breaks.add(conn, number, origin, at, exercises=(exercise,), seconds=60, limit_seconds=80)
        if outcome is not None:
            snoozed_until = at + timedelta(minutes=15) if outcome is Outcome.SNOOZED else None
            breaks.settle(conn, made, outcome, at + timedelta(minutes=3), snoozed_until=snoozed_until)
    if situation.moved is not None:
        history.move(conn, number, NOW - situation.moved, NOW.date(), situation.zone)
    if situation.paused is not None:
        start = NOW - situation.paused
        pauses.add(conn, number, start, start + timedelta(hours=1), kind="pause", now=start)
    if situation.is_late:
        days.work_late(conn, number, NOW.date(), NOW + timedelta(hours=9), NOW)
    if situation.is_done:
        history.done_for(conn, number, NOW.date(), NOW)
    if situation.in_session:
        facts = {"break_id": None, "exercises": ("march",), "levels": (2,), "steps": "", "state": ""}
        sessions.add(conn, number, NOW, **facts)
    for exercise in situation.left_out:
        tastes.never_again(conn, number, exercise, NOW)
    tastes.favour(conn, number, "sit-tall", NOW)
    due.put(conn, agenda.REMINDER, number, NOW)
