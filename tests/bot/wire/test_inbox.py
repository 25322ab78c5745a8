"""What comes in is kept, applied once and in order, and parked where it fails."""

from __future__ import annotations

import asyncio
import json
import threading
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import Connection, select

from bot import chores
from bot.storage import everything, mail, people
from bot.storage.database import Unavailable
from bot.storage.people import Person
from bot.storage.tables import inbox as inbox_table
from bot.texts import Texts
from bot.turn import House, Turn, Turns
from bot.wire import outgoing
from bot.wire.inbox import TOLD_EVERY, UNANSWERED_AT_MOST, WAITING_AT_MOST, Inbox
from bot.wire.incoming import Incoming, InGroup, Left, Tap, Typed
from bot.wire.limits import Rates
from bot.wire.outgoing import Outgoing
from content.catalogue import Catalogue


def _update(number: int, text: str, chat: int = 1, kind: str = "private") -> dict:
    sender = {"id": 1, "is_bot": False, "first_name": "Ada", "language_code": "en"}
    where = {
        "id": chat,
        "type": kind,
        **({"title": "Desk neighbours"} if kind == "group" else {"first_name": "Ada"}),
    }
    message = {"message_id": number, "date": 1772442000, "chat": where, "from": sender, "text": text}
    return {"update_id": number, "message": message}


class Office:
    """An inbox whose answer is an echo; it keeps what it was asked."""

    def __init__(self, edge) -> None:
        self.edge = edge
        self.heard: list[Incoming] = []
        self.outbox = edge.outbox()
        house = House(Catalogue("en", {}, {}, {}, {}, {}), Texts(), "unsit_bot")
        resume = self.outbox.resume
        turns = Turns(edge.storage, edge.clock, house, self.outbox.enqueue, lambda: None, resume=resume)
        self.inbox = Inbox(
            edge.storage,
            edge.telegram,
            edge.clock,
            turns,
            answer=self._echo,
            at_door=self._at_door,
            in_groups=self._in_group,
            apology="Sorry.",
            too_fast="Slower.",
            unanswered=self.outbox.waiting,
        )

    def _at_door(self, event: Incoming, known: Person | None) -> list[Outgoing] | None:
        if isinstance(event.what, Typed) and event.what.text == "stranger" and known is None:
            return [outgoing.send(outgoing.View("Not today."))]
        return None

    def _echo(self, turn: Turn, event: Incoming) -> None:
        if isinstance(event.what, Typed) and event.what.text == "fail":
            raise RuntimeError("as asked")
        self.heard.append(event)
        turn.say(event.what.text if isinstance(event.what, Typed) else type(event.what).__name__)

    def _in_group(self, _conn: Connection, event: Incoming, _now: object, _house: object) -> list:
        self.heard.append(event)
        return []

    async def receive(self, *updates: dict) -> None:
        await self.inbox.receive(list(updates))
        await self.inbox.idle()
        await self.outbox.idle()

    @property
    def said(self) -> list[str]:
        return [message.text for message in self.edge.playground.person(1).messages if message.from_bot]

    async def rows(self) -> list:
        return await self.edge.storage.read(lambda conn: list(conn.execute(select(inbox_table))))


@pytest.fixture
def office(edge) -> Office:
    return Office(edge)


async def test_one_persons_updates_are_answered_in_their_order(office: Office) -> None:
    await office.receive(*(_update(number, str(number)) for number in range(10, 30)))
    assert office.said == [str(number) for number in range(10, 30)]


async def test_an_update_that_comes_twice_is_applied_once(office: Office) -> None:
    await office.receive(_update(10, "hello"))
    await office.receive(_update(10, "hello"), _update(11, "again"))
    assert office.said == ["hello", "again"]


async def test_a_smaller_number_than_before_is_a_new_update(office: Office) -> None:
    await office.receive(_update(900, "before a quiet week"))
    await office.receive(_update(5, "after it"))
    assert office.said == ["before a quiet week", "after it"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("\0", "?"), ("a\0\0b", "a??b"), (r"\u0000", r"\u0000"), ("\\\0", "\\?"), ("\\\\\0", "\\\\?")],
)
async def test_a_nul_is_kept_as_a_question_mark(office: Office, typed: str, kept: str) -> None:
    await office.receive(_update(10, typed))
    assert office.said == [kept]


