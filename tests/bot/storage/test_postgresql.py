"""What is particular to a PostgreSQL server: who is let in, what passes, who waits for whom."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from sqlalchemy import Connection, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import IntegrityError

from bot.storage import about as notes
from bot.storage import database, fleet, health, postgresql
from bot.storage.access import Storage
from bot.storage.alone import alone
from bot.storage.database import DatabaseError, Unavailable
from bot.storage.tables import about, people
from bot.storage.trouble import Damaged
from tests.postgresql import LOCKED, PostgreSQL

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def url(postgresql: PostgreSQL) -> str:
    return postgresql.emptied()


@pytest.fixture
async def storage(url: str) -> AsyncIterator[Storage]:
    storage = await database.open(url)
    yield storage
    await storage.close()


def _as(server: str, **other: str) -> str:
    return make_url(server).set(**other).render_as_string(hide_password=False)


def _cut_all(url: str) -> None:
    """As a server that is started anew: nobody keeps a connection."""
    with psycopg.connect(url, autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = 'unsit'"
        )


def _fail_as(conn: Connection, code: str) -> None:
    conn.exec_driver_sql(f"DO $$ BEGIN RAISE EXCEPTION 'as asked' USING ERRCODE = '{code}'; END $$")


# --- at the start ---


@pytest.mark.parametrize("place", ["127.0.0.1:1/unsit", "no-such-host.invalid/unsit", "/unsit?host=/nowhere"])
def test_a_server_that_does_not_answer_may_answer_later(place: str) -> None:
    with pytest.raises(Unavailable, match=r"See that the server runs and can be reached") as caught:
        database.prepare(f"postgresql://unsit:geheim@{place}")
    assert "\n" not in str(caught.value)
    assert "geheim" not in str(caught.value)


def test_a_wrong_password_is_a_wrong_setting_and_is_not_repeated(postgresql: PostgreSQL) -> None:
    with psycopg.connect(postgresql.server, autocommit=True) as server:
        server.execute(f"CREATE ROLE {LOCKED} LOGIN PASSWORD 'right'")
    try:
        with pytest.raises(DatabaseError, match=r"DATABASE_URL: .*See the name and password") as caught:
            database.prepare(_as(postgresql.server, username=LOCKED, password="geheim"))
    finally:
        with psycopg.connect(postgresql.server, autocommit=True) as server:
            server.execute(f"DROP ROLE {LOCKED}")
    assert not isinstance(caught.value, Unavailable)
    assert "geheim" not in f"{caught.value!r} {caught.value.__cause__!r}"


def test_a_database_that_is_not_there_is_a_wrong_setting_with_what_to_do(postgresql: PostgreSQL) -> None:
    with pytest.raises(DatabaseError, match=r"DATABASE_URL: .*createdb") as caught:
        database.prepare(_as(postgresql.server, database="not_there"))
    assert not isinstance(caught.value, Unavailable)


def test_a_word_behind_the_address_that_nobody_knows_is_a_wrong_setting(url: str) -> None:
    with pytest.raises(DatabaseError, match="sslmood") as caught:
        database.prepare(f"{url}&sslmood=require")
    assert not isinstance(caught.value, Unavailable)


def test_a_place_does_not_show_its_password() -> None:
    place = database.place("postgresql://unsit:geheim@db.example/bot?sslmode=require")
    assert str(place) == "the database bot on db.example"
    assert "geheim" not in repr(place)


def test_processes_that_start_together_migrate_once(postgresql: PostgreSQL) -> None:
    url = postgresql.made()
    with ThreadPoolExecutor(4) as processes:
        for _ in processes.map(database.prepare, [url] * 4):
            pass
    database.prepare(url, migrate=False)


def test_who_may_not_migrate_hears_that_there_is_nothing_yet(postgresql: PostgreSQL) -> None:
    with pytest.raises(Unavailable, match="There is nothing in"):
        database.prepare(postgresql.made(), migrate=False)


def test_the_form_is_not_changed_while_a_process_of_another_version_serves(postgresql: PostgreSQL) -> None:
    url = postgresql.made()
    database.prepare(url)
    engines = database.place(url).engines()
    try:
        with engines.writing.begin() as conn:
            fleet.join(conn, "aaaaaaaa", "desk:4711", timedelta(minutes=1))
            conn.execute(text("UPDATE alembic_version SET version_num = '0004'"))
        with pytest.raises(Unavailable, match=r"serve .*\(desk:4711\).*Stop them first"):
            database.prepare(url)
    finally:
        engines.dispose()


async def test_any_number_may_serve_it(storage: Storage, url: str) -> None:
    async with alone(url), alone(url):
        assert storage.shared


# --- while it serves ---


@pytest.mark.parametrize("verb", ["read", "write"])
async def test_connections_that_were_cut_while_idle_are_replaced_and_nobody_hears_of_it(
    storage: Storage, url: str, verb: str
) -> None:
    await storage.write(lambda conn: notes.note(conn, "said", "once"))
    await storage.read(lambda conn: notes.noted(conn, "said"))
    _cut_all(url)
    assert await getattr(storage, verb)(lambda conn: notes.noted(conn, "said")) == "once"


async def test_what_was_cut_off_in_the_middle_is_done_again_from_its_start(
    storage: Storage, url: str
) -> None:
    tries = iter(range(10))

    def work(conn: Connection) -> None:
        conn.execute(about.insert().values(name="said", value="once"))
        if next(tries) == 0:
            _cut_all(url)
        conn.execute(select(about))

    await storage.write(work)
    assert await storage.read(lambda conn: conn.scalars(select(about.c.value)).all()) == ["once"]


async def test_two_who_wait_for_each_other_both_get_through(storage: Storage) -> None:
    for name in "ab":
        await storage.write(lambda conn, name=name: notes.note(conn, name, ""))
    both, begun = threading.Barrier(2), set()

    def add(conn: Connection, names: str) -> None:
        for name in names:
            notes.note(conn, name, names)
            if names not in begun:  # each holds what the other wants next
                begun.add(names)
                both.wait(5)

    await asyncio.gather(
        *(storage.write(lambda conn, names=names: add(conn, names)) for names in ("ab", "ba"))
    )
    said = await storage.read(lambda conn: [notes.noted(conn, name) for name in "ab"])
    assert said in (["ab", "ab"], ["ba", "ba"])


@pytest.mark.parametrize(
    ("code", "says", "tries"),
    [
        ("40001", "works on the same rows", 5),
        ("53100", "Make room", 1),
        ("53300", "max_connections", 1),
        ("55P03", "works on the same rows", 1),
        ("57014", "took too long", 1),
        ("25006", "Name the primary one", 1),
    ],
)
async def test_what_passes_is_unavailable_and_says_what_to_do(
    storage: Storage, code: str, says: str, tries: int
) -> None:
    tried = []

    def work(conn: Connection) -> None:
        tried.append(code)
        _fail_as(conn, code)

    with pytest.raises(Unavailable, match=f"as asked. .*{says}"):
        await storage.write(work)
    assert len(tried) == tries


async def test_damage_is_no_passing_trouble(storage: Storage) -> None:
    with pytest.raises(Damaged, match=r"is damaged .*pg_restore"):
        await storage.read(lambda conn: _fail_as(conn, "XX001"))


async def test_a_fault_of_ours_stays_one_and_repeats_nobodys_words(storage: Storage) -> None:
    def forget_something(conn: Connection) -> None:
        conn.execute(text("INSERT INTO about VALUES (:said, NULL)"), {"said": "my knee hurts"})

    with pytest.raises(IntegrityError, match="null value") as caught:
        await storage.write(forget_something)
    assert "knee" not in f"{caught.value} {caught.value.orig!r}"


async def test_in_a_hurry_nobody_waits_long_for_another_process(storage: Storage, url: str) -> None:
    await storage.write(lambda conn: notes.note(conn, "said", "once"))
    storage.hurry(1.0)
    with psycopg.connect(url) as other:
        other.execute("UPDATE about SET value = 'twice'")
        with pytest.raises(Unavailable, match="lock timeout"):
            await storage.write(lambda conn: notes.note(conn, "said", "thrice"))
        assert await storage.read(lambda conn: notes.noted(conn, "said")) == "once"
    await storage.write(lambda conn: notes.note(conn, "said", "thrice"))


async def test_nobody_waits_for_ever_for_a_server_that_hangs_when_the_bot_stops(storage: Storage) -> None:
    hanging = asyncio.create_task(
        storage.read(lambda conn: conn.execute(text("SELECT pg_sleep(60)")) and None)
    )
    storage.hurry(0.1)
    with pytest.raises(Unavailable, match="stopping"):
        async with asyncio.timeout(10):
            await hanging
    async with asyncio.timeout(10):
        await storage.close()


async def test_a_read_sees_one_moment_and_changes_nothing(storage: Storage, url: str) -> None:
    def before_and_after(conn: Connection) -> tuple[object, object]:
        before = notes.noted(conn, "said")
        with psycopg.connect(url, autocommit=True) as other:
            other.execute("INSERT INTO about VALUES ('said', 'meanwhile')")
        return before, notes.noted(conn, "said")

    assert await storage.read(before_and_after) == (None, None)
    with pytest.raises(Unavailable, match="read-only"):
        await storage.read(lambda conn: conn.execute(people.delete()) and None)


# --- for the doctor ---


async def test_the_doctor_sees_how_large_it_is_that_it_can_be_written_and_who_serves_it(url: str) -> None:
    place = database.place(url)
    state = health.examine(place, NOW, NOW)
    assert (state.form, state.damage, state.unwritable, state.served) == (database.HEAD, None, "", False)
    assert state.size > 1_000_000
    storage = await database.open(url)
    await storage.read(lambda conn: notes.noted(conn, "bot_id"))
    assert health.examine(place, NOW, NOW).served
    await storage.close()


async def test_the_doctor_sees_that_it_cannot_be_written(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as server:
        name = make_url(url).database
        server.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
        try:
            assert "Name the primary one" in health.examine(database.place(url), NOW, NOW).unwritable
        finally:
            server.execute("SET default_transaction_read_only = off")
            server.execute(f"ALTER DATABASE {name} RESET default_transaction_read_only")


def test_a_database_that_nobody_has_used_yet_is_empty(postgresql: PostgreSQL) -> None:
    with pytest.raises(health.Empty, match="is empty"):
        health.examine(database.place(postgresql.made()), NOW, NOW)


def test_a_tool_gets_the_address_without_the_password() -> None:
    place = database.place("postgresql+psycopg://unsit:geheim@db.example/bot?sslmode=require")
    assert isinstance(place, postgresql.Server)
    assert place.for_tools == "postgresql://unsit@db.example/bot?sslmode=require"


# --- what its sessions are told ---


def _milliseconds(conn: Connection) -> dict[str, int]:
    asked = "SELECT name, CAST(setting AS INT) FROM pg_settings WHERE name LIKE '%timeout' AND unit = 'ms'"
    return dict(conn.execute(text(asked)).all())


async def test_who_is_stuck_in_a_transaction_is_cut_off_before_the_others_give_up(storage: Storage) -> None:
    limits = await storage.write(_milliseconds)
    assert 0 < limits["idle_in_transaction_session_timeout"] < limits["lock_timeout"]
