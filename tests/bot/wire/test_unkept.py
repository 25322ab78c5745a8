"""Nothing can be kept: who waits for an answer is told so once, and hears no more of it than that."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from functools import partial
from typing import Any

import pytest

from bot.playground.faults import Fault
from bot.storage import mail
from bot.storage.database import Unavailable
from bot.wire import outgoing, unkept
from bot.wire.outgoing import View
from bot.wire.telegram import TryLater
from bot.wire.unkept import NOT_AGAIN_WITHIN, Unkept

WORDS = "I can't write anything down."


class Desk:
    """An inbox that cannot keep anything, for as long as it is told so."""

    def __init__(self, edge) -> None:
        self.edge = edge
        self.away = True
        self.now = 0.0
        self.heard: set[int] = {1, 2}
        self.kept: list[int] = []
        self.unkept = Unkept(
            edge.storage,
            edge.telegram,
            self._receive,
            may_hear=self._may_hear,
            words=WORDS,
            monotonic=lambda: self.now,
        )

    async def _receive(self, raw: list[dict[str, Any]]) -> None:
        if self.away:
            raise Unavailable("full")
        self.kept += [update["update_id"] for update in raw]

    async def _may_hear(self, person_id: int) -> bool:
        return person_id in self.heard

    async def fetch(self, offset: int | None = None) -> None:
        """As the puller does: what was not kept comes again."""
        raw = await self.edge.telegram.call("getUpdates", offset=offset, timeout=0)
        if self.away:
            with pytest.raises(Unavailable):
                await self.unkept.receive(raw)
        else:
            await self.unkept.receive(raw)
        if self.unkept._telling is not None:
            await self.unkept._telling

    def said(self, person_id: int = 1) -> list[str]:
        messages = self.edge.playground.person(person_id).messages
        return [message.text for message in messages if message.from_bot]


@pytest.fixture
async def desk(edge) -> AsyncIterator[Desk]:
    desk = Desk(edge)
    yield desk
    await desk.unkept.close()


async def test_who_writes_is_told_once_however_often_it_comes_again(desk: Desk) -> None:
    for _ in range(5):
        await desk.fetch()
        desk.now += NOT_AGAIN_WITHIN
    assert desk.said() == [WORDS]


async def test_a_person_is_told_once_a_minute_and_the_other_one_as_well(desk: Desk, edge) -> None:
    await desk.fetch()
    edge.playground.person(1).type("hello?")
    edge.playground.person(2, "Ben").type("/start")
    await desk.fetch()
    assert (desk.said(1), desk.said(2)) == ([WORDS], [WORDS])
    desk.now += NOT_AGAIN_WITHIN
    edge.playground.person(1).type("still nothing?")
    await desk.fetch()
    assert (desk.said(1), desk.said(2)) == ([WORDS, WORDS], [WORDS])


async def test_a_tap_is_answered_where_the_finger_is(desk: Desk, edge) -> None:
    desk.away = False
    await desk.fetch()
    outbox = edge.outbox()
    outbox.enqueue(await edge.keep(outgoing.send(View("reminder"))))
    await outbox.idle()
    desk.away = True
    ada = edge.playground.person(1)
    ada.tap_data(ada.last.id, "x")
    await desk.fetch(offset=(await edge.telegram.call("getUpdates", timeout=0))[-1]["update_id"])
    assert [toast.text for toast in ada.toasts] == [WORDS]
    assert desk.said() == ["reminder"]


async def test_who_may_not_use_the_bot_and_who_writes_in_a_group_hear_nothing(desk: Desk, edge) -> None:
    desk.heard = set()
    await desk.fetch()
    desk.heard = {1, -7}
    strange = [
        {"update_id": 900, "message": {"chat": {"id": -7, "type": "group"}, "from": {"id": 1}, "text": "hi"}},
        {"update_id": 901, "my_chat_member": {"chat": {"id": 1, "type": "private"}}},
        {"update_id": 902, "message": "no message at all"},
    ]
    with pytest.raises(Unavailable):
        await desk.unkept.receive(strange)
    assert desk.unkept._telling is None
    assert desk.said() == []


async def test_that_it_cannot_be_said_either_stops_nothing(desk: Desk, edge) -> None:
    edge.playground.faults.next(Fault.ERROR_502, "sendMessage")
    await desk.fetch()
    assert desk.said() == []
    edge.playground.person(2, "Ben").type("/start")
    await desk.fetch()
    assert desk.said(2) == [WORDS]


def _line(number: int, person: int = 1) -> dict[str, Any]:
    return {"update_id": number, "message": {"chat": {"id": person, "type": "private"}}}


def _tap(number: int, person: int = 1) -> dict[str, Any]:
    return {"update_id": number, "callback_query": {"id": str(number), **_line(number, person)}}


async def test_what_telegram_forgets_meanwhile_is_handed_in_when_it_can_be_kept(desk: Desk) -> None:
    desk.heard = set()
    for raw in ([_tap(10), _line(11)], [_line(11), _tap(12)], []):
        with pytest.raises(Unavailable):
            await desk.unkept.receive(raw)
    desk.away = False
    await desk.unkept.receive([_line(11), _line(13)])
    assert desk.kept == [10, 11, 12, 13]
    await desk.unkept.receive([])
    assert desk.kept == [10, 11, 12, 13]


async def test_only_so_much_waits_in_memory_and_the_oldest_of_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unkept, "HELD_AT_MOST", 2)
    desk.heard = set()
    for number in range(5):
        with pytest.raises(Unavailable):
            await desk.unkept.receive([_tap(number)])
    desk.away = False
    await desk.unkept.receive([])
    assert desk.kept == [0, 1]


class Busy:
    """Telegram, which tells the first to wait."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self.asked: list[object] = []

    async def call(self, _method: str, **facts: object) -> None:
        self.asked.append(facts.get("chat_id"))
        if len(self.asked) == 1:
            raise TryLater(self._seconds)


