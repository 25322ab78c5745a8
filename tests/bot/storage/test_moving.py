"""Everything moves from a file to a server, and back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from bot.storage import breaks, database, everything, fleet, mail, people
from bot.storage.breaks import Origin
from bot.storage.moving import CannotMove, move
from bot.storage.tables import metadata
from tests.postgresql import PostgreSQL

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
OFFER = {"exercises": ("seated-figure-four",), "seconds": 60, "limit_seconds": 120}


def _fill(conn: Connection) -> None:
    for person_id in range(1, 1502):
        people.meet(conn, person_id, f"Person\N{SNOWMAN} {person_id}", "en", NOW)
    breaks.add(conn, 7, Origin.REMINDER, NOW, **OFFER)
    mail.queue(conn, 7, [("{}", None)], 0, NOW)
    database.stamp(conn, 123456)


def _write(url: str, work: object) -> object:
    engines = database.place(url).engines()
    try:
        with engines.writing.begin() as conn:
            return work(conn)  # type: ignore[operator]
    finally:
        engines.dispose()


def _everything(conn: Connection) -> dict[str, list[tuple[object, ...]]]:
    tables = [table for table in metadata.sorted_tables if table.name not in {"processes", "duties"}]
    return {
        table.name: sorted(map(tuple, conn.execute(select(table))), key=repr)
        for table in tables
        if table.name != "send_budget"
    }


@pytest.fixture
def laptop(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path / 'laptop.db'}"
    database.prepare(url)
    _write(url, _fill)
    return url


@pytest.fixture
def server(postgresql: PostgreSQL) -> str:
    return postgresql.emptied()


def test_all_that_was_in_the_file_is_on_the_server_and_back_again(laptop: str, server: str, tmp_path: Path):
    before = _write(laptop, _everything)
    assert move(laptop, server) > 1500
    assert _write(server, _everything) == before
    back = f"sqlite:///{tmp_path / 'back.db'}"
    move(server, back)
    assert _write(back, _everything) == before
    assert _write(laptop, _everything) == before


def test_what_comes_next_gets_a_number_of_its_own(laptop: str, server: str):
    move(laptop, server)
    newest = _write(server, lambda conn: everything.read(conn, 7)["breaks"][-1]["id"])
    assert _write(server, lambda conn: breaks.add(conn, 8, Origin.REMINDER, NOW, **OFFER)) == newest + 1


def test_what_waits_to_be_sent_is_nobodys_until_a_process_takes_it_over(laptop: str, server: str):
    move(laptop, server)
    _write(server, lambda conn: fleet.join(conn, "aaaaaaaa", "desk", timedelta(minutes=1)))
    assert _write(server, lambda conn: [row.chat_id for row in mail.unsent(conn, process="aaaaaaaa")]) == [7]


def test_nothing_is_moved_where_there_are_people_already(laptop: str, server: str):
    _write(server, lambda conn: people.meet(conn, 1, "Ada", "en", NOW))
    with pytest.raises(CannotMove, match="empty database"):
        move(laptop, server)
    assert _write(server, lambda conn: len(everything.read(conn, 2)["people"])) == 0


def test_nothing_is_moved_while_a_bot_serves_one_of_them(laptop: str, server: str):
    _write(server, lambda conn: fleet.join(conn, "aaaaaaaa", "desk", timedelta(minutes=1)))
    with pytest.raises(CannotMove, match="Stop it first"):
        move(laptop, server)


def test_where_there_is_nothing_to_move_it_says_so_and_makes_nothing(server: str, tmp_path: Path):
    missing = tmp_path / "none.db"
    with pytest.raises(CannotMove, match="There is no database"):
        move(f"sqlite:///{missing}", server)
    assert not missing.exists()
    with pytest.raises(CannotMove, match="already"):
        move(server, server)
