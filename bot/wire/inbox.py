"""All that comes in: fetched raw, committed, then acknowledged, then applied per person in order, people side by side.

An update is applied once, in one transaction with its effects and its answers. One that cannot be read or whose handler
fails is parked with its error, and never blocks the next. So many of one person's may wait; what is more is passed
over, and the person is told.

One that comes alone, of somebody for whom nothing waits, is kept and applied in one transaction: half the work. Where
that fails it goes the way of all others. Not where other processes serve the database too: there a turn may wait for
one that another process takes, and what comes in must not.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import structlog

from bot.storage import mail, people
from bot.storage.database import Connection, Storage, Unavailable
from bot.storage.mail import Arrived
from bot.storage.people import Person
from bot.turn import House, Said, Turn, Turns
from bot.wire import incoming, outgoing
from bot.wire.incoming import Incoming, InGroup, Tap
from bot.wire.line import Line
from bot.wire.outgoing import Importance, Outgoing
from bot.wire.telegram import KINDS, Telegram
from scheduler.clock import Clock
from scheduler.trouble import anonymous

log = structlog.get_logger(__name__)
Answer = Callable[[Turn, Incoming], None]
InGroups = Callable[[Connection, Incoming, datetime, House], list[Outgoing]]
AtDoor = Callable[[Incoming, Person | None], list[Outgoing] | None]
WAITING_AT_MOST = 30  # of one person's updates
UNANSWERED_AT_MOST = (
    100  # messages to one chat that wait to be sent: a chat that is told to wait takes none for hours
)
LEFT_AFTER = timedelta(seconds=5)  # an update is applied within milliseconds, unless somebody is very busy
TOLD_EVERY = timedelta(minutes=1)  # so often at most somebody hears that it was too fast
BEYOND_IDS = 2**63  # no row can have such a number; Telegram's have 52 bits
_PASSED_OVER_AT_ONCE = 500
_NUL = re.compile(r"((?<!\\)(?:\\\\)*)\\u0000")  # as JSON writes it, and not a person who types just that


class _Earlier(Exception):
    """Nothing was applied: this update goes before."""

    def __init__(self, update: Arrived) -> None:
        super().__init__(update.update_id)
        self.update = update


class Inbox:
    """One line for each person with something to apply; it ends when empty.

    `unanswered` says how many messages still wait to be sent to a chat. `parked` and `passed_over` count updates that
    failed, and those that were too many, `received` all that were new, by their kinds.
    """

    def __init__(
        self,
        storage: Storage,
        telegram: Telegram,
        clock: Clock,
        turns: Turns,
        *,
        answer: Answer,
        at_door: AtDoor,
        in_groups: InGroups,
        apology: str,
        too_fast: str,
        unanswered: Callable[[int], int],
    ) -> None:
        self._storage = storage
        self._telegram = telegram
        self._clock = clock
        self._turns = turns
        self._answer = answer
        self._at_door = at_door
        self._in_groups = in_groups
        self._apology = apology
        self._too_fast = too_fast
        self._unanswered = unanswered
        self._lines: dict[int, Line] = {}
        self._workers: dict[int, asyncio.Task[None]] = {}
        self._told: dict[int, datetime] = {}
        self._stuck: set[int] = set()  # could be neither applied nor parked
        self.received = Counter[str]()
        self._in_doubt = False  # whether what could not be kept was kept all the same
        self.parked = 0
        self.passed_over = 0

    async def receive(self, raw: list[dict[str, Any]]) -> None:
        """Commit these updates, so that they may be acknowledged, and apply those that are new."""
        arrived = [Arrived(int(update["update_id"]), _chat_of(update), _kept(update)) for update in raw]
        if not arrived:
            return
        kinds = {int(update["update_id"]): _kind(update) for update in raw}
        if len(arrived) == 1 and self._can_go_at_once(arrived[0].chat_id):
            await self._receive_at_once(arrived[0], kinds)
        else:
            await self._receive_in_line(arrived, kinds)

    async def _receive_in_line(self, arrived: list[Arrived], kinds: Mapping[int, str]) -> None:
        fresh = await self._newly_kept(arrived)
        if self._in_doubt:
            await self._turns.resume()
            await self.resume(besides={update.update_id for update in fresh})
            self._in_doubt = False
        for update in fresh:
            self.received[kinds[update.update_id]] += 1
            self._enqueue(update, room=self._room(update.chat_id))

    def _can_go_at_once(self, chat_id: int) -> bool:
        in_line = chat_id in self._lines or self._in_doubt or self._storage.shared
        return not in_line and self._room(chat_id) > 0

    async def _receive_at_once(self, update: Arrived, kinds: Mapping[int, str]) -> None:
        """What comes of the same person meanwhile waits in line behind it, also where it fails."""
        line = self._lines[update.chat_id] = Line()
        try:
            is_new = await self._apply_at_once(update)
            if is_new is None:
                fresh = await self._newly_kept([update])
                is_new = bool(fresh)
                line.add_first(*fresh)
            if is_new:
                self.received[kinds[update.update_id]] += 1
        finally:
            self._begin_to_serve(update.chat_id)

    async def _apply_at_once(self, update: Arrived) -> bool | None:
        """Whether it was new; None where it could not be applied, and nothing was kept of it."""
        is_new = False

        def work(conn: Connection, now: datetime, house: House) -> Said:
            nonlocal is_new
            is_new = mail.receive_applied(conn, update.update_id, now)
            if not is_new or event is None:
                return update.chat_id, Importance.ANSWER, []
            return self._answered(event, conn, now, house)

        try:
            event = incoming.read(json.loads(update.body), self._telegram)
            await self._turns.try_to_take(update.chat_id, work)
        except Unavailable:
            self._in_doubt = True
            raise
        except Exception as error:  # it is tried once more, and parked where it fails again
            log.info("not applied at once", update_id=update.update_id, **anonymous(error))
            return None
        return is_new

    async def _newly_kept(self, arrived: list[Arrived]) -> list[Arrived]:
        """A server may be lost after it has kept them and before it can say so: then they are not new the next time."""
        try:
            return await self._storage.write(partial(mail.receive, updates=arrived, now=self._clock.now()))
        except Unavailable:
            self._in_doubt = True
            raise

    async def resume(self, besides: Collection[int] = ()) -> None:
        """Apply what an earlier run committed but did not get to: it was not too much then, and is not now."""
        for update in await self._storage.read(mail.unapplied):
            if update.update_id not in besides:
                self._enqueue(update)

    async def look_again(self) -> None:
        """Apply what has waited for a while and is in nobody's line.

        The process that received it may be slow or gone, or not know that it was kept: the connection to the database
        was lost while it was committed.
        """
        ours, before = set(self._lines), self._clock.now() - LEFT_AFTER
        for update in await self._storage.read(partial(mail.unapplied, before=before)):
            if update.chat_id not in ours and update.update_id not in self._stuck:
                self._enqueue(update)

    def _room(self, chat_id: int) -> int:
        return WAITING_AT_MOST if self._unanswered(chat_id) < UNANSWERED_AT_MOST else 0

    def _enqueue(self, update: Arrived, *, room: int | None = None) -> None:
        is_served = update.chat_id in self._lines
        self._lines.setdefault(update.chat_id, Line()).add(update, room=room)
        if not is_served:
            self._begin_to_serve(update.chat_id)

    def _begin_to_serve(self, chat_id: int) -> None:
        if self._lines[chat_id]:
            self._workers[chat_id] = asyncio.create_task(self._serve(chat_id))
        else:
            del self._lines[chat_id]

    async def _serve(self, chat_id: int) -> None:
        line = self._lines[chat_id]
        try:
            while line:
                if line.too_many:
                    await self._pass_over(chat_id, line.take_too_many(_PASSED_OVER_AT_ONCE))
                else:
                    await self._apply(line.take())
        finally:
            del self._workers[chat_id], self._lines[chat_id]

    async def _pass_over(self, chat_id: int, updates: list[Arrived]) -> None:
        """Nothing is done for these. The last tap among them gets an answer, and the person a line, once a minute."""
        answers = self._slower(chat_id, updates)  # here: the work is done in another thread

        def work(conn: Connection, _now: datetime, _house: House) -> Said:
            mail.pass_over(conn, [update.update_id for update in updates])
            return chat_id, Importance.ANSWER, answers

        self.passed_over += len(updates)
        log.warning("passed over: too fast", chat=chat_id, updates=len(updates))
        try:
            await self._turns.take(chat_id, work)
        except Exception as error:  # they stay as they were, for the next start
            log.error("cannot be passed over", chat=chat_id, **anonymous(error))
        else:
            self._told = {told: at for told, at in self._told.items() if self._is_recent(at)}
            self._told.setdefault(chat_id, self._clock.now())

    def _slower(self, chat_id: int, updates: list[Arrived]) -> list[Outgoing]:
        callbacks = [callback for update in updates if (callback := _callback_of(json.loads(update.body)))]
        answers = [outgoing.toast(callback) for callback in callbacks[-1:]]
        if chat_id > 0 and not (chat_id in self._told and self._is_recent(self._told[chat_id])):
            answers.append(Outgoing("send", self._too_fast))
        return answers

    def _is_recent(self, told_at: datetime) -> bool:
        return timedelta() <= self._clock.now() - told_at < TOLD_EVERY

    async def _apply(self, arrived: Arrived) -> None:
        while (earlier := await self._try(arrived)) is not None:
            await self._try(earlier)

    async def _try(self, arrived: Arrived) -> Arrived | None:
        """The update that has to be applied before this one, where there is one; then nothing was done."""
        event = None
        try:
            event = incoming.read(json.loads(arrived.body), self._telegram)
            await self._turns.take(arrived.chat_id, partial(self._turn, arrived, event))
        except _Earlier as earlier:
            return earlier.update
        except Exception as error:  # whatever a handler raises must not stop the others
            self.parked += 1
            log.error("parked", update_id=arrived.update_id, **anonymous(error))
            await self._park(arrived, event, error)
        return None

    async def _park(self, arrived: Arrived, event: Incoming | None, error: Exception) -> None:
        def work(conn: Connection, _now: datetime, _house: House) -> Said:
            mail.park(conn, arrived.update_id, f"{type(error).__name__}: {error}")
            return arrived.chat_id, Importance.ANSWER, self._sorry(arrived.chat_id, event)

        try:
            await self._turns.take(arrived.chat_id, work)
        except Exception as second:  # it stays as it was, for the next start
            self._stuck.add(arrived.update_id)
            log.error("cannot be parked", update_id=arrived.update_id, **anonymous(second))

    def _sorry(self, chat_id: int, event: Incoming | None) -> list[Outgoing]:
        tap = event.what if event is not None and isinstance(event.what, Tap) else None
        spinner = [outgoing.toast(tap.callback_id)] if tap else []
        return [*spinner, Outgoing("send", self._apology)] if chat_id > 0 else spinner

    def _turn(
        self, arrived: Arrived, event: Incoming | None, conn: Connection, now: datetime, house: House
    ) -> Said:
        self._keep_order(conn, arrived, now)
        if not mail.applied(conn, arrived.update_id) or event is None:
            return arrived.chat_id, Importance.ANSWER, []
        return self._answered(event, conn, now, house)

    def _answered(self, event: Incoming, conn: Connection, now: datetime, house: House) -> Said:
        if isinstance(event.what, InGroup):
            # Nobody in a group has asked to be known: no row is made for them.
            return event.chat_id, Importance.ANSWER, self._in_groups(conn, event, now, house)
        known = people.load(conn, event.person_id)
        turned_away = self._at_door(event, known)
        if turned_away is not None:
            return event.chat_id, Importance.ANSWER, turned_away
        tap = event.what if isinstance(event.what, Tap) else None
        turn = Turn(
            conn,
            now,
            _person(conn, known, event, now),
            house,
            message_id=tap.message_id if tap else 0,
            callback_id=tap.callback_id if tap else "",
        )
        self._answer(turn, event)
        return event.chat_id, Importance.ANSWER, turn.answers

    def _keep_order(self, conn: Connection, arrived: Arrived, now: datetime) -> None:
        """Another process may have received something of the same person that is to be applied before this."""
        if self._storage.shared:
            first = mail.first_waiting(conn, arrived.chat_id, now)
            if first is not None and first.update_id not in {arrived.update_id, *self._stuck}:
                raise _Earlier(first)

    async def idle(self) -> None:
        """Return when everything received is applied."""
        while self._workers:
            await asyncio.wait(self._workers.values())

    async def close(self) -> None:
        """Stop applying. What is left is kept for the next run."""
        workers = list(self._workers.values())
        for worker in workers:
            worker.cancel()
        await asyncio.gather(*workers, return_exceptions=True)


def _person(conn: Connection, known: Person | None, event: Incoming, now: datetime) -> Person:
    if known is None:
        return people.meet(conn, event.person_id, event.first_name, event.language, now)
    if known.first_name != event.first_name:
        people.change(conn, known.id, first_name=event.first_name)
        return replace(known, first_name=event.first_name)
    return known


def _kept(update: dict[str, Any]) -> str:
    """The update as JSON. Half a character and NUL, which JSON can carry and no row, become question marks."""
    text = json.dumps(update, ensure_ascii=False).encode(errors="replace").decode()
    return _NUL.sub(r"\1?", text) if "\\u0000" in text else text


def _chat_of(update: dict[str, Any]) -> int:
    """The chat of an update, of whatever kind: its updates are applied in order. 0 where there is none."""
    for part in update.values():
        if not isinstance(part, dict):
            continue
        message = part.get("message")
        tapped = message if isinstance(message, dict) else {}
        chat = part.get("chat") or tapped.get("chat") or part.get("from")
        number = chat.get("id") if isinstance(chat, dict) else None
        if isinstance(number, int) and abs(number) < BEYOND_IDS:
            return int(number)
    return 0


def _kind(update: dict[str, Any]) -> str:
    """One of those that were asked for, else "other": whoever reads the count needs few names."""
    return next((kind for kind in KINDS if kind in update), "other")


def _callback_of(update: dict[str, Any]) -> str:
    """The id of the tap's question, where the update is a tap."""
    tapped = update.get("callback_query")
    return str(tapped.get("id", "")) if isinstance(tapped, dict) else ""
