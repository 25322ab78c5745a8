"""The `unsit` command as an operator meets it: a process of its own, real time, and kill -9."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from unittest.mock import ANY

import pytest

from bot import __main__ as unsit
from bot.config import Settings
from bot.playground.faults import Fault
from bot.playground.person import Person
from bot.playground.server import TOKEN, Playground
from bot.storage import database, people
from bot.storage.alone import held
from bot.storage.trouble import Occupied
from scheduler.clock import MovableClock

HOLD = timedelta(seconds=30)
SWITCH = timedelta(seconds=5)
SECRET = TOKEN.partition(":")[2]


async def _unsit(folder: Path, *arguments: str, **environment: str) -> asyncio.subprocess.Process:
    return await _python(folder, "-m", "bot", *arguments, **environment)


async def _python(folder: Path, *arguments: str, **environment: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        *arguments,
        cwd=folder,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(Path(__file__).parents[2]),
            "DATA_DIR": str(folder / "data"),
            **environment,
        },
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def _ended(process: asyncio.subprocess.Process) -> tuple[int | None, str]:
    code, _, error = await _said(process)
    return code, error


async def _said(process: asyncio.subprocess.Process) -> tuple[int | None, str, str]:
    output, error = await asyncio.wait_for(process.communicate(), 20)
    return process.returncode, output.decode(), error.decode()


@pytest.mark.parametrize(
    ("environment", "says"),
    [
        ({"BOT_TOKEN": "nonsense"}, "BOT_TOKEN: "),
        ({"LOG_LEVEL": "LOUD"}, "LOG_LEVEL: "),
        ({"DATA_DIR": "/dev/null"}, "DATA_DIR: "),
        ({"DATA_DIR": "/dev/null", "BOT_TOKEN": TOKEN}, "DATA_DIR: "),
        ({"DATABASE_URL": "sqlite:////dev", "BOT_TOKEN": TOKEN}, "DATABASE_URL: "),
        ({"DATABASE_URL": "postgresql://somewhere/unsit"}, "DATABASE_URL: the playground keeps its own"),
    ],
)
async def test_a_wrong_setting_is_one_line_and_exit_code_2(
    tmp_path: Path, environment: dict[str, str], says: str
) -> None:
    code, error = await _ended(await _unsit(tmp_path, "run", **environment))
    assert code == 2
    assert error.startswith(says)
    assert "Example: " in error
    assert error.count("\n") == 1


@pytest.mark.parametrize("port", ["-1", "65536", "eighty"])
async def test_a_port_that_is_none_is_refused(tmp_path: Path, port: str) -> None:
    code, error = await _ended(await _unsit(tmp_path, "run", "--port", port))
    assert code == 2
    assert "a port is a number from 0" in error or "expected one argument" in error


async def test_an_error_of_the_program_is_logged_without_the_token(tmp_path: Path) -> None:
    crash = """
from bot import __main__ as unsit

def crash(settings):
    raise RuntimeError(f"nobody expected /bot{settings.bot_token.get_secret_value()}/getMe")

