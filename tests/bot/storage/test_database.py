"""The database opens, migrates, refuses what it must, and keeps what is committed."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    Engine,
    Float,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    func,
    select,
    text,
)

from bot.storage import database, everything, mail, people, sqlite
from bot.storage.database import DatabaseError, Unavailable
from bot.storage.tables import about, metadata
from bot.storage.trouble import Damaged, Occupied
from tests.postgresql import PostgreSQL


def _url(folder: Path) -> str:
    return f"sqlite:///{folder / 'bot.db'}"


def test_migrations_end_where_the_tables_are(url: str) -> None:
    database.prepare(url)
    engine = database.place(url).looking()
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
    engine.dispose()
    assert differences == []


def test_the_known_head_is_the_newest_migration() -> None:
    assert ScriptDirectory.from_config(_script()).get_current_head() == database.HEAD


def test_the_known_forms_are_all_migrations() -> None:
    assert sorted(database.forms()) == FORMS


def _script() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(database.__file__).parent / "migrations"))
    return config


FORMS = sorted(script.revision for script in ScriptDirectory.from_config(_script()).walk_revisions())


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database without tables, once of each kind."""
    if request.param == "sqlite":
        return _url(tmp_path)
    server: PostgreSQL = request.getfixturevalue("postgresql")
    return server.made()


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    engine = database.place(url).migrating()
    yield engine
    engine.dispose()


def _bring_to(engine: Engine, form: str) -> MetaData:
    """A new database of this form; its tables."""
    config, found = _script(), MetaData()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, form)
        found.reflect(connection)
    return found


def _something(column: Column[Any], number: int) -> object:
    """A value that the column can hold, another one for each number; whoever it may name is that person."""
    if column.name in ("person_id", "person", "chat_id") or column.foreign_keys:
        return number
    kinds: list[tuple[type, object]] = [
        (Boolean, number % 2 == 0),
        (Date, date(2026, 3, number)),
        (Float, number + 0.5),
        (Integer, number),
        (String, f"w{number} ä"),
        (Text, f"text of {number}"),
    ]
    return next(value for kind, value in kinds if isinstance(column.type, kind))


def _rows(conn: Connection, table: Table) -> list[dict[str, Any]]:
    return [dict(row) for row in conn.execute(select(table).order_by(*table.primary_key)).mappings()]


@pytest.mark.parametrize("form", FORMS)
def test_a_database_of_every_form_is_brought_up_with_all_that_is_in_it(
    form: str, url: str, engine: Engine
) -> None:
    old = _bring_to(engine, form)
    tables = [table for table in old.sorted_tables if table.name != "alembic_version"]
    with engine.begin() as connection:
        for table in tables:
            for number in (1, 2):
                row = {column.name: _something(column, number) for column in table.columns}
                connection.execute(table.insert().values(row))
        before = {table.name: _rows(connection, table) for table in tables}
    assert all(len(rows) == 2 for rows in before.values())

    database.prepare(url)

    with engine.begin() as connection:
        assert {table.name: _rows(connection, table) for table in tables} == before
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        kept = everything.read(connection, 1)
        assert {name for name, rows in kept.items() if rows} == set(kept) & set(before)
        if connection.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"


def test_who_was_there_before_exercises_were_drawn_sees_clips_and_has_texts_that_can_be_edited(
    url: str, engine: Engine
) -> None:
    old = _bring_to(engine, "0001")
    with engine.begin() as connection:
        for name in ("people", "slots"):
            row = {column.name: _something(column, 1) for column in old.tables[name].columns}
            connection.execute(old.tables[name].insert().values(row))
    database.prepare(url)
    with engine.connect() as connection:
        ada = people.load(connection, 1)
        assert ada is not None
        assert ada.clips
        assert mail.slots_of(connection, [1]) == {1: {"w1 ä": mail.Held(1, drawn=False)}}


def test_an_upgrade_that_fails_leaves_the_database_as_it_was(
    url: str, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = _bring_to(engine, "0001")

    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("as asked")

    monkeypatch.setattr("alembic.op.add_column", fails)  # the new table is made before
    with pytest.raises(RuntimeError):
        database.prepare(url)
    now = MetaData()
    now.reflect(engine)
    assert set(now.tables) == set(old.tables)
    monkeypatch.undo()
    database.prepare(url)


def test_preparing_twice_changes_nothing(tmp_path: Path) -> None:
    database.prepare(_url(tmp_path))
    before = (tmp_path / "bot.db").read_bytes()
    database.prepare(_url(tmp_path))
    assert (tmp_path / "bot.db").read_bytes() == before


def test_a_database_newer_than_the_program_is_refused_with_what_to_do(tmp_path: Path) -> None:
    database.prepare(_url(tmp_path))
    with sqlite3.connect(tmp_path / "bot.db") as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    with pytest.raises(DatabaseError, match="newer than this program"):
        database.prepare(_url(tmp_path))


def test_a_file_that_is_no_database_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "bot.db").write_text("these are my holiday notes, and not a database at all" * 100)
    with pytest.raises(Damaged, match=r"bot\.db is damaged, or no .*restore FILE --force$") as caught:
        database.prepare(_url(tmp_path))
    assert "\n" not in str(caught.value)


