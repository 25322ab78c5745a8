"""How many bytes the database needs for one person, for one reminder, for one answer: measured by many copies of each.

Copies go in as life brings them, of one person here and of another there, so that the indexes are as loose as they get.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from random import Random
from typing import Any

from sqlalchemy import Engine, Table, create_engine, insert

from bot.agenda import REMINDER
from bot.storage import tables
from scheduler.due import due

COPIES = 20_000
_AT = datetime(2026, 3, 11, 9, 50, tzinfo=UTC)
_DAY, _ZONE, _HOURS = date(2026, 3, 11), "America/Los_Angeles", "Mon-Fri 9-12 13-18"
_DIGITS = 10  # of a person's id

_PERSON: Mapping[Table, Mapping[str, Any]] = {
    tables.people: {
        **{"first_name": "Alexandra", "language": "en", "joined_at": _AT, "agreed_at": _AT, "set_up_at": _AT},
        **{"reacted_at": _AT, "zone": _ZONE, "hours": _HOURS, "interval_minutes": 45, "goal": 3},
        **{"places": ("chair", "standing"), "equipment": ("wall",), "careful": (), "silent": False},
        **{"slowed": False, "day_start_minutes": 0, "auto_done": False, "pace": "normal", "clips": True},
    },
    tables.zones: {"since": _AT, "zone": _ZONE},
    tables.work_weeks: {"since": _AT, "hours": _HOURS},
    due: {"kind": REMINDER, "at": _AT},
    tables.slots: {"slot": "break", "message_id": 123_456_789, "at": _AT, "drawn": True},
}
_REMINDER: Mapping[Table, Mapping[str, Any]] = {
    tables.breaks: {
        **{"origin": "reminder", "reason": "least_recent", "offered_at": _AT, "sitting_since": _AT},
        **{"exercises": ("seated-figure-four",), "seconds": 71, "limit_seconds": 120, "refused": ()},
        **{"outcome": "unanswered", "outcome_at": _AT},
    }
}
_MOVE: Mapping[Table, Mapping[str, Any]] = {tables.moves: {"at": _AT, "date": _DAY, "zone": _ZONE}}
_UPDATE: Mapping[Table, Mapping[str, Any]] = {
    tables.inbox: {"chat_id": 0, "received_at": _AT, "state": "done"}
}


@dataclass(frozen=True, slots=True)
class Sizes:
    """Bytes with their indexes: of a person, of what a reminder leaves, of a movement, of an update that is known."""

    person: float
    reminder: float
    move: float
    update: float


def sizes(url: str) -> Sizes:
    """Measured in the empty database at this address, which is full of copies afterwards."""
    engine = create_engine(url)
    try:
        tables.metadata.create_all(engine)
        random = Random(1)  # noqa: S311 - no secret
        return Sizes(*(_bytes(engine, rows, random) for rows in (_PERSON, _REMINDER, _MOVE, _UPDATE)))
    finally:
        engine.dispose()


def _bytes(engine: Engine, rows: Mapping[Table, Mapping[str, Any]], random: Random) -> float:
    before = _size(engine)
    people = random.sample(range(10 ** (_DIGITS - 1), 10**_DIGITS), COPIES)
    with engine.begin() as conn:
        if conn.dialect.name == "postgresql":  # whose rows they are does not matter here
            conn.exec_driver_sql("SET session_replication_role = replica")
        for table, facts in rows.items():
            whose = next(name for name in _WHOSE if name in table.c and name not in facts)
            conn.execute(insert(table), [{**facts, whose: person} for person in people])
    return (_size(engine) - before) / COPIES


_WHOSE = ("person_id", "person", "chat_id", "update_id", "id")


def _size(engine: Engine) -> int:
    with engine.connect() as conn:
        if conn.dialect.name == "postgresql":
            return int(conn.exec_driver_sql("SELECT pg_database_size(current_database())").scalar_one())
        pages, each = (
            conn.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in ("page_count", "page_size")
        )
        return int(pages) * int(each)
