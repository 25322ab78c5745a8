"""`unsit media`: everything is there before anybody needs it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest
from pydantic import BaseModel

from bot import media
from bot.config import Settings
from bot.playground.samples import CLIP, PHOTO
from bot.playground.server import TOKEN, Playground
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
        self.pause = asyncio.Event()
        self.pause.set()

    async def draw(self, recipe: Recipe, _figures: Sequence[BaseModel]) -> bytes:
        await self.pause.wait()
        if recipe in self.fails:
            raise RuntimeError("no pencil")
        self.drawn.append(recipe)
        return CLIP if isinstance(recipe, Clip) else PHOTO


@pytest.fixture(autouse=True)
def _three_drawings(monkeypatch: pytest.MonkeyPatch) -> None:
    drawings = [drawing_of(recipe, {"lizard": Pose()}) for recipe in RECIPES]
    monkeypatch.setattr(media, "drawings_of", lambda _catalogue: drawings)
    monkeypatch.setattr(ahead, "PACE", 0.0)


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


async def test_a_chat_that_is_shut_does_not_keep_it_from_drawing(
    tmp_path: Path, hand: Hand, playground: Playground
) -> None:
    playground.person(9).block()
    async with playground.serving() as address:
        settings = _settings(tmp_path, bot_token=TOKEN, telegram_api_url=address, media_chat_id=9)
        assert len((await _prepare(settings, hand))[1]) == 3
    assert len(hand.drawn) == 3


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