unsit._migrate = crash
raise SystemExit(unsit.main(["migrate"]))
"""
    code, error = await _ended(await _python(tmp_path, "-c", crash, BOT_TOKEN=TOKEN, LOG_FORMAT="json"))
    assert code == 1
    assert error.count("\n") == 1
    assert "RuntimeError: nobody expected /bot***/getMe" in error


def test_a_migration_that_another_program_holds_up_may_be_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def held(_url: str) -> None:
        raise Occupied("Another program holds it.")

    monkeypatch.setattr(database, "prepare", held)
    assert unsit._migrate(Settings(_env_file=None, data_dir=tmp_path)) == 1
    assert capsys.readouterr().err == "Another program holds it.\n"


def test_a_database_that_a_bot_serves_is_not_migrated(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings(_env_file=None, data_dir=tmp_path)
    with held(tmp_path / "unsit.db"):
        assert unsit._migrate(settings) == 1
    assert capsys.readouterr().err == f"{tmp_path / 'unsit.db'} is in use. Stop the bot first.\n"
    assert not (tmp_path / "unsit.db").exists()


async def test_migrate_makes_the_database_and_stops(tmp_path: Path) -> None:
    assert await _ended(await _unsit(tmp_path, "migrate")) == (0, "")
    assert (tmp_path / "data" / "unsit.db").exists()


@pytest.mark.parametrize("command", ["run", "migrate"])
async def test_a_database_newer_than_the_program_is_one_line_and_exit_code_2(
    tmp_path: Path, command: str
) -> None:
    (tmp_path / "data").mkdir()
    database.prepare(f"sqlite:///{tmp_path / 'data' / 'unsit.db'}")
    with sqlite3.connect(tmp_path / "data" / "unsit.db") as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    code, error = await _ended(await _unsit(tmp_path, command, BOT_TOKEN=TOKEN))
    assert (code, error.count("\n")) == (2, 1)
    assert error.startswith("The database is newer than this program. Install the newer version")


async def test_the_doctor_says_of_a_wrong_setting_what_any_command_says(tmp_path: Path) -> None:
    code, said, error = await _said(await _unsit(tmp_path, "doctor", LOG_LEVEL="LOUD"))
    assert (code, error) == (1, "")
    assert said.startswith("fail  settings   LOG_LEVEL: ")


@asynccontextmanager
async def _telegram() -> AsyncIterator[tuple[Playground, str]]:
    playground = Playground(":memory:", MovableClock(running=True))
    async with playground.serving() as address:
        yield playground, address
    playground.close()


async def test_a_token_that_telegram_refuses_is_one_line_and_exit_code_2(tmp_path: Path) -> None:
    async with _telegram() as (_, address):
        process = await _unsit(tmp_path, "run", BOT_TOKEN="99:not-this-one", TELEGRAM_API_URL=address)
        code, error = await _ended(process)
    assert code == 2
    assert error.startswith("BOT_TOKEN: Telegram does not accept this token.")
    assert "Example: BOT_TOKEN=" in error
    assert error.count("\n") == 1


async def test_it_stops_in_good_order_and_no_log_line_has_the_token(tmp_path: Path) -> None:
    async with _telegram() as (playground, address):
        process = await _unsit(
            tmp_path, "run", BOT_TOKEN=TOKEN, TELEGRAM_API_URL=address, LOG_LEVEL="DEBUG", LOG_FORMAT="json"
        )
        ada = playground.person(1, "Ada")
        ada.type("/start")
        await playground.until(lambda: len(ada.messages) == 2, timeout=15)
        playground.faults.next(Fault.ERROR_500, "sendMessage")
        playground.faults.next(Fault.DROP_BEFORE, "getUpdates")
        ada.type("hello")
        await playground.until(lambda: len(ada.messages) == 4, timeout=15)
        process.send_signal(signal.SIGTERM)
        code, error = await _ended(process)
    assert code == 0
    assert "not sent yet" in error
    assert SECRET not in error


async def test_beside_a_running_bot_it_backs_up_and_examines_and_restores_only_once_it_has_stopped(
    tmp_path: Path,
) -> None:
    async with _telegram() as (playground, address):
        environment = {"BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": address}
        running = await _unsit(tmp_path, "run", **environment)
        ada = playground.person(1, "Ada")
        ada.type("/start")
        await playground.until(lambda: len(ada.messages) == 2, timeout=15)
        assert await _said(await _unsit(tmp_path, "backup", "copy.db")) == (0, ANY, "")
        code, said, _ = await _said(await _unsit(tmp_path, "doctor", **environment))
        assert (code, "\nfail" in said, SECRET in said) == (0, False, False)
        code, _, error = await _said(await _unsit(tmp_path, "restore", "copy.db", "--force"))
        assert (code, error.count("\n")) == (2, 1)
        assert "unsit.db is in use. Stop the bot first" in error
        running.send_signal(signal.SIGTERM)
        assert (await _ended(running))[0] == 0
    code, _, error = await _said(await _unsit(tmp_path, "restore", "copy.db"))
    assert (code, error.count("\n")) == (2, 1)
    code, said, _ = await _said(await _unsit(tmp_path, "restore", "copy.db", "--force"))
    assert code == 0
    assert len(list((tmp_path / "data").glob("unsit-*Z.db"))) == 1
    storage = await database.open(f"sqlite:///{tmp_path / 'data' / 'unsit.db'}")
    ada_again = await storage.read(partial(people.load, person_id=1))
    await storage.close()
    assert ada_again is not None
    assert ada_again.first_name == "Ada"


async def test_killed_in_the_middle_of_a_hold_it_goes_on_at_the_right_second(tmp_path: Path) -> None:
    """`Seated figure four` at the normal level: 30 s a side, so that a slow machine can start meanwhile."""
    async with _telegram() as (playground, address):
        environment = {"BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": address}
        first = await _unsit(tmp_path, "run", **environment)
        ada = playground.person(1, "Ada")
        await _set_up(playground, ada)
        ada.type("/settings pictures text")  # a clip has its own end time
        ada.type("Seated figure four")
        await _shows(playground, ada, "Start")
        ada.tap("Start")
        await _shows(playground, ada, "Next")
        ada.tap("Next")
        await playground.until(lambda: "HOLD" in ada.last.text, timeout=10)
        until = _until(ada.last.text)
        first.kill()
        await first.wait()

        second = await _unsit(tmp_path, "run", **environment)
        await playground.until(lambda: "HOLD" in ada.last.text and _until(ada.last.text) > until, timeout=60)
        next_hold = _until(ada.last.text)
        second.send_signal(signal.SIGTERM)
        assert (await _ended(second))[0] == 0
    # The switch and the next hold are counted from when this one was to end, not from the restart.
    assert next_hold - until == SWITCH + HOLD


async def _set_up(playground: Playground, ada: Person) -> None:
    ada.type("/start")
    await _shows(playground, ada, "I understand")
    ada.tap("I understand")
    await _shows(playground, ada, "Use defaults")
    ada.tap("Use defaults")
    await _shows(playground, ada, "Try one now")


async def _shows(playground: Playground, ada: Person, label: str) -> None:
    await playground.until(lambda: any(label in message.labels for message in ada.messages), timeout=15)


def _until(text: str) -> datetime:
    """The end time in a step's message; the person is in UTC."""
    found = re.search(r"until (\d\d):(\d\d):(\d\d)", text)
    assert found is not None
    hour, minute, second = map(int, found.groups())
    return datetime.now(UTC).replace(hour=hour, minute=minute, second=second, microsecond=0)
