"""The composition root: the only place that builds storage, catalogue, clock and the Telegram side, and joins them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import structlog

from bot import agenda, entrance, menu
from bot.features import DUE, REACHED, ROUTES, SHOW_AGAIN, SHUT_OUT, UNSENT, makers
from bot.features.help.groups import only_one_to_one
from bot.life.door import OPEN, Door
from bot.replanning import Replanning
from bot.storage import breaks, database, mail, people, sessions
from bot.storage.alone import alone
from bot.storage.database import Connection, Storage, Unavailable
from bot.storage.mail import Waiting
from bot.tally import Tally
from bot.texts import Texts
from bot.turn import House, Turn, Turns
from bot.wire import routes
from bot.wire.buttons import Another, JustMoved, Skip, Snooze, Start
from bot.wire.inbox import Inbox
from bot.wire.incoming import Command, Incoming, InGroup, Left, Tap, What
from bot.wire.limits import Rates
from bot.wire.media import gallery
from bot.wire.media.gallery import Gallery
from bot.wire.media.illustrator import Illustrator
from bot.wire.media.studio import Draw
from bot.wire.news import News
from bot.wire.outbox import Outbox
from bot.wire.outgoing import Importance, Outgoing, Unsent
from bot.wire.puller import Puller
from bot.wire.telegram import NotUs, Telegram, connect, say_hello
from bot.wire.unkept import Unkept
from content import catalogue
from scheduler import due
from scheduler.budget import Budget
from scheduler.clock import Clock
from scheduler.due import DueItem
from scheduler.housekeeping import Housekeeping
from scheduler.queue import DueQueue
from scheduler.ticker import Ticker
from scheduler.trouble import anonymous

log = structlog.get_logger(__name__)
NOTICEABLE = timedelta(seconds=1)
KNOWN_UPDATES_FOR = timedelta(hours=48)
PARKED_UPDATES_FOR = timedelta(days=30)
WITHHELD_FOR = timedelta(days=30)
LOOKED_AT_FOR = timedelta(minutes=15)  # how long after a reminder somebody may still be about to answer it


@dataclass(frozen=True, slots=True)
class App:
    """The running parts. `run` serves until cancelled."""

    storage: Storage
    inbox: Inbox
    outbox: Outbox
    ticker: Ticker
    unkept: Unkept
    puller: Puller
    housekeeping: Housekeeping
    gallery: Gallery
    illustrator: Illustrator

    async def run(self) -> None:
        """Serve. Raises NotUs when Telegram does not accept the token."""
        await self.storage.write(due.release_all)  # one process serves one database
        await self.outbox.resume()
        await self.inbox.resume()
        last_heard = await self.storage.read(mail.last_heard)
        self.puller.heard_at = last_heard or self.puller.heard_at
        self.housekeeping.start()
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self.ticker.run())
                group.create_task(self.puller.run())
        except* NotUs as group_error:
            raise NotUs from group_error
        finally:
            await self.housekeeping.stop()
            with suppress(Unavailable):  # it has been noted a while ago, too
                await _note_heard(self.storage, self.puller)

    async def idle(self) -> None:
        """Return when nothing is left to do at this moment of the clock, but for what is drawn ahead."""
        await self.puller.idle()
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
) -> AsyncIterator[App]:
    """Everything built and joined, closed again at the end. `operator` is the chat that feedback goes to (0: none).

    `content_dir` has exercises of the operator's own. Drawn exercises are kept in `media_dir` and uploaded ahead into
    `media_chat`, where there are any; `draw` makes them in place of the process pool. `rates`: how much goes out.
    Raises DatabaseError (NotAlone where another process serves the same database), NotUs, CatalogueError.
    """
    everything = catalogue.load(own=content_dir)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(alone(database_url))
        storage = await database.open(database_url)
        stack.push_async_callback(storage.close)
        telegram = connect(token, api_url)
        stack.push_async_callback(telegram.hang_up)
        await say_hello(telegram)
        await storage.write(partial(database.stamp, bot_id=telegram.id))
        house = House(everything, Texts(), telegram.username, operator)
        drawn = gallery.joined(storage, telegram, clock, folder=media_dir, chat_id=media_chat, draw=draw)
        replanning = Replanning(storage, clock, DUE.keys() - {agenda.REMINDER})
        app = _join(storage, telegram, clock, house, replanning, door=door, drawn=drawn, rates=rates)
        for part in (app.gallery, app.outbox, app.inbox, app.unkept):  # closed from the last to the first
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
) -> App:
    def wake() -> None:
        ticker.wake()

    async def missed(chat_id: int) -> None:
        await _show_again(turns, door, Importance.ANSWER, chat_id)

    def room_for_bulk() -> int:
        """None while nobody is there to take it: what is due stays due, and is looked at again afterwards."""
        return 0 if puller.out_of_reach else outbox.room_for_bulk()

    news = News(
        on_gone=partial(_gone, storage, clock, house.operator),
        on_missed=missed,
        on_drawn=lambda row, slot, as_meant: _reached(turns, clock, row, slot, as_meant),
        on_unsent=lambda row, slot, why: _unsent(turns, row, slot, why),
    )
    illustrator = Illustrator(house.catalogue.figures, drawn.store, drawn.ahead)
    outbox = Outbox(storage, telegram, clock, makers(house), illustrator=illustrator, news=news, rates=rates)
    turns = Turns(storage, clock, house, outbox, wake)
    ticker = Ticker(
        clock,
        DueQueue(storage.write, storage.read),
        {kind: partial(_handle, turns, door, kind) for kind in DUE},
        Budget(rates.bulk, room=room_for_bulk),
        bulk=(agenda.REMINDER,),
        on_set_back=replanning.after_set_back,
    )
    inbox = Inbox(
        storage,
        telegram,
        clock,
        turns,
        answer=partial(_answer, door),
        at_door=partial(entrance.turned_away, door, texts=house.texts),
        in_groups=_in_groups,
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
    puller = Puller(telegram, unkept.receive, clock, partial(_back_again, storage, turns, door))
    keeping = Housekeeping()
    keeping.every(partial(_prune, storage, clock), hours=1)
    keeping.every(partial(_note_heard, storage, puller), seconds=30)
    keeping.every(outbox.resume, seconds=30)
    keeping.every(_tally(inbox, outbox, illustrator).say, hours=1)
    return App(storage, inbox, outbox, ticker, unkept, puller, keeping, drawn, illustrator)


def _tally(inbox: Inbox, outbox: Outbox, illustrator: Illustrator) -> Tally:
    return Tally(
        {
            "updates_parked": lambda: inbox.parked,
            "updates_passed_over": lambda: inbox.passed_over,
            "messages_refused": lambda: outbox.refused,
            "messages_too_late": lambda: outbox.stale,
            "pictures_as_text": lambda: illustrator.made_as_text,
        }
    )


async def _may_hear(storage: Storage, door: Door, person_id: int) -> bool:
    """Whether the bot speaks to this person; where nobody can be looked up, to those on the operator's list."""
    known = None
    with suppress(Unavailable):
        known = await storage.read(partial(people.load, person_id=person_id))
    return door.admits(person_id, invited=known is not None and known.admitted_at is not None)


