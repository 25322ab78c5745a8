"""Whoever waits for news hears the next ring, however it falls together with beginning to wait."""

from __future__ import annotations

import asyncio

import pytest

from bot.playground.bell import Bell


async def test_a_ring_between_a_look_and_the_wait_is_heard() -> None:
    bell = Bell()
    asyncio.get_running_loop().call_soon(bell.ring)  # before a task made from here on gets its turn
    done, _ = await asyncio.wait({asyncio.ensure_future(bell.wait())}, timeout=1)
    assert done


async def test_everybody_hears_the_same_ring_and_nobody_the_one_before() -> None:
    bell = Bell()
    bell.ring()
    first, second = bell.wait(), bell.wait()
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await asyncio.shield(first)
    bell.ring()
    await first
    await second
