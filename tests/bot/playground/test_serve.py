"""The playground and the bot in one process: an address, a clock that survives, plain words when it cannot start."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from bot.config import ConfigError
from bot.playground.serve import pass_time, serve
from scheduler.clock import MovableClock


@asynccontextmanager
async def _served(folder: Path) -> AsyncIterator[httpx.AsyncClient]:
    announced: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    serving = asyncio.create_task(serve(folder, None, announced.set_result))
    await asyncio.wait({serving, announced}, return_when=asyncio.FIRST_COMPLETED)
    assert announced.done(), serving.exception()
    async with httpx.AsyncClient(base_url=announced.result(), timeout=10) as http:
        yield http
    serving.cancel()
    await asyncio.gather(serving, return_exceptions=True)


async def _move(http: httpx.AsyncClient, **where: object) -> datetime:
    answer = await http.post("/playground/clock", json=where)
    return datetime.fromtimestamp(answer.json()["now"], UTC)


async def test_the_clock_can_be_moved_and_stays_moved_after_a_restart(tmp_path: Path) -> None:
    async with _served(tmp_path) as http:
        ahead = await _move(http, advance_seconds=7 * 24 * 3600)
        assert ahead - datetime.now(UTC) > timedelta(days=6)
        morning = await _move(http, next_working_morning=True)
        assert morning > ahead
        assert (morning.hour, morning.minute) == (9, 0)  # nobody is known yet: nine in UTC
        assert morning.weekday() < 5
    async with _served(tmp_path) as http:
        later = await _move(http, advance_seconds=1)
        assert timedelta(0) <= later - morning < timedelta(minutes=5)
        assert abs(await _move(http, real=True) - datetime.now(UTC)) < timedelta(minutes=1)
    assert not (tmp_path / "playground.new").exists()


async def test_a_file_of_rubbish_where_the_clock_was_kept_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "playground.offset").write_text("")
    async with _served(tmp_path) as http:
        assert (await http.get("/")).status_code == 200


async def test_a_port_that_is_taken_is_named(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ConfigError, match=rf"--port: {port} cannot be used .*Example: --port"):
            await serve(tmp_path, port, lambda _: None)
    with pytest.raises(ConfigError, match="--port: 99999 cannot be used"):
        await serve(tmp_path, 99999, lambda _: None)


async def test_chats_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    (tmp_path / "playground.chats.db").write_text("not a database" * 100)
    with pytest.raises(ConfigError, match=r"DATA_DIR: .*playground\.chats\.db cannot be read"):
        await serve(tmp_path, None, lambda _: None)


async def test_without_a_bot_the_clock_alone_moves() -> None:
    clock = MovableClock(datetime(2026, 3, 2, 9, 0, tzinfo=UTC))
    await pass_time(None, clock, timedelta(minutes=5))
    await pass_time(None, clock, timedelta(minutes=-5))
    assert clock.now() == datetime(2026, 3, 2, 9, 5, tzinfo=UTC)