def test_a_database_that_cannot_be_written_is_no_wrong_setting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = sqlite3.dbapi2.connect
    connect(tmp_path / "bot.db").execute("PRAGMA journal_mode=WAL").connection.close()
    monkeypatch.setattr(
        sqlite3.dbapi2,
        "connect",
        lambda path, **options: connect(f"file:{path}?mode=ro", uri=True, **options),
    )
    with pytest.raises(Unavailable, match=r"readonly database\. Let this user write to .*bot\.db"):
        database.prepare(_url(tmp_path))


@pytest.mark.parametrize("url", ["nonsense", "mysql://somewhere/db", "postgresql+asyncpg://somewhere/db"])
def test_an_address_of_anything_else_is_refused_with_an_example(url: str) -> None:
    with pytest.raises(DatabaseError, match="Example: DATABASE_URL="):
        database.prepare(url)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(DatabaseError, match="file/data"):
        database.prepare(f"sqlite:///{tmp_path / 'file' / 'data' / 'bot.db'}")


async def test_writers_wait_for_each_other_and_none_is_lost(tmp_path: Path) -> None:
    storage = await database.open(_url(tmp_path))

    def add(conn: Connection, number: int) -> None:
        count = conn.scalar(select(func.count()).select_from(about))
        conn.execute(about.insert().values(name=f"{number}", value=str(count)))

    await asyncio.gather(
        *(storage.write(lambda conn, number=number: add(conn, number)) for number in range(50))
    )
    counts = await storage.read(lambda conn: sorted(map(int, conn.scalars(select(about.c.value)))))
    await storage.close()
    assert counts == list(range(50))


async def test_what_raises_leaves_no_trace(tmp_path: Path) -> None:
    storage = await database.open(_url(tmp_path))

    def add_and_fail(conn: Connection) -> None:
        conn.execute(about.insert().values(name="half", value="done"))
        raise RuntimeError("as asked")

    with pytest.raises(RuntimeError):
        await storage.write(add_and_fail)
    assert await storage.read(lambda conn: list(conn.execute(select(about)))) == []
    await storage.close()


async def test_the_file_is_in_wal_mode_and_each_commit_reaches_the_disk(tmp_path: Path) -> None:
    storage = await database.open(_url(tmp_path))

    def pragmas(conn: Connection) -> tuple[object, ...]:
        return tuple(
            conn.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "synchronous", "foreign_keys")
        )

    assert await storage.read(pragmas) == ("wal", 2, 1)
    assert await storage.write(pragmas) == ("wal", 2, 1)
    await storage.close()


async def test_a_database_belongs_to_one_bot(tmp_path: Path) -> None:
    storage = await database.open(_url(tmp_path))
    for _ in range(2):
        await storage.write(lambda conn: database.stamp(conn, 111))
    with pytest.raises(DatabaseError, match=r"111.*222"):
        await storage.write(lambda conn: database.stamp(conn, 222))
    await storage.close()


async def test_a_connection_keeps_little_of_the_file_in_memory(tmp_path: Path) -> None:
    """SQLite's two megabytes for each connection made the program grow by a tenth as its database did."""
    storage = await database.open(_url(tmp_path))
    kibibytes = await storage.read(lambda conn: conn.scalar(text("PRAGMA cache_size")))
    await storage.close()
    assert kibibytes == -512


async def test_a_database_that_another_program_holds_is_occupied_and_not_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database.prepare(_url(tmp_path))
    monkeypatch.setattr(database, "HEAD", "9999")  # there is something to migrate
    held = sqlite3.connect(tmp_path / "bot.db", isolation_level=None)
    held.execute("PRAGMA locking_mode=EXCLUSIVE")
    held.execute("BEGIN EXCLUSIVE")
    connect = sqlite3.dbapi2.connect
    monkeypatch.setattr(
        sqlite3.dbapi2, "connect", lambda path, **options: connect(path, **(options | {"timeout": 0}))
    )
    with pytest.raises(Occupied, match="Another program holds"):
        database.prepare(_url(tmp_path))
    held.close()


async def test_the_log_shrinks_again_after_a_long_reader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "LARGEST_LOG", 100_000)
    storage, log = await database.open(_url(tmp_path)), tmp_path / "bot.db-wal"
    reader = sqlite3.connect(tmp_path / "bot.db", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM about").fetchall()
    for number in range(3):
        row = {"name": str(number), "value": "x" * 3_000_000}
        await storage.write(lambda conn, row=row: conn.execute(about.insert().values(row)) and None)
    assert log.stat().st_size > 9_000_000
    reader.close()
    for number in range(2):  # one to bring it all into the database, one to begin the log anew
        await storage.write(lambda conn, number=number: conn.execute(about.delete()) and None)
    assert log.stat().st_size <= 200_000
    await storage.close()
