"""A turn is one transaction: what a handler wrote and what it said are both kept, or neither."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Connection

from bot.storage import access, database, mail, people
from bot.storage.database import Storage
from bot.storage.mail import Waiting
from bot.texts import Texts
from bot.turn import CALLBACK_LIFE, Called, House, Said, Turn, Turns
from bot.wire import outgoing
from bot.wire.outgoing import Importance, Outgoing, View
from content.catalogue import Catalogue
from scheduler import due
from scheduler.clock import MovableClock
from scheduler.due import DueItem

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LEASE = timedelta(minutes=1)


@dataclass
class Office:
    """Turns on a real database; what would go out is collected."""

    storage: Storage
    sent: list[Waiting] = field(default_factory=list)
    wakes: int = 0

    def __post_init__(self) -> None:
        house = House(Catalogue("en", {}, {}, {}, {}, {}), Texts(), "unsit_bot")
        self.turns = Turns(
            self.storage, MovableClock(NOW), house, self.enqueue, self._wake, resume=self.resume
        )

    def enqueue(self, rows: list[Waiting]) -> None:
        self.sent += rows

    async def resume(self) -> None:
        known = {row.id for row in self.sent}
        self.sent += await self.storage.read(partial(mail.unsent, besides=known))

    def _wake(self) -> None:
        self.wakes += 1

    @property
    def said(self) -> list[Outgoing]:
        return [Outgoing.parse(row.body) for row in self.sent]

    async def put(self, person: int = 1) -> DueItem:
        def work(conn: Connection) -> DueItem:
            due.put(conn, "reminder", person, NOW)
            (item,) = due.claim(conn, NOW, ["reminder"], 1, LEASE)
            return item

        return await self.storage.write(work)

    async def next_at(self) -> datetime | None:
        return await self.storage.read(partial(due.next_at, kinds=["reminder"]))


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    storage = await database.open(f"sqlite:///{tmp_path / 'bot.db'}")
    await storage.write(partial(people.meet, person_id=1, first_name="Ada", language="en", now=NOW))
    yield Office(storage)
    await storage.close()


def _turn(conn: Connection, *, silent: bool = False, message_id: int = 0, callback_id: str = "") -> Turn:
    people.change(conn, 1, silent=silent)
    person = people.load(conn, 1)
    assert person is not None
    house = House(Catalogue("en", {}, {}, {}, {}, {}), Texts(), "unsit_bot")
    return Turn(conn, NOW, person, house, message_id=message_id, callback_id=callback_id)


async def test_the_tapped_message_changes_unless_a_new_one_or_the_slots_own_is_meant(office: Office) -> None:
    def work(conn: Connection) -> list[int]:
        turn = _turn(conn, message_id=5, callback_id="q")
        turn.show("session", View("tapped"))
        turn.show("session", View("new"), anew=True)
        turn.refresh("session", View("the slot's own"))
        turn.finish("session", "tapped")
        turn.close("session", "the slot's own")
        return [answer.message_id for answer in turn.answers]

    assert await office.storage.write(work) == [5, 0, 0, 5, 0]


async def test_to_a_silent_person_everything_is_silent(office: Office) -> None:
    def work(conn: Connection) -> list[bool]:
        turn = _turn(conn, silent=True)
        turn.say("hello")
        turn.show("break", View("hello"))
        turn.refresh("break", View("hello"))
        return [answer.silent for answer in turn.answers]

    assert await office.storage.write(work) == [True, True, True]


async def test_where_nobody_tapped_there_is_nothing_to_answer(office: Office) -> None:
    def work(conn: Connection) -> list[Outgoing]:
        turn = _turn(conn)
        turn.toast("nobody sees this")
        return turn.answers

    assert await office.storage.write(work) == []


async def test_a_change_is_seen_at_once(office: Office) -> None:
    def work(conn: Connection) -> int:
        turn = _turn(conn)
        turn.change(goal=7)
        return turn.person.goal

    assert await office.storage.write(work) == 7


async def test_what_is_so_already_is_not_written_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def work(conn: Connection) -> Turn:
        turn = _turn(conn)
        monkeypatch.setattr(people, "change", None)
        turn.change(goal=turn.person.goal, asked=None)
        return turn

    assert (await office.storage.write(work)).person.asked is None


async def test_the_answer_to_a_tap_goes_first_and_does_not_outlive_the_tap(office: Office) -> None:
    said = [outgoing.send(View("one")), outgoing.send(View("two")), outgoing.toast("q", "yes")]
    await office.turns.take(1, lambda _conn, _now, _house: (1, Importance.ANSWER, said))
    assert [out.text for out in office.said] == ["yes", "one", "two"]
    assert [row.expires_at for row in office.sent] == [NOW + CALLBACK_LIFE, None, None]


async def test_the_ticker_looks_again_only_where_something_may_be_due_earlier(office: Office) -> None:
    def put(conn: Connection, now: datetime, _house: House) -> Said:
        due.put(conn, "reminder", 1, now)
        return 1, Importance.ANSWER, []

    await office.turns.take(1, lambda _conn, _now, _house: (1, Importance.ANSWER, []))
    assert office.wakes == 0
    await office.turns.take(1, put)
    assert office.wakes == 1


async def test_what_is_said_is_kept_with_what_is_written(office: Office) -> None:
    await office.turns.take(
        1, lambda _conn, _now, _house: (1, Importance.ANSWER, [outgoing.send(View("hi"))])
    )
    assert await office.storage.read(mail.unsent) == office.sent


async def test_a_handler_that_fails_leaves_nothing_written_and_nothing_said(office: Office) -> None:
    item = await office.put()

    def fails(turn: Turn, _item: DueItem) -> None:
        turn.change(goal=7)
        turn.say("half of it")
        raise RuntimeError("as asked")

    with pytest.raises(RuntimeError):
        await office.turns.due(item, fails, Importance.REMINDER)
    assert office.sent == []
    person = await office.storage.read(partial(people.load, person_id=1))
    assert person is not None
    assert person.goal != 7
    assert await office.next_at() is None  # claimed still,
    assert await office.storage.write(due.release_all) == 1  # for whoever tries again


async def test_a_due_item_is_settled_with_its_effects_which_may_put_the_next(office: Office) -> None:
    def remind(turn: Turn, item: DueItem) -> None:
        turn.say("stand up")
        due.put(turn.conn, item.kind, item.person, NOW + timedelta(hours=1))

    await office.turns.due(await office.put(), remind, Importance.REMINDER)
    assert [out.text for out in office.said] == ["stand up"]
    assert await office.next_at() == NOW + timedelta(hours=1)


async def test_an_item_that_was_moved_since_it_was_claimed_is_left_to_who_moved_it(office: Office) -> None:
    item = await office.put()
    await office.storage.write(lambda conn: due.put(conn, "reminder", 1, NOW + timedelta(hours=1)))
    await office.turns.due(item, lambda turn, _: turn.say("too early"), Importance.REMINDER)
    assert office.sent == []
    assert await office.next_at() == NOW + timedelta(hours=1)


async def test_an_item_of_somebody_unknown_is_settled_without_a_word(office: Office) -> None:
    await office.turns.due(await office.put(404), lambda turn, _: turn.say("anybody?"), Importance.REMINDER)
    assert office.sent == []
    assert await office.next_at() is None


async def _due_together(office: Office, *people_due: int) -> list[DueItem]:
    return [await office.put(person) for person in people_due]


async def test_together_each_is_answered_in_a_chat_of_their_own_in_the_order_they_were_due(
    office: Office,
) -> None:
    await office.storage.write(partial(people.meet, person_id=2, first_name="Ben", language="en", now=NOW))
    items = await _due_together(office, 2, 404, 1)

    def greet(called: Sequence[Called]) -> None:
        for turn, item in called:
            turn.say(turn.person.first_name)
            due.put(turn.conn, item.kind, item.person, NOW + timedelta(hours=item.person))

    await office.turns.due_together(items, greet, Importance.REMINDER)
    assert [(row.chat_id, out.text) for row, out in zip(office.sent, office.said, strict=True)] == [
        (2, "Ben"),
        (1, "Ada"),
    ]
    assert await office.storage.read(mail.unsent) == office.sent
    assert await office.next_at() == NOW + timedelta(hours=1)
    assert office.wakes == 1


async def test_together_one_that_was_moved_since_is_left_out_and_one_that_fails_leaves_nothing(
    office: Office,
) -> None:
    await office.storage.write(partial(people.meet, person_id=2, first_name="Ben", language="en", now=NOW))
    items = await _due_together(office, 1, 2)
    await office.storage.write(lambda conn: due.put(conn, "reminder", 1, NOW + timedelta(hours=1)))
    met: list[int] = []

    def fail(called: Sequence[Called]) -> None:
        met.extend(turn.person.id for turn, _ in called)
        called[0][0].say("half of it")
        raise RuntimeError("as asked")

    with pytest.raises(RuntimeError):
        await office.turns.due_together(items, fail, Importance.REMINDER)
    assert (met, office.sent) == ([2], [])
    await office.turns.due_together(items, lambda called: None, Importance.REMINDER)
    assert await office.next_at() == NOW + timedelta(hours=1)


async def test_what_was_kept_though_the_database_was_lost_before_it_could_say_so_is_sent_at_once(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access, "RETRY_SECONDS", 0.0)
    item, write, lost = await office.put(), office.storage.write, []

    async def loses_once(work, **how):
        result = await write(work, **how)
        if not lost:
            lost.append(result)
            raise database.Unavailable("as asked")
        return result

    monkeypatch.setattr(office.storage, "write", loses_once)
    await office.turns.due(item, lambda turn, _: turn.say("Up?"), Importance.REMINDER)
    assert lost
    assert [out.text for out in office.said] == ["Up?"]
