"""What each letter has to wait for, which calls count, and whom a 429 stops. Without a line to Telegram."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.storage.mail import Waiting
from bot.wire import outgoing
from bot.wire.elapsed import Elapsed
from bot.wire.lane import Letter
from bot.wire.limits import Rates
from bot.wire.outgoing import Importance, Outgoing, View
from bot.wire.telegram import TryLater
from bot.wire.traffic import Traffic
from scheduler.clock import MovableClock

ANSWER, STEP, REMINDER = Importance.ANSWER, Importance.STEP, Importance.REMINDER
HELLO = outgoing.send(View("hello"))
NOW = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(NOW)


@pytest.fixture
def traffic(clock: MovableClock) -> Traffic:
    return Traffic(Rates(), Elapsed(clock, lambda: 0.0))


def _letter(chat_id: int, importance: Importance = ANSWER, out: Outgoing = HELLO) -> Letter:
    return Letter(Waiting(chat_id, chat_id, importance, NOW, None, ""), out)


def _call(traffic: Traffic, letter: Letter, method: str = "sendMessage", *, told: float = 0.0) -> None:
    """One call for this letter, which Telegram takes unless it says how long to wait."""
    try:
        with traffic.counted(letter, method, letter.importance):
            if told:
                raise TryLater(told)
    except TryLater:
        assert told


async def test_what_sends_and_changes_no_message_does_not_count(traffic: Traffic) -> None:
    for method in ("answerCallbackQuery", "deleteMessage", "sendChatAction"):
        for _ in range(30):
            _call(traffic, _letter(1), method)
    assert traffic.wait(_letter(1), ANSWER) == 0.0
    for _ in range(3):
        _call(traffic, _letter(1))
    assert traffic.wait(_letter(1), ANSWER) == 3.0


async def test_a_deletion_has_no_rate_and_obeys_a_429(traffic: Traffic) -> None:
    drop = _letter(1, out=outgoing.drop("session"))
    for _ in range(3):
        _call(traffic, _letter(1))
    assert traffic.wait(drop, ANSWER) == 0.0
    _call(traffic, _letter(1), told=7)
    assert traffic.wait(drop, ANSWER) == 7.0


async def test_a_429_for_whatever_it_was_stops_the_chat(traffic: Traffic) -> None:
    _call(traffic, _letter(1), "deleteMessage", told=20)
    assert traffic.is_told_to_wait(1)
    assert not traffic.is_told_to_wait(2)
    assert traffic.wait(_letter(1, STEP), STEP) == 20.0


async def test_two_chats_in_a_row_hold_back_reminders_unless_an_answer_waits_for_them(
    traffic: Traffic,
) -> None:
    for chat_id in (1, 2):
        _call(traffic, _letter(chat_id, REMINDER), told=50)
    reminder = _letter(3, REMINDER)
    assert traffic.wait(reminder, REMINDER) == 50.0
    assert traffic.wait(reminder, ANSWER) == 0.0
    assert not traffic.bulk.ask(int(REMINDER)).granted.done()
    assert traffic.bulk.ask(int(ANSWER)).granted.done()
    traffic.stop()


async def test_three_people_in_a_row_stop_everything(traffic: Traffic) -> None:
    for chat_id in (1, 2, 3):
        _call(traffic, _letter(chat_id), told=50)
    for importance in (ANSWER, STEP, REMINDER):
        assert traffic.wait(_letter(4, importance), importance) == 50.0
    assert not traffic.calls.ask(int(STEP)).granted.done()
    assert not traffic.bulk.ask(int(ANSWER)).granted.done()
    traffic.stop()


async def test_what_stops_everybody_stops_reminders_too_though_some_were_taken_between(
    traffic: Traffic, clock: MovableClock
) -> None:
    for chat_id in (1, 2, 3):
        _call(traffic, _letter(chat_id), told=50)
        clock.advance(timedelta(seconds=1))
        _call(traffic, _letter(9, REMINDER))
    assert traffic.wait(_letter(4, REMINDER), REMINDER) == 47.0


async def test_an_answer_to_a_tap_that_was_taken_does_not_speak_against_a_429(traffic: Traffic) -> None:
    for chat_id in (1, 2, 3):
        _call(traffic, _letter(chat_id), told=50)
        _call(traffic, _letter(9), "answerCallbackQuery")
    assert traffic.wait(_letter(4), ANSWER) == 50.0


async def test_reminders_take_twenty_places_at_most(traffic: Traffic) -> None:
    tickets = [traffic.bulk.ask(int(REMINDER)) for _ in range(21)]
    assert [ticket.granted.done() for ticket in tickets] == [True] * 20 + [False]


async def test_quiet_chats_are_forgotten_and_those_told_to_wait_are_not(
    traffic: Traffic, clock: MovableClock
) -> None:
    _call(traffic, _letter(1))
    _call(traffic, _letter(2), told=1000)
    clock.advance(timedelta(minutes=5))
    traffic.forget_idle_chats()
    assert list(traffic._chats) == [2]
