"""The fleet's send budget on real SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from sqlalchemy import Engine, create_engine

from scheduler import slots

INTERVAL = 0.1


@pytest.fixture
def engine(address: str) -> Iterator[Engine]:
    engine = create_engine(address.replace("postgresql:", "postgresql+psycopg:"))
    yield engine
    engine.dispose()


def take(engine: Engine, count: int, name: str = "bulk", interval: float = INTERVAL) -> list[float]:
    with engine.begin() as conn:
        return list(slots.take(conn, name, count, interval))


def test_the_first_slot_is_now_and_the_others_follow_evenly(engine: Engine):
    taken = take(engine, 5)
    assert taken[0] == pytest.approx(0.0, abs=0.05)
    assert [later - earlier for earlier, later in pairwise(taken)] == pytest.approx([INTERVAL] * 4)


def test_whoever_comes_next_gets_the_slots_after_those_that_are_taken(engine: Engine):
    first, second, third = (take(engine, count, interval=60.0) for count in (5, 2, 1))
    assert second[0] == pytest.approx(first[-1] + 60.0, abs=10.0)  # as far as time passes between
    assert third[0] == pytest.approx(second[-1] + 60.0, abs=10.0)


def test_slots_that_nobody_took_are_gone_and_make_no_burst(engine: Engine):
    take(engine, 1, interval=0.0001)
    taken = take(engine, 3)
    assert taken == pytest.approx([0.0, INTERVAL, 2 * INTERVAL], abs=0.05)


def test_budgets_have_nothing_to_do_with_each_other(engine: Engine):
    take(engine, 5, interval=60.0)
    assert take(engine, 1, name="other")[0] == pytest.approx(0.0, abs=0.05)


def test_what_is_not_committed_is_not_taken(engine: Engine):
    with engine.connect() as conn:
        slots.take(conn, "bulk", 5, 60.0)
        conn.rollback()
    assert take(engine, 1)[0] == pytest.approx(0.0, abs=0.05)
