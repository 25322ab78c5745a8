"""The composition root: the only place that builds storage, catalogue, clock and the Telegram side, and joins them."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, nullcontext, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import structlog

from bot import agenda, answering, chores, entrance, menu, receiving
from bot.chores import note_heard, quiet
from bot.features import DUE, DUE_TOGETHER, makers
from bot.fleet.duty import POLLING, on_duty
from bot.fleet.pace import Pace
from bot.fleet.presence import ALONE, Member, Presence
from bot.happenings import Happenings
from bot.life.door import OPEN, Door
from bot.replanning import Replanning
from bot.storage import database, mail, people
from bot.storage.alone import alone
from bot.storage.database import DatabaseError, Storage, Unavailable
from bot.storage.mail import Waiting
from bot.tally import Tally
from bot.texts import Texts
from bot.turn import House, Turns
from bot.wire.inbox import Inbox
from bot.wire.limits import Rates
from bot.wire.media import gallery
from bot.wire.media.gallery import Gallery
from bot.wire.media.illustrator import Illustrator
from bot.wire.media.studio import Draw
from bot.wire.news import News
from bot.wire.outbox import Outbox
from bot.wire.receiver import Receiver
from bot.wire.telegram import CONNECTIONS, NotUs, Telegram, connect, say_hello
from bot.wire.unkept import Unkept
from bot.wire.webhook import Hook
from content import catalogue
from scheduler import due
from scheduler.budget import Budget
from scheduler.clock import Clock
from scheduler.housekeeping import Housekeeping
from scheduler.queue import DueQueue
from scheduler.ticker import Ticker

if TYPE_CHECKING:  # what serves HTTP is imported only where there is a port
    from bot.web.site import Site

log = structlog.get_logger(__name__)
ANSWERS = 8  # connections for the answers to taps, which wait for no place
STOPPING = 4.0
"""Seconds that what is under way gets at a stop. A container is killed after ten, and some of it comes in sequence."""


@dataclass(frozen=True, slots=True)
class App:
    """The running parts. `run` serves until cancelled."""

    storage: Storage
    inbox: Inbox
    outbox: Outbox
    ticker: Ticker
    unkept: Unkept
    receiver: Receiver
    site: Site | None
    housekeeping: Housekeeping
    gallery: Gallery
    illustrator: Illustrator
    presence: Presence
    pace: Pace | None
    replanning: Replanning

    async def run(self) -> None:
        """Serve. Raises NotUs when Telegram does not accept the token."""
        if not self.storage.shared:
            await self.storage.write(due.release_all)  # what was claimed when an earlier run was killed
        await self.presence.join()
        await self.outbox.resume()
        await self.inbox.resume()
        self.housekeeping.start()
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self.ticker.run())
                group.create_task(self._receive())
                group.create_task(self.presence.run())
                try:
                    await asyncio.Event().wait()
                finally:
                    self._begin_to_stop()
        except* NotUs as group_error:
            raise NotUs from group_error
        finally:
            await self.housekeeping.stop()
            # It has been noted a while ago, too: what keeps it from being noted now is no reason not to stop well.
            await quiet(partial(note_heard, self.storage, self.receiver, self.presence))()

    async def _receive(self) -> None:
        """Nothing is brought before somebody listens, nor accepted once we stop. Of a fleet one process alone asks."""
        async with self.site.serving() if self.site else nullcontext():
            await on_duty(self.presence, POLLING, self._listen)

    async def _listen(self) -> None:
        # An earlier run, or another process until now, was the last to hear Telegram.
        with suppress(DatabaseError):  # at worst people are shown for nothing how things stand
            last_heard = await self.storage.read(mail.last_heard)
            self.receiver.heard_at = last_heard or self.receiver.heard_at
        await self.receiver.run()

    def _begin_to_stop(self) -> None:
        """One stretch of time for all that has to end: what waits for one thing does not wait anew for the next."""
        self.storage.hurry(STOPPING)
        self.outbox.stop()

    async def idle(self) -> None:
        """Return when nothing is left to do at this moment of the clock, but for what is drawn ahead."""
        await self.replanning.idle()
        await self.receiver.idle()
        await self.inbox.idle()
        await self.ticker.idle()
        await self.outbox.idle()


@asynccontextmanager
async def opened(
    database_url: str,
    token: str,
    api_url: str,
    clock: Clock,
    *,
    door: Door = OPEN,
    operator: int = 0,
    content_dir: Path | None = None,
    media_dir: Path | None = None,
    media_chat: int = 0,
    draw: Draw | None = None,
    rates: Rates = Rates(),  # noqa: B008 - frozen
    hook: Hook | None = None,
    port: int | None = None,
) -> AsyncIterator[App]:
    """Everything built and joined, closed again at the end. `operator` is the chat that feedback goes to (0: none).

    `content_dir` has exercises of the operator's own. Drawn exercises are kept in `media_dir` and uploaded ahead into
    `media_chat`, where there are any; `draw` makes them in place of the process pool. `rates`: how much goes out.
    Updates are brought to `hook`, else polled; what is answered over HTTP is on `port`. Raises ConfigError where that
    port cannot be had, DatabaseError (NotAlone where another process serves the same database), NotUs, CatalogueError.
    """
    everything = catalogue.load(own=content_dir)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(alone(database_url))
        storage = await database.open(database_url)
        stack.push_async_callback(storage.close)
        listener = _listener(port)
        if listener is not None:
            stack.callback(listener.close)
        telegram = connect(token, api_url, connections=max(CONNECTIONS, rates.places + ANSWERS))
        stack.push_async_callback(telegram.hang_up)
        await say_hello(telegram)
        await storage.write(partial(database.stamp, bot_id=telegram.id))
        if hook is None:
            await receiving.poll_again(storage, telegram)
        house = House(everything, Texts(), telegram.username, operator)
        drawn = gallery.joined(storage, telegram, clock, folder=media_dir, chat_id=media_chat, draw=draw)
        replanning = Replanning(storage, clock, DUE.keys() - {agenda.REMINDER})
        app = _join(
            storage,
            telegram,
            clock,
            house,
            replanning,
            door=door,
            drawn=drawn,
            rates=rates,
            hook=hook,
            listener=listener,
        )
        stack.push_async_callback(quiet(app.presence.leave))
        if app.pace is not None:
            stack.push_async_callback(app.pace.close)
        # Closed from the last to the first.
        for part in (replanning, app.gallery, app.outbox, app.inbox, app.unkept):
            stack.push_async_callback(part.close)
        await replanning.at_start()
        await menu.publish(telegram, house.texts)
        yield app


def _join(
    storage: Storage,
    telegram: Telegram,
    clock: Clock,
    house: House,
    replanning: Replanning,
    *,
    door: Door,
    drawn: Gallery,
    rates: Rates,
    hook: Hook | None,
    listener: socket.socket | None,
) -> App:
    def send(rows: list[Waiting]) -> None:
        outbox.enqueue(rows)

    async def resume() -> None:
        await outbox.resume()

    def wake() -> None:
        ticker.wake()

    def room_for_bulk() -> int:
        """None while nobody is there to take it: what is due stays due, and is looked at again afterwards."""
        return 0 if receiver.out_of_reach else outbox.room_for_bulk()

    def lost() -> None:
        outbox.disown()

    async def taken_over() -> None:
        """What another process left behind is to be carried on now."""
        await outbox.resume()
        await inbox.resume()
        wake()

    presence = Member(storage, {POLLING}, on_taken_over=taken_over, on_lost=lost) if storage.shared else ALONE
    pace = Pace(storage, rates.bulk) if storage.shared else None
    turns = Turns(storage, clock, house, send, wake, resume=resume, process=lambda: presence.id)
    happenings = Happenings(storage, clock, turns, door, house.operator)
    news = News(happenings.gone, happenings.missed, happenings.reached, happenings.unsent)
    illustrator = Illustrator(house.catalogue.figures, drawn.store, drawn.ahead)
    outbox = Outbox(
        storage,
        telegram,
        clock,
        makers(house),
        illustrator=illustrator,
        news=news,
        rates=rates,
        presence=presence,
        slot=pace.slot if pace else None,
    )
    ticker = Ticker(
        clock,
        DueQueue(storage.write, storage.read, lambda: presence.id),
        {kind: partial(happenings.due, kind) for kind in DUE},
        Budget(rates.bulk, room=room_for_bulk),
        bulk=tuple(DUE_TOGETHER),
        together={kind: partial(happenings.due_together, kind) for kind in DUE_TOGETHER},
        patience=timedelta(seconds=STOPPING),
        on_set_back=replanning.after_set_back,
    )
    inbox = Inbox(
        storage,
        telegram,
        clock,
        turns,
        answer=partial(answering.answer, door),
        at_door=partial(entrance.turned_away, door, texts=house.texts),
        in_groups=answering.in_groups,
        apology=house.texts("sorry"),
        too_fast=house.texts("too-fast"),
        unanswered=outbox.waiting,
    )
    unkept = Unkept(
        storage,
        telegram,
        inbox.receive,
        may_hear=partial(_may_hear, storage, door),
        words=house.texts("unkept"),
    )
    receiver = receiving.receiver(
        storage, telegram, clock, unkept, happenings.back_again, hook=hook, presence=presence
    )
    tally = _tally(inbox, outbox, illustrator)
    keeping = chores.kept(storage, clock, inbox, outbox, receiver, presence=presence, tally=tally)
    site = None
    if listener is not None:
        from bot.web.metrics import Counted  # noqa: PLC0415 - see TYPE_CHECKING
        from bot.web.site import joined  # noqa: PLC0415

        def hears(now: datetime) -> bool:
            """Of a fleet one process is heard by Telegram, which is not this one's business."""
            return not presence.has(POLLING) or receiver.hears(now)

        counted = Counted(storage, inbox, outbox, ticker, receiver, tally, clock, kinds=DUE)
        steps = DUE.keys() - {agenda.REMINDER}
        site = joined(listener, hook, unkept.receive, counted, hears=hears, steps=steps)
    return App(
        storage,
        inbox,
        outbox,
        ticker,
        unkept,
        receiver,
        site,
        keeping,
        drawn,
        illustrator,
        presence,
        pace,
        replanning,
    )


def _listener(port: int | None) -> socket.socket | None:
    if port is None:
        return None
    from bot.web import server  # noqa: PLC0415 - see TYPE_CHECKING

    return server.taken(port)


async def _may_hear(storage: Storage, door: Door, person_id: int) -> bool:
    """Whether the bot speaks to this person; where nobody can be looked up, to those on the operator's list."""
    known = None
    with suppress(Unavailable):
        known = await storage.read(partial(people.load, person_id=person_id))
    return door.admits(person_id, invited=known is not None and known.admitted_at is not None)


def _tally(inbox: Inbox, outbox: Outbox, illustrator: Illustrator) -> Tally:
    return Tally(
        {
            "updates_parked": lambda: inbox.parked,
            "updates_passed_over": lambda: inbox.passed_over,
            "messages_refused": lambda: outbox.refused,
            "messages_too_late": lambda: outbox.stale,
            "files_not_made": lambda: outbox.not_made,
            "pictures_as_text": lambda: illustrator.made_as_text,
        }
    )