async def test_half_a_character_is_kept_as_a_question_mark(office: Office) -> None:
    await office.receive(_update(10, "half \ud83d of it"))
    assert office.said == ["half ? of it"]


async def test_a_number_that_no_chat_can_have_holds_up_nobody(office: Office) -> None:
    await office.receive(_update(10, "from nowhere", chat=2**64), _update(11, "from here"))
    assert office.said == ["from here"]


async def test_one_that_fails_is_parked_with_its_error_and_the_next_is_answered(office: Office) -> None:
    await office.receive(_update(10, "fail"), _update(11, "fine"))
    assert office.said == ["Sorry.", "fine"]
    assert office.inbox.parked == 1
    parked = [row for row in await office.rows() if row.state == "parked"]
    assert [(row.update_id, row.error) for row in parked] == [(10, "RuntimeError: as asked")]
    assert json.loads(parked[0].body)["message"]["text"] == "fail"


async def test_one_that_cannot_be_read_is_parked_too(office: Office) -> None:
    broken = _update(10, "hello")
    broken["message"]["date"] = "not a date"
    await office.receive(broken, _update(11, "fine"))
    assert office.said[-1] == "fine"
    assert office.inbox.parked == 1


async def test_what_was_kept_but_not_applied_before_a_crash_is_applied_after_it(office: Office, edge) -> None:
    kept = [mail.Arrived(10, 1, json.dumps(_update(10, "hello")))]
    await edge.storage.write(partial(mail.receive, updates=kept, now=edge.clock.now()))
    await office.inbox.resume()
    await office.inbox.idle()
    await office.outbox.idle()
    assert office.said == ["hello"]


async def test_what_another_process_left_is_applied_once_it_has_waited_for_a_while(
    office: Office, edge
) -> None:
    kept = [mail.Arrived(10, 1, json.dumps(_update(10, "hello")))]
    await edge.storage.write(partial(mail.receive, updates=kept, now=edge.clock.now()))
    await office.inbox.look_again()
    await office.inbox.idle()
    assert office.said == []
    edge.clock.advance(timedelta(seconds=6))
    await office.inbox.look_again()
    await office.inbox.idle()
    await office.outbox.idle()
    assert office.said == ["hello"]


