"""Draws what was not drawn before: one drawing of an address at a time, those that somebody waits for first."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import structlog
from pydantic import BaseModel

from bot.wire.media import worker
from bot.wire.media.drawing import Drawing, NotMade
from bot.wire.media.pool import Pool, WorkerDied
from bot.wire.media.shelf import Shelf
from content.media.recipes import Recipe
from scheduler.trouble import anonymous

log = structlog.get_logger(__name__)
OF_THE_MACHINE = (OSError, MemoryError)  # a full disk, no memory: the next attempt may go well
Draw = Callable[[Recipe, Sequence[BaseModel]], Awaitable[bytes]]
"""Draws, somewhere out of the way."""


def in_pool(pool: Pool) -> Draw:
    """Drawn by `content.media.render` in a process of the pool."""

    async def draw(recipe: Recipe, figures: Sequence[BaseModel]) -> bytes:
        content: bytes = await pool.run(worker.draw, recipe, figures)
        return content

    return draw


class Studio:
    """Makes drawings, and keeps them on the shelf. What is itself at fault is not tried again in this life."""

    def __init__(self, draw: Draw, shelf: Shelf) -> None:
        self._draw = draw
        self._shelf = shelf
        self._under_way: dict[str, asyncio.Task[bytes]] = {}
        self._faulty: set[str] = set()
        self._urgent = 0
        self._calm = asyncio.Event()
        self._calm.set()

    async def make(self, drawing: Drawing) -> bytes:
        """The file, for somebody who waits for it. Whoever stops waiting leaves the work going. Raises NotMade."""
        self._urgent += 1
        self._calm.clear()
        try:
            return await self._make(drawing)
        finally:
            self._urgent -= 1
            if not self._urgent:
                self._calm.set()

    async def make_ahead(self, drawing: Drawing) -> bytes:
        """The file, begun when nobody waits for another. Raises NotMade."""
        await self._calm.wait()
        return await self._make(drawing)

    async def has(self, drawing: Drawing) -> bool:
        """Whether it is on the shelf."""
        return await self._shelf.take(drawing.name) is not None

    async def _make(self, drawing: Drawing) -> bytes:
        task = self._under_way.get(drawing.digest)
        if task is None:
            task = self._under_way[drawing.digest] = asyncio.create_task(self._kept_or_drawn(drawing))
            task.add_done_callback(_seen)
        return await asyncio.shield(task)

    async def _kept_or_drawn(self, drawing: Drawing) -> bytes:
        """From the shelf in the same task: who looks there while another's drawing is put there must not draw anew."""
        try:
            kept = await self._shelf.take(drawing.name)
            if kept is not None:
                return kept
            if drawing.digest in self._faulty:
                raise _cannot_be_drawn(drawing)
            content = await self._attempt(drawing)
            await self._shelf.put(drawing.name, content)
            return content
        finally:
            del self._under_way[drawing.digest]

    async def _attempt(self, drawing: Drawing) -> bytes:
        try:
            content = await self._draw(drawing.recipe, drawing.figures)
            if not content:
                raise ValueError("the drawing is empty")
            return content
        except WorkerDied as error:
            raise NotMade(str(error)) from error
        except Exception as error:  # a fault of ours: the same is said in text
            if not isinstance(error, OF_THE_MACHINE):
                self._faulty.add(drawing.digest)
            # Nothing of a person is in it, so the log may have the reason too.
            log.error("not drawn", subject=drawing.subject, reason=str(error), **anonymous(error))
            raise _cannot_be_drawn(drawing) from error

    async def close(self) -> None:
        """Leave off."""
        tasks = list(self._under_way.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _cannot_be_drawn(drawing: Drawing) -> NotMade:
    return NotMade(f"{drawing.subject} cannot be drawn")


def _seen(task: asyncio.Task[bytes]) -> None:
    """Whoever waited may have left: what became of it is no news to the loop."""
    if not task.cancelled():
        task.exception()