async def test_told_to_wait_it_says_nothing_until_then(desk: Desk) -> None:
    desk.unkept._telegram = busy = Busy(137)  # type: ignore[assignment]
    with pytest.raises(Unavailable):
        await desk.unkept.receive([_line(1, 1), _line(2, 2)])
    await asyncio.sleep(0.05)
    assert busy.asked == [1]


async def test_who_was_not_told_because_of_a_wait_is_told_of_the_next(desk: Desk) -> None:
    desk.unkept._telegram = busy = Busy(0.01)  # type: ignore[assignment]
    with pytest.raises(Unavailable):
        await desk.unkept.receive([_line(1, 1), _line(2, 2), _line(3, 1)])
    await desk.edge.sees(lambda: len(busy.asked) == 3)
    assert busy.asked == [1, 2, 1]


async def test_what_has_been_done_meanwhile_is_not_said_to_be_put_off(desk: Desk) -> None:
    desk.unkept._telegram = busy = Busy(0.05)  # type: ignore[assignment]
    with pytest.raises(Unavailable):
        await desk.unkept.receive([_line(1, 1), _line(2, 2)])
    await asyncio.sleep(0.01)
    desk.away = False
    await desk.unkept.receive([])
    telling = desk.unkept._telling
    assert telling is not None
    await telling
    assert busy.asked == [1]


async def test_the_same_number_in_another_outage_is_another_update(desk: Desk) -> None:
    for _ in range(2):
        desk.away = True
        await desk.fetch()
        desk.away = False
        await desk.fetch()
        desk.now += NOT_AGAIN_WITHIN
    assert desk.said() == [WORDS, WORDS]


async def test_who_was_looked_at_and_needed_no_word_still_gets_one_when_they_do(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unkept, "STUCK_AFTER", 0.01)
    desk.away = False
    await desk.unkept.receive([_line(500)])  # kept, and done at once
    monkeypatch.setattr(desk.edge.storage, "_insisting", 1)  # somebody else's write fails
    await asyncio.sleep(0.05)
    desk.away = True
    with pytest.raises(Unavailable):
        await desk.unkept.receive([_line(501)])
    await desk.edge.playground.until(lambda: desk.said() == [WORDS])


async def test_where_everything_is_kept_nobody_is_told_anything(desk: Desk) -> None:
    desk.away = False
    await desk.fetch()
    assert desk.said() == []


async def test_what_is_kept_but_has_to_wait_is_told_too(desk: Desk, edge) -> None:
    def full(_conn: object) -> None:
        raise Unavailable("full")

    desk.away = False
    with pytest.raises(Unavailable):
        await edge.storage.write(full)
    await desk.fetch()
    assert desk.said() == [WORDS]


async def test_what_was_kept_but_is_stuck_is_told_and_what_was_done_is_not(
    desk: Desk, edge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unkept, "STUCK_AFTER", 0.02)
    edge.playground.person(2, "Ben").type("/start")
    desk.away = False
    adas, bens = raw = await edge.telegram.call("getUpdates", timeout=0)
    stuck = [mail.Arrived(adas["update_id"], 1, "{}")]  # Ben's is done
    await edge.storage.write(partial(mail.receive, updates=stuck, now=edge.clock.now()))
    await desk.unkept.receive(raw)
    monkeypatch.setattr(edge.storage, "_insisting", 1)
    await edge.playground.until(lambda: desk.said(1) == [WORDS])
    telling = desk.unkept._telling
    if telling is not None:
        await telling
    assert bens["message"]["from"]["id"] == 2
    assert desk.said(2) == []


async def test_what_is_brought_side_by_side_is_held_until_it_is_kept_itself(edge) -> None:
    desk, go_on = Desk(edge), asyncio.Event()

    async def slow(raw: list[dict[str, Any]]) -> None:
        if raw[-1]["update_id"] == 1:
            await go_on.wait()
        if raw[-1]["update_id"] == 2:
            raise Unavailable("full")
        desk.kept += [update["update_id"] for update in raw]

    desk.unkept._receive = slow
    first = asyncio.create_task(desk.unkept.receive([{"update_id": 1}]))
    await asyncio.sleep(0)
    with pytest.raises(Unavailable):
        await desk.unkept.receive([{"update_id": 2}])
    go_on.set()
    await first
    await desk.unkept.receive([{"update_id": 3}])
    assert desk.kept == [1, 2, 3]
    await desk.unkept.close()
