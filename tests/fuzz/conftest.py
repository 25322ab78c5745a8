"""One stage for all examples of a module. `pytest tests/fuzz --hypothesis-profile=thorough` tries many more of them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import pytest

from tests.conversations.conftest import MONDAY_MORNING, Scene
from tests.fuzz.stage import OPERATOR, Stage


@contextmanager
def raised(folder: Path) -> Iterator[Stage]:
    """A stage of its own: the bot on a Monday, 8:55 in UTC and in Lisbon."""
    with asyncio.Runner() as runner:
        playing = _playing(folder)
        scene = runner.run(playing.__aenter__())
        try:
            yield Stage(scene, runner)
        finally:
            runner.run(playing.__aexit__(None, None, None))
            runner.run(_ended())


async def _ended() -> None:
    """What was cut off may still be giving back its connection to the database, for which it needs the loop."""
    if others := asyncio.all_tasks() - {asyncio.current_task()}:
        await asyncio.wait(others, timeout=5)


@asynccontextmanager
async def _playing(folder: Path) -> AsyncIterator[Scene]:
    scene = Scene(folder, MONDAY_MORNING)
    scene.operator = OPERATOR
    scene.playground.person(OPERATOR, "Operator").allow_writing()
    async with scene.playground.serving() as address:
        await scene.open(address)
        yield scene
        await scene.close()
    scene.playground.close()


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """One bot for all."""
    with raised(tmp_path_factory.mktemp("stage")) as stage:
        yield stage