async def test_what_was_kept_though_the_database_was_lost_before_it_could_say_so_is_applied(
    office: Office, edge, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = edge.storage.write

    async def lost(work) -> None:
        await write(work)
        raise Unavailable("as asked")

    monkeypatch.setattr(edge.storage, "write", lost)
    with pytest.raises(Unavailable):
        await office.receive(_update(10, "hello"))
    monkeypatch.setattr(edge.storage, "write", write)
    await office.receive(_update(10, "hello"), _update(11, "again"))
    assert office.said == ["hello", "again"]


async def test_one_that_comes_alone_is_kept_and_applied_in_one_step(
    office: Office, edge, monkeypatch: pytest.MonkeyPatch
) -> None:
    if edge.storage.shared:
        pytest.skip("where others serve it too, what comes in never waits for a turn")
    monkeypatch.setattr(mail, "receive", None)
    await office.receive(_update(10, "hello"))
    await office.receive(_update(10, "hello"))
    assert office.said == ["hello"]
    assert [(row.update_id, row.state, row.body) for row in await office.rows()] == [(10, "done", None)]
    assert office.inbox.received == {"message": 1}


async def test_what_comes_while_one_is_applied_at_once_waits_behind_it_even_where_that_fails(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    raised = iter([RuntimeError("as asked")])
    echo = office._echo

    def fails_once(turn: Turn, event: Incoming) -> None:
        for error in raised:
            raise error
        echo(turn, event)

    monkeypatch.setattr(office.inbox, "_answer", fails_once)
    await asyncio.gather(*(office.inbox.receive([_update(number, str(number))]) for number in (10, 11, 12)))
    await office.receive(_update(13, "13"))
    assert office.said == ["10", "11", "12", "13"]
    assert office.inbox.parked == 0


async def test_what_can_be_neither_applied_nor_kept_is_not_taken_for_kept(
    office: Office, edge, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as away:
        away.setattr(edge.storage, "write", _unavailable)
        with pytest.raises(Unavailable):
            await office.receive(_update(10, "hello"))
    assert await office.rows() == []
    await office.receive(_update(10, "hello"), _update(11, "again"))
    assert office.said == ["hello", "again"]


async def _unavailable(_work: object, **_how: object) -> None:
    raise Unavailable("as asked")


async def test_an_applied_update_keeps_nothing_but_its_number(office: Office) -> None:
    await office.receive(_update(10, "my secret"))
    assert [(row.state, row.body) for row in await office.rows()] == [("done", None)]


async def test_nobody_in_a_group_becomes_known(office: Office, edge) -> None:
    await office.receive(_update(10, "/start", chat=-7, kind="group"))
    assert [type(event.what) for event in office.heard] == [InGroup]
    assert await edge.storage.read(partial(people.load, person_id=1)) is None


async def test_who_is_turned_away_at_the_door_gets_a_line_and_nothing_of_them_is_kept(
    office: Office, edge
) -> None:
    await office.receive(_update(10, "stranger"))
    assert office.said == ["Not today."]
    assert office.heard == []
    assert await edge.storage.read(partial(people.load, person_id=1)) is None
    assert [(row.chat_id, row.body) for row in await office.rows()] == [(0, None)]


async def test_one_that_was_erased_while_it_waited_is_neither_applied_nor_parked(
    office: Office, edge
) -> None:
    broken = _update(10, "hello")
    broken["message"]["date"] = "not a date"
    for update in (broken, _update(11, "fine")):
        kept = [mail.Arrived(update["update_id"], 1, json.dumps(update))]
        await edge.storage.write(partial(mail.receive, updates=kept, now=edge.clock.now()))
    await office.inbox.resume()
    await edge.storage.write(partial(everything.erase, person_id=1))
    await office.inbox.idle()
    assert office.heard == []
    assert {(row.state, row.chat_id, row.body, row.error) for row in await office.rows()} == {
        ("done", 0, None, None)
    }


async def test_a_tap_with_tampered_data_arrives_as_a_tap_on_nothing(office: Office, edge) -> None:
    edge.playground.person(1)
    await office.outbox.idle()
    office.outbox.enqueue(await edge.keep(outgoing.send(outgoing.View("hello"))))
    await office.outbox.idle()
    edge.playground.person(1).tap_data(edge.playground.person(1).last.id, "zz9.1")
    await office.receive(*await edge.telegram.poll(None))
    taps = [event.what for event in office.heard if isinstance(event.what, Tap)]
    assert [tap.press for tap in taps] == [None]


def _tap(number: int, chat: int = 1) -> dict:
    message = _update(number, "tapped", chat)["message"]
    query = {
        "id": str(number),
        "from": message["from"],
        "chat_instance": "1",
        "data": "x",
        "message": message,
    }
    return {"update_id": number, "callback_query": query}


def _blocked(number: int) -> dict:
    member = {"user": {"id": 9, "is_bot": True, "first_name": "Unsit"}, "status": "member"}
    message = _update(number, "")["message"]
    change = {name: message[name] for name in ("chat", "from", "date")}
    new = {**member, "status": "kicked", "until_date": 0}
    return {
        "update_id": number,
        "my_chat_member": {**change, "old_chat_member": member, "new_chat_member": new},
    }


async def test_thirty_updates_of_one_person_wait_and_the_rest_is_passed_over_and_told_once(
    office: Office,
) -> None:
    await office.receive(*(_update(number, str(number)) for number in range(100, 200)))
    assert len(office.heard) == 30
    assert office.said.count("Slower.") == 1
    assert {row.state for row in await office.rows()} == {"done"}
    assert office.inbox.passed_over == 70


async def test_who_is_too_fast_again_within_a_minute_is_not_told_again(office: Office, edge) -> None:
    for first in (100, 200):
        await office.receive(*(_update(number, str(number)) for number in range(first, first + 40)))
    assert office.said.count("Slower.") == 1
    edge.clock.advance(timedelta(minutes=1))
    await office.receive(*(_update(number, str(number)) for number in range(300, 340)))
    assert office.said.count("Slower.") == 2


async def test_what_those_who_are_too_fast_hear_is_found_in_the_thread_that_keeps_who_was_told(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    slower, threads = Inbox._slower, []

    def noted(*facts: object) -> list[Outgoing]:
        threads.append(threading.current_thread())
        return slower(*facts)

    monkeypatch.setattr(Inbox, "_slower", noted)
    await office.receive(*(_update(number, str(number)) for number in range(100, 140)))
    assert threads == [threading.main_thread()]


async def test_of_taps_that_were_too_many_the_last_is_answered(office: Office, edge) -> None:
    await office.receive(*(_tap(number) for number in range(100, 150)))
    answered = [
        entry.arguments["callback_query_id"] for entry in edge.playground.journal.of("answerCallbackQuery")
    ]
    assert answered == ["149"]


async def test_that_somebody_left_is_never_too_much(office: Office) -> None:
    await office.receive(*(_update(number, str(number)) for number in range(100, 150)), _blocked(150))
    assert isinstance(office.heard[-1].what, Left)


async def _waits_for(office: Office, edge, messages: int) -> None:
    """So many messages wait to be sent, because Telegram's limits hold them back."""
    office.outbox = edge.outbox(Rates(), monotonic=lambda: 0.0)
    office.inbox._unanswered = office.outbox.waiting
    rows = await edge.keep(*(outgoing.send(outgoing.View(str(number))) for number in range(messages + 3)))
    office.outbox.enqueue(rows)
    await edge.sees(lambda: office.outbox.waiting(1) == messages)


async def test_who_is_slow_is_not_too_fast_because_messages_wait_to_be_sent(office: Office, edge) -> None:
    await _waits_for(office, edge, UNANSWERED_AT_MOST - 1)
    await office.inbox.receive([_update(number, str(number)) for number in range(100, 130)])
    await office.inbox.idle()
    assert len(office.heard) == WAITING_AT_MOST
    await office.outbox.close()


async def test_where_too_many_messages_wait_no_more_are_made(office: Office, edge) -> None:
    await _waits_for(office, edge, UNANSWERED_AT_MOST)
    await office.inbox.receive([_update(100, "hello")])
    await office.inbox.idle()
    assert office.heard == []
    assert office.inbox.passed_over == 1
    await office.outbox.close()


async def test_what_was_taken_in_before_a_crash_is_never_too_much_after_it(office: Office, edge) -> None:
    kept = [mail.Arrived(number, 1, json.dumps(_update(number, str(number)))) for number in range(40)]
    await edge.storage.write(partial(mail.receive, updates=kept, now=edge.clock.now()))
    office.inbox._unanswered = lambda _chat: UNANSWERED_AT_MOST
    await office.inbox.resume()
    await office.inbox.idle()
    assert len(office.heard) == 40
    assert office.inbox.passed_over == 0


async def test_that_somebody_was_told_is_forgotten_when_it_no_longer_matters(office: Office, edge) -> None:
    for chat in (1, 2):
        updates = [_update(chat * 100 + number, "x", chat) for number in range(31)]
        await office.inbox.receive(updates)
        await office.inbox.idle()
        edge.clock.advance(TOLD_EVERY)
    assert list(office.inbox._told) == [2]


async def test_a_busy_person_does_not_slow_another(office: Office, edge) -> None:
    busy = [_update(number, str(number), chat=2) for number in range(100, 125)]
    for update in busy:
        update["message"]["from"]["id"] = 2
    await office.inbox.receive([*busy, _update(200, "and me?")])
    await office.inbox.idle()
    at = [event.chat_id for event in office.heard].index(1)
    assert at <= 1


async def test_a_repeat_is_known_for_48_hours(office: Office, edge) -> None:
    await office.receive(_update(10, "hello"))
    edge.clock.advance(timedelta(hours=48))
    await edge.storage.write(partial(mail.forget_applied, before=edge.clock.now() - chores.KNOWN_UPDATES_FOR))
    await office.receive(_update(10, "hello"))
    assert office.said == ["hello"]
