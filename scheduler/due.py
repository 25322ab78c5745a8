"""The due table: what is to happen when, one row per kind and person. SQLAlchemy Core on the caller's
connection.

A row is claimed under a lease, handled, and settled with its next time or for good. A claim is named by a
token, and whatever else touches the row in between voids the claim. When something is due goes by the app's
clock, how long a lease lasts by the database's. Nothing here commits. Works on SQLite and PostgreSQL, where any
number of processes may claim at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import uuid4

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Dialect,
    Index,
    MetaData,
    PrimaryKeyConstraint,
    ScalarSelect,
    Select,
    String,
    Table,
    TypeDecorator,
    bindparam,
    delete,
    func,
    or_,
    select,
    tuple_,
    type_coerce,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningUpdate

from scheduler.database_time import milliseconds
from scheduler.given import as_table
from scheduler.zones import as_utc

__all__ = [
    "Connection",
    "DueItem",
    "Instant",
    "bring_forward",
    "cancel",
    "claim",
    "due",
    "give_back",
    "metadata",
    "move",
    "new_token",
    "next_at",
    "next_by_kind",
    "put",
    "put_all",
    "release",
    "release_all",
    "settle",
    "settle_all",
]

HOLDER_LENGTH = 8
"""Characters of the name of a process, with which the tokens of its claims begin."""

_TOKEN_LENGTH = 32
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_N_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _milliseconds(moment: datetime) -> int:
    return (as_utc(moment) - _EPOCH) // _MILLISECOND


class Instant(TypeDecorator[datetime]):
    """A moment: an aware datetime in Python (UTC when read), whole milliseconds since 1970 in the database.

    Fractions of a millisecond are cut off. Refuses naive datetimes with `NaiveDatetimeError`.
    """

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002 - as SQLAlchemy calls it
        """Moment to milliseconds."""
        return None if value is None else _milliseconds(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - as above
        """Milliseconds to moment."""
        return None if value is None else _EPOCH + value * _MILLISECOND


due = Table(
    "due",
    metadata,
    Column("kind", String(32), nullable=False),
    Column("person", BigInteger, nullable=False),
    Column("at", Instant, nullable=False),
    Column("lease_until", Instant),
    Column("lease", String(_TOKEN_LENGTH)),
    PrimaryKeyConstraint("kind", "person"),
)
Index(None, due.c.kind, due.c.at)
# Few rows are leased at a time: this finds the first lease to run out without a look at all the others.
_is_leased = due.c.lease_until.is_not(None)
Index(None, due.c.kind, due.c.lease_until, sqlite_where=_is_leased, postgresql_where=_is_leased)


@dataclass(frozen=True)
class DueItem:
    """A claimed row: it was due `at`, and `lease` names the claim."""

    kind: str
    person: int
    at: datetime = field(hash=False)  # slow to hash, and a lease has one row of a kind and person
    lease: str


_MAY_BE_EARLIER = "due: something may be due earlier"


def may_be_earlier(conn: Connection) -> bool:
    """Whether something was put, moved or released on this connection since this was last asked."""
    return bool(conn.info.pop(_MAY_BE_EARLIER, False))


def put(conn: Connection, kind: str, person: int, at: datetime) -> None:
    """Make the row due `at`, whether it exists or not; a claim that is under way is void."""
    put_all(conn, [(kind, person, at)])


def put_all(conn: Connection, rows: Iterable[tuple[str, int, datetime]]) -> None:
    """`put` for many rows of (kind, person, at) at once."""
    values = [{"kind": kind, "person": person, "at": at} for kind, person, at in rows]
    if not values:
        return
    conn.info[_MAY_BE_EARLIER] = True
    insert = postgresql.insert if conn.dialect.name == "postgresql" else sqlite.insert
    statement = insert(due)
    unclaimed = {"at": statement.excluded.at, "lease": None, "lease_until": None}
    conn.execute(statement.on_conflict_do_update(index_elements=["kind", "person"], set_=unclaimed), values)


def move(conn: Connection, kind: str, person: int, at: datetime) -> bool:
    """Make an existing row due `at` instead, voiding a claim; False if there is no such row."""
    return _reschedule(conn, _row(kind, person), at)


def bring_forward(conn: Connection, kinds: Collection[str], now: datetime) -> int:
    """Make all rows of these kinds due `now` that would be later, or are claimed; how many there were."""
    conn.info[_MAY_BE_EARLIER] = True
    later = or_(due.c.at > now, due.c.lease_until.is_not(None))
    values: dict[str, Any] = {"at": now, "lease": None, "lease_until": None}
    return conn.execute(update(due).where(due.c.kind.in_(kinds), later).values(values)).rowcount


def cancel(conn: Connection, kind: str, person: int) -> bool:
    """Delete the row, claimed or not; False if there was none."""
    return conn.execute(delete(due).where(*_row(kind, person))).rowcount > 0


def new_token(holder: str = "") -> str:
    """The name of a new claim. `holder` names the process (HOLDER_LENGTH characters), for `release_all`."""
    return (holder + uuid4().hex)[:_TOKEN_LENGTH]


def claim(
    conn: Connection,
    now: datetime,
    kinds: Collection[str],
    limit: int,
    lease: timedelta,
    *,
    holder: str = "",
    token: str = "",
) -> list[DueItem]:
    """Take up to `limit` rows of these kinds that are due at `now` and unclaimed, the longest due first.

    They are the caller's for the time of `lease`; after that anyone may claim what was not settled. The claim
    has the name `token`, or a new one of this `holder`.
    """
    token = token or new_token(holder)
    which = {"kinds": list(kinds), "moment": now, "at_most": limit, "token": token}
    rows = conn.execute(_claiming(lease), which).all()
    items = [DueItem(kind, person, at, token) for kind, person, at in rows]
    return sorted(items, key=lambda item: item.at)


@lru_cache(maxsize=8)  # a process has one lease, and the statement takes longer to build than to run
def _claiming(lease: timedelta) -> ReturningUpdate[str, int, datetime]:
    free = (
        due.c.kind.in_(bindparam("kinds", expanding=True)),
        due.c.at <= bindparam("moment", type_=due.c.at.type),
        or_(due.c.lease_until.is_(None), _has_run_out()),
    )
    picked = (
        select(due.c.kind, due.c.person)
        .where(*free)
        .order_by(due.c.at)
        .limit(bindparam("at_most"))
        .with_for_update(skip_locked=True)
        .cte("picked")
    )
    return (
        update(due)
        .where(tuple_(due.c.kind, due.c.person).in_(select(picked.c.kind, picked.c.person)))
        .values(lease=bindparam("token"), lease_until=milliseconds(later=lease))
        .returning(due.c.kind, due.c.person, due.c.at)
    )


def settle(conn: Connection, item: DueItem, next_at: datetime | None) -> bool:
    """End a claim: the row is due again at `next_at`, or is deleted when that is None.

    False, and nothing changes, if the claim is void: the row was put, moved, cancelled or claimed anew
    meanwhile.
    """
    if next_at is not None:
        return _reschedule(conn, _claimed(item), next_at)
    return conn.execute(delete(due).where(*_claimed(item))).rowcount > 0


def settle_all(conn: Connection, ended: Iterable[tuple[DueItem, datetime | None]]) -> set[DueItem]:
    """`settle` for many items, each with its own next time; those of them whose claim was not void.

    Of several claims of one row only the last is looked at.
    """
    claims = {(item.kind, item.person): (item, next_at) for item, next_at in ended}
    again = [(*_claim(item), _milliseconds(at)) for item, at in claims.values() if at is not None]
    gone = [_claim(item) for item, at in claims.values() if at is None]
    settled = [*_all_rescheduled(conn, again), *_all_deleted(conn, gone)]
    return {claims[row][0] for row in settled}


def release(conn: Connection, item: DueItem, at: datetime) -> bool:
    """Give a claim back unhandled, to be tried again from `at` on; False if the claim is void."""
    return _reschedule(conn, _claimed(item), at)


def release_all(conn: Connection, besides: Collection[str] = ()) -> int:
    """Give back every claim, but those of the holders `besides`, so that it can be claimed at once; how many.

    What a process had claimed when it was killed would wait for its lease. A claim that is still held is void
    afterwards, and does nothing.
    """
    claimed = update(due).where(due.c.lease_until.is_not(None))
    if besides:
        claimed = claimed.where(func.substr(due.c.lease, 1, HOLDER_LENGTH).not_in(besides))
    return conn.execute(claimed.values(lease=None, lease_until=None)).rowcount


def give_back(conn: Connection, tokens: Collection[str]) -> None:
    """Give back these claims, so that what is theirs can be claimed at once."""
    if tokens:
        theirs = update(due).where(due.c.lease_until.is_not(None), due.c.lease.in_(tokens))
        conn.execute(theirs.values(lease=None, lease_until=None))


def overdue(conn: Connection, before: datetime) -> dict[str, int]:
    """How many rows of each kind were due before then (aware), claimed or not."""
    counted = select(due.c.kind, func.count()).where(due.c.at < before).group_by(due.c.kind)
    return dict(conn.execute(counted).all())


def next_at(conn: Connection, kinds: Collection[str] | None = None) -> datetime | None:
    """When the next row (of these kinds) can be claimed; None where there is none to claim."""
    wanted = conn.scalars(select(due.c.kind).distinct()).all() if kinds is None else kinds
    return min(next_by_kind(conn, wanted).values(), default=None)


def next_by_kind(conn: Connection, kinds: Collection[str]) -> dict[str, datetime]:
    """Since when, or from when on, a row of each of these kinds can be claimed, in one statement.

    The ticker asks after every turn. A row under a lease cannot be, and counts again once that has run out.
    """
    wanted = tuple(sorted(kinds))
    if not wanted:
        return {}
    found = iter(conn.execute(_firsts(wanted)).one())
    pairs = {kind: [at for at in (next(found), next(found)) if at is not None] for kind in wanted}
    return {kind: min(moments) for kind, moments in pairs.items() if moments}


@lru_cache(maxsize=32)
def _firsts(kinds: tuple[str, ...]) -> Select[*tuple[Any, ...]]:
    """It is asked all the time, and takes longer to put together than to answer."""
    return select(*(first(kind) for kind in kinds for first in (_first_unclaimed, _first_left)))


def _first_unclaimed(kind: str) -> ScalarSelect[datetime]:
    """One kind at a time, from the index."""
    unclaimed = select(due.c.at).where(due.c.kind == kind, due.c.lease_until.is_(None))
    return unclaimed.order_by(due.c.at).limit(1).scalar_subquery()


def _first_left(kind: str) -> ScalarSelect[datetime]:
    """Of those whose lease has run out: few are leased at all."""
    left = select(func.min(due.c.at)).where(
        due.c.kind == kind, due.c.lease_until.is_not(None), _has_run_out()
    )
    return left.scalar_subquery()


def _has_run_out() -> ColumnElement[bool]:
    return type_coerce(due.c.lease_until, BigInteger) <= milliseconds()


def _row(kind: str, person: int) -> tuple[ColumnElement[bool], ...]:
    return due.c.kind == kind, due.c.person == person


def _claimed(item: DueItem) -> tuple[ColumnElement[bool], ...]:
    return *_row(item.kind, item.person), due.c.lease == item.lease


def _reschedule(conn: Connection, which: Iterable[ColumnElement[bool]], at: datetime) -> bool:
    conn.info[_MAY_BE_EARLIER] = True
    values: dict[str, Any] = {"at": at, "lease": None, "lease_until": None}
    return conn.execute(update(due).where(*which).values(values)).rowcount > 0


_CLAIM = {"kind": due.c.kind.type, "person": due.c.person.type, "lease": due.c.lease.type}


def _claim(item: DueItem) -> tuple[str, int, str]:
    return item.kind, item.person, item.lease


def _all_rescheduled(conn: Connection, rows: Collection[tuple[str, int, str, int]]) -> list[tuple[str, int]]:
    if not rows:
        return []
    conn.info[_MAY_BE_EARLIER] = True
    claims = as_table(conn, {**_CLAIM, "at": BigInteger()}, rows)
    held = [due.c[name] == claims.c[name] for name in _CLAIM]
    values: dict[str, Any] = {"at": claims.c.at, "lease": None, "lease_until": None}
    changed = update(due).where(*held).values(values).returning(due.c.kind, due.c.person)
    return [(kind, person) for kind, person in conn.execute(changed).all()]


def _all_deleted(conn: Connection, rows: Collection[tuple[str, int, str]]) -> list[tuple[str, int]]:
    if not rows:
        return []
    claims = as_table(conn, _CLAIM, rows)
    held = tuple_(*(due.c[name] for name in _CLAIM)).in_(select(*(claims.c[name] for name in _CLAIM)))
    # By these two the rows are found in the index: SQLite looks through all of the kind for what is `held`.
    rows_of = (due.c[name].in_(select(claims.c[name])) for name in ("kind", "person"))
    removed = delete(due).where(*rows_of, held).returning(due.c.kind, due.c.person)
    return [(kind, person) for kind, person in conn.execute(removed).all()]
