"""The floor of a burst: SQLAlchemy Core with nothing around it.

Table `floor(person, at, lease_until)` of whole numbers, keyed by person, with one index on `at`. For each batch one
UPDATE ... RETURNING that sets `lease_until` where `at` has come, one executemany of UPDATE that sets the next `at`, and
a commit after each. There are no kinds and no tokens, and nobody's claim is checked when it is settled.
"""

from __future__ import annotations

import time

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Engine,
    MetaData,
    Table,
    bindparam,
    create_engine,
    event,
    make_url,
    select,
    update,
)

from bench.process import arguments, told

TEN, TOMORROW = 1_772_445_600_000, 1_772_532_000_000
LEASE = 60_000

floor = Table(
    "floor",
    MetaData(),
    Column("person", BigInteger, primary_key=True, autoincrement=False),
    Column("at", BigInteger, nullable=False, index=True),
    Column("lease_until", BigInteger),
)


def main(url: str, rows: int, batch: int) -> dict[str, float]:
    """Rows a second, from the first claim to the last commit."""
    engine = _opened(url)
    with engine.begin() as conn:
        conn.execute(floor.insert(), [{"person": person, "at": TEN} for person in range(rows)])
    begun = time.perf_counter()
    fired = 0
    with engine.connect() as conn:
        while claimed := _claimed(conn, batch):
            fired += claimed
    took = time.perf_counter() - begun
    if fired != rows:
        raise AssertionError(f"{fired} of {rows} rows were fired")
    return {"a second": rows / took}


def _claimed(conn: Connection, batch: int) -> int:
    free = floor.c.lease_until.is_(None)
    picked = select(floor.c.person).where(floor.c.at <= TEN, free).order_by(floor.c.at).limit(batch)
    with conn.begin():
        claim = update(floor).where(floor.c.person.in_(picked.with_for_update(skip_locked=True)))
        people = conn.scalars(claim.values(lease_until=TEN + LEASE).returning(floor.c.person)).all()
    if people:
        with conn.begin():
            advance = update(floor).where(floor.c.person == bindparam("claimed"))
            moved = advance.values(at=TOMORROW, lease_until=None)
            conn.execute(moved, [{"claimed": person} for person in people])
    return len(people)


def _opened(url: str) -> Engine:
    """SQLite as the bot opens it: a write-ahead log, and each commit on the disk."""
    engine = create_engine(make_url(url).set(drivername="postgresql+psycopg") if "postgresql" in url else url)
    if engine.dialect.name == "sqlite":

        @event.listens_for(engine, "connect")
        def _prepare(connection, _record) -> None:  # type: ignore[no-untyped-def]
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")

    floor.metadata.create_all(engine)
    return engine


if __name__ == "__main__":
    told(main(**arguments()))
