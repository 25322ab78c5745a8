"""`unsit stats` over a database of each kind."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import Connection

from bot import stats
from bot.agenda import REMINDER
from bot.config import Settings
from bot.storage import breaks, database, fleet, mail, people
from bot.storage.breaks import Origin, Outcome
from bot.storage.database import DatabaseError
from scheduler import due
from tests.postgresql import PostgreSQL

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
OFFER = {"exercises": ("seated-figure-four",), "seconds": 60, "limit_seconds": 120}

Said = Callable[..., list[str]]


@pytest.fixture
def said(address: str) -> Said:
    """What it says of this database at noon."""

    def tell(days: int = 1, *, as_json: bool = False) -> list[str]:
        lines: list[str] = []
        stats.tell(_settings(address), days, NOW, lines.append, as_json=as_json)
        return lines

    return tell


@pytest.fixture
def used(address: str) -> None:
    """Ada was reminded twice today and once on Friday, Ben has blocked the bot, and something waits."""

    def use(conn: Connection) -> None:
        for person_id, name in ((1, "Ada"), (2, "Ben")):
            people.meet(conn, person_id, name, "en", NOW - 9 * DAY)
        people.change(conn, 1, set_up_at=NOW - 9 * DAY, reacted_at=NOW)
        people.change(conn, 2, gone_at=NOW - DAY)
        for hours, outcome in ((1, Outcome.DONE), (2, None), (72, Outcome.SKIPPED)):
            offered = breaks.add(conn, 1, Origin.REMINDER, NOW - timedelta(hours=hours), **OFFER)
            if outcome:
                breaks.settle(conn, offered, outcome, NOW)
        breaks.withhold(conn, 1, NOW, NOW, "moved")
        due.put(conn, REMINDER, 1, NOW - timedelta(minutes=5))
        mail.queue(conn, 1, [("{}", None)], 0, NOW)
        fleet.join(conn, "aaaaaaaa", "desk:4711", timedelta(minutes=1))
        fleet.beat(conn, "aaaaaaaa", timedelta(minutes=1), ["polling"], bury=False)

    engines = database.place(address).engines()
    with engines.writing.begin() as conn:
        use(conn)
    engines.dispose()


def _settings(address: str) -> Settings:
    return Settings(_env_file=None, database_url=SecretStr(address))  # type: ignore[call-arg]


def test_what_happened_in_the_last_day_is_counted(said: Said, used: None) -> None:
    people_line, reminders, exercises, queues, process = said()
    assert people_line == ("people     2 known, 1 set up, 1 have blocked the bot; 1 reacted in the last day.")
    assert reminders == "reminders  in the last day: 1 done, 1 open; held back: 1 moved."
    assert exercises == "exercises  in the last day: none; 0 sessions are open."
    assert queues == (
        "queues     0 updates to apply, 1 messages to send, 1 reminders late by over a minute, 0 updates set aside."
    )
    assert process.startswith("process    desk:4711 since ")
    assert process.endswith("UTC (polling).")


def test_it_looks_back_as_far_as_it_is_asked_to(said: Said, used: None) -> None:
    assert "in the last 7 days: 1 done, 1 open, 1 skipped" in said(7)[1]


def test_a_program_reads_the_same_as_json(said: Said, used: None) -> None:
    (line,) = said(as_json=True)
    found = json.loads(line)
    assert found["people"] == {"known": 2, "set_up": 1, "gone": 1, "reacted": 1}
    assert found["reminders"] == {"done": 1, "open": 1}
    assert found["processes"][0]["name"] == "desk:4711"


def test_it_names_nobody(said: Said, used: None) -> None:
    assert "Ada" not in "\n".join([*said(), *said(as_json=True)])


def test_where_there_is_no_database_it_says_so_and_makes_none(tmp_path: Path) -> None:
    missing = tmp_path / "none.db"
    with pytest.raises(DatabaseError, match="there is no database at"):
        stats.tell(_settings(f"sqlite:///{missing}"), 1, NOW, print)
    assert not missing.exists()


def test_of_a_database_that_nobody_has_used_yet_it_says_so(postgresql: PostgreSQL) -> None:
    with pytest.raises(DatabaseError, match="There is nothing in"):
        stats.tell(_settings(postgresql.made()), 1, NOW, print)
