"""One turn with one person: everything a handler may touch, inside one transaction.

A handler is a plain function of a Turn. It reads, asks one rule, writes, and says what the person should see; nothing
it says leaves before its writes are committed, together with what it said.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from typing import Any

from bot.storage import locks, mail, people
from bot.storage.database import Connection, Storage, Unavailable
from bot.storage.mail import Waiting
from bot.storage.people import Person
from bot.texts import Texts
from bot.wire import outgoing
from bot.wire.outgoing import Importance, Outgoing, Rows, View
from content.catalogue import Catalogue
from scheduler import due
from scheduler.clock import Clock
from scheduler.due import DueItem

CALLBACK_LIFE = timedelta(seconds=150)  # Telegram forgets a tap's question after about that
REMINDER_LIFE = timedelta(minutes=10)  # kept from the person for longer by an outage, it is no longer true


@dataclass(frozen=True, slots=True)
class House:
    """What is the same for everybody. `username` is the bot's public name, `operator` a chat (0: none is known)."""

    catalogue: Catalogue
    texts: Texts
    username: str
    operator: int = 0


@dataclass(slots=True)
class Turn:
    """A person, a moment and a transaction. `message_id` and `callback_id` belong to the tap, where there was one."""

    conn: Connection
    now: datetime
    person: Person
    house: House
    message_id: int = 0
    callback_id: str = ""
    answers: list[Outgoing] = field(default_factory=list)

    @property
    def texts(self) -> Texts:
        """The person's texts."""
        return self.house.texts

    def show(self, slot: str, view: View, *, anew: bool = False, silent: bool = False) -> None:
        """The slot shows this view. Where a button was tapped, the tapped message is the one that changes."""
        message_id = 0 if anew else self.message_id
        self.answers.append(
            outgoing.show(slot, view, message_id=message_id, anew=anew, silent=silent or self.person.silent)
        )

    def refresh(self, slot: str, view: View) -> None:
        """The slot's own message shows this view, whichever message was tapped."""
        self.answers.append(outgoing.show(slot, view, silent=self.person.silent))

    def say(self, text: str, rows: Rows = (), *, ask_location: str = "", drop_keyboard: bool = False) -> None:
        """A new message."""
        self.answers.append(
            outgoing.send(
                View(text, rows),
                silent=self.person.silent,
                ask_location=ask_location,
                drop_keyboard=drop_keyboard,
            )
        )

    def photo(self, slot: str, view: View, made: dict[str, Any]) -> None:
        """The slot shows a picture, made when it is sent (see outgoing.photo), in a new message."""
        self.answers.append(outgoing.photo(slot, view, made, silent=self.person.silent))

    def document(self, view: View, made: dict[str, Any]) -> None:
        """A file, made when it is sent (see outgoing.document)."""
        self.answers.append(outgoing.document(view, made, silent=self.person.silent))

    def pass_on(self, text: str, chat_id: int) -> None:
        """A message to another chat than the person's own."""
        self.answers.append(outgoing.send(View(text), to=chat_id))

    def farewell(self, text: str) -> None:
        """The last words to somebody who is erased; nothing of theirs may be written in this turn afterwards."""
        self.answers.append(outgoing.farewell(text, message_id=self.message_id))

    def finish(self, slot: str, text: str, rows: Rows = ()) -> None:
        """The tapped message gets its last words, and the slot no longer holds it."""
        self.answers.append(outgoing.close(slot, text, rows, message_id=self.message_id))

    def close(self, slot: str, text: str, rows: Rows = ()) -> None:
        """The slot's own message gets its last words, whichever message was tapped."""
        self.answers.append(outgoing.close(slot, text, rows))

    def drop(self, slot: str) -> None:
        """The slot's message is deleted."""
        self.answers.append(outgoing.drop(slot))

    def toast(self, text: str = "", *, alert: bool = False) -> None:
        """The answer to the tap; where nobody tapped, nothing."""
        if self.callback_id:
            self.answers.append(outgoing.toast(self.callback_id, text, alert=alert))

    def change(self, **facts: object) -> None:
        """Set what the person decided, and see it from here on."""
        if any(getattr(self.person, name) != value for name, value in facts.items()):
            self._see(people.change(self.conn, self.person.id, **facts))

    def reload(self) -> None:
        """See the person as written by now."""
        self._see(people.load(self.conn, self.person.id))

    def _see(self, fresh: Person | None) -> None:
        assert fresh is not None
        self.person = fresh


Work = Callable[[Turn], None]

Called = tuple[Turn, DueItem]
"""A turn that something fell due for."""

Said = tuple[int, Importance, list[Outgoing]]
"""What is to go out: whose chat, how important it is to them, and the messages in their order."""

Send = Callable[[list[Waiting]], None]
"""Sends committed rows: the outbox's `enqueue`."""

Take = Callable[[Connection, datetime, House], Said]


