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
        self.begun = asyncio.Event()
        self.let = asyncio.Event()
        self.let.set()
        self.fault: Exception | None = None
        self.content = b"drawn"

    async def draw(self, recipe: Recipe, _figures: Sequence[BaseModel]) -> bytes:
        self.began.append(recipe.exercise)
        self.begun.set()
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
    await hand.begun.wait()
    hand.let.set()
    assert await asyncio.gather(*waiting) == [b"drawn"] * 6
    assert hand.began == ["lizard"]


async def test_who_stops_waiting_leaves_the_work_going(studio: Studio, hand: Hand) -> None:
    hand.let.clear()
    waiting = asyncio.create_task(studio.make(_drawing("lizard")))
    await hand.begun.wait()
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    hand.let.set()
    assert await studio.make(_drawing("lizard")) == b"drawn"
    assert hand.began == ["lizard"]


async def test_what_nobody_waits_for_begins_when_nobody_waits_for_anything(
    studio: Studio, hand: Hand
) -> None:
    hand.let.clear()
    urgent = asyncio.create_task(studio.make(_drawing("urgent")))
    await hand.begun.wait()
    ahead = asyncio.create_task(studio.make_ahead(_drawing("ahead")))
    await asyncio.sleep(0.02)  # time enough to begin, if it were to
    assert hand.began == ["urgent"]
    hand.let.set()
    await asyncio.gather(urgent, ahead)
    assert hand.began == ["urgent", "ahead"]


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (WorkerDied("the process has ended"), "has ended"),
        (OSError(28, "No space left on device"), "cannot be drawn"),
        (MemoryError(), "cannot be drawn"),
    ],
)
async def test_what_the_machine_is_to_blame_for_may_go_well_the_next_time(
    studio: Studio, hand: Hand, fault: Exception, reason: str
) -> None:
    hand.fault = fault
    with pytest.raises(NotMade, match=reason):
        await studio.make(_drawing("lizard"))
    hand.fault = None
    assert await studio.make(_drawing("lizard")) == b"drawn"


@pytest.mark.parametrize(("fault", "content"), [(RuntimeError("no pencil"), b"drawn"), (None, b"")])
async def test_a_drawing_that_is_itself_at_fault_is_tried_and_told_of_once(
    studio: Studio, hand: Hand, fault: Exception | None, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    hand.fault, hand.content = fault, content
    for make in (studio.make, studio.make, studio.make_ahead):
        with pytest.raises(NotMade, match="lizard cannot be drawn"):
            await make(_drawing("lizard"))
    assert hand.began == ["lizard"]
    assert capsys.readouterr().out.count("not drawn") == 1
    assert not await studio.has(_drawing("lizard"))
    hand.fault, hand.content = None, b"drawn"
    assert await studio.make(_drawing("lunge")) == b"drawn"


async def test_a_drawing_that_was_left_off_is_not_at_fault(studio: Studio, hand: Hand) -> None:
    hand.let.clear()
    waiting = asyncio.create_task(studio.make(_drawing("lizard")))
    await hand.begun.wait()
    await studio.close()
    await asyncio.gather(waiting, return_exceptions=True)
    hand.let.set()
    assert await studio.make(_drawing("lizard")) == b"drawn"


async def test_the_studio_closes_in_the_middle_of_a_drawing(hand: Hand) -> None:
    hand.let.clear()
    studio = Studio(hand.draw, Shelf(None))
    waiting = asyncio.create_task(studio.make(_drawing("lizard")))
    await hand.begun.wait()
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
