"""Serving: one address on this machine, a taken port is an error, losing a connection needs a real one."""

import httpx
import pytest

from bot.playground.faults import Fault
from bot.playground.server import Playground


async def test_a_port_that_is_taken_is_an_error(playground: Playground) -> None:
    async with playground.serving() as base:
        with pytest.raises(OSError, match="in use"):
            async with playground.serving(httpx.URL(base).port or 0):
                pass


async def test_it_can_be_served_again_after_it_was_closed(playground: Playground) -> None:
    for _ in range(2):
        async with playground.serving() as base, httpx.AsyncClient() as http:
            assert (await http.get(f"{base}/bot{playground.token}/getMe")).status_code == 200


async def test_a_connection_that_is_none_cannot_be_lost(playground: Playground) -> None:
    playground.faults.next(Fault.DROP_BEFORE)
    transport = httpx.ASGITransport(playground.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as http:
        with pytest.raises(RuntimeError, match="real HTTP"):
            await http.get(f"/bot{playground.token}/getMe")