@dataclass(frozen=True, slots=True)
class _Kept:
    """What a turn has to send, and whether something may be due earlier by it."""

    rows: list[Waiting]
    may_be_earlier: bool


class Turns:
    """Takes turns: one write transaction each, then what was said goes to the outbox.

    The ticker is woken where something may be due earlier.

    `process` is the name of the process that sends it; `resume` sends what was kept and is not on its way.
    """

    def __init__(
        self,
        storage: Storage,
        clock: Clock,
        house: House,
        send: Send,
        wake: Callable[[], None],
        *,
        resume: Callable[[], Awaitable[None]] | None = None,
        process: Callable[[], str] = str,
    ) -> None:
        self._storage = storage
        self._clock = clock
        self._house = house
        self._send = send
        self._wake = wake
        self._resume = resume
        self._process = process

    async def take(self, chat_id: int, work: Take) -> None:
        """Do the work, keep its answers (for this chat, of this importance) in the same transaction, and send them.

        Nobody else takes a turn with `chat_id` meanwhile, in no process.
        """
        await self._keep(partial(self._commit, chat_id, work))

    async def try_to_take(self, chat_id: int, work: Take) -> None:
        """`take`, but tried once. Raises Unavailable, after which it may have been kept all the same (see `resume`)."""
        self._tell(await self._storage.write(partial(self._commit, chat_id, work)))

    async def resume(self) -> None:
        """Send what a turn kept that could not say so."""
        if self._resume is not None:
            with suppress(Unavailable):  # it is done again soon anyway
                await self._resume()

    async def due(self, item: DueItem, work: Callable[[Turn, DueItem], None], importance: Importance) -> None:
        """Handle a due item: it leaves the queue in the transaction of its effects, which may put the next one."""

        def turn(conn: Connection, now: datetime, house: House) -> Said:
            person = people.load(conn, item.person)
            # Moved or cancelled since it was claimed: whoever did that has decided what comes next.
            if not due.settle(conn, item, None) or person is None:
                return item.person, importance, []
            taken = Turn(conn, now, person, house)
            work(taken, item)
            return item.person, importance, taken.answers

        await self.take(item.person, turn)

    async def due_together(
        self, items: Sequence[DueItem], work: Callable[[Sequence[Called]], None], importance: Importance
    ) -> None:
        """Handle due items of one kind in one transaction: all of them, or where it fails none."""
        await self._keep(partial(self._commit_together, items, work, importance))

    async def _keep(self, commit: Callable[[Connection], _Kept]) -> None:
        """Commit, and send what came of it.

        A server may be lost after it has kept rows and before it can say so: then the next try finds the work done.
        """
        tries = count()

        def counted(conn: Connection) -> _Kept:
            next(tries)
            return commit(conn)

        kept = await self._storage.insist(counted)
        is_certain = next(tries) == 1
        self._tell(kept)
        if not is_certain:
            await self.resume()
            self._wake()

    def _tell(self, kept: _Kept) -> None:
        self._send(kept.rows)
        if kept.may_be_earlier:
            self._wake()

    def _commit(self, turn_with: int, work: Take, conn: Connection) -> _Kept:
        locks.hold(conn, [turn_with])
        now = self._clock.now()
        chat_id, importance, answers = work(conn, now, self._house)
        letters = _letters(chat_id, importance, answers, now)
        rows = mail.queue_all(conn, letters, importance, now, process=self._process())
        return _Kept(rows, due.may_be_earlier(conn))

    def _commit_together(
        self,
        items: Sequence[DueItem],
        work: Callable[[Sequence[Called]], None],
        importance: Importance,
        conn: Connection,
    ) -> _Kept:
        locks.hold(conn, [item.person for item in items])
        now = self._clock.now()
        known = people.load_all(conn, {item.person for item in items})
        ours = due.settle_all(conn, [(item, None) for item in items])
        called = [
            (Turn(conn, now, known[item.person], self._house), item)
            for item in items
            if item in ours and item.person in known
        ]
        if called:
            work(called)
        letters = [
            letter for turn, _ in called for letter in _letters(turn.person.id, importance, turn.answers, now)
        ]
        rows = mail.queue_all(conn, letters, importance, now, process=self._process())
        return _Kept(rows, due.may_be_earlier(conn))


def _letters(
    chat_id: int, importance: Importance, answers: Iterable[Outgoing], now: datetime
) -> list[tuple[int, str, datetime | None]]:
    """What is to be kept of them: the answer to a tap first, since it stops the spinner on the button."""
    ordered = sorted(answers, key=lambda answer: answer.action != "toast")
    return [(answer.to or chat_id, answer.dump(), _expiry(answer, importance, now)) for answer in ordered]


def _expiry(answer: Outgoing, importance: Importance, now: datetime) -> datetime | None:
    """When it is no longer worth sending: after an outage nobody gets a backlog of reminders."""
    if answer.action == "toast":
        return now + CALLBACK_LIFE
    return now + REMINDER_LIFE if answer.anew and importance is Importance.REMINDER else None
