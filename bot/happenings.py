"""What happens without a person doing anything, made a turn with them.

Something falls due; a message came late, or never; nobody could be reached for a while; somebody blocked the bot.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot import agenda
from bot.features import DUE, DUE_TOGETHER, REACHED, SHOW_AGAIN, SHUT_OUT, UNSENT
from bot.life.door import Door
from bot.storage import breaks, locks, people, sessions
from bot.storage.database import Connection, Storage
from bot.storage.mail import Waiting
from bot.turn import Called, House, Said, Turn, Turns
from bot.wire.outgoing import Importance, Unsent
from scheduler.clock import Clock
from scheduler.due import DueItem
from scheduler.trouble import anonymous

log = structlog.get_logger(__name__)
NOTICEABLE = timedelta(seconds=1)
LOOKED_AT_FOR = timedelta(minutes=15)  # how long after a reminder somebody may still be about to answer it


@dataclass(frozen=True, slots=True)
class Happenings:
    """`operator`: the chat that feedback goes to (0: none)."""

    storage: Storage
    clock: Clock
    turns: Turns
    door: Door
    operator: int

    async def due(self, kind: str, item: DueItem) -> None:
        """Nothing comes any more to somebody who was shut out, but their session does not stand still for ever."""

        def work(turn: Turn, item: DueItem) -> None:
            if self._lets_in(turn):
                DUE[kind](turn, item)
            else:
                SHUT_OUT[kind](turn, item)
                turn.answers.clear()

        importance = Importance.REMINDER if kind == agenda.REMINDER else Importance.STEP
        await self.turns.due(item, work, importance)

    async def due_together(self, kind: str, items: Sequence[DueItem]) -> None:
        """`due` for many reminders, or others that are bulk, in one transaction."""

        def work(called: Sequence[Called]) -> None:
            let_in = [(turn, item) for turn, item in called if self._lets_in(turn)]
            if let_in:
                DUE_TOGETHER[kind](let_in)
            for turn, item in called:
                if not self._lets_in(turn):
                    SHUT_OUT[kind](turn, item)
                    turn.answers.clear()

        await self.turns.due_together(items, work, Importance.REMINDER)

    async def reached(self, row: Waiting, slot: str, as_meant: bool) -> None:
        """A drawing that came late, or as a text: whoever sent it may have to make up for that."""
        late = self.clock.now() - row.made_at
        if slot in REACHED and (late >= NOTICEABLE or not as_meant):
            await self._follow(row, lambda turn: REACHED[slot](turn, row.made_at, late, not as_meant))

    async def unsent(self, row: Waiting, slot: str, why: Unsent) -> None:
        """A new message that never came: whoever sent it may have to make up for that."""
        if slot in UNSENT:
            await self._follow(row, lambda turn: UNSENT[slot](turn, row.made_at, why))

    async def gone(self, chat_id: int) -> None:
        """Nothing more for somebody who blocked the bot, until they return."""
        if chat_id == self.operator:
            log.warning("OPERATOR_CHAT_ID: this chat cannot be written to. Has it started the bot?")

        def work(conn: Connection) -> None:
            locks.hold(conn, [chat_id])
            if people.load(conn, chat_id) is not None:
                people.change(conn, chat_id, gone_at=self.clock.now())
                agenda.replan(conn, chat_id, self.clock.now())

        await self.storage.insist(work)

    async def missed(self, chat_id: int) -> None:
        """Somebody tapped and nobody answered: what they have before them shows how things stand."""
        await self._show_again(Importance.ANSWER, chat_id)

    async def back_again(self, since: datetime) -> None:
        """Telegram could not be reached since then, and has forgotten what was tapped meanwhile."""
        exercising = await self.storage.read(sessions.people_in_one)
        reminded = await self.storage.read(partial(breaks.people_reminded, since=since - LOOKED_AT_FOR))
        log.info(
            "away for a while, showing how things stand", sessions=len(exercising), reminders=len(reminded)
        )
        for person_id in exercising:
            await self._try_to_show_again(Importance.ANSWER, person_id)
        for person_id in set(reminded) - set(exercising):
            await self._try_to_show_again(Importance.REMINDER, person_id)

    async def _try_to_show_again(self, importance: Importance, chat_id: int) -> None:
        try:
            await self._show_again(importance, chat_id)
        except Exception as error:  # the others' messages are to be true all the same
            log.error("cannot show how things stand", chat=chat_id, **anonymous(error))

    async def _show_again(self, importance: Importance, chat_id: int) -> None:
        def show(turn: Turn) -> None:
            if turn.person.gone_at is None and self._lets_in(turn):
                any(show(turn) for show in SHOW_AGAIN)

        await self._take(chat_id, importance, show)

    async def _follow(self, row: Waiting, rule: Callable[[Turn], None]) -> None:
        await self._take(row.chat_id, Importance.STEP, rule)

    async def _take(self, chat_id: int, importance: Importance, rule: Callable[[Turn], None]) -> None:
        """A turn with this person, where they are known."""

        def work(conn: Connection, now: datetime, house: House) -> Said:
            person = people.load(conn, chat_id)
            if person is None:
                return chat_id, importance, []
            turn = Turn(conn, now, person, house)
            rule(turn)
            return chat_id, importance, turn.answers

        await self.turns.take(chat_id, work)

    def _lets_in(self, turn: Turn) -> bool:
        return self.door.admits(turn.person.id, invited=turn.person.admitted_at is not None)