def _answer(door: Door, turn: Turn, event: Incoming) -> None:
    entrance.note_invite(door, turn, event.what)
    if not isinstance(event.what, Left):
        _reacted(turn)
    if isinstance(event.what, Command) or _answers_a_reminder(event.what):
        turn.change(asked=None)  # an open question of the settings ends with what is done instead
    routes.answer(ROUTES, turn, event.what)


def _answers_a_reminder(what: What) -> bool:
    return isinstance(what, Tap) and isinstance(what.press, Start | Snooze | Skip | JustMoved | Another)


def _reacted(turn: Turn) -> None:
    """Whatever a person says or taps: they are there, and the usual rhythm holds again."""
    was = turn.person
    turn.change(reacted_at=turn.now, slowed=False, gone_at=None)
    if was.gone_at is not None or was.slowed:
        # Their next reminder counts from here: none comes on the heels of a hello.
        turn.change(returned_at=turn.now)
        agenda.replan(turn.conn, was.id, turn.now)


def _in_groups(conn: Connection, event: Incoming, now: datetime, house: House) -> list[Outgoing]:
    callback_id = event.what.callback_id if isinstance(event.what, InGroup) else ""
    return only_one_to_one(conn, event.chat_id, now, house, callback_id)


async def _handle(turns: Turns, door: Door, kind: str, item: DueItem) -> None:
    """Nothing comes any more to somebody who was shut out, but their session does not stand still for ever."""

    def work(turn: Turn, item: DueItem) -> None:
        if door.admits(turn.person.id, invited=turn.person.admitted_at is not None):
            DUE[kind](turn, item)
        else:
            SHUT_OUT[kind](turn, item)
            turn.answers.clear()

    importance = Importance.REMINDER if kind == agenda.REMINDER else Importance.STEP
    await turns.due(item, work, importance)


