"""Whether this process is one of those that serve the database, and which duties it has among them.

A process of a fleet says so again and again. One that has not been heard for a while is taken to be dead, and the
others carry on what it had begun; so whoever cannot say so must stop sending before they do. SQLite is served by one
process alone, which is always there and has every duty.
"""

from __future__ import annotations

import asyncio
import math
import os
import platform
import time
from collections.abc import Awaitable, Callable, Collection
from contextlib import suppress
from datetime import timedelta
from functools import partial
from typing import Protocol
from uuid import uuid4

import structlog

from bot.storage import fleet
from bot.storage.database import DatabaseError, Storage
from scheduler import due

log = structlog.get_logger(__name__)
BEAT = 2.0  # seconds between two signs of life
LEASE = timedelta(seconds=8)
"""A process that was not heard for so long is taken to be dead. With a beat more another polls, well within 15 s."""
MARGIN = 2.0  # seconds of the lease in which nothing is begun any more: what is on its way may arrive

Told = Callable[[], Awaitable[None]]
"""Is told that something was taken over, or may have been as the database was lost, and looks what there is to do."""


class Presence(Protocol):
    """`id` names this process in what it keeps and claims; it may change.

    `certain`: nobody else can have taken over what this process has begun.
    """

    @property
    def id(self) -> str:
        """As long as `due.HOLDER_LENGTH`; empty where there is no other process."""

    @property
    def certain(self) -> bool:
        """Whether messages may be sent."""

    def has(self, duty: str) -> bool:
        """Whether this is the process that does it."""

    async def changed(self) -> None:
        """Wait until duties, or certainty, may have become others."""

    async def join(self) -> None:
        """Be one of those that are there. Raises Unavailable."""

    async def run(self) -> None:
        """Stay one of them until cancelled."""

    async def leave(self) -> None:
        """End in good order. Raises Unavailable."""


class Alone:
    """The only process that serves its database."""

    id = ""
    certain = True

    def has(self, duty: str) -> bool:  # noqa: ARG002 - as a member's
        """Every duty."""
        return True

    async def changed(self) -> None:
        """Never."""
        await asyncio.Event().wait()

    async def join(self) -> None:
        """There is nobody else."""

    async def run(self) -> None:
        """Nobody asks."""
        await asyncio.Event().wait()

    async def leave(self) -> None:
        """Nobody has to know."""


ALONE = Alone()


class Member:
    """One process of a fleet. `join` first, then `run`, then `leave`.

    `on_taken_over` is told of what another left behind; `on_lost` that the others take this process to be dead, so that
    what it had begun is theirs.
    """

    def __init__(
        self,
        storage: Storage,
        duties: Collection[str],
        *,
        on_taken_over: Told,
        on_lost: Callable[[], None],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._storage = storage
        self._wanted = frozenset(duties)
        self._on_taken_over = on_taken_over
        self._on_lost = on_lost
        self._monotonic = monotonic
        self._has: frozenset[str] = frozenset()
        self._certain_since = math.inf
        self._certain_until = -math.inf
        self._changed = asyncio.Event()
        self._in_doubt = False  # whether a sign of life went well, or what it took over is not looked at yet
        self.id = ""

    @property
    def certain(self) -> bool:
        """Whether nobody can have taken this process to be dead yet."""
        return self._monotonic() < self._certain_until

    def has(self, duty: str) -> bool:
        """Whether this is the process that does it."""
        return self.certain and duty in self._has

    async def changed(self) -> None:
        """Wait until duties, or certainty, may have become others."""
        self._changed.clear()
        seconds = self._certain_until - self._monotonic() if self.certain else None
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._changed.wait()

    async def join(self) -> None:
        """Be one of those that are there. Raises Unavailable."""
        begun, self.id = self._monotonic(), uuid4().hex[: due.HOLDER_LENGTH]
        name = f"{platform.node()}:{os.getpid()}"
        await self._storage.write(partial(fleet.join, process_id=self.id, name=name, lease=LEASE))
        self._certain_since = begun
        await self._beat()

    async def run(self) -> None:
        """Say so until cancelled, and take over what the dead left behind."""
        while True:
            await asyncio.sleep(BEAT)
            try:
                await self._beat()
            except DatabaseError:  # told by the storage; until it goes again nothing is certain
                continue

    async def _beat(self) -> None:
        begun = self._monotonic()
        if not self.certain:
            self._certain_since = begun
        # After an outage of the database nobody has been heard, and all of them come back.
        bury = begun - self._certain_since >= LEASE.total_seconds()
        beat = partial(fleet.beat, process_id=self.id, lease=LEASE, wanted=self._wanted, bury=bury)
        in_doubt, self._in_doubt = self._in_doubt, True
        found = await self._storage.write(beat, urgent=True)
        if not found.present:
            await self._come_back()
            return
        self._certain_until = begun + LEASE.total_seconds() - MARGIN
        if found.duties != self._has:
            log.info("duties", has=sorted(found.duties))
        self._has = found.duties
        self._changed.set()
        if found.took_over:
            log.info("taking over what another process has left")
        if found.took_over or in_doubt:
            await self._on_taken_over()
        self._in_doubt = False

    async def _come_back(self) -> None:
        """The others went on without us: what was begun here is theirs."""
        log.warning("was not heard for a while, and begins anew")
        self._certain_until, self._has = -math.inf, frozenset()
        self._changed.set()
        self._on_lost()
        await self.join()  # with a sign of life, which tells of what was taken over

    async def leave(self) -> None:
        """End in good order: the others need not miss this one first. Raises Unavailable."""
        self._certain_until, self._has = -math.inf, frozenset()
        await self._storage.write(partial(fleet.leave, process_id=self.id), urgent=True)
