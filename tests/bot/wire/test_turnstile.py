"""Who goes next: by rank, then in order, within all windows, and never before they may."""

from __future__ import annotations

import asyncio
import math
from datetime import UTC, datetime, timedelta

import pytest

from bot.wire.elapsed import Elapsed
from bot.wire.limits import Window
from bot.wire.turnstile import Ticket, Turnstile
from scheduler.clock import MovableClock


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(datetime(2026, 3, 2, tzinfo=UTC))


def _turnstile(
    clock: MovableClock, *windows: Window, held_from: int = 99, until: float = -math.inf
) -> Turnstile:
    def held_until(rank: int) -> float:
        return until if rank >= held_from else -math.inf

    return Turnstile(windows, held_until, Elapsed(clock, lambda: 0.0))


def _granted(*tickets: Ticket) -> list[bool]:
    return [ticket.granted.done() and ticket.granted.result() for ticket in tickets]


async def test_the_most_important_goes_first_and_of_equals_who_came_first(clock: MovableClock) -> None:
    turnstile = _turnstile(clock, Window(1, 0.0))
    first, low, high, later = (turnstile.ask(rank) for rank in (2, 2, 1, 1))
    for holder, granted in ((first, high), (high, later), (later, low)):
        assert not granted.granted.done()
        turnstile.give_back(holder)
        assert _granted(granted) == [True]


async def test_all_windows_have_to_have_room(clock: MovableClock) -> None:
    turnstile = _turnstile(clock, Window(2, 0.0), Window(3, 10.0))
    tickets = [turnstile.ask(0) for _ in range(5)]
    assert _granted(*tickets) == [True, True, False, False, False]
    for ticket in tickets[:2]:
        turnstile.give_back(ticket)
    assert _granted(*tickets) == [True, True, True, False, False]
    clock.advance(timedelta(seconds=10))
    assert _granted(*tickets) == [True, True, True, True, False]
    turnstile.stop()


async def test_a_rank_that_is_held_waits_while_others_go(clock: MovableClock) -> None:
    turnstile = _turnstile(clock, Window(9, 0.0), held_from=2, until=5.0)
    held, free = turnstile.ask(2), turnstile.ask(1)
    assert _granted(held, free) == [False, True]
    clock.advance(timedelta(seconds=5))
    assert _granted(held) == [True]


async def test_a_ticket_that_is_withdrawn_or_whose_owner_left_takes_no_turn(clock: MovableClock) -> None:
    turnstile = _turnstile(clock, Window(1, 0.0))
    holder, withdrawn, left, last = (turnstile.ask(0) for _ in range(4))
    withdrawn.withdraw()
    left.granted.cancel()
    turnstile.give_back(holder)
    assert _granted(withdrawn, last) == [False, True]
    for unused in (withdrawn, left):
        turnstile.give_back(unused)
    assert _granted(turnstile.ask(0)) == [False]


async def test_time_alone_opens_it_until_it_is_stopped() -> None:
    clock = MovableClock(datetime(2026, 3, 2, tzinfo=UTC))
    turnstile = Turnstile([Window(1, 0.02)], lambda _rank: -math.inf, Elapsed(clock))
    turnstile.give_back(turnstile.ask(0))
    async with asyncio.timeout(2):
        await (second := turnstile.ask(0)).granted
    turnstile.give_back(second)
    third = turnstile.ask(0)
    turnstile.stop()
    await asyncio.sleep(0.04)
    assert not third.granted.done()