async def _reached(turns: Turns, clock: Clock, row: Waiting, slot: str, as_meant: bool) -> None:
    """A drawing that came late, or as a text: whoever sent it may have to make up for that."""
    late = clock.now() - row.made_at
    if slot in REACHED and (late >= NOTICEABLE or not as_meant):
        await _follow(turns, row, lambda turn: REACHED[slot](turn, row.made_at, late, not as_meant))


async def _unsent(turns: Turns, row: Waiting, slot: str, why: Unsent) -> None:
    """A new message that never came: whoever sent it may have to make up for that."""
    if slot in UNSENT:
        await _follow(turns, row, lambda turn: UNSENT[slot](turn, row.made_at, why))


async def _follow(turns: Turns, row: Waiting, rule: Callable[[Turn], None]) -> None:
    """What follows from the fate of a row is a turn of its own."""

    def work(conn: Connection, now: datetime, house: House) -> tuple[int, Importance, list[Outgoing]]:
        person = people.load(conn, row.chat_id)
        if person is None:
            return row.chat_id, Importance.STEP, []
        turn = Turn(conn, now, person, house)
        rule(turn)
        return row.chat_id, Importance.STEP, turn.answers

    await turns.take(work)


async def _show_again(turns: Turns, door: Door, importance: Importance, chat_id: int) -> None:
    """Somebody tapped and nobody answered: what they have before them shows how things stand."""

    def work(conn: Connection, now: datetime, house: House) -> tuple[int, Importance, list[Outgoing]]:
        person = people.load(conn, chat_id)
        if person is None or person.gone_at is not None:
            return chat_id, importance, []
        turn = Turn(conn, now, person, house)
        if door.admits(person.id, invited=person.admitted_at is not None):
            any(show(turn) for show in SHOW_AGAIN)
        return chat_id, importance, turn.answers

    await turns.take(work)


async def _back_again(storage: Storage, turns: Turns, door: Door, since: datetime) -> None:
    """Telegram could not be reached since then, and has forgotten what was tapped meanwhile."""
    exercising = await storage.read(sessions.people_in_one)
    reminded = await storage.read(partial(breaks.people_reminded, since=since - LOOKED_AT_FOR))
    log.info("away for a while, showing how things stand", sessions=len(exercising), reminders=len(reminded))
    for person_id in exercising:
        await _try_to_show_again(turns, door, Importance.ANSWER, person_id)
    for person_id in set(reminded) - set(exercising):
        await _try_to_show_again(turns, door, Importance.REMINDER, person_id)


async def _try_to_show_again(turns: Turns, door: Door, importance: Importance, chat_id: int) -> None:
    try:
        await _show_again(turns, door, importance, chat_id)
    except Exception as error:  # the others' messages are to be true all the same
        log.error("cannot show how things stand", chat=chat_id, **anonymous(error))


async def _note_heard(storage: Storage, puller: Puller) -> None:
    await storage.write(partial(mail.heard, at=puller.heard_at))


async def _gone(storage: Storage, clock: Clock, operator: int, chat_id: int) -> None:
    """Nothing more for somebody who blocked the bot, until they return."""
    if chat_id == operator:
        log.warning("OPERATOR_CHAT_ID: this chat cannot be written to. Has it started the bot?")

    def work(conn: Connection) -> None:
        if people.load(conn, chat_id) is not None:
            people.change(conn, chat_id, gone_at=clock.now())
            agenda.replan(conn, chat_id, clock.now())

    await storage.insist(work)


async def _prune(storage: Storage, clock: Clock) -> None:
    await storage.write(partial(mail.forget_applied, before=clock.now() - KNOWN_UPDATES_FOR))
    await storage.write(partial(mail.forget_parked, before=clock.now() - PARKED_UPDATES_FOR))
    await storage.write(partial(breaks.forget_withheld, before=clock.now() - WITHHELD_FOR))
