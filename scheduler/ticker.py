"""The ticker: waits until something is due, claims it, and hands it to the handler of its kind.

It waits on the loop's monotonic time, a second at most, so that neither a wall clock set back nor a lost
wake-up can stop it; a put (`wake`) or a moved clock wakes it at once. Bulk kinds go at the pace of the
budget. All other kinds (steps of running sessions) are claimed first, are not limited, and never wait for
bulk handlers.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from time import monotonic
from types import MappingProxyType

import structlog

from scheduler.budget import Budget
from scheduler.clock import Clock, SetBack
from scheduler.due import DueItem
from scheduler.lane import Lane
from scheduler.lateness import Lateness, Punctuality
from scheduler.queue import Queue
from scheduler.trouble import anonymous, growing_delay

Handler = Callable[[DueItem], Awaitable[None]]
"""Does what is due, and settles the item in its own transaction."""

Together = Callable[[Sequence[DueItem]], Awaitable[None]]
"""The same for many items of one kind: it does and settles all of them in one transaction, or none."""

LONGEST_WAIT = 1.0
"""Seconds after which the ticker looks again though it knows of nothing due: another process may have put
it."""

# When the queue says "due" but yields nothing, as another process was quicker: seconds until the next look.
_SHORTEST_WAIT = 0.02

_LATE = timedelta(seconds=1)
_STEPS_AT_ONCE = 1000

_log = structlog.get_logger(__name__)


class Ticker:
    """Runs the handlers of what is due, each kind in its lane; make one for a process and `run` it.

    A handler has the time of `lease` and is cancelled then. One that fails is logged and counted in
    `failures`, and its item is tried again after `first_retry`, then after twice as long each time, up to
    `longest_retry`. Kinds in `together` are handed over as many at a time as were claimed; where that fails, one by
    one, so that one person's failure is never another's. `looked_at` is when it last saw what is due (monotonic
    seconds). `on_set_back` is told by how much the clock was set back: what was put before may wait too long.
    """

    def __init__(
        self,
        clock: Clock,
        queue: Queue,
        handlers: Mapping[str, Handler],
        budget: Budget | None = None,
        bulk: Collection[str] = ("reminder",),
        *,
        together: Mapping[str, Together] = MappingProxyType({}),
        bulk_at_once: int = 128,
        lease: timedelta = timedelta(seconds=60),
        first_retry: timedelta = timedelta(seconds=2),
        longest_retry: timedelta = timedelta(minutes=15),
        first_outage_wait: timedelta = timedelta(seconds=0.1),
        longest_outage_wait: timedelta = timedelta(seconds=5),
        patience: timedelta = timedelta(seconds=10),
        on_set_back: Callable[[timedelta], Awaitable[None]] | None = None,
    ) -> None:
        self._clock = clock
        self._queue = queue
        self._handlers = dict(handlers)
        self._together = dict(together)
        kinds = frozenset(handlers)
        self._steps = Lane(kinds - set(bulk), _STEPS_AT_ONCE, _LATE)
        self._bulk = Lane(kinds & set(bulk), bulk_at_once, _LATE, budget or Budget())
        self._lease = lease
        self._retry = (first_retry.total_seconds(), longest_retry.total_seconds())
        self._outage_wait = (first_outage_wait.total_seconds(), longest_outage_wait.total_seconds())
        self._patience = patience
        self._on_set_back = on_set_back
        self._set_back = SetBack()
        self._punctuality = Punctuality()
        self._failed_in_a_row: dict[tuple[str, int], int] = {}
        self.failures: defaultdict[str, int] = defaultdict(int)
        self._outage = 0
        self.looked_at = float("-inf")
        self._looking = False
        self._moved = False
        self._moved_at = float("-inf")
        self._woken = asyncio.Event()
        self._progress = asyncio.Event()
        clock.on_change(self._clock_moved)

    @property
    def lateness(self) -> Mapping[str, Lateness]:
        """How late the items of each kind were handed over since the start."""
        return dict(self._punctuality.of)

    def wake(self) -> None:
        """Look at once: something was put, or may be due earlier than it was. To be called from the event
        loop."""
        self._woken.set()

    async def run(self) -> None:
        """Serve until cancelled; then wait for the handlers under way, up to the ticker's patience."""
        try:
            while True:
                await self._rest(await self._look())
        finally:
            await self._finish()

    async def idle(self) -> None:
        """Return when nothing is due at the clock's present moment and no handler runs, in a ticker that
        does."""
        while True:
            self._progress.clear()
            due_at = await self.next_at()
            is_still = not self._is_busy() and not self._progress.is_set()
            if is_still and (due_at is None or due_at > self._clock.now()):
                return
            await _wait_for(self._progress, LONGEST_WAIT)

    async def next_at(self) -> datetime | None:
        """When the next item of any handled kind can be claimed (UTC); None if there is none."""
        return min((await self._queue.next_by_kind(frozenset(self._handlers))).values(), default=None)

    async def _look(self) -> float:
        """Start all that is due and may be started; the seconds to wait before the next look."""
        self._woken.clear()
        self._looking = True
        try:
            self._moved = False
            await self._follow_back()
            now = self._clock.now()  # before any other wait: a later move must not reach these claims
            due_at = await self._queue.next_by_kind(frozenset(self._handlers))
            wait = min([await self._serve(lane, now, due_at) for lane in (self._steps, self._bulk)])
        except Exception as error:  # whatever the queue raises is an outage to wait out
            wait = self._note_outage(error)
        else:
            self._note_recovery()
            self.looked_at = monotonic()
        finally:
            self._looking = False
            self._progress.set()
        return wait

    async def _serve(self, lane: Lane, now: datetime, next_by_kind: Mapping[str, datetime]) -> float:
        """Start what is due at `now` in one lane; the seconds until there may be more."""
        due_at = min((at for kind, at in next_by_kind.items() if kind in lane.kinds), default=None)
        if due_at is None or lane.is_full:
            return LONGEST_WAIT
        if due_at > now:
            return min(LONGEST_WAIT, (due_at - self._clock.now()).total_seconds())
        tick = monotonic()
        granted = lane.grant(tick)
        if not granted:
            return lane.wait(tick)
        items = await self._claim(lane, now, granted, tick)
        for item in items:
            self._punctuality.note(item.kind, self._late(item), lane.limit, monotonic())
        for some in self._handed_over(items):
            lane.start(len(some), self._handle(some), then=self._handler_ended)
        return 0.0 if items else _SHORTEST_WAIT

    async def _claim(self, lane: Lane, now: datetime, granted: int, tick: float) -> Collection[DueItem]:
        items: Collection[DueItem] = ()
        try:
            items = await self._queue.claim(now, lane.kinds, granted, self._lease)
        finally:
            lane.give_back(tick, granted - len(items))
        return items

    def _handed_over(self, items: Collection[DueItem]) -> Iterator[Sequence[DueItem]]:
        """All items of a kind that is handled together, every other by itself."""
        yield from ([item] for item in items if item.kind not in self._together)
        for kind in self._together:
            if of_kind := [item for item in items if item.kind == kind]:
                yield of_kind

    async def _handle(self, items: Sequence[DueItem]) -> None:
        """Handle one item, or several of one kind in the time of one lease."""
        if len(items) == 1:
            await self._handle_one(items[0])
            return
        try:
            async with asyncio.timeout(self._lease.total_seconds()):
                await self._together[items[0].kind](items)
        except TimeoutError as error:  # their leases are over
            for item in items:
                await self._try_later(item, error)
        except Exception as error:  # whose fault it is shows when each is handled by itself
            _log.warning("handled_one_by_one", kind=items[0].kind, items=len(items), **anonymous(error))
            for item in items:
                await self._handle_one(item)
        else:
            for item in items:
                self._went_well(item)

    async def _handle_one(self, item: DueItem) -> None:
        try:
            async with asyncio.timeout(self._lease.total_seconds()):
                await self._handlers[item.kind](item)
        except Exception as error:  # one person's failure is never another's
            await self._try_later(item, error)
        else:
            self._went_well(item)

    def _went_well(self, item: DueItem) -> None:
        self._failed_in_a_row.pop((item.kind, item.person), None)

    def _late(self, item: DueItem) -> timedelta:
        """How late an item is handed over; what a moved clock made due counts from the move."""
        since_move = monotonic() - self._moved_at
        late = max(self._clock.now() - item.at, timedelta())
        return min(late, timedelta(seconds=since_move)) if since_move < late.total_seconds() else late

    async def _try_later(self, item: DueItem, error: Exception) -> None:
        """Release a failed item for a later moment; if even that fails, its lease will run out."""
        key = (item.kind, item.person)
        in_a_row = self._failed_in_a_row[key] = self._failed_in_a_row.get(key, 0) + 1
        self.failures[item.kind] += 1
        retry_in = growing_delay(in_a_row, *self._retry)
        _log.error("handler_failed", kind=item.kind, in_a_row=in_a_row, retry_in=retry_in, **anonymous(error))
        try:
            await self._queue.release(item, self._clock.now() + timedelta(seconds=retry_in))
        except Exception as second:
            _log.error("release_failed", kind=item.kind, **anonymous(second))

    def _note_outage(self, error: Exception) -> float:
        """Log the first failure of the queue, and wait a little longer after each."""
        self._outage += 1
        if self._outage == 1:
            _log.error("queue_unavailable", **anonymous(error))
        return growing_delay(self._outage, *self._outage_wait)

    def _note_recovery(self) -> None:
        if self._outage:
            _log.info("queue_recovered", failed_looks=self._outage)
        self._outage = 0

    async def _follow_back(self) -> None:
        """Tell once that the clock was set back; told again where that failed."""
        now = self._clock.now()
        by = self._set_back.since_noted(now)
        if by and self._on_set_back:
            _log.warning("clock_was_set_back", by_seconds=round(by.total_seconds()))
            await self._on_set_back(by)
        self._set_back.note(now)

    async def _rest(self, seconds: float) -> None:
        """Wait so long or until woken; an outage is waited out, so that wake-ups cannot make it a storm."""
        if self._outage:
            await asyncio.sleep(seconds)
        else:
            await _wait_for(self._woken, seconds)

    async def _finish(self) -> None:
        """Let handlers under way end; cancel those that take too long (their items come again)."""
        tasks = [*self._steps.under_way, *self._bulk.under_way]
        if not tasks:
            return
        _, slow = await asyncio.wait(tasks, timeout=self._patience.total_seconds())
        for task in slow:
            task.cancel()
        await asyncio.gather(*slow, return_exceptions=True)
        if slow:
            _log.warning("handlers_cancelled", count=len(slow))

    def _is_busy(self) -> bool:
        return bool(self._moved or self._looking or self._steps.under_way or self._bulk.under_way)

    def _clock_moved(self) -> None:
        self._moved = True
        self._moved_at = monotonic()
        self.wake()

    def _handler_ended(self) -> None:
        self._progress.set()
        self.wake()


async def _wait_for(event: asyncio.Event, seconds: float) -> None:
    """Wait until the event is set, but so long at most.

    Not with asyncio.wait_for, which before Python 3.12 loses a cancellation that comes together with the event.
    """
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()
