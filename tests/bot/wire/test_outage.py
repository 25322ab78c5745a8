"""The network or the database is away for a while, or we are at fault: nobody waits for ever, and nothing is lost."""

from __future__ import annotations

import asyncio
import time
from datetime import timedelta
from functools import partial

import pytest

from bot.playground.faults import Fault
from bot.storage import access, mail
from bot.storage.access import Unavailable
from bot.texts import Texts
from bot.turn import REMINDER_LIFE, House, Turns
from bot.wire import outgoing
from bot.wire.outgoing import Importance, Outgoing, View
from bot.wire.post import Post
from bot.wire.telegram import OutOfReach, Telegram
from content.catalogue import Catalogue


def _texts(edge) -> list[str]:
    return [message.text for message in edge.playground.person(1).messages if message.from_bot]


@pytest.fixture
def unwritable(edge, monkeypatch: pytest.MonkeyPatch):
    """Call it with how many writes are to fail from here on."""
    monkeypatch.setattr(access, "RETRY_SECONDS", 0.01)
    write = edge.storage.write

    def begin(times: int) -> None:
        left = iter(range(times))

        async def failing(work, **how):
            if next(left, None) is not None:
                raise Unavailable("database is locked")
            return await write(work, **how)

        monkeypatch.setattr(edge.storage, "write", failing)

    return begin


def _turns(edge, outbox) -> Turns:
    house = House(Catalogue("en", {}, {}, {}, {}, {}), Texts(), "unsit_bot")
    return Turns(edge.storage, edge.clock, house, outbox.enqueue, lambda: None)


async def test_a_turn_waits_until_it_can_be_written(edge, unwritable) -> None:
    outbox = edge.outbox()
    unwritable(times=3)
    hello = [outgoing.send(View("hello"))]
    await _turns(edge, outbox).take(1, lambda _conn, _now, _house: (1, Importance.ANSWER, hello))
    await outbox.idle()
    assert _texts(edge) == ["hello"]


async def test_a_message_whose_slot_cannot_be_noted_is_still_sent_once(edge, unwritable) -> None:
    rows = await edge.keep(outgoing.show("break", View("one")))
    unwritable(times=3)
    outbox = edge.outbox()
    outbox.enqueue(rows)
    await outbox.idle()
    outbox.enqueue(await edge.keep(outgoing.show("break", View("two"))))
    await outbox.idle()
    assert _texts(edge) == ["two"]
    assert len(edge.playground.journal.of("sendMessage")) == 1


async def test_what_is_sent_is_forgotten_as_soon_as_it_can_be_and_not_sent_again(edge, unwritable) -> None:
    rows = await edge.keep(*(outgoing.send(View(str(number))) for number in range(3)))
    unwritable(times=5)
    outbox = edge.outbox()
    outbox.enqueue(rows)
    await outbox.idle()
    assert _texts(edge) == ["0", "1", "2"]
    assert await edge.unsent() == 0


