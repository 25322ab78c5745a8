"""Processes that work, die, and never outlive the bot."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest

from bot.wire.media.pool import Pool, WorkerDied
from bot.wire.media.worker import NICENESS

THE_BOT = """
import asyncio, os, time
from bot.wire.media.pool import Pool

async def main():
    pool = Pool(2)
    await pool.run(os.getpid)
    working = [asyncio.ensure_future(pool.run(time.sleep, 600)) for _ in range(2)]
    await asyncio.sleep(0.3)
    print("working", flush=True)
    try:
        await asyncio.gather(*working)
    except KeyboardInterrupt:
        pass
    finally:
        await pool.close()

if __name__ == "__main__":
    try:
        asyncio.run(main())
    except KeyboardInterrupt:
        print("stopped", flush=True)
"""


@pytest.fixture
async def pool() -> AsyncIterator[Pool]:
    """One process."""
    made = Pool(1)
    yield made
    await made.close()


async def test_work_is_done_elsewhere_and_yields_to_what_answers_people(pool: Pool) -> None:
    assert await pool.run(os.getpid) != os.getpid()
    assert await pool.run(os.nice, 0) == min(19, os.nice(0) + NICENESS)


async def test_a_fault_of_the_work_comes_back_as_it_is(pool: Pool) -> None:
    with pytest.raises(ZeroDivisionError):
        await pool.run(divmod, 1, 0)


async def test_a_process_that_dies_costs_what_it_did_and_the_next_starts(pool: Pool) -> None:
    first = await pool.run(os.getpid)
    with pytest.raises(WorkerDied):
        await pool.run(os._exit, 3)
    assert await pool.run(os.getpid) != first


async def test_closing_waits_for_nothing_that_takes_long() -> None:
    pool = Pool(1)
    worker = await pool.run(os.getpid)
    temporary = Path(await pool.run(tempfile.mkdtemp))
    long = asyncio.create_task(pool.run(time.sleep, 600))
    await asyncio.sleep(0.1)
    await asyncio.wait_for(pool.close(), 5)
    with pytest.raises(WorkerDied):
        await long
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)
    assert not await asyncio.to_thread(temporary.exists)
    with pytest.raises(WorkerDied):
        await pool.run(os.getpid)


async def test_a_pool_that_was_never_needed_is_closed_too() -> None:
    await Pool().close()


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
async def test_no_process_outlives_the_bot(tmp_path: Path, how: signal.Signals) -> None:
    """Each process has the bot's output open: it ends when the last of them has."""
    script = tmp_path / "bot_with_pool.py"
    script.write_text(THE_BOT)
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        str(script),
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(Path(__file__).parents[4])},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    try:
        assert await asyncio.wait_for(process.stdout.readline(), 20) == b"working\n"
        if how is signal.SIGINT:
            os.killpg(process.pid, how)  # Ctrl+C reaches every process of the terminal
        else:
            process.send_signal(how)
        said = await asyncio.wait_for(process.stdout.read(), 10)
        assert said == (b"stopped\n" if how is signal.SIGINT else b"")
        if how is signal.SIGINT:
            assert b"Traceback" not in await process.stderr.read()
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        await process.wait()
