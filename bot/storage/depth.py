"""How much waits: counted from the indexes, so that it may be asked for every few seconds."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, ScalarSelect, func, select

from bot.storage.tables import inbox, outbox, withheld
from scheduler import due


@dataclass(frozen=True, slots=True)
class Depth:
    """`overdue` and `oldest` (since when the first of them can be claimed) by kind, `withheld` by reason."""

    unapplied: int
    parked: int
    unsent: int
    overdue: Mapping[str, int]
    oldest: Mapping[str, datetime]
    withheld: Mapping[str, int]


def measure(conn: Connection, kinds: Collection[str], now: datetime, since: datetime) -> Depth:
    """What waits at `now`, of these kinds of due items; reminders that were withheld since then."""
    wanted = sorted(kinds)
    columns = (_in_state("waiting"), _in_state("parked"), _of_outbox(), *(_due(kind, now) for kind in wanted))
    unapplied, parked, unsent, *overdue = conn.execute(select(*columns)).one()
    reasons = (
        select(withheld.c.reason, func.count()).where(withheld.c.at >= since).group_by(withheld.c.reason)
    )
    return Depth(
        unapplied=unapplied,
        parked=parked,
        unsent=unsent,
        overdue=dict(zip(wanted, overdue, strict=True)),
        oldest=oldest(conn, wanted, now),
        withheld=dict(conn.execute(reasons).all()),
    )


def oldest(conn: Connection, kinds: Collection[str], now: datetime) -> dict[str, datetime]:
    """Since when the first due item of each kind waits to be claimed; kinds of which none does are left out."""
    return {kind: at for kind, at in due.next_by_kind(conn, kinds).items() if at <= now}


def _in_state(state: str) -> ScalarSelect[int]:
    return select(func.count()).where(inbox.c.state == state).scalar_subquery()


def _of_outbox() -> ScalarSelect[int]:
    return select(func.count()).select_from(outbox).scalar_subquery()


def _due(kind: str, now: datetime) -> ScalarSelect[int]:
    return select(func.count()).where(due.due.c.kind == kind, due.due.c.at <= now).scalar_subquery()
