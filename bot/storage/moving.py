"""Everything from one database into another, of whichever kind: from a laptop's file to a server, or back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select

from bot.storage import database, fleet
from bot.storage.alone import held_at
from bot.storage.database import DatabaseError
from bot.storage.place import Place
from bot.storage.sqlite import File
from bot.storage.tables import about, duties, metadata, outbox, people, processes, send_budget
from bot.storage.trouble import named

AT_ONCE = 1000  # rows
OF_ITS_PROCESSES = {processes, duties, send_budget}
"""Not moved: they say who serves the one database, and how fast."""


class CannotMove(DatabaseError):
    """One line that says why, and what to do."""


def move(source: str, target: str) -> int:
    """Copy everything at the address `source` into the database at `target`, which is empty; how many rows.

    The source stays as it was, but for its form, which is brought up to date. Raises DatabaseError.
    """
    old, new = database.place(source), database.place(target)
    if str(old) == str(new):
        raise CannotMove(f"{old} is where everything is already. Name the database to move from.")
    if isinstance(old, File) and not old.path.exists():
        raise CannotMove(f"There is no database at {old.path.resolve()}.")
    with ExitStack() as stack:
        for url in (source, target):
            stack.enter_context(held_at(url))
            database.prepare(url)
        reading = stack.enter_context(_opened(old, writing=False))
        writing = stack.enter_context(_opened(new, writing=True))
        _check(old, new, reading, writing)
        return _copy(reading, writing)


@contextmanager
def _opened(place: Place, *, writing: bool) -> Iterator[Connection]:
    engines = place.engines()
    try:
        with named(place), (engines.writing if writing else engines.reading).begin() as conn:
            yield conn
    finally:
        engines.dispose()


def _check(old: Place, new: Place, reading: Connection, writing: Connection) -> None:
    for place, conn in ((old, reading), (new, writing)):
        if fleet.living(conn):
            raise CannotMove(f"A bot serves {place}. Stop it first.")
    if writing.scalar(select(func.count()).select_from(people)):
        raise CannotMove(f"There are people in {new} already. Name an empty database in DATABASE_URL.")


def _copy(reading: Connection, writing: Connection) -> int:
    rows = 0
    writing.execute(about.delete())
    for table in metadata.sorted_tables:
        if table not in OF_ITS_PROCESSES:
            rows += _copy_table(table, reading, writing)
    return rows


def _copy_table(table: Table, reading: Connection, writing: Connection) -> int:
    rows = 0
    with closing(reading.execution_options(yield_per=AT_ONCE).execute(select(table))) as found:
        for some in found.mappings().partitions(AT_ONCE):
            writing.execute(insert(table), [_fitting(table, dict(row)) for row in some])
            rows += len(some)
    if writing.dialect.name == "postgresql" and rows and "id" in table.c and table is not people:
        # It was not the server that counted these.
        newest = select(func.max(table.c.id)).scalar_subquery()
        writing.execute(select(func.setval(func.pg_get_serial_sequence(table.name, "id"), newest)))
    return rows


def _fitting(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    """A server takes no NUL in a text, and no process of the other database is there to send."""
    kept = {name: value.replace("\0", "") if isinstance(value, str) else value for name, value in row.items()}
    return {**kept, "process": ""} if table is outbox else kept
