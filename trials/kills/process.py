"""The bot as an operator runs it: `unsit run` in a process of its own, started, killed, held, and stopped in order."""

from __future__ import annotations

import asyncio
import math
import os
import signal
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import bot
from trials.kills.ledger import Left

PATIENCE = 15.0  # seconds that a bot gets to stop in good order
LOOKS_AGAIN = 0.2
GOES_AWAY = 5.0  # seconds that what a killed bot had started may take to end
_CODE = Path(bot.__file__).parents[1]


@dataclass(slots=True)
class Halt:
    """The process hung (SIGSTOP), `at` until it went on (epoch seconds). `unsent`: what the outbox held by then."""

    at: float
    until: float = math.inf
    unsent: tuple[Left, ...] = ()


@dataclass(slots=True)
class Life:
    """From a start to its end (epoch seconds). `ready`: when it first asked for updates, if it came so far.

    `unsent` is what its outbox held when it was dead: what may go out again. `asked_to_stop`: when it got its SIGTERM.
    `process` and `id` name the process among several and on the machine; `code` is its exit code.
    """

    number: int
    begun: float
    log: Path
    ready: float | None = None
    ended: float = 0.0
    killed: bool = False
    why: str = ""
    unsent: tuple[Left, ...] = ()
    halts: list[Halt] = field(default_factory=list)
    asked_to_stop: float | None = None
    process: str = ""
    id: int = 0
    code: int | None = None

    @property
    def hangs(self) -> bool:
        """Whether it is held just now."""
        return bool(self.halts) and self.halts[-1].until == math.inf


class Process:
    """One life after the other, in `folder`; each with a process group and a log of its own.

    `name` tells it from others.
    """

    def __init__(self, folder: Path, environment: Mapping[str, str], name: str = "") -> None:
        self.name = name
        self._folder = folder
        self.temporary = folder / "tmp"
        self.temporary.mkdir()
        self._environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(_CODE),
            "DATA_DIR": str(folder / "data"),
            "TMPDIR": str(self.temporary),
            "LOG_FORMAT": "json",
            **environment,
        }
        self._running: asyncio.subprocess.Process | None = None
        self._groups: list[int] = []
        self.lives: list[Life] = []

    @property
    def runs(self) -> bool:
        """Whether it was started, and has not ended."""
        return self._running is not None and self._running.returncode is None

    @property
    def life(self) -> Life:
        """The present one, or the last."""
        return self.lives[-1]

    async def start(self) -> None:
        """The next life begins."""
        number = len(self.lives) + 1
        log = self._folder / "logs" / f"{self.name}{number:04}.jsonl"
        log.parent.mkdir(exist_ok=True)
        self.lives.append(Life(number, time.time(), log, process=self.name))
        with log.open("wb") as errors:
            self._running = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "bot",
                "run",
                cwd=self._folder,
                env=self._environment,
                stdout=asyncio.subprocess.DEVNULL,
                stderr=errors,
                start_new_session=True,
            )
        self.life.id = self._running.pid
        self._groups.append(self._running.pid)

    def kill(self, why: str) -> None:
        """Kill -9, now; only the bot itself, as a machine out of memory does. Nothing where it has ended by itself."""
        if not self.runs or self.life.killed:
            return
        self.life.ended, self.life.killed, self.life.why = time.time(), True, why
        self._signal(signal.SIGKILL)

    def halt(self) -> None:
        """SIGSTOP: from now on it hangs, with all its connections, and knows nothing of it."""
        if self.runs and not self.life.hangs:
            self.life.halts.append(Halt(time.time()))
            self._signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """It hangs no more."""
        if self.runs and self.life.hangs:
            self.life.halts[-1].until = time.time()
            self._signal(signal.SIGCONT)

    def ask_to_stop(self) -> None:
        """SIGTERM, as from whoever runs it."""
        if self.runs and self.life.asked_to_stop is None:
            self.life.asked_to_stop = time.time()
            self._signal(signal.SIGTERM)

    def _signal(self, number: signal.Signals) -> None:
        assert self._running is not None
        self._running.send_signal(number)

    async def gone(self) -> int:
        """Wait for the end of the present life; its exit code."""
        assert self._running is not None
        life = self.life
        life.code = await self._running.wait()
        life.ended = life.ended or time.time()
        return life.code

    async def stop(self) -> int | None:
        """SIGTERM; the exit code, or None where it did not stop in time and had to be killed."""
        assert self._running is not None
        self.ask_to_stop()
        try:
            async with asyncio.timeout(PATIENCE):
                return await self.gone()
        except TimeoutError:
            self._running.kill()
            await self.gone()
            return None

    def left_behind(self) -> list[int]:
        """The process groups of ended lives in which something still runs."""
        return [group for group in self._groups if _runs(group)]

    def clear(self) -> None:
        """End whatever still runs."""
        for group in self.left_behind():
            os.killpg(group, signal.SIGKILL)


def _runs(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


async def all_gone(processes: Sequence[Process]) -> list[int]:
    """The process groups in which something still runs, when what had been started has had time to end."""
    for _ in range(int(GOES_AWAY / LOOKS_AGAIN)):
        left = [group for process in processes for group in process.left_behind()]
        if not left:
            break
        await asyncio.sleep(LOOKS_AGAIN)
    return left
