"""The doctor says what is wrong and what to do, beside a running bot, and tells nothing private unless asked."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from email.utils import formatdate
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot import doctor
from bot.config import Settings
from bot.doctor import house
from bot.playground.methods import registry
from bot.playground.methods.method import method
from bot.playground.server import TOKEN, Playground
from bot.storage import breaks, database, mail, people
from bot.storage.alone import held
from bot.storage.breaks import Origin, Outcome
from bot.storage.database import Connection
from bot.wire.telegram import connect
from scheduler import due
from scheduler.clock import MovableClock

WEBHOOK = "https://old.example/secret-path"


@dataclass
class Practice:
    """A patient with everything in good order, until a test spoils something."""

    folder: Path
    address: str
    playground: Playground
    clock: MovableClock
    facts: dict[str, object] = field(default_factory=dict)
    text: str = ""

    @property
    def settings(self) -> Settings:
        """As the operator has set them."""
        own = {"data_dir": self.folder, "bot_token": TOKEN, "telegram_api_url": self.address}
        return Settings(_env_file=None, **(own | self.facts))

    @property
    def file(self) -> Path:
        """The database."""
        return self.folder / "unsit.db"

    async def note_heard(self, seconds_ago: int) -> None:
        """As the bot does when Telegram has answered."""
        storage = await database.open(f"sqlite:///{self.file}")
        at = self.clock.now() - timedelta(seconds=seconds_ago)
        await storage.write(partial(mail.heard, at=at))
        await storage.close()

    async def examine(self, *, parked: bool = False) -> tuple[bool, dict[str, str]]:
        """Whether nothing failed, and what is said of each subject, with its grade in front."""
        said: list[str] = []
        well = await doctor.examine(self.settings, said.append, self.clock, parked=parked)
        self.text = "\n".join(said)
        found = (re.match(r"(ok|warn|fail) +(\w+) +(.+)", line) for line in said)
        return well, {match[2]: f"{match[1]} {match[3]}" for match in found if match}


def _dated(app: ASGIApp) -> ASGIApp:
    """As Telegram does, and the playground does not: every answer says when it was given."""

    async def answering(scope: Scope, receive: Receive, send: Send) -> None:
        async def dated(message: Message) -> None:
            if message["type"] == "http.response.start":
                date = formatdate(usegmt=True).encode()
                message = {**message, "headers": [*message["headers"], (b"date", date)]}
            await send(message)

        await app(scope, receive, dated)

    return answering


@pytest.fixture
async def practice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Practice]:
    clock = MovableClock(running=True)
    playground = Playground(":memory:", clock)
    monkeypatch.setattr(playground, "app", _dated(playground.app))
    database.prepare(f"sqlite:///{tmp_path / 'unsit.db'}")
    async with playground.serving() as address:
        yield Practice(tmp_path, address, playground, clock)
    playground.close()


async def test_where_all_is_well_it_says_so_of_everything(practice: Practice) -> None:
    await practice.note_heard(seconds_ago=12)
    with held(practice.file):
        well, said = await practice.examine()
    assert well
    assert {line.split()[0] for line in said.values()} == {"ok"}
    assert list(said) == [
        *(
            "settings",
            "content",
            "database",
            "form",
            "integrity",
            "writing",
            "running",
            "parked",
            "inbox",
            "outbox",
            "reminders",
            "disk",
        ),
        *("token", "webhook", "clock", "media", "operator"),
    ]
    assert "@unsit_bot" in said["token"]
    assert re.match(r"ok a bot serves it, Telegram was last heard 0:00:1\d ago", said["running"])


async def test_that_no_bot_runs_is_told_and_what_waits_for_it(practice: Practice) -> None:
    _, said = await practice.examine()
    assert said["running"] == "warn no bot serves it; Telegram was not heard yet. Start it: unsit run"
    await practice.note_heard(seconds_ago=3 * 3600)
    practice.playground.person(1, "Ada").type("/start")
    _, said = await practice.examine()
    assert said["running"].startswith("warn no bot serves it; Telegram was last heard 3:00:0")
    assert said["webhook"] == "warn none, as it has to be; 1 updates wait. Start it: unsit run"
    with held(practice.file):
        _, said = await practice.examine()
    assert said["running"].startswith("warn a bot serves it, but Telegram was last heard 3:00:0")
    assert said["webhook"].startswith("ok")


async def test_it_changes_nothing_and_needs_no_bot_to_stop(practice: Practice) -> None:
    storage = await database.open(f"sqlite:///{practice.file}")
    await storage.write(partial(database.stamp, bot_id=1000001))
    well, _ = await practice.examine()
    assert well
    await storage.write(partial(database.stamp, bot_id=1000001))
    assert await storage.read(lambda conn: conn.exec_driver_sql("SELECT name FROM about").all()) == [
        ("bot_id",)
    ]
    await storage.close()


async def test_what_is_not_there_yet_is_no_failure_and_is_not_made(practice: Practice) -> None:
    practice.facts = {"data_dir": practice.folder / "new", "bot_token": None}
    well, said = await practice.examine()
    assert well
    assert said["settings"].startswith("warn no BOT_TOKEN")
    assert said["database"].startswith("warn there is none")
    assert "token" not in said
    assert not (practice.folder / "new").exists()


class Spoilt(NamedTuple):
    """What is done to the database file, and what is said of it."""

    statement: str
    subject: str
    says: str
    well: bool


@pytest.mark.parametrize(
    "spoilt",
    [
        Spoilt(
            "UPDATE alembic_version SET version_num = '0001'", "form", "warn 0001, this program's is", True
        ),
        Spoilt("UPDATE alembic_version SET version_num = '9999'", "form", "fail 9999, newer than", False),
        Spoilt(
            "INSERT INTO about VALUES ('bot_id', '222')",
            "token",
            "fail it is of @unsit_bot.* belongs to 222",
            False,
        ),
        Spoilt("DROP TABLE alembic_version", "database", "fail .* is no database of Unsit", False),
    ],
)
async def test_what_is_wrong_with_the_database_is_said(practice: Practice, spoilt: Spoilt) -> None:
    with sqlite3.connect(practice.file) as raw:
        raw.execute(spoilt.statement)
    raw.close()
    well, said = await practice.examine()
    assert re.match(spoilt.says, said[spoilt.subject])
    assert well is spoilt.well


async def test_a_file_that_is_no_database_is_said_to_be_none(practice: Practice) -> None:
    practice.file.write_text("these are my holiday notes" * 1000)
    practice.playground.person(1, "Ada").type("/start")
    with held(practice.file):
        well, said = await practice.examine()
    assert not well
    assert said["webhook"].startswith("ok")  # the bot that is to be stopped is not to be started
    assert re.match(r"fail .*\(file is not a database\)\. .*unsit restore FILE --force", said["database"])


async def test_a_damaged_database_is_found_and_a_backup_asked_for(practice: Practice) -> None:
    with sqlite3.connect(practice.file) as raw:
        (page,) = raw.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'ix_outbox_chat_id'"
        ).fetchone()
    raw.close()
    whole = bytearray(practice.file.read_bytes())
    whole[(page - 1) * 4096 : page * 4096] = b"\x55" * 4096
    practice.file.write_bytes(whole)
    well, said = await practice.examine()
    assert not well
    assert said["integrity"].startswith("fail")
    assert "unsit restore FILE --force" in said["integrity"]


async def test_a_database_that_another_program_holds_cannot_be_written(
    practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = sqlite3.connect
    monkeypatch.setattr("sqlite3.connect", lambda *where, **how: connect(*where, **how, timeout=0.01))
    other = connect(practice.file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    well, said = await practice.examine()
    other.close()
    assert not well
    assert re.match("fail .*database is locked.*Another program holds", said["writing"])


async def test_updates_that_failed_are_counted_and_shown_only_when_asked_for(practice: Practice) -> None:
    storage = await database.open(f"sqlite:///{practice.file}")
    for number in (1, 2):
        update = json.dumps({"update_id": number, "message": {"text": "my \u202eknee\x1b[2J hurts"}})
        arrived = [mail.Arrived(number, 77, update)]
        await storage.write(partial(mail.receive, updates=arrived, now=practice.clock.now()))
        error = f"{'KeyError' if number == 2 else 'ValueError'}: my knee hurts\x1b[2J"
        await storage.write(partial(mail.park, update_id=number, error=error))
        practice.clock.advance(timedelta(minutes=1))
    await storage.close()
    well, said = await practice.examine()
    assert well
    assert re.match(r"warn 2 updates failed .*\(KeyError\)\. .*unsit doctor --parked", said["parked"])
    assert "knee" not in practice.text
    assert "77" not in said["parked"]
    await practice.examine(parked=True)
    shown = practice.text[practice.text.index("{") :]
    first, _ = json.JSONDecoder().raw_decode(shown)
    assert (first["update_id"], first["chat_id"]) == (2, 77)
    assert first["error"].startswith("KeyError: my knee hurts")
    assert "knee" in first["update"]["message"]["text"]
    assert practice.text.replace("\n", "").isprintable()


async def test_reminders_that_went_out_and_those_held_back_are_counted(practice: Practice) -> None:
    now, hour = practice.clock.now(), timedelta(hours=1)
    storage = await database.open(f"sqlite:///{practice.file}")

    def live(conn: Connection) -> None:
        people.meet(conn, 1, "Ada", "en", now)
        for at, outcome in [
            (now - 30 * hour, Outcome.REFUSED),
            (now - 3 * hour, Outcome.DONE),
            (now - 2 * hour, None),
            (now - hour, Outcome.UNSENT),
        ]:
            made = breaks.add(conn, 1, Origin.REMINDER, at, exercises=(), seconds=0, limit_seconds=0)
            if outcome:
                breaks.settle(conn, made, outcome, at)
        for _ in range(2):
            breaks.withhold(conn, 1, now - hour, now - hour, "next_workday")

    await storage.write(live)
    _, said = await practice.examine()
    assert (
        said["reminders"]
        == "ok 2 went out in the last 24 hours; due but held back: 2 next_workday, 1 unsent."
    )
    for person, minutes in ((1, 5), (2, 0), (3, -5)):
        ago = now - timedelta(minutes=minutes)
        await storage.write(partial(due.put, kind="reminder", person=person, at=ago))
    _, said = await practice.examine()
    assert said["reminders"].startswith("warn 1 should have gone out more than a minute ago. 2 went out")
    await storage.write(lambda conn: breaks.settle(conn, 3, Outcome.REFUSED, now))
    await storage.close()
    _, said = await practice.examine()
    assert said["reminders"].startswith("warn 1 went out")


@pytest.mark.parametrize(
    ("minutes", "says"),
    [(0, "ok 2 updates wait"), (180, "warn 2 updates wait to be answered, the oldest for 3:00:0")],
)
async def test_updates_that_wait_for_long_are_told(practice: Practice, minutes: int, says: str) -> None:
    storage = await database.open(f"sqlite:///{practice.file}")
    arrived = [mail.Arrived(number, 1, "{}") for number in (1, 2, 3)]
    await storage.write(partial(mail.receive, updates=arrived, now=practice.clock.now()))
    await storage.write(lambda conn: mail.applied(conn, 3))
    await storage.close()
    practice.clock.advance(timedelta(minutes=minutes))
    well, said = await practice.examine()
    assert said["inbox"].startswith(says)
    assert well


@pytest.mark.parametrize(
    ("minutes", "says"),
    [(0, "ok 1 messages wait"), (180, "warn 1 messages wait to be sent, the oldest for 3:00:0")],
)
async def test_messages_that_wait_for_long_are_told(practice: Practice, minutes: int, says: str) -> None:
    storage = await database.open(f"sqlite:///{practice.file}")
    waiting = partial(mail.queue, chat_id=1, bodies=[("{}", None)], importance=0, now=practice.clock.now())
    await storage.write(waiting)
    await storage.close()
    practice.clock.advance(timedelta(minutes=minutes))
    well, said = await practice.examine()
    assert said["outbox"].startswith(says)
    assert well


class Usage(NamedTuple):
    """What shutil tells of a disk."""

    free: int


@pytest.mark.parametrize(("free", "grade"), [(10**6, "fail"), (10**8, "warn"), (10**10, "ok")])
async def test_a_disk_that_is_nearly_full_is_told(
    practice: Practice, monkeypatch: pytest.MonkeyPatch, free: int, grade: str
) -> None:
    monkeypatch.setattr(house.shutil, "disk_usage", lambda _folder: Usage(free))
    well, said = await practice.examine()
    assert said["disk"].startswith(grade)
    assert well is (grade != "fail")


@pytest.mark.parametrize(
    ("ahead", "says"), [(20, "warn this machine's is 20 s ahead of"), (-20, "warn .* behind"), (2, "ok")]
)
async def test_a_clock_that_is_wrong_is_told(practice: Practice, ahead: float, says: str) -> None:
    practice.clock.advance(timedelta(seconds=ahead))
    _, said = await practice.examine()
    assert re.match(says.replace("20 s", r"(19|20|21) s"), said["clock"])


async def test_a_token_that_telegram_refuses_fails(practice: Practice) -> None:
    practice.facts = {"bot_token": "99:not-this-one"}
    well, said = await practice.examine()
    assert not well
    assert said["token"].startswith("fail Telegram does not accept it. Ask @BotFather")
    assert "not-this-one" not in practice.text
    assert "webhook" not in said


async def test_a_server_out_of_reach_fails_and_the_rest_is_still_told(practice: Practice) -> None:
    practice.facts = {"telegram_api_url": "http://127.0.0.1:9"}
    well, said = await practice.examine()
    assert not well
    assert said["token"].startswith("fail Telegram is out of reach")
    assert said["database"].startswith("ok")


OURS = {"webhook_url": "https://bot.example.org/unsit", "webhook_secret": "abc", "port": 8080}


async def test_a_webhook_that_is_wanted_is_compared_with_the_one_that_is_set(practice: Practice) -> None:
    practice.facts = OURS
    telegram = connect(TOKEN, practice.address)
    assert (await practice.examine())[1]["webhook"] == "warn none is set; 0 updates wait. Start it: unsit run"
    await telegram.call("setWebhook", url=WEBHOOK)
    said = (await practice.examine())[1]["webhook"]
    assert said.startswith("fail Telegram delivers to a webhook on old.example")
    assert "deleteWebhook" not in said
    await telegram.call("setWebhook", url=OURS["webhook_url"])
    said = (await practice.examine())[1]["webhook"]
    assert said == "ok Telegram delivers to WEBHOOK_URL; 0 updates wait."
    await telegram.hang_up()


async def test_deliveries_that_failed_lately_are_told(
    practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    practice.facts = OURS
    for minutes, grade in ((5, "warn"), (15, "ok")):
        at = int((practice.clock.now() - timedelta(minutes=minutes)).timestamp())
        info = {"url": OURS["webhook_url"], "last_error_date": at, "last_error_message": "502 Bad Gateway"}
        told = method(lambda _messenger, _call, info=info: info)
        monkeypatch.setitem(registry.METHODS, "getWebhookInfo", told)
        said = (await practice.examine())[1]["webhook"]
        assert said.startswith(f"{grade} Telegram delivers to WEBHOOK_URL; 0 updates wait.")
        assert ("502 Bad Gateway" in said) == (grade == "warn")


async def test_a_webhook_is_told_with_how_to_remove_it_and_without_its_path(
    practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_elsewhere = method(lambda _messenger, _call: {"url": WEBHOOK, "pending_update_count": 3})
    monkeypatch.setitem(registry.METHODS, "getWebhookInfo", set_elsewhere)
    well, said = await practice.examine()
    assert not well
    assert said["webhook"].startswith("fail Telegram delivers to a webhook on old.example")
    assert f'curl "{practice.address}/bot$BOT_TOKEN/deleteWebhook"' in said["webhook"]
    assert "secret-path" not in practice.text
    assert TOKEN not in practice.text


async def test_a_chat_for_pictures_that_cannot_be_written_to_is_told(practice: Practice) -> None:
    practice.facts = {"media_chat_id": 9, "operator_chat_id": 8}
    practice.playground.person(8, "Operator").type("/start")
    well, said = await practice.examine()
    assert well
    assert re.match("warn MEDIA_CHAT_ID: .*Has it started the bot", said["media"])
    assert said["operator"].startswith("ok")
    assert len(practice.playground.person(8).messages) == 1


async def test_exercises_that_cannot_be_read_fail(practice: Practice) -> None:
    wrong = practice.folder / "mine" / "exercises" / "lunge.toml"
    wrong.parent.mkdir(parents=True)
    wrong.write_text("kind = 7")
    practice.facts = {"content_dir": practice.folder / "mine"}
    well, said = await practice.examine()
    assert not well
    assert re.match("fail .*lunge.*See CONTENT_DIR", said["content"])
