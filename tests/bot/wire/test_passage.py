"""A place is held for a call and for nothing else, and what is not wanted any more does not go out."""

from __future__ import annotations

import asyncio

import pytest

from bot.fleet.presence import Alone
from bot.playground.samples import CLIP
from bot.wire import outgoing
from bot.wire.buttons import Start
from bot.wire.limits import Rates
from bot.wire.outgoing import Importance, Key, Media, View
from bot.wire.telegram import Telegram

TAP = View("tap", ((Key("Start", Start(1)),),))
DRAWN = View("drawn", (), Media({"exercise": "lizard", "scenes": [{"kind": "hold", "seconds": 30}]}))
ONE_PLACE = Rates(places=1)


@pytest.fixture
def at_work(edge) -> tuple[asyncio.Event, asyncio.Event]:
    """Set once something is being drawn; set it to end the drawing."""
    began, go_on = asyncio.Event(), asyncio.Event()

    async def draw(_recipe, _figures) -> bytes:
        began.set()
        await go_on.wait()
        return CLIP

    edge.draw = draw
    return began, go_on


@pytest.fixture
def line_is_busy(edge, monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    """The first message stays under way until this is set."""
    go_on, call = asyncio.Event(), type(edge.telegram).call

    async def slow(telegram: Telegram, method: str, **facts: object) -> object:
        sent = await call(telegram, method, **facts)
        if facts.get("text") == "slow":
            await go_on.wait()
        return sent

    monkeypatch.setattr(type(edge.telegram), "call", slow)
    return go_on


def _texts(edge) -> list[str]:
    return [entry.arguments["text"] for entry in edge.playground.journal.entries if "text" in entry.arguments]


class Doubtful(Alone):
    """One of several processes, which may have been taken to be dead, or not. Notes that it was asked meanwhile."""

    def __init__(self) -> None:
        self.dead = False
        self.asked = asyncio.Event()

    @property
    def certain(self) -> bool:
        if self.dead:
            self.asked.set()
        return not self.dead


async def test_what_was_drawn_for_so_long_that_another_may_have_sent_it_does_not_go_out(
    edge, at_work
) -> None:
    began, go_on = at_work
    presence = Doubtful()
    outbox = edge.outbox(presence=presence)
    outbox.enqueue(await edge.keep(outgoing.send(DRAWN)))
    await began.wait()
    presence.dead = True
    go_on.set()
    async with asyncio.timeout(5):
        await presence.asked.wait()
    assert "sendAnimation" not in edge.methods
    presence.dead = False
    await outbox.idle()
    assert edge.methods.count("sendAnimation") == 1


async def test_while_something_is_drawn_others_are_answered(edge, at_work) -> None:
    edge.playground.person(2, "Ben").type("/start")
    began, go_on = at_work
    outbox = edge.outbox(ONE_PLACE)
    outbox.enqueue(await edge.keep(outgoing.send(DRAWN)))
    await began.wait()
    outbox.enqueue(await edge.keep(outgoing.send(View("hello")), chat_id=2))
    await edge.sees(lambda: _texts(edge) == ["hello"])
    go_on.set()
    await outbox.idle()


async def test_while_something_cannot_be_written_down_others_are_answered(
    edge, monkeypatch: pytest.MonkeyPatch
) -> None:
    edge.playground.person(2, "Ben").type("/start")
    go_on, insist = asyncio.Event(), edge.storage.insist

    async def stuck(work, **how):
        await go_on.wait()
        return await insist(work, **how)

    monkeypatch.setattr(edge.storage, "insist", stuck)
    outbox = edge.outbox(ONE_PLACE)
    outbox.enqueue(await edge.keep(outgoing.show("break", View("noted later"))))
    await edge.sees(lambda: _texts(edge) == ["noted later"])
    outbox.enqueue(await edge.keep(outgoing.send(View("hello")), chat_id=2))
    await edge.sees(lambda: _texts(edge) == ["noted later", "hello"])
    go_on.set()
    await outbox.idle()


async def test_the_answer_to_a_tap_needs_no_place(edge, line_is_busy: asyncio.Event) -> None:
    outbox = edge.outbox(ONE_PLACE)
    outbox.enqueue(await edge.keep(outgoing.send(TAP)))
    await outbox.idle()
    tapped = edge.playground.person(1).tap("Start")
    outbox.enqueue(await edge.keep(outgoing.send(View("slow")), outgoing.toast(tapped, "now")))
    await edge.sees(lambda: bool(edge.playground.journal.of("answerCallbackQuery")))
    line_is_busy.set()
    await outbox.idle()


async def test_of_those_who_wait_for_a_place_the_most_important_goes_first(
    edge, line_is_busy: asyncio.Event
) -> None:
    for number in (2, 3, 4):
        edge.playground.person(number, "Somebody").type("/start")
    outbox = edge.outbox(ONE_PLACE)
    outbox.enqueue(await edge.keep(outgoing.send(View("slow"))))
    await edge.sees(lambda: _texts(edge) == ["slow"])
    for number, importance in enumerate((Importance.REMINDER, Importance.STEP, Importance.ANSWER), 2):
        what = outgoing.send(View(importance.name))
        outbox.enqueue(await edge.keep(what, chat_id=number, importance=importance))
    await asyncio.sleep(0.02)
    line_is_busy.set()
    await outbox.idle()
    assert _texts(edge) == ["slow", "ANSWER", "STEP", "REMINDER"]


async def test_each_further_call_takes_a_place_of_its_own(edge, line_is_busy: asyncio.Event) -> None:
    edge.playground.person(2, "Ben").type("/start")
    outbox = edge.outbox(ONE_PLACE)
    outbox.enqueue(await edge.keep(outgoing.show("session", View("right"))))
    await outbox.idle()
    place = outbox._traffic.calls.ask(0)
    outbox.enqueue(await edge.keep(outgoing.show("session", View("left"), anew=True)))
    await asyncio.sleep(0.02)
    outbox.enqueue(await edge.keep(outgoing.send(View("slow")), chat_id=2))
    await asyncio.sleep(0.02)
    outbox._traffic.calls.give_back(place)
    await edge.sees(lambda: _texts(edge) == ["right", "left", "slow"])
    await asyncio.sleep(0.02)
    assert edge.playground.journal.of("deleteMessage") == []
    line_is_busy.set()
    await outbox.idle()
    assert len(edge.playground.journal.of("deleteMessage")) == 1


async def test_what_is_overtaken_between_its_turn_and_its_sending_does_not_go_out(edge) -> None:
    outbox = edge.outbox(ONE_PLACE)
    place = outbox._traffic.calls.ask(0)
    first, newer = await edge.keep(*(outgoing.show("break", View(f"view {n}")) for n in range(2)))
    outbox.enqueue([first])
    await asyncio.sleep(0.05)
    outbox._traffic.calls.give_back(place)  # the first view's turn, of which it has not heard yet
    outbox.enqueue([newer])
    await outbox.idle()
    assert _texts(edge) == ["view 1"]


async def test_what_is_overtaken_while_it_is_drawn_does_not_go_out(edge, at_work) -> None:
    began, go_on = at_work
    outbox = edge.outbox()
    outbox.enqueue(await edge.keep(outgoing.show("session", DRAWN)))
    await began.wait()
    outbox.enqueue(await edge.keep(outgoing.show("session", View("newer"))))
    go_on.set()
    await outbox.idle()
    assert _texts(edge) == ["newer"]
    assert edge.playground.journal.of("sendAnimation") == []
    assert await edge.unsent() == 0
