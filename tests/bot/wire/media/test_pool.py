"""Processes that work, die, and never outlive the bot."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Coroutine
from contextlib import suppress
from pathlib import Path

import pytest

from bot.wire.media import pool as pool_module
from bot.wire.media.pool import Pool, WorkerDied
from bot.wire.media.worker import NICENESS

THE_BOT = """
import asyncio, tempfile, time
from bot.wire.media.pool import Pool

async def main():
    pool = Pool()
    await pool.run(tempfile.mkdtemp)
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

THE_KILLED_BOT = """
import asyncio, os, signal, time
from concurrent.futures import ProcessPoolExecutor
from bot.wire.media.pool import Pool

ProcessPoolExecutor.submit = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
asyncio.run(Pool().run(time.sleep, 600))
"""


def _too_slow() -> None:
    raise TimeoutError("too slow")


def _ends(worker: int) -> bool:
    """Whether the process is gone soon."""
    until = time.monotonic() + 5
    with suppress(ProcessLookupError):
        while time.monotonic() < until:
            os.kill(worker, 0)
            time.sleep(0.02)
        return False
    return True


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


async def test_what_hangs_is_ended_with_its_process_and_the_next_is_done(
    pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = await pool.run(os.getpid)
    monkeypatch.setattr(pool_module, "DRAWING_AT_MOST", 0.3)
    with pytest.raises(WorkerDied, match="longer than"):
        await pool.run(time.sleep, 600)
    monkeypatch.undo()
    assert await asyncio.wait_for(pool.run(os.getpid), 20) != first
    assert await asyncio.to_thread(_ends, first)


async def test_who_loses_a_process_to_what_hangs_leaves_those_that_come_after_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Processes that were started together have one folder for temporary files."""
    pool = Pool()
    first = await pool.run(tempfile.gettempdir)
    monkeypatch.setattr(pool_module, "DRAWING_AT_MOST", 0.3)
    hanging = asyncio.create_task(pool.run(time.sleep, 600))
    await asyncio.sleep(0)
    monkeypatch.undo()
    beside = asyncio.create_task(pool.run(time.sleep, 600))
    await asyncio.sleep(0)  # both processes are taken
    second = await pool.run(tempfile.gettempdir)
    ended = await asyncio.gather(hanging, beside, return_exceptions=True)
    assert [type(each) for each in ended] == [WorkerDied] * 2
    assert second != first
    assert await pool.run(tempfile.gettempdir) == second
    await pool.close()


async def test_who_waits_for_a_process_is_not_taken_for_hanging(
    pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    await pool.run(os.getpid)
    monkeypatch.setattr(pool_module, "DRAWING_AT_MOST", 1.0)
    await asyncio.gather(*(pool.run(time.sleep, 0.3) for _ in range(4)))


async def test_a_timeout_of_the_work_is_no_hanging(pool: Pool) -> None:
    first = await pool.run(os.getpid)
    with pytest.raises(TimeoutError):
        await pool.run(_too_slow)
    assert await pool.run(os.getpid) == first


async def test_while_one_works_another_is_done_beside_it() -> None:
    pool = Pool()
    busy = asyncio.create_task(pool.run(time.sleep, 600))
    await asyncio.wait_for(pool.run(os.getpid), 20)
    assert not busy.done()
    await pool.close()
    with pytest.raises(WorkerDied):
        await busy


async def test_what_a_process_left_behind_goes_when_it_dies(pool: Pool) -> None:
    left = Path(await pool.run(tempfile.mkdtemp))
    with pytest.raises(WorkerDied):
        await pool.run(os._exit, 3)
    assert not await asyncio.to_thread(left.parent.exists)


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


def _started(
    program: str, folder: Path, temporary: Path
) -> Coroutine[None, None, asyncio.subprocess.Process]:
    """This program in a session of its own, with its temporary files in this new folder."""
    temporary.mkdir()
    script = folder / "bot_with_pool.py"
    script.write_text(program)
    root = str(Path(__file__).parents[4])
    return asyncio.create_subprocess_exec(
        sys.executable,
        str(script),
        env={"PATH": os.environ["PATH"], "PYTHONPATH": root, "TMPDIR": str(temporary)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        start_new_session=True,
    )


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
async def test_no_process_outlives_the_bot(tmp_path: Path, how: signal.Signals) -> None:
    """Each process has the bot's output open: it ends when the last of them has. Temporary files go too."""
    temporary = tmp_path / "temporary"
    process = await _started(THE_BOT, tmp_path, temporary)
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
        assert list(temporary.iterdir()) == []
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        await process.wait()


async def test_a_bot_that_is_killed_before_its_first_process_has_begun_leaves_no_folder(
    tmp_path: Path,
) -> None:
    temporary = tmp_path / "temporary"
    process = await _started(THE_KILLED_BOT, tmp_path, temporary)
    await asyncio.wait_for(process.communicate(), 20)
    assert process.returncode == -signal.SIGKILL
    assert list(temporary.iterdir()) == []
