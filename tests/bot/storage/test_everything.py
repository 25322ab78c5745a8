"""The schema is walked, so that no table of a later version is missed when somebody's rows are read or erased."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

import pytest
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Date,
    Float,
    Integer,
    String,
    Table,
    Text,
    select,
)

from bot.storage import everything
from bot.storage.tables import Instant, Words, inbox, metadata, people

ADA, BEN = 901, 902
ABOUT_NOBODY = {
    "about",  # the database's own facts
    "media",  # pictures of exercises
    "processes",
    "duties",
    "send_budget",
}
_numbers = count(1000)


def _value(column: Column[Any], person: int) -> object:
    """Something for any column: the person's id wherever a number may name somebody."""
    kinds: list[tuple[type, object]] = [
        (Instant, datetime(2026, 3, 2, 9, next(_numbers) % 60, tzinfo=UTC)),
        (Words, (f"a-{next(_numbers)}", "b")),
        (Boolean, True),
        (Date, date(2026, 3, 2)),
        (Float, 1.5),
        (BigInteger, next(_numbers)),
        (Integer, next(_numbers)),
        (String, f"w{next(_numbers)}"),
        (Text, f"text of {person}"),
    ]
    if column is everything.owner(column.table):
        return person
    return next(value for kind, value in kinds if isinstance(column.type, kind))


def _fill(conn: Connection, person: int) -> None:
    for table in metadata.sorted_tables:
        if table.name not in ABOUT_NOBODY:
            conn.execute(table.insert().values(_row(table, person)))


def _row(table: Table, person: int) -> dict[str, object]:
    """All but what the database counts up itself."""
    return {c.name: _value(c, person) for c in table.columns if c is not table.autoincrement_column}


def _all(conn: Connection, table: Table) -> list[dict[str, Any]]:
    return [dict(row) for row in conn.execute(select(table)).mappings()]


@pytest.fixture
def filled(conn: Connection) -> Connection:
    """Ada and Ben have a row in every table."""
    for person in (ADA, BEN):
        _fill(conn, person)
    return conn


def test_every_table_says_whose_its_rows_are():
    """A table about nobody has to be named here, so that it cannot be forgotten by mistake."""
    assert {table.name for table in metadata.sorted_tables if everything.owner(table) is None} == ABOUT_NOBODY


def test_every_reference_to_a_person_is_the_owner():
    for table in metadata.sorted_tables:
        for column in table.columns:
            if any(key.column is people.c.id for key in column.foreign_keys):
                assert column is everything.owner(table)


def test_what_is_read_is_a_row_of_every_table_as_it_was_written(filled: Connection):
    kept = everything.read(filled, ADA)
    assert set(kept) == {table.name for table in metadata.sorted_tables} - ABOUT_NOBODY
    for name, (row,) in kept.items():
        owner = everything.owner(metadata.tables[name])
        assert owner is not None
        assert row[owner.name] == ADA
        assert set(row) == {column.name for column in metadata.tables[name].columns}


def test_after_erasing_no_column_of_any_table_holds_the_person(filled: Connection):
    everything.erase(filled, ADA)
    for table in metadata.sorted_tables:
        for row in _all(filled, table):
            assert ADA not in row.values(), table.name
            assert f"text of {ADA}" not in row.values(), table.name
    assert not any(everything.read(filled, ADA).values())


def test_of_the_updates_only_bare_ids_stay(filled: Connection):
    (before,) = everything.read(filled, ADA)["inbox"]
    everything.erase(filled, ADA)
    row = next(row for row in _all(filled, inbox) if row["update_id"] == before["update_id"])
    assert row == {
        "update_id": before["update_id"],
        "received_at": before["received_at"],
        "chat_id": 0,
        "state": "done",
        "body": None,
        "error": None,
    }


def test_nobody_else_loses_anything(filled: Connection):
    before = everything.read(filled, BEN)
    everything.erase(filled, ADA)
    assert everything.read(filled, BEN) == before


def test_an_erased_number_does_not_come_back(filled: Connection):
    """Buttons, and messages under way, carry these numbers."""
    for name in ("breaks", "sessions", "outbox"):
        table = metadata.tables[name]
        newest = max(row["id"] for row in _all(filled, table))
        filled.execute(table.delete())
        filled.execute(table.insert().values(_row(table, BEN)))
        assert [row["id"] for row in _all(filled, table)] == [newest + 1]


def test_erasing_a_stranger_changes_nothing(filled: Connection):
    before = {table.name: _all(filled, table) for table in metadata.sorted_tables}
    everything.erase(filled, 77)
    assert {table.name: _all(filled, table) for table in metadata.sorted_tables} == before
