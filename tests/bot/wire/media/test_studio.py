"""What is drawn is drawn once, and for those who wait first."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest
from pydantic import BaseModel

from bot.wire.media.drawing import Drawing, NotMade, drawing_of, read
from bot.wire.media.pool import WorkerDied
from bot.wire.media.shelf import Shelf
from bot.wire.media.studio import Studio
from content.media.recipes import Clip, Grid, Recipe, Scene, Still
from content.steps import StepKind


class Pose(BaseModel):
    """Stands for a figure."""

    knees: int = 2


class Hand:
    """Draws when it is let; `began` lists what it was given."""

    def __init__(self) -> None:
        self.began: list[str] = []
        self.let = asyncio.Event()
        self.let.set()
        self.fault: Exception | None = None
        self.content = b"drawn"

    async def draw(self, recipe: Recipe, _figures: Sequence[BaseModel]) -> bytes:
        self.began.append(recipe.exercise)
        await self.let.wait()
        if self.fault:
            raise self.fault
        return self.content


def _drawing(exercise: str) -> Drawing:
    return drawing_of(Still(exercise=exercise), {exercise: Pose()})


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
async def studio(hand: Hand, tmp_path: Path) -> AsyncIterator[Studio]:
    made = Studio(hand.draw, Shelf(tmp_path))
    yield made
    await made.close()


async def test_what_was_drawn_once_is_taken_from_the_shelf(studio: Studio, hand: Hand) -> None:
    drawing = _drawing("lizard")
    assert not await studio.has(drawing)
    assert [await studio.make(drawing) for _ in range(2)] == [b"drawn", b"drawn"]
    assert await studio.has(drawing)
    assert hand.began == ["lizard"]


async def test_all_who_want_the_same_at_the_same_time_get_one_drawing(studio: Studio, hand: Hand) -> None:
    hand.let.clear()
    waiting = [asyncio.create_task(studio.make(_drawing("lizard"))) for _ in range(5)]
    waiting.append(asyncio.create_task(studio.make_ahead(_drawing("lizard"))))
    await asyncio.sleep(0.05)
    hand.let.set()
    assert await asyncio.gather(*waiting) == [b"drawn"] * 6
    assert hand.began == ["lizard"]


async def test_who_stops_waiting_leaves_the_work_going(studio: Studio, hand: Hand) -> None:
    hand.let.clear()
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(studio.make(_drawing("lizard")), 0.05)
    hand.let.set()
    assert await studio.make(_drawing("lizard")) == b"drawn"
    assert hand.began == ["lizard"]


async def test_what_nobody_waits_for_begins_when_nobody_waits_for_anything(
    studio: Studio, hand: Hand
) -> None:
    hand.let.clear()
    urgent = asyncio.create_task(studio.make(_drawing("urgent")))
    await asyncio.sleep(0.02)
    ahead = asyncio.create_task(studio.make_ahead(_drawing("ahead")))
    await asyncio.sleep(0.02)
    assert hand.began == ["urgent"]
    hand.let.set()
    await asyncio.gather(urgent, ahead)
    assert hand.began == ["urgent", "ahead"]


@pytest.mark.parametrize(
    ("fault", "reason"),
    [(WorkerDied("the process has ended"), "has ended"), (RuntimeError("no pencil"), "cannot be drawn")],
)
async def test_what_cannot_be_drawn_is_a_reason_and_may_go_well_the_next_time(
    studio: Studio, hand: Hand, fault: Exception, reason: str
) -> None:
    hand.fault = fault
    with pytest.raises(NotMade, match=reason):
        await studio.make(_drawing("lizard"))
    hand.fault = None
    assert await studio.make(_drawing("lizard")) == b"drawn"


async def test_an_empty_drawing_is_none(studio: Studio, hand: Hand) -> None:
    hand.content = b""
    with pytest.raises(NotMade, match="empty"):
        await studio.make(_drawing("lizard"))
    assert not await studio.has(_drawing("lizard"))


async def test_the_studio_closes_in_the_middle_of_a_drawing(hand: Hand) -> None:
    hand.let.clear()
    studio = Studio(hand.draw, Shelf(None))
    waiting = asyncio.create_task(studio.make(_drawing("lizard")))
    await asyncio.sleep(0.02)
    await studio.close()
    assert (await asyncio.gather(waiting, return_exceptions=True))[0] is not None


def test_a_drawing_is_named_by_what_it_shows() -> None:
    still = _drawing("lizard")
    hold = Scene(kind=StepKind.HOLD, seconds=30)
    clip = drawing_of(Clip(exercise="lizard", scenes=(hold,)), {"lizard": Pose()})
    assert (still.kind, still.name) == ("photo", f"{still.digest}.png")
    assert (clip.kind, clip.name) == ("animation", f"{clip.digest}.mp4")
    assert drawing_of(Still(exercise="lizard"), {"lizard": Pose(knees=1)}).digest != still.digest


def test_a_grid_is_drawn_from_all_its_figures_and_needs_them_all() -> None:
    grid = Grid(exercises=("lizard", "lunge"))
    drawing = drawing_of(grid, {"lunge": Pose(knees=1), "lizard": Pose()})
    assert (drawing.figures, drawing.subject) == ((Pose(), Pose(knees=1)), "lizard lunge")
    with pytest.raises(NotMade, match="lunge has no figure"):
        drawing_of(grid, {"lizard": Pose()})


@pytest.mark.parametrize("plain", [{"exercise": "lizard"}, {"exercise": "lizard", "colour": "red"}, {}])
def test_without_a_figure_or_a_recipe_there_is_no_drawing(plain: dict[str, object]) -> None:
    with pytest.raises(NotMade):
        read(plain, {})
