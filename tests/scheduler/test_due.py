"""The due table on real SQLite, with two connections that compete."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import Connection, Engine, create_engine, event, func, select, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import StatementError

from scheduler import due
from scheduler.due import DueItem, Instant

NOW = datetime(2026, 3, 2, 9, 50, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
OVER = timedelta()  # a lease that has run out when it begins
ALL = ("reminder", "step")
IMPATIENT = {
    "sqlite": {"connect_args": {"timeout": 0}},
    "postgr": {"connect_args": {"options": "-c lock_timeout=100"}},
}


@pytest.fixture
def engine(address: str) -> Iterator[Engine]:
    engine = create_engine(address.replace("postgresql:", "postgresql+psycopg:"), **IMPATIENT[address[:6]])
    yield engine
    engine.dispose()


@pytest.fixture
def conn(engine: Engine) -> Iterator[Connection]:
    with engine.connect() as connection:
        yield connection


def claim(
    conn: Connection,
    now: datetime = NOW,
    limit: int = 100,
    lease: timedelta = MINUTE,
    holder: str = "",
) -> list[DueItem]:
    return due.claim(conn, now, ALL, limit, lease, holder=holder)


def test_what_is_put_is_claimed_once_when_it_is_due(conn: Connection):
    due.put(conn, "reminder", 7, NOW)
    assert claim(conn, NOW - MINUTE) == []
    (item,) = claim(conn)
    assert (item.kind, item.person, item.at) == ("reminder", 7, NOW)
    assert claim(conn) == []


def test_there_is_one_row_for_a_kind_and_person(conn: Connection):
    due.put(conn, "reminder", 7, NOW)
    due.put(conn, "reminder", 7, NOW + MINUTE)
    due.put(conn, "step", 7, NOW)
    assert conn.scalar(select(func.count()).select_from(due.due)) == 2
    assert [(item.kind, item.at) for item in claim(conn, NOW + MINUTE)] == [
        ("step", NOW),
        ("reminder", NOW + MINUTE),
    ]


def test_the_longest_due_come_first_and_no_more_than_asked_for(conn: Connection):
    due.put_all(conn, [("reminder", person, NOW - person * MINUTE) for person in range(10)])
    assert [item.person for item in claim(conn, limit=3)] == [9, 8, 7]
    assert [item.person for item in claim(conn, limit=100)] == [6, 5, 4, 3, 2, 1, 0]


def test_only_the_kinds_asked_for_are_claimed(conn: Connection):
    due.put(conn, "reminder", 7, NOW)
    assert due.claim(conn, NOW, ["step"], 10, MINUTE) == []


def test_putting_nothing_does_nothing(conn: Connection):
    due.put_all(conn, [])
    assert due.next_at(conn) is None


def test_a_lease_that_ran_out_is_claimed_by_another(conn: Connection):
    due.put(conn, "step", 7, NOW)
    (first,) = claim(conn, lease=OVER)
    (second,) = claim(conn)
    assert not due.settle(conn, first, None)
    assert due.settle(conn, second, None)


def test_how_long_a_lease_lasts_goes_by_the_databases_clock_and_not_by_the_apps(conn: Connection):
    due.put(conn, "step", 7, NOW)
    (item,) = claim(conn)
    assert claim(conn, NOW + timedelta(days=365)) == []
    assert due.settle(conn, item, None)


def test_settling_says_when_it_is_next_due_or_that_it_is_not(conn: Connection):
    due.put(conn, "step", 7, NOW)
    (item,) = claim(conn)
    assert due.settle(conn, item, NOW + MINUTE)
    assert not due.settle(conn, item, None)
    (item,) = claim(conn, NOW + MINUTE)
    assert due.settle(conn, item, None)
    assert due.next_at(conn) is None


def test_many_are_settled_at_once_each_with_its_own_next_time_or_none(conn: Connection):
    due.put_all(conn, [("reminder", person, NOW) for person in (1, 2, 3)] + [("step", 1, NOW)])
    items = claim(conn)
    later = {1: NOW + MINUTE, 2: None, 3: NOW + 2 * MINUTE}
    assert due.settle_all(conn, [(item, later[item.person]) for item in items]) == set(items)
    again = claim(conn, NOW + 3 * MINUTE)
    assert {(item.kind, item.person, item.at) for item in again} == {
        ("reminder", 1, NOW + MINUTE),
        ("step", 1, NOW + MINUTE),
        ("reminder", 3, NOW + 2 * MINUTE),
    }


@pytest.mark.parametrize("next_at", [None, NOW + 50 * MINUTE])
def test_of_many_those_whose_claim_is_void_are_not_settled(conn: Connection, next_at: datetime | None):
    due.put_all(conn, [("reminder", person, NOW) for person in (1, 2, 3, 4)])
    moved, cancelled, claimed_anew, held = sorted(claim(conn), key=lambda item: item.person)
    due.move(conn, "reminder", moved.person, NOW + 5 * MINUTE)
    due.cancel(conn, "reminder", cancelled.person)
    due.put(conn, "reminder", claimed_anew.person, NOW)
    claim(conn)
    all_four = (moved, cancelled, claimed_anew, held)
    assert due.settle_all(conn, [(item, next_at) for item in all_four]) == {held}
    assert due.next_at(conn) == NOW + 5 * MINUTE  # the newer claim holds
    assert due.settle_all(conn, []) == set()


def test_what_is_settled_is_found_in_the_index_and_not_among_all_of_its_kind():
    engine = create_engine("sqlite://")
    due.metadata.create_all(engine)
    asked: list[tuple[str, object]] = []
    with engine.begin() as conn:
        event.listen(conn, "before_cursor_execute", lambda *what: asked.append((what[2], what[3])))
        due.settle_all(conn, [(DueItem("reminder", 7, NOW, "ours"), None)])
        due.settle_all(conn, [(DueItem("reminder", 7, NOW, "ours"), NOW)])
        for statement, parameters in list(asked):
            steps = conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
            found = [step.detail for step in steps if "due" in step.detail]
            assert found == ["SEARCH due USING INDEX sqlite_autoindex_due_1 (kind=? AND person=?)"]
    engine.dispose()


@pytest.mark.parametrize("change", [due.put, due.move])
def test_a_put_or_move_during_a_claim_is_not_overwritten_by_its_settling(conn: Connection, change):
    due.put(conn, "reminder", 7, NOW)
    (item,) = claim(conn)
    change(conn, "reminder", 7, NOW + 5 * MINUTE)
    assert not due.settle(conn, item, NOW + 50 * MINUTE)
    assert not due.release(conn, item, NOW)
    assert due.next_at(conn) == NOW + 5 * MINUTE


def test_an_old_claim_stays_void_when_the_row_was_cancelled_and_put_anew(conn: Connection):
    due.put(conn, "reminder", 7, NOW)
    (old,) = claim(conn)
    due.cancel(conn, "reminder", 7)
    due.put(conn, "reminder", 7, NOW)
    claim(conn)
    assert not due.settle(conn, old, None)


def test_only_an_existing_row_is_moved_or_cancelled(conn: Connection):
    assert not due.move(conn, "reminder", 7, NOW)
    assert not due.cancel(conn, "reminder", 7)
    due.put(conn, "reminder", 7, NOW)
    assert due.move(conn, "reminder", 7, NOW + MINUTE)
    assert due.next_at(conn) == NOW + MINUTE
    assert due.cancel(conn, "reminder", 7)
    assert due.next_at(conn) is None


def test_what_is_brought_forward_is_due_now_and_nobodys_claim(conn: Connection):
    for person, at in ((1, NOW), (2, NOW - MINUTE), (3, NOW + 60 * MINUTE)):
        due.put(conn, "step", person, at)
    due.put(conn, "reminder", 3, NOW + MINUTE)
    (claimed,) = claim(conn, limit=1)
    assert due.bring_forward(conn, ["step"], NOW - 30 * MINUTE) == 3
    assert not due.settle(conn, claimed, None)
    assert [item.person for item in claim(conn, NOW - 30 * MINUTE)] == [1, 2, 3]


def test_a_released_claim_is_due_again_when_said(conn: Connection):
    due.put(conn, "reminder", 7, NOW)
    (item,) = claim(conn)
    assert due.release(conn, item, NOW + 2 * MINUTE)
    assert claim(conn, NOW + MINUTE) == []
    assert len(claim(conn, NOW + 2 * MINUTE)) == 1


def test_what_a_process_had_claimed_when_it_was_killed_is_claimed_by_the_next_at_once(conn: Connection):
    due.put(conn, "reminder", 7, NOW)
    due.put(conn, "step", 8, NOW + MINUTE)
    (old,) = claim(conn)
    assert due.release_all(conn) == 1
    (new,) = claim(conn)
    assert (new.kind, new.person, new.at) == ("reminder", 7, NOW)
    assert not due.settle(conn, old, None)
    assert due.settle(conn, new, None)


def test_the_claims_of_processes_that_live_are_left_to_them(conn: Connection):
    due.put_all(conn, [("step", 1, NOW), ("step", 2, NOW), ("step", 3, NOW)])
    for holder in ("aaaaaaaa", "bbbbbbbb", ""):
        claim(conn, limit=1, holder=holder)
    assert due.release_all(conn, besides=["aaaaaaaa"]) == 2
    assert len(claim(conn)) == 2


def test_a_claimed_row_can_be_claimed_next_when_its_lease_has_run_out(conn: Connection):
    due.put(conn, "reminder", 7, NOW)
    due.put(conn, "step", 8, NOW + 5 * MINUTE)
    (item,) = claim(conn)
    assert due.next_at(conn) == NOW + 5 * MINUTE
    assert due.next_at(conn, ["reminder"]) is None
    due.release(conn, item, NOW)
    claim(conn, lease=OVER)
    assert due.next_at(conn) == NOW
    assert due.next_at(conn, ["summary"]) is None


def test_two_connections_never_claim_the_same(engine: Engine):
    with engine.begin() as conn:
        due.put_all(conn, [("reminder", person, NOW) for person in range(40)])
    claimed: list[int] = []
    with engine.connect() as one, engine.connect() as other:
        for _ in range(4):
            for conn in (one, other):
                claimed += [item.person for item in claim(conn, limit=5)]
                conn.commit()
    assert sorted(claimed) == list(range(40))


def test_nothing_is_committed_here(engine: Engine):
    with engine.connect() as conn:
        due.put(conn, "reminder", 7, NOW)
        conn.rollback()
        assert due.next_at(conn) is None


def test_on_postgresql_rows_that_others_claim_are_skipped():
    sent: list[str] = []

    class Spy:
        def execute(self, statement, _values):
            sent.append(str(statement.compile(dialect=postgresql.dialect())))
            return SimpleNamespace(all=list)

    assert due.claim(Spy(), NOW, ALL, 5, MINUTE) == []  # type: ignore[arg-type]  # it only needs execute
    assert "FOR UPDATE SKIP LOCKED" in sent[0]
    assert "RETURNING due.kind, due.person, due.at" in sent[0]


def test_moments_are_kept_as_whole_milliseconds_and_come_back_in_utc(conn: Connection):
    due.put(conn, "step", 7, NOW + timedelta(microseconds=1_999))
    assert conn.scalar(text("SELECT at FROM due")) == 1_772_445_000_001
    (item,) = claim(conn, NOW + MINUTE)
    assert item.at == NOW + timedelta(milliseconds=1)
    assert item.at.tzinfo is UTC


def test_moments_before_1970_and_none_are_kept_too():
    instant, dialect = Instant(), postgresql.dialect()
    early = datetime(1969, 12, 31, 23, 59, 59, 500_000, tzinfo=UTC)
    assert instant.process_result_value(instant.process_bind_param(early, dialect), dialect) == early
    assert instant.process_result_value(instant.process_bind_param(None, dialect), dialect) is None


def test_naive_moments_are_refused(conn: Connection):
    with pytest.raises(StatementError, match="no time zone"):
        due.put(conn, "step", 7, datetime(2026, 3, 2))


def test_ten_thousand_due_rows_are_claimed_and_settled_in_batches(conn: Connection):
    due.put_all(conn, [("reminder", person, NOW) for person in range(10_000)])
    handled = 0
    while items := claim(conn, limit=500):
        handled += len(items)
        due.settle(conn, items[0], None)
    assert handled == 10_000
