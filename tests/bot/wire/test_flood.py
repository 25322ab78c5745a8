"""Telegram's 429 is obeyed to the second: for its chat, and for all where several chats in a row are told to wait."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.playground.faults import Fault
from bot.wire import outgoing
from bot.wire.buttons import Start
from bot.wire.limits import Rates
from bot.wire.outbox import Outbox
from bot.wire.outgoing import Importance, Key, View

ANSWER, REMINDER = Importance.ANSWER, Importance.REMINDER


@pytest.fixture
async def outbox(edge) -> AsyncIterator[Outbox]:
    for number in range(1, 10):
        edge.playground.person(number, "Somebody").type("/start")
    outbox = edge.outbox(Rates(), monotonic=lambda: 0.0)
    yield outbox
    await outbox.close()


def _codes(edge, chat_id: int) -> list[int]:
    entries = edge.playground.journal.of("sendMessage", "deleteMessage")
    return [entry.code for entry in entries if entry.arguments.get("chat_id") == str(chat_id)]


async def _say(edge, outbox: Outbox, chat_id: int, importance: Importance = ANSWER) -> None:
    outbox.enqueue(await edge.keep(outgoing.send(View("hello")), chat_id=chat_id, importance=importance))


async def _told(edge, outbox: Outbox, chat_id: int, seconds: int, importance: Importance = ANSWER) -> None:
    """This chat is told to wait."""
    edge.playground.faults.flood_seconds = seconds
    edge.playground.faults.next(Fault.FLOOD, "sendMessage")
    with capture_logs() as logs:
        await _say(edge, outbox, chat_id, importance)
        await edge.sees(lambda: any(log["event"] == "told to wait" for log in logs))


async def _arrives(edge, chat_id: int) -> None:
    await edge.sees(lambda: 200 in _codes(edge, chat_id))


async def _does_not_arrive(edge, chat_id: int) -> None:
    with pytest.raises(TimeoutError):
        await edge.sees(lambda: 200 in _codes(edge, chat_id), 0.1)


async def test_a_chat_is_left_alone_for_as_long_as_told_and_not_longer(edge, outbox: Outbox) -> None:
    await _told(edge, outbox, 1, seconds=7)
    edge.clock.advance(timedelta(seconds=6.9))
    await _does_not_arrive(edge, 1)
    edge.clock.advance(timedelta(seconds=0.1))
    await _arrives(edge, 1)


async def test_one_chat_that_is_told_to_wait_stops_nobody_else(edge, outbox: Outbox) -> None:
    await _told(edge, outbox, 1, seconds=10_000, importance=REMINDER)
    await _say(edge, outbox, 2)
    await _say(edge, outbox, 3, REMINDER)
    for chat_id in (2, 3):
        await _arrives(edge, chat_id)


async def test_two_in_a_row_stop_reminders_while_people_are_answered(edge, outbox: Outbox) -> None:
    await _told(edge, outbox, 1, seconds=10_000, importance=REMINDER)
    await _told(edge, outbox, 2, seconds=5, importance=REMINDER)
    await _say(edge, outbox, 3, REMINDER)
    await _say(edge, outbox, 4)
    await _arrives(edge, 4)
    await _does_not_arrive(edge, 3)
    # The hours of the first are its own: everybody else waits for as long as both were to.
    edge.clock.advance(timedelta(seconds=5))
    await _arrives(edge, 3)


async def test_three_answers_in_a_row_stop_everything_but_the_answers_to_taps(edge, outbox: Outbox) -> None:
    outbox.enqueue(await edge.keep(outgoing.send(View("tap", ((Key("Start", Start(1)),),))), chat_id=4))
    await outbox.idle()
    tapped = edge.playground.person(4).tap("Start")
    edge.playground.journal.clear()
    for chat_id in (1, 2, 3):
        await _told(edge, outbox, chat_id, seconds=5)
    await _say(edge, outbox, 4)
    outbox.enqueue(await edge.keep(outgoing.toast(tapped, "I heard you"), chat_id=4))
    await edge.sees(lambda: bool(edge.playground.journal.of("answerCallbackQuery")))
    await _does_not_arrive(edge, 4)
    edge.clock.advance(timedelta(seconds=5))
    for chat_id in (1, 2, 3, 4):
        await _arrives(edge, chat_id)


async def test_what_is_taken_between_shows_that_it_was_about_the_chats_alone(edge, outbox: Outbox) -> None:
    await _told(edge, outbox, 1, seconds=50)
    await _told(edge, outbox, 2, seconds=50)
    await _say(edge, outbox, 3)
    await _arrives(edge, 3)
    await asyncio.sleep(0.02)
    await _told(edge, outbox, 4, seconds=50)
    await _say(edge, outbox, 5)
    await _arrives(edge, 5)


async def test_a_429_for_the_deletion_of_an_old_message_is_obeyed_too(edge, outbox: Outbox) -> None:
    outbox.enqueue(await edge.keep(outgoing.show("session", View("right"))))
    await outbox.idle()
    edge.playground.faults.flood_seconds = 20
    edge.playground.faults.next(Fault.FLOOD, "deleteMessage")
    outbox.enqueue(await edge.keep(outgoing.show("session", View("left"), anew=True)))
    await outbox.idle()
    edge.playground.journal.clear()
    await _say(edge, outbox, 1)
    edge.clock.advance(timedelta(seconds=19))
    await _does_not_arrive(edge, 1)
    edge.clock.advance(timedelta(seconds=1))
    await _arrives(edge, 1)
