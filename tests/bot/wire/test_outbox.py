"""What goes out is kept, ordered, retried and settled."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from bot.playground.faults import Fault
from bot.storage import mail
from bot.wire import outgoing
from bot.wire.buttons import Start
from bot.wire.limits import Rates
from bot.wire.outbox import Outbox
from bot.wire.outgoing import Importance, Key, Unsent, View
from bot.wire.telegram import Telegram


def _view(text: str) -> View:
    return View(text, ((Key("Start", Start(1)),),))


async def _send(edge, *what, chat_id: int = 1) -> Outbox:
    outbox = edge.outbox()
    outbox.enqueue(await edge.keep(*what, chat_id=chat_id))
    await outbox.idle()
    return outbox


def _texts(edge) -> list[str]:
    return [message.text for message in edge.playground.person(1).messages if message.from_bot]


async def test_messages_of_one_chat_arrive_in_order_and_are_forgotten_once_sent(edge) -> None:
    await _send(edge, *(outgoing.send(View(str(number))) for number in range(20)))
    assert _texts(edge) == [str(number) for number in range(20)]
    assert await edge.unsent() == 0


async def test_a_slot_is_sent_first_and_edited_afterwards(edge) -> None:
    await _send(edge, outgoing.show("break", _view("one")))
    await _send(edge, outgoing.show("break", _view("two")))
    assert _texts(edge) == ["two"]
    assert edge.playground.person(1).last.labels == ["Start"]


async def test_a_message_shown_anew_replaces_the_one_before(edge) -> None:
    await _send(edge, outgoing.show("session", _view("right")))
    first = edge.playground.person(1).last.id
    await _send(edge, outgoing.show("session", _view("left"), anew=True))
    assert _texts(edge) == ["left"]
    assert edge.playground.person(1).last.id != first


async def test_a_closed_slot_keeps_its_last_words_and_the_next_message_is_a_new_one(edge) -> None:
    await _send(edge, outgoing.show("break", _view("one")), outgoing.close("break", "gone by"))
    await _send(edge, outgoing.show("break", _view("two")))
    assert _texts(edge) == ["gone by", "two"]


async def test_a_message_that_was_deleted_meanwhile_is_sent_anew(edge) -> None:
    await _send(edge, outgoing.show("break", _view("one")))
    await edge.telegram.call("deleteMessage", chat_id=1, message_id=edge.playground.person(1).last.id)
    await _send(edge, outgoing.show("break", _view("two")))
    await _send(edge, outgoing.show("break", _view("three")))
    assert _texts(edge) == ["three"]


async def test_an_edit_that_changes_nothing_counts_as_done(edge) -> None:
    outbox = await _send(edge, outgoing.show("break", _view("one")))
    outbox.enqueue(await edge.keep(outgoing.show("break", _view("one"))))
    await outbox.idle()
    assert outbox.refused == 0
    assert _texts(edge) == ["one"]


async def test_the_tapped_message_becomes_the_slots(edge) -> None:
    await _send(edge, outgoing.show("break", _view("reminder")))
    tapped = edge.playground.person(1).last.id
    await _send(edge, outgoing.show("session", _view("ready"), message_id=tapped))
    await _send(edge, outgoing.show("session", _view("hold")), outgoing.show("break", _view("next reminder")))
    assert _texts(edge) == ["hold", "next reminder"]


async def test_an_edit_overtaken_by_a_newer_one_is_not_sent(edge) -> None:
    await _send(edge, outgoing.show("session", _view("0:30")))
    edge.playground.journal.clear()
    # The first of these is under way when the others arrive; of the rest only the newest is worth sending.
    await _send(edge, *(outgoing.show("session", _view(f"0:{left}")) for left in (29, 28, 27, 26)))
    assert _texts(edge) == ["0:26"]
    assert len(edge.playground.journal.of("editMessageText")) < 4
    assert await edge.unsent() == 0


@pytest.mark.parametrize("fault", [Fault.DROP_BEFORE, Fault.ERROR_500, Fault.ERROR_502])
async def test_what_fails_on_the_way_is_tried_again(edge, fault: Fault, monkeypatch) -> None:
    monkeypatch.setattr("bot.wire.delivery.FIRST_WAIT", 0.01)
    edge.playground.faults.next(fault, "sendMessage", times=2)
    await _send(edge, outgoing.send(View("one")), outgoing.send(View("two")))
    assert _texts(edge) == ["one", "two"]
    assert await edge.unsent() == 0


async def test_an_answer_lost_after_the_work_repeats_the_message_once_and_never_loses_it(
    edge, monkeypatch
) -> None:
    monkeypatch.setattr("bot.wire.delivery.FIRST_WAIT", 0.01)
    edge.playground.faults.next(Fault.DROP_AFTER, "sendMessage")
    await _send(edge, outgoing.send(View("one")))
    assert _texts(edge) == ["one", "one"]


async def test_a_429_is_obeyed_and_nothing_is_lost(edge) -> None:
    edge.playground.faults.flood_seconds = 1
    edge.playground.faults.next(Fault.FLOOD, "sendMessage")
    await _send(edge, outgoing.send(View("one")))
    assert _texts(edge) == ["one"]
    first, second = edge.playground.journal.of("sendMessage")
    assert second.code == 200
    assert first.code != 200


async def test_somebody_who_blocked_the_bot_is_reported_and_their_message_dropped(edge) -> None:
    edge.playground.person(1).block()
    await _send(edge, outgoing.send(View("one")))
    assert edge.gone == [1]
    assert await edge.unsent() == 0


async def test_a_refused_request_is_counted_and_does_not_hold_up_the_next(edge) -> None:
    outbox = await _send(edge, outgoing.send(View("<b>never closed")), outgoing.send(View("fine")))
    assert outbox.refused == 1
    assert _texts(edge) == ["fine"]


async def test_the_answer_to_an_old_tap_is_no_failure(edge) -> None:
    await _send(edge, outgoing.send(_view("one")))
    callback = edge.playground.person(1).tap("Start")
    edge.clock.advance(timedelta(minutes=5))
    outbox = await _send(edge, outgoing.toast(callback, "late"))
    assert outbox.refused == 0
    assert await edge.unsent() == 0


async def test_what_an_earlier_run_left_behind_is_sent_by_the_next(edge) -> None:
    await edge.keep(outgoing.send(View("one")), outgoing.send(View("two")))
    after_restart = edge.outbox()
    await after_restart.resume()
    await after_restart.idle()
    assert _texts(edge) == ["one", "two"]
    assert await edge.unsent() == 0


async def test_a_slow_chat_does_not_hold_up_another(edge) -> None:
    edge.playground.person(2, "Ben").type("/start")
    edge.playground.faults.flood_seconds = 30
    edge.playground.faults.next(Fault.FLOOD, "sendMessage")
    outbox = edge.outbox()
    outbox.enqueue(await edge.keep(outgoing.send(View("to Ada")), chat_id=1))
    await asyncio.sleep(0)
    outbox.enqueue(await edge.keep(outgoing.send(View("to Ben")), chat_id=2))
    await edge.playground.until(lambda: len(edge.playground.person(2).messages) == 2)
    await outbox.close()
    assert await edge.unsent() == 1


async def test_a_chat_goes_on_after_what_nobody_foresaw(edge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.wire.outbox.REST", 0.01)
    outbox, read, faults = edge.outbox(), edge.storage.read, ["a fault of ours"]

    async def at_fault(work):
        if faults and getattr(work, "func", None) is mail.slots_of:
            raise RuntimeError(faults.pop())
        return await read(work)

    monkeypatch.setattr(edge.storage, "read", at_fault)
    rows = await edge.keep(outgoing.send(View("reminder")), importance=Importance.REMINDER)
    outbox.enqueue(rows + await edge.keep(outgoing.send(View("answer"))))
    await outbox.idle()
    assert _texts(edge) == ["answer", "reminder"]
    assert faults == []


async def test_what_comes_while_somebody_is_found_to_be_gone_is_not_thrown_away(edge) -> None:
    """They may have returned by then."""
    views = (outgoing.show(text, View(text), anew=True) for text in ("before", "welcome back"))
    first, late = await edge.keep(*views)

    async def on_gone(_chat_id: int) -> None:
        edge.playground.person(1).unblock()
        outbox.enqueue([late])

    edge.playground.person(1).block()
    outbox = edge.outbox(news=replace(edge.news(), on_gone=on_gone))
    outbox.enqueue([first])
    await outbox.idle()
    assert _texts(edge) == ["welcome back"]
    assert edge.never_sent == [("before", Unsent.GONE)]


async def test_who_sent_what_something_newer_stands_for_hears_that_it_never_came(edge) -> None:
    await _send(edge, *(outgoing.show("break", View(text), anew=True) for text in ("older", "newer")))
    assert _texts(edge) == ["newer"]
    assert edge.never_sent == [("break", Unsent.LATE)]
    assert await edge.unsent() == 0


@pytest.mark.parametrize("body", ['{"action": "show", "slot": "break", "anew": true, "hue": 3}', "[3]", "{"])
async def test_who_sent_what_cannot_be_read_hears_that_it_never_came_as_far_as_that_can_be_known(
    edge, body: str
) -> None:
    (row,) = await edge.keep(outgoing.send(View("")))
    outbox = edge.outbox()
    outbox.enqueue([replace(row, body=body), *await edge.keep(outgoing.send(View("next")))])
    await outbox.idle()
    assert edge.never_sent == ([("break", Unsent.REFUSED)] if "break" in body else [])
    assert outbox.refused == 1
    assert _texts(edge) == ["next"]
    assert await edge.unsent() == 0


async def test_a_reminder_goes_stale_also_while_it_waits_for_a_place(
    edge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.wire.lane.LONGEST_REST", 0.01)
    reached, over, call = asyncio.Event(), asyncio.Event(), type(edge.telegram).call

    async def slow(telegram: Telegram, method: str, **facts: object) -> object:
        reached.set()
        await over.wait()
        return await call(telegram, method, **facts)

    monkeypatch.setattr(type(edge.telegram), "call", slow)
    reminder, outbox = outgoing.show("break", View("reminder"), anew=True), edge.outbox(Rates(bulk_places=1))
    outbox.enqueue(await edge.keep(reminder, chat_id=2, importance=Importance.REMINDER))
    await reached.wait()
    (row,) = await edge.keep(reminder, importance=Importance.REMINDER)
    outbox.enqueue([replace(row, expires_at=edge.clock.now() + timedelta(minutes=10))])
    await edge.sees(lambda: bool(outbox._traffic.bulk._line))
    edge.clock.advance(timedelta(minutes=11))
    await edge.sees(lambda: edge.never_sent == [("break", Unsent.LATE)])
    over.set()
    await outbox.idle()
    assert _texts(edge) == []


async def test_the_limits_of_chats_that_are_quiet_again_are_forgotten(edge) -> None:
    outbox = await _send(edge, outgoing.send(View("hello")))
    assert len(outbox._traffic._chats) == 1
    edge.clock.advance(timedelta(minutes=5))
    await outbox.resume()
    assert len(outbox._traffic._chats) == 0


class _Member:
    """A process of a fleet, as far as an outbox asks."""

    id = "aaaaaaaa"
    certain = True


class _Other(_Member):
    """Another."""

    id = "bbbbbbbb"


async def test_two_processes_never_wait_for_each_others_messages(edge) -> None:
    """A reminder here, an answer there, and an answer here that is more urgent than the reminder, but comes last."""

    async def kept(text: str, importance: Importance, process: str) -> list[mail.Waiting]:
        bodies = [(outgoing.send(View(text)).dump(), None)]
        keep = partial(mail.queue, chat_id=1, bodies=bodies, importance=importance, now=edge.clock.now())
        return await edge.storage.write(partial(keep, process=process))

    ours, theirs = edge.outbox(presence=_Member()), edge.outbox(presence=_Other())
    reminder = await kept("one", Importance.REMINDER, "aaaaaaaa")
    there = await kept("two", Importance.ANSWER, "bbbbbbbb")
    here = await kept("three", Importance.ANSWER, "aaaaaaaa")
    theirs.enqueue(there)
    ours.enqueue([*reminder, *here])
    async with asyncio.timeout(10):
        await ours.idle()
        await theirs.idle()
    assert _texts(edge) == ["one", "two", "three"]


async def test_what_another_process_erased_while_it_waited_here_is_not_sent(edge) -> None:
    outbox = edge.outbox(presence=_Member())
    erased, kept = [await edge.keep(outgoing.send(View(text))) for text in ("erased", "kept")]
    await edge.storage.write(partial(mail.sent, ids=[erased[0].id]))  # its row is gone
    edge.clock.advance(timedelta(seconds=5))
    outbox.enqueue([*erased, *kept])
    await outbox.idle()
    assert _texts(edge) == ["kept"]
    assert await edge.unsent() == 0
