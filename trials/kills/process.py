"""The bot as an operator runs it: `unsit run` in a process of its own, started, killed, and stopped in good order."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import bot
from trials.kills.ledger import Left

PATIENCE = 15.0  # seconds that a bot gets to stop in good order
_CODE = Path(bot.__file__).parents[1]


@dataclass(slots=True)
class Life:
    """From a start to its end (epoch seconds). `ready`: when it first asked for updates, if it came so far.

    `unsent` is what its outbox held when it was dead: what may go out again.
    """

    number: int
    begun: float
    log: Path
    ready: float | None = None
    ended: float = 0.0
    killed: bool = False
    why: str = ""
    unsent: tuple[Left, ...] = ()


class Process:
    """One life after the other, in `folder`; each with a process group and a log of its own."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
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
    def life(self) -> Life:
        """The present one, or the last."""
        return self.lives[-1]

    async def start(self) -> None:
        """The next life begins."""
        number = len(self.lives) + 1
        log = self._folder / "logs" / f"{number:04}.jsonl"
        log.parent.mkdir(exist_ok=True)
        self.lives.append(Life(number, time.time(), log))
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
        self._groups.append(self._running.pid)

    def kill(self, why: str) -> None:
        """Kill -9, now; only the bot itself, as a machine out of memory does. Nothing where it has ended by itself."""
        running = self._running
        if running is None or running.returncode is not None or self.life.killed:
            return
        self.life.ended, self.life.killed, self.life.why = time.time(), True, why
        running.kill()

    async def gone(self) -> int:
        """Wait for the end of the present life; its exit code."""
        assert self._running is not None
        code = await self._running.wait()
        self.life.ended = self.life.ended or time.time()
        return code

    async def stop(self) -> int | None:
        """SIGTERM; the exit code, or None where it did not stop in time and had to be killed."""
        assert self._running is not None
        if self._running.returncode is None:
            self._running.send_signal(signal.SIGTERM)
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
