"""`unsit media`: everything is there before anybody needs it."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest
from pydantic import BaseModel

from bot import media
from bot.config import ConfigError, Settings
from bot.playground.faults import Fault
from bot.playground.samples import CLIP, PHOTO
from bot.playground.server import TOKEN, Playground
from bot.storage import database
from bot.storage import media as stored
from bot.storage.alone import held_at
from bot.storage.database import Unavailable
from bot.wire.media import ahead
from bot.wire.media.drawing import drawing_of
from content import catalogue
from content.media.recipes import Clip, Recipe, Scene, Still
from content.steps import StepKind
from scheduler.clock import MovableClock

RECIPES = [
    Still(exercise="lizard"),
    *(Clip(exercise="lizard", scenes=(Scene(kind=StepKind.HOLD, seconds=seconds),)) for seconds in (20, 30)),
]


class Pose(BaseModel):
    """Stands for a figure."""


class Hand:
    """Draws, but for what it is told to fail on; `pause` is waited for before each."""

    def __init__(self) -> None:
        self.drawn: list[Recipe] = []
        self.fails: list[Recipe] = []
        self.clip = CLIP
        self.pause = asyncio.Event()
        self.pause.set()

    async def draw(self, recipe: Recipe, _figures: Sequence[BaseModel]) -> bytes:
        await self.pause.wait()
        if recipe in self.fails:
            raise RuntimeError("no pencil")
        self.drawn.append(recipe)
        return self.clip if isinstance(recipe, Clip) else PHOTO


@pytest.fixture(autouse=True)
def _three_drawings(monkeypatch: pytest.MonkeyPatch) -> None:
    drawings = [drawing_of(recipe, {"lizard": Pose()}) for recipe in RECIPES]
    monkeypatch.setattr(media, "drawings_of", lambda _catalogue: drawings)
    monkeypatch.setattr(ahead, "PACE", 0.0)
    monkeypatch.setattr(ahead, "WAIT", 0.0)


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    """Somebody has opened the chat for pictures."""
    made = Playground(":memory:", MovableClock(running=True))
    made.person(9, "Pictures").type("/start")
    yield made
    made.close()


def _settings(folder: Path, **facts: object) -> Settings:
    return Settings(_env_file=None, data_dir=folder, **facts)


async def _prepare(settings: Settings, hand: Hand) -> tuple[int, list[str]]:
    lines: list[str] = []
    return await media.prepare(settings, lines.append, draw=hand.draw), lines


async def test_all_is_drawn_into_the_folder_and_the_second_time_there_is_nothing_to_do(
    tmp_path: Path, hand: Hand
) -> None:
    assert await _prepare(_settings(tmp_path), hand) == (
        0,
        ["1/3 lizard 0 kB", "2/3 lizard 0 kB", "3/3 lizard 0 kB"],
    )
    assert len(list((tmp_path / "media").rglob("*.*"))) == 3
    assert await _prepare(_settings(tmp_path), hand) == (0, ["nothing to do: all 3 are there"])
    assert len(hand.drawn) == 3


async def test_with_a_chat_all_is_uploaded_too_and_only_once(
    tmp_path: Path, hand: Hand, playground: Playground
) -> None:
    await _prepare(_settings(tmp_path), hand)
    async with playground.serving() as address:
        settings = _settings(tmp_path, bot_token=TOKEN, telegram_api_url=address, media_chat_id=9)
        assert len((await _prepare(settings, hand))[1]) == 3
        assert await _prepare(settings, hand) == (0, ["nothing to do: all 3 are there"])
    seen = [message.media for message in playground.person(9).messages if message.from_bot]
    assert sorted(map(str, seen)) == ["animation", "animation", "photo"]
    assert len(hand.drawn) == 3


async def test_beside_a_bot_that_serves_it_the_database_is_not_migrated(
    tmp_path: Path, hand: Hand, playground: Playground
) -> None:
    async with playground.serving() as address:
        settings = _settings(tmp_path, bot_token=TOKEN, telegram_api_url=address, media_chat_id=9)
        database.prepare(settings.database)
        with held_at(settings.database):
            assert len((await _prepare(settings, hand))[1]) == 3
            _say_form(settings, "0001")
            with pytest.raises(Unavailable, match=r"in the form 0001, .*Run both in the same version"):
                await _prepare(settings, hand)
            _say_form(settings, database.HEAD)
            assert await _prepare(settings, hand) == (0, ["nothing to do: all 3 are there"])


def _say_form(settings: Settings, form: str) -> None:
    with sqlite3.connect(settings.database.removeprefix("sqlite:///")) as raw:
        raw.execute("UPDATE alembic_version SET version_num = ?", (form,))
    raw.close()


@pytest.mark.parametrize("chat", [9, 77])
async def test_a_wrong_chat_ends_it_at_once_with_one_line(
    tmp_path: Path, hand: Hand, playground: Playground, chat: int, capsys: pytest.CaptureFixture[str]
) -> None:
    playground.person(9).block()
    async with playground.serving() as address:
        settings = _settings(tmp_path, bot_token=TOKEN, telegram_api_url=address, media_chat_id=chat)
        with pytest.raises(ConfigError, match=r"^MEDIA_CHAT_ID: this chat cannot be .*Example: [^\n]*$"):
            await _prepare(settings, hand)
    assert len(playground.journal.of("sendPhoto")) + len(playground.journal.of("sendAnimation")) == 1
    assert capsys.readouterr().out == ""


async def test_what_could_not_be_uploaded_is_counted_and_told(
    tmp_path: Path, hand: Hand, playground: Playground
) -> None:
    playground.faults.next(Fault.ERROR_500, "sendAnimation", times=2 * ahead.TRIES)
    async with playground.serving() as address:
        settings = _settings(tmp_path, bot_token=TOKEN, telegram_api_url=address, media_chat_id=9)
        failed, lines = await _prepare(settings, hand)
        assert failed == 2
        assert lines[-1] == "2 could not be uploaded: Internal Server Error"
        assert sum("not uploaded: Internal Server Error" in line for line in lines[:-1]) == 2
        failed, lines = await _prepare(settings, hand)
    assert (failed, len(lines)) == (0, 2)


async def test_a_clip_that_telegram_takes_for_something_else_is_no_success(
    tmp_path: Path, hand: Hand, playground: Playground
) -> None:
    hand.clip = b"no clip at all"
    async with playground.serving() as address:
        settings = _settings(tmp_path, bot_token=TOKEN, telegram_api_url=address, media_chat_id=9)
        failed, lines = await _prepare(settings, hand)
    assert failed == 2
    assert lines[-1] == "2 could not be uploaded: Telegram took it for something else"


async def test_a_database_that_cannot_be_used_ends_it_with_one_error(
    tmp_path: Path, hand: Hand, playground: Playground, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_facts: object, **_named: object) -> None:
        raise Unavailable("The database is too busy.")

    monkeypatch.setattr(stored, "claim", busy)
    async with playground.serving() as address:
        settings = _settings(tmp_path, bot_token=TOKEN, telegram_api_url=address, media_chat_id=9)
        with pytest.raises(Unavailable, match="too busy"):
            await _prepare(settings, hand)


async def test_what_cannot_be_drawn_is_told_and_the_rest_is_made(tmp_path: Path, hand: Hand) -> None:
    hand.fails = RECIPES[1:2]
    failed, lines = await _prepare(_settings(tmp_path), hand)
    assert failed == 1
    assert sum("failed: lizard cannot be drawn" in line for line in lines) == 1
    hand.fails = []
    assert await _prepare(_settings(tmp_path), hand) == (0, ["1/1 lizard 0 kB"])


async def test_stopped_in_the_middle_it_leaves_nothing_half_done(tmp_path: Path, hand: Hand) -> None:
    hand.pause.clear()
    running = asyncio.create_task(_prepare(_settings(tmp_path), hand))
    await asyncio.sleep(0.1)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert not list((tmp_path / "media").rglob("*.*"))
    hand.pause.set()
    assert len((await _prepare(_settings(tmp_path), hand))[1]) == 3


def test_everything_that_can_be_needed_is_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    drawings = media.drawings_of(catalogue.load())
    assert len({drawing.digest for drawing in drawings}) == len(drawings) > 0
