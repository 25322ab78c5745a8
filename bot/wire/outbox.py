"""All that goes out: kept before it is sent, chats side by side, within Telegram's limits, until it is dealt with.

A row stays in the database until Telegram has taken it or never will, so that a crash can repeat a message that was in
flight but never loses one.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from functools import partial

import structlog

from bot.fleet.presence import ALONE, Presence
from bot.storage import mail
from bot.storage.database import Storage, Unavailable
from bot.storage.mail import Waiting
from bot.wire.calls import Caller
from bot.wire.delivery import TOO_LATE, Delivery
from bot.wire.elapsed import Elapsed
from bot.wire.lane import Lane, Letter, first_of
from bot.wire.limits import Rates
from bot.wire.looking import Looking
from bot.wire.making import Maker, Workshop
from bot.wire.media.illustrator import Illustrator
from bot.wire.news import News
from bot.wire.outgoing import Importance, Outgoing, Unsent
from bot.wire.post import Post
from bot.wire.settling import Settling
from bot.wire.telegram import Telegram
from bot.wire.traffic import Slot, Traffic
from scheduler.clock import Clock
from scheduler.trouble import anonymous

log = structlog.get_logger(__name__)
PATIENCE = 5.0  # seconds that calls under way get when the outbox stops
A_MOMENT = 1.0  # seconds that there are in any case to write down what has gone out
REST = 1.0  # seconds until a lane goes on that met what nobody foresaw
UNCERTAIN = 0.25  # seconds until it is looked again whether this process may send
A_WHILE = timedelta(seconds=1)  # nobody is erased between two words
BEHIND = 0.05  # seconds until it is looked again whether another has sent what goes before


class Outbox:
    """Each chat has a lane, and a second one for the answers to its taps, which obey no limit but a 429 of their own.

    A lane ends when it is empty. In a fleet a chat may have lanes in several processes: what was written first goes
    first, and nothing goes while this process may be taken to be dead. `stale` counts what was not sent since it would
    have come too late. `slot` waits for the fleet's leave to send one reminder more.
    """

    def __init__(
        self,
        storage: Storage,
        telegram: Telegram,
        clock: Clock,
        makers: Mapping[str, Maker],
        *,
        illustrator: Illustrator,
        news: News,
        rates: Rates = Rates(),  # noqa: B008 - frozen
        presence: Presence = ALONE,
        slot: Slot | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._storage = storage
        self._clock = clock
        self._news = news
        self._presence = presence
        self._bulk_at_most = rates.bulk_waiting
        self._elapsed = Elapsed(clock, monotonic)
        self._traffic = Traffic(rates, self._elapsed, slot)
        self._workshop = Workshop(storage, makers)
        self._looking = looking = Looking(storage)
        self._settling = settling = Settling(storage, clock)

        def post(caller: Caller, row_id: int) -> Post:
            return Post(caller, looking, settling, self._workshop, illustrator, row_id=row_id)

        self._delivery = Delivery(
            telegram, clock, post, self._traffic, news, certain=lambda: presence.certain
        )
        self._lanes: dict[tuple[int, bool], Lane] = {}
        self._workers: dict[tuple[int, bool], asyncio.Task[None]] = {}
        self._ends_at: float | None = None  # by the loop's time, once it stops
        self.stale = 0
        self._elapsed.on_change(self._wake)

    @property
    def outcomes(self) -> Mapping[str, int]:
        """How many tries to send ended how (see wire.delivery); what was not tried since it was too late counts too."""
        late = self._delivery.outcomes[TOO_LATE] + self.stale
        return {**self._delivery.outcomes, TOO_LATE: late}

    @property
    def refused(self) -> int:
        """How many were dropped for a fault of ours."""
        return self._delivery.refused

    @property
    def not_made(self) -> int:
        """How many pictures and documents could not be made, so that a plain line went out instead."""
        return self._workshop.failed

    async def resume(self) -> None:
        """Send what was kept but is not on its way: left by an earlier run, or by a turn that was cut off."""
        self._traffic.forget_idle_chats()
        with self._settling.watched() as settled:
            known, process = self._settling.known, self._presence.id
            rows = await self._storage.read(partial(mail.unsent, besides=known, process=process))
        # What was settled, or is another's since we were taken to be dead, while they were read must not go out twice.
        if process == self._presence.id:
            self.enqueue(row for row in rows if row.id not in settled)

    def enqueue(self, rows: Iterable[Waiting]) -> None:
        """Send these rows, which are committed already; those that are on their way are left out."""
        for row in rows:
            if self._settling.begin(row.id):
                self._put(self._opened(row))

    def disown(self) -> None:
        """What waits here is another process's to send now. What is under way may end."""
        for lane in self._lanes.values():
            self._settling.disown(letter.row.id for letter in lane.letters)
            lane.letters.clear()
            lane.look_again()

    def waiting(self, chat_id: int) -> int:
        """How much waits for this chat."""
        lane = self._lanes.get((chat_id, False))
        return len(lane.wanted) if lane else 0

    def room_for_bulk(self) -> int:
        """How many more reminders may be made: those that wait here grow old.

        What waits for a chat that is to be left alone, for hours perhaps, takes nobody's room.
        """
        lanes = (lane for lane in self._lanes.values() if not self._traffic.is_told_to_wait(lane.chat_id))
        return max(0, self._bulk_at_most - sum(letter.bulk for lane in lanes for letter in lane.wanted))

    def _opened(self, row: Waiting) -> Letter:
        try:
            return Letter(row, Outgoing.parse(row.body))
        except (TypeError, ValueError) as error:  # another version of the program wrote it
            self._delivery.give_up(row, error)
            return Letter(row, Outgoing.legible(row.body), lost=Unsent.REFUSED)

    def _put(self, letter: Letter) -> None:
        key = (letter.row.chat_id, letter.out.action == "toast")
        lane = self._lanes.get(key) or self._lanes.setdefault(key, Lane(key[0], free=key[1]))
        lane.add(letter)
        if key not in self._workers:
            self._workers[key] = asyncio.create_task(self._serve(key))

    async def _serve(self, key: tuple[int, bool]) -> None:
        lane = self._lanes[key]
        try:
            while lane.letters and self._ends_at is None:
                await self._go_on_in_any_case(lane)
        finally:
            del self._workers[key], self._lanes[key]

    async def _go_on_in_any_case(self, lane: Lane) -> None:
        try:
            await self._go_on(lane)
        except Unavailable as error:
            log.warning("not sent yet", reason=str(error), chat=lane.chat_id)
            await lane.rest(REST)
        except Exception as error:  # did it end the lane, its rows would never be looked at again
            log.error("a chat is held up", chat=lane.chat_id, **anonymous(error))
            await lane.rest(REST)

    async def _go_on(self, lane: Lane) -> None:
        """Send what goes first, or wait until it may go or something else comes first."""
        if not self._presence.certain:
            await lane.rest(UNCERTAIN)
            return
        await self._drop_unwanted(lane)
        if not lane.wanted:
            return
        letter, importance = await self._first(lane)
        behind = await self._behind(lane, letter)
        oldest = lane.wanted[0]
        if behind and oldest is not letter:
            # What it waits for may itself wait for this one, in another process.
            letter, importance = oldest, oldest.importance
            behind = await self._behind(lane, letter)
        wait = behind or self._wait(lane, letter, importance)
        if wait > 0:
            await lane.rest(wait)
        elif await self._is_called_back(letter):
            self._settle(lane, letter)
        elif letter.bulk:
            await self._deliver_in_turn(lane, letter, importance)
        else:
            await self._deliver(lane, letter, importance)

    async def _drop_unwanted(self, lane: Lane) -> None:
        now = self._clock.now()
        for letter in [letter for letter in lane.letters if not lane.wants(letter, now)]:
            if letter.lost is None:
                letter.lost = Unsent.LATE
                self.stale += 1
                log.info(
                    "not sent: too late", chat=lane.chat_id, action=letter.out.action, slot=letter.out.slot
                )
            await self._news.unsent(letter, letter.lost)
            self._settle(lane, letter)
            if lane.free:
                await self._news.missed(lane.chat_id)

    async def _first(self, lane: Lane) -> tuple[Letter, Importance]:
        waiting = lane.wanted
        if len({letter.importance for letter in waiting}) == 1:  # the first to come is the first to go
            return waiting[0], waiting[0].importance
        slots = await self._looking.slots_of(lane.chat_id)
        return first_of(lane.wanted, {held.message_id: slot for slot, held in slots.items()})

    async def _behind(self, lane: Lane, letter: Letter) -> float:
        """Seconds until it is to be looked again whether what goes before this is sent, or here by now."""
        if letter.behind and not lane.free:
            known = self._settling.known
            letter.behind = await self._storage.read(partial(mail.is_behind, row=letter.row, known=known))
            return BEHIND if letter.behind else 0.0
        return 0.0

    async def _is_called_back(self, letter: Letter) -> bool:
        """Whether another process has erased its person, and its row with them, while it waited here."""
        if not self._presence.id or self._clock.now() - letter.row.made_at < A_WHILE:
            return False
        return not await self._storage.read(partial(mail.is_kept, row_id=letter.row.id))

    def _wait(self, lane: Lane, letter: Letter, importance: Importance) -> float:
        wait = lane.not_before - self._elapsed()
        return wait if lane.free else max(wait, self._traffic.wait(letter, importance))

    async def _deliver_in_turn(self, lane: Lane, letter: Letter, importance: Importance) -> None:
        ticket = self._traffic.bulk.ask(int(importance))
        try:
            if await lane.granted(ticket):
                await self._deliver(lane, letter, importance)
        finally:
            self._traffic.bulk.give_back(ticket)

    async def _deliver(self, lane: Lane, letter: Letter, importance: Importance) -> None:
        verdict = await self._delivery.carry_out(lane, letter, importance)
        for done in verdict.dealt_with:
            self._settle(lane, done)
        lane.not_before = self._elapsed() + verdict.wait

    def _settle(self, lane: Lane, letter: Letter) -> None:
        """It is dealt with: forget it here and in the database."""
        if letter in lane.letters:
            lane.letters.remove(letter)
        # The answer to a tap and an edit do no harm where they come twice. But another process may wait for the row.
        harmless = lane.free or letter.edits
        self._settling.end(letter.row.id, can_wait=harmless and not self._storage.shared)

    def _wake(self) -> None:
        for lane in self._lanes.values():
            lane.wake()

    async def idle(self) -> None:
        """Return when nothing waits and everything is settled."""
        while tasks := [*self._workers.values(), *self._settling.tasks]:
            await asyncio.wait(tasks)

    def stop(self) -> None:
        """Begin nothing more. What is under way may end, for as long as there is patience from now on."""
        if self._ends_at is None:
            self._ends_at = asyncio.get_running_loop().time() + PATIENCE
        for lane in self._lanes.values():
            lane.look_again()

    async def close(self) -> None:
        """Stop sending. What is under way may end, and is settled; what is left is kept for the next run."""
        self.stop()
        await _ended(self._workers.values(), self._time_left())
        await _ended(self._settling.tasks, max(A_MOMENT, self._time_left()))
        self._traffic.stop()

    def _time_left(self) -> float:
        assert self._ends_at is not None, "it has been stopped"
        return max(0.0, self._ends_at - asyncio.get_running_loop().time())


async def _ended(tasks: Iterable[asyncio.Task[None]], within: float) -> None:
    """Wait until they have ended, and end those that take longer than so many seconds."""
    waiting = list(tasks)
    if not waiting:
        return
    _, late = await asyncio.wait(waiting, timeout=within)
    for task in late:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
