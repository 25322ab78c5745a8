"""People who are set up and due at the same moment, as on the hour, with a month of use behind them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Table, insert

from bot import agenda
from bot.storage import tables
from scheduler import due

BREAKS = 200
"""Of each person: as many as the choice of the next one looks back on."""

DUE_AT = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)  # a Monday
ZONES = ("Europe/London", "Europe/Lisbon", "Europe/Berlin", "Europe/Paris", "Africa/Lagos", "Etc/UTC")
HOURS = ("Mon-Fri 9-17", "Mon-Fri 8:30-12:30 13:30-18", "Mon-Thu 8-16, Fri 8-14")


def fill(conn: Connection, people: int, offers: tuple[str, ...]) -> None:
    """So many people, to whom these exercises were offered."""
    ids = range(1, people + 1)
    _keep(conn, tables.people, (_person(one) for one in ids))
    _keep(
        conn,
        tables.zones,
        ({"person_id": one, "since": _ago(days=60), "zone": _of(ZONES, one)} for one in ids),
    )
    _keep(conn, tables.breaks, (_break(one, n, offers) for n in range(BREAKS) for one in ids))
    _keep(conn, tables.completions, (_completion(one, n, offers) for n in range(0, BREAKS, 2) for one in ids))
    _keep(conn, tables.moves, (_move(one, n) for one in ids for n in range(10)))
    _keep(
        conn,
        tables.levels,
        ({"person_id": one, "exercise": offers[n], "level": 3} for one in ids for n in (2, 5, 9)),
    )
    _keep(
        conn,
        tables.favourites,
        ({"person_id": one, "exercise": offers[one % 7], "since": _ago(days=9)} for one in ids),
    )
    _keep(conn, tables.pauses, (_pause(one) for one in ids))
    due.put_all(conn, [(agenda.REMINDER, one, DUE_AT) for one in ids])


def _keep(conn: Connection, table: Table, facts: Iterable[dict[str, Any]]) -> None:
    conn.execute(insert(table), list(facts))


def _person(one: int) -> dict[str, Any]:
    return {
        "id": one,
        "first_name": "Ada",
        "language": "en",
        "joined_at": _ago(days=60),
        "agreed_at": _ago(days=60),
        "set_up_at": _ago(days=60),
        "zone": _of(ZONES, one),
        "hours": _of(HOURS, one // len(ZONES)),
        "interval_minutes": _of((30, 45, 50), one),
        "places": _of((("chair",), ("chair", "standing"), ("chair", "standing", "floor")), one),
        "equipment": _of(((), ("wall",), ("doorway", "wall")), one),
        "careful": _of(((), (), ("knees",)), one // 3),
        "goal": 4,
        "silent": False,
        "slowed": False,
        "day_start_minutes": 0,
        "auto_done": False,
        "pace": _of(("normal", "normal", "long", "short"), one),
        "clips": True,
    }


def _break(one: int, n: int, offers: tuple[str, ...]) -> dict[str, Any]:
    """Of two in a row one is done, and the newest was let go by unanswered."""
    at = _ago(hours=2) - timedelta(hours=3) * (BREAKS - 1 - n)
    newest = n == BREAKS - 1
    return {
        "person_id": one,
        "origin": "reminder",
        "reason": "in_turn",
        "offered_at": at,
        "sitting_since": at - timedelta(minutes=45),
        "exercises": (offers[(one + 7 * n) % len(offers)],),
        "seconds": 70,
        "limit_seconds": 80,
        "refused": (),
        "outcome": None if newest else _of(("done", "skipped"), n),
        "outcome_at": None if newest else at + timedelta(minutes=2),
    }


def _completion(one: int, n: int, offers: tuple[str, ...]) -> dict[str, Any]:
    at = _ago(hours=2) - timedelta(hours=3) * (BREAKS - 1 - n)
    return {
        "person_id": one,
        "session_id": one * BREAKS + n,
        "exercise": offers[(one + 7 * n) % len(offers)],
        "level": 2,
        "outcome": "done",
        "at": at,
        "date": at.date(),
        "zone": _of(ZONES, one),
        "worked_seconds": 60.0,
        "planned_seconds": 60,
    }


def _move(one: int, n: int) -> dict[str, Any]:
    at = _ago(days=1 + n)
    return {"person_id": one, "at": at, "date": at.date(), "zone": _of(ZONES, one)}


def _pause(one: int) -> dict[str, Any]:
    start = _ago(days=5 + one % 9)
    return {
        "person_id": one,
        "start": start,
        "until": start + timedelta(hours=1),
        "kind": "pause",
        "made_at": start,
    }


def _of(choices: tuple[Any, ...], one: int) -> Any:
    return choices[one % len(choices)]


def _ago(**length: float) -> datetime:
    return DUE_AT - timedelta(**length)
