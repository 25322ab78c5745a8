"""All that goes out: kept before it is sent, chats side by side, within Telegram's limits, retried until settled.

A row stays in the database until Telegram has taken it, so that a crash can repeat a message that was in flight but
never loses one. Failures have types (wire.telegram): a person who is gone is reported, what Telegram refuses or we
cannot send for a fault of ours is logged and dropped, anything else is tried again.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from functools import partial

import structlog

from bot.storage import mail
from bot.storage.database import Storage, Unavailable
from bot.storage.mail import Waiting
from bot.wire.elapsed import Elapsed
from bot.wire.lane import Lane, Letter, first_of
from bot.wire.limits import ChatLimits, Rates
from bot.wire.making import Maker
from bot.wire.media.illustrator import Illustrator
from bot.wire.outgoing import Importance, Outgoing, Unsent
from bot.wire.places import FREE, Places
from bot.wire.post import Post
from bot.wire.settling import Settling
from bot.wire.telegram import Failed, Gone, Late, Refused, Telegram, TryLater
from scheduler.clock import Clock
from scheduler.trouble import anonymous

log = structlog.get_logger(__name__)
FIRST_WAIT = 1.0
PATIENCE = 5.0  # seconds that calls under way get when the outbox closes
LONGEST_WAIT = 30.0  # seconds between two tries
BULK_AT_MOST = (
    150  # so much of it waits here at most; the rest is better off where it can still be planned anew
)

OnDrawn = Callable[[Waiting, str, bool], Awaitable[None]]
"""Hears of each drawing that has reached its chat: the row, its slot, and whether it is not a text in its place."""

OnUnsent = Callable[[Waiting, str, Unsent], Awaitable[None]]
"""Hears of each new message that will never reach its chat: the row, its slot, and why."""

Tell = Callable[[int], Awaitable[None]]
"""Is told of a chat."""


class Outbox:
    """Each chat has a lane, and one for the answers to its taps, which nothing holds up. A lane ends when it is empty.

    `on_gone` is told of chats that cannot be written to any more, `on_missed` of those whose tap could not be answered
    in time. `refused` and `stale` count what was not sent: for a fault of ours, and because it came too late.
    """

    def __init__(
        self,
        storage: Storage,
        telegram: Telegram,
        clock: Clock,
        on_gone: Tell,
        makers: Mapping[str, Maker],
        *,
        illustrator: Illustrator,
        on_drawn: OnDrawn,
        on_unsent: OnUnsent | None = None,
        on_missed: Tell | None = None,
        rates: Rates = Rates(),  # noqa: B008 - frozen
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._storage = storage
        self._post = Post(storage, telegram, clock, makers, illustrator, on_told=self._told)
        self._clock = clock
        self._on_gone = on_gone
        self._on_drawn = on_drawn
        self._on_unsent = on_unsent
        self._on_missed = on_missed
        self._rates = rates
        self._elapsed = Elapsed(clock, monotonic)
        self._places = Places(rates, self._elapsed)
        self._limits: dict[int, ChatLimits] = {}
        self._lanes: dict[tuple[int, bool], Lane] = {}
        self._workers: dict[tuple[int, bool], asyncio.Task[None]] = {}
        self._bulk: set[int] = set()
        self._settling = Settling(storage)
        self._closing = asyncio.Event()
        self.refused = 0
        self.stale = 0
        self._elapsed.on_change(self._wake)

    async def resume(self) -> None:
        """Send what was kept but is not on its way: left by an earlier run, or by a turn that was cut off."""
        self._forget_idle_chats()
        with self._settling.watched() as settled:
            rows = await self._storage.read(partial(mail.unsent, besides=self._settling.known))
        # What was settled while they were read must not go out twice.
        self.enqueue(row for row in rows if row.id not in settled)

    def enqueue(self, rows: Iterable[Waiting]) -> None:
        """Send these rows, which are committed already; those that are on their way are left out."""
        for row in rows:
            if not self._settling.begin(row.id):
                continue
            try:
                letter = Letter(row, Outgoing.parse(row.body))
            except (TypeError, ValueError) as error:  # another version of the program wrote it
                self._give_up(row, error)
                continue
            self._put(letter)

    def waiting(self, chat_id: int) -> int:
        """How much waits for this chat."""
        lane = self._lanes.get((chat_id, False))
        return len(lane.letters) if lane else 0

    def room_for_bulk(self) -> int:
        """How many more reminders and summaries may be made: those that wait here grow old."""
        return max(0, BULK_AT_MOST - len(self._bulk))

    def _put(self, letter: Letter) -> None:
        key = (letter.row.chat_id, letter.out.action == "toast")
        lane = self._lanes.get(key) or self._lanes.setdefault(key, Lane(key[0], free=key[1]))
        for overtaken in list(lane.overtaken_by(letter.out)):
            self._settle(lane, overtaken)
        lane.add(letter)
        if letter.bulk:
            self._bulk.add(letter.row.id)
        if key not in self._workers:
            self._workers[key] = asyncio.create_task(self._serve(key))

    async def _serve(self, key: tuple[int, bool]) -> None:
        lane = self._lanes[key]
        try:
            while lane.letters and not self._closing.is_set():
                await self._go_on(lane)
        finally:
            del self._workers[key], self._lanes[key]

    async def _go_on(self, lane: Lane) -> None:
        """Send what goes first, or wait until it may go or something else comes first."""
        await self._drop_stale(lane)
        if not lane.letters:
            return
        try:
            letter, importance = await self._first(lane)
        except Unavailable as error:
            log.warning("not sent yet", reason=str(error), chat=lane.chat_id)
            await lane.rest(FIRST_WAIT)
            return
        wait = self._wait(lane, letter, importance)
        if wait > 0:
            await lane.rest(min(wait, LONGEST_WAIT))  # it may go stale meanwhile
            return
        rank = FREE if lane.free else int(importance)
        held_back = importance >= Importance.REMINDER
        lane.ticket = self._places.ask(rank, bulk=letter.bulk, held_back=held_back)
        try:
            if await lane.ticket.granted:
                await self._deliver(lane, letter, importance)
        finally:
            self._places.give_back(lane.ticket)
            lane.ticket = None

    async def _drop_stale(self, lane: Lane) -> None:
        now = self._clock.now()
        for letter in [letter for letter in lane.letters if letter.is_stale(now)]:
            self.stale += 1
            log.info("not sent: too late", chat=lane.chat_id, action=letter.out.action, slot=letter.out.slot)
            await self._unsent(letter, Unsent.LATE)
            self._settle(lane, letter)
            if lane.free:
                await self._missed(lane.chat_id)

    async def _first(self, lane: Lane) -> tuple[Letter, Importance]:
        if lane.is_plain:
            return lane.letters[0], lane.letters[0].importance
        holders = await self._storage.read(partial(mail.holders, chat_id=lane.chat_id))
        return first_of(lane.letters, holders)

    def _wait(self, lane: Lane, letter: Letter, importance: Importance) -> float:
        now = self._elapsed()
        wait = lane.not_before - now
        if lane.free or letter.out.action == "drop":
            return wait
        step = importance is Importance.STEP
        return max(wait, self._limits_of(lane.chat_id).wait(now, edit=letter.edits, step=step))

    async def _deliver(self, lane: Lane, letter: Letter, importance: Importance) -> None:
        limits, begun, counts = self._limits_of(lane.chat_id), self._elapsed(), not lane.free
        letter.under_way = True
        if counts:
            limits.begin(begun, edit=letter.edits, step=importance is Importance.STEP)
        try:
            wait = await self._try(lane, letter, begun)
        except Exception as error:  # a fault of ours must hold up neither the chat nor the next start
            await self._unsent(letter, Unsent.REFUSED)
            self._give_up(letter.row, error)
            wait = None
        finally:
            letter.under_way = False
            if counts:
                limits.end(self._elapsed(), edit=letter.edits)
        if wait is None or not letter.worth_another_try:
            self._settle(lane, letter)
        letter.tries += 1
        lane.not_before = self._elapsed() + (wait or 0.0)

    async def _try(self, lane: Lane, letter: Letter, begun: float) -> float | None:
        """Send it, if it can be. None when it is dealt with, else the seconds until the next try."""
        there = list(lane.letters)
        try:
            as_meant = await self._post.deliver(lane.chat_id, letter.out)
        except Gone:
            await self._on_gone(lane.chat_id)
            for other in there:
                await self._unsent(other, Unsent.GONE)
                self._settle(lane, other)
        except Late:
            await self._missed(lane.chat_id)
        except Refused as error:
            self.refused += 1
            log.error(
                "refused",
                reason=str(error),
                method=error.method,
                shape=error.shape,
                action=letter.out.action,
                chat=lane.chat_id,
            )
            await self._unsent(letter, Unsent.REFUSED)
        except TryLater as error:
            self._places.told(lane.chat_id, error.seconds, bulk=letter.bulk)
            self._told(lane.chat_id, error.seconds)
            return error.seconds
        except (Failed, Unavailable) as error:
            log.warning("not sent yet", reason=str(error), tries=letter.tries + 1, chat=lane.chat_id)
            return min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** min(letter.tries, 10))
        else:
            if not lane.free:
                self._places.taken(begun, bulk=letter.bulk)
            await self._tell(letter, as_meant)
        return None

    async def _tell(self, letter: Letter, as_meant: bool) -> None:
        """Whatever comes of it, the message is out, and must not be sent again."""
        if letter.out.media is None:
            return
        try:
            await self._on_drawn(letter.row, letter.out.slot, as_meant)
        except Exception as error:
            log.error("not noted that it was sent", slot=letter.out.slot, **anonymous(error))

    async def _unsent(self, letter: Letter, why: Unsent) -> None:
        """Before the row is forgotten, whoever made it hears that it never came."""
        if self._on_unsent is None or not letter.out.anew:
            return
        try:
            await self._on_unsent(letter.row, letter.out.slot, why)
        except Exception as error:  # what else waits for the chat must go out
            log.error("not noted that it was not sent", slot=letter.out.slot, **anonymous(error))

    def _told(self, chat_id: int, seconds: float) -> None:
        """Telegram's 429 is obeyed to the second, whatever it was for."""
        log.warning("told to wait", seconds=seconds, chat=chat_id)
        self._limits_of(chat_id).told(self._elapsed(), seconds)

    async def _missed(self, chat_id: int) -> None:
        """Nobody saw the answer to a tap: whoever can shows how things stand."""
        try:
            if self._on_missed is not None:
                await self._on_missed(chat_id)
        except Exception as error:  # what else waits for the chat must go out
            log.error("cannot show how things stand", chat=chat_id, **anonymous(error))

    def _give_up(self, row: Waiting, error: Exception) -> None:
        self.refused += 1
        log.error("cannot be sent", chat=row.chat_id, row=row.id, **anonymous(error))
        self._settling.end(row.id)

    def _settle(self, lane: Lane, letter: Letter) -> None:
        """It is dealt with: forget it here and in the database."""
        if letter in lane.letters:
            lane.letters.remove(letter)
        self._bulk.discard(letter.row.id)
        self._settling.end(letter.row.id)

    def _limits_of(self, chat_id: int) -> ChatLimits:
        return self._limits.get(chat_id) or self._limits.setdefault(chat_id, ChatLimits(self._rates))

    def _forget_idle_chats(self) -> None:
        now = self._elapsed()
        self._limits = {chat: limits for chat, limits in self._limits.items() if not limits.is_idle(now)}

    def _wake(self) -> None:
        for lane in self._lanes.values():
            lane.wake()

    async def idle(self) -> None:
        """Return when nothing waits and everything is settled."""
        while tasks := [*self._workers.values(), *self._settling.tasks]:
            await asyncio.wait(tasks)

    async def close(self) -> None:
        """Stop sending. What is under way may end, and is settled; what is left is kept for the next run."""
        self._closing.set()
        self._wake()
        await _ended(self._workers.values())
        await _ended(self._settling.tasks)
        self._places.close()


async def _ended(tasks: Iterable[asyncio.Task[None]]) -> None:
    """Wait until they have ended, and end those that take too long."""
    waiting = list(tasks)
    if not waiting:
        return
    _, late = await asyncio.wait(waiting, timeout=PATIENCE)
    for task in late:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