async def test_closing_does_not_wait_for_ever_for_a_database_that_is_away(
    edge, unwritable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.wire.outbox.PATIENCE", 0.05)
    rows = await edge.keep(outgoing.send(View("one")))
    unwritable(times=1_000_000)
    outbox = edge.outbox()
    outbox.enqueue(rows)
    await edge.playground.until(lambda: _texts(edge) == ["one"])
    async with asyncio.timeout(2):
        await outbox.close()


async def test_the_patience_at_closing_counts_from_the_stop(edge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.wire.outbox.PATIENCE", 0.3)
    reached = asyncio.Event()

    async def hanging(_telegram: Telegram, _method: str, **_facts: object) -> None:
        reached.set()
        await asyncio.Event().wait()

    monkeypatch.setattr(type(edge.telegram), "call", hanging)
    outbox = edge.outbox()
    outbox.enqueue(await edge.keep(outgoing.send(View("one"))))
    await reached.wait()
    outbox.stop()
    await asyncio.sleep(0.3)  # something else is being closed
    begun = time.monotonic()
    await outbox.close()
    assert time.monotonic() - begun < 0.2
    assert await edge.unsent() == 1


async def test_a_row_that_nobody_can_read_holds_up_neither_its_chat_nor_the_next_start(edge) -> None:
    strange = [('{"action": "sing", "volume": 11}', None), ("{", None)]
    keep = partial(mail.queue, chat_id=1, bodies=strange, importance=0, now=edge.clock.now())
    await edge.storage.write(keep)
    await edge.keep(outgoing.send(View("fine")))
    outbox = edge.outbox()
    await outbox.resume()
    await outbox.idle()
    assert _texts(edge) == ["fine"]
    assert outbox.refused == 2
    assert await edge.unsent() == 0


async def test_a_fault_of_ours_costs_one_message_and_not_the_chat(edge, monkeypatch) -> None:
    outbox = edge.outbox()
    deliver = Post.deliver

    async def at_fault(post: Post, chat_id: int, out: Outgoing) -> bool:
        if out.text == "unlucky":
            raise KeyError("message_id")
        return await deliver(post, chat_id, out)

    monkeypatch.setattr(Post, "deliver", at_fault)
    outbox.enqueue(await edge.keep(outgoing.send(View("unlucky")), outgoing.send(View("fine"))))
    await outbox.idle()
    assert _texts(edge) == ["fine"]
    assert await edge.unsent() == 0


async def test_an_outage_of_many_hours_is_waited_out(edge, monkeypatch) -> None:
    for wait in ("FIRST_WAIT", "LONGEST_WAIT"):
        monkeypatch.setattr(f"bot.wire.delivery.{wait}", 0.0)
    call, left = edge.telegram.call, iter(range(1200))

    async def away(method: str, **facts: object) -> object:
        if next(left, None) is not None:
            raise OutOfReach("no network")
        return await call(method, **facts)

    monkeypatch.setattr(type(edge.telegram), "call", staticmethod(away))
    outbox = edge.outbox()
    outbox.enqueue(await edge.keep(outgoing.send(View("at last"))))
    await outbox.idle()
    assert _texts(edge) == ["at last"]


async def test_reminders_that_could_not_be_sent_do_not_arrive_as_a_backlog(edge) -> None:
    outbox = edge.outbox()
    turns = _turns(edge, outbox)
    await outbox.close()  # nothing goes out: the network is away
    for number in range(3):
        remind = [outgoing.show("break", View(f"reminder {number}"), anew=True)]
        await turns.take(1, lambda _conn, _now, _house, said=remind: (1, Importance.REMINDER, said))
        edge.clock.advance(timedelta(minutes=45))
    edge.clock.advance(REMINDER_LIFE - timedelta(minutes=46))
    later = edge.outbox()
    await later.resume()
    await later.idle()
    assert _texts(edge) == ["reminder 2"]
    assert await edge.unsent() == 0


async def test_of_several_new_messages_for_a_slot_that_wait_the_last_is_sent(edge) -> None:
    await edge.keep(*(outgoing.show("session", View(f"step {step}"), anew=True) for step in range(4)))
    outbox = edge.outbox()
    await outbox.resume()
    await outbox.idle()
    assert _texts(edge) == ["step 3"]
    assert len(edge.playground.journal.of("sendMessage")) == 1


async def test_the_tapped_message_is_changed_even_where_a_new_one_follows(edge) -> None:
    outbox = edge.outbox()
    outbox.enqueue(await edge.keep(outgoing.send(View("reminder"))))
    await outbox.idle()
    tapped = edge.playground.person(1).last.id
    await edge.keep(
        outgoing.show("session", View("ready"), message_id=tapped),
        outgoing.show("session", View("switch"), anew=True),
    )
    outbox = edge.outbox()
    await outbox.resume()
    await outbox.idle()
    assert _texts(edge) == ["switch"]


async def test_an_old_message_that_cannot_be_deleted_does_not_bring_the_new_one_twice(edge) -> None:
    outbox = edge.outbox()
    outbox.enqueue(await edge.keep(outgoing.show("session", View("right"))))
    await outbox.idle()
    edge.playground.faults.next(Fault.ERROR_502, "deleteMessage")
    outbox.enqueue(await edge.keep(outgoing.show("session", View("left"), anew=True)))
    await outbox.idle()
    assert _texts(edge) == ["right", "left"]
