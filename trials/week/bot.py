"""The parent's end of the bot's process: orders in, answers and memory out."""

from __future__ import annotations

import asyncio
import json
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

LOG_SHOWN = 4000  # characters
_ROOT = Path(__file__).parents[2]


class BotDied(Exception):
    """The bot's process ended; the newest lines of its log say why."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What the process holds, in MB: resident, and its share of what it shares with others."""

    resident: float
    proportional: float


class Bot:
    """The process. Every order returns when the bot has come to rest. Raises BotDied."""

    def __init__(self, process: asyncio.subprocess.Process, log: Path) -> None:
        self._process = process
        self._log = log
        self.due: dict[str, datetime] = {}  # the next of each kind
        self.faults: dict[str, int] = {}

    async def move(self, to: datetime) -> None:
        """Its clock shows this moment, and all that is due then is done."""
        await self._order(to.isoformat())

    async def rest(self) -> None:
        """All that came in is answered."""
        await self._order("")

    async def _order(self, moment: str) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{moment}\n".encode())
        line = await self._process.stdout.readline()
        if not line:
            raise BotDied(f"the bot ended with {await self._process.wait()}:\n{self.last_words}")
        answer = json.loads(line)
        self.due = {kind: datetime.fromisoformat(at) for kind, at in answer["due"].items()}
        self.faults = answer["faults"]

    @property
    def last_words(self) -> str:
        """The newest lines of its log."""
        return self._log.read_text("utf-8")[-LOG_SHOWN:]

    @property
    def memory(self) -> Memory | None:
        """Linux only; None elsewhere."""
        try:
            text = Path(f"/proc/{self._process.pid}/smaps_rollup").read_text("utf-8")
        except OSError:
            return None
        kilobytes = {name: int(size) for name, size in re.findall(r"^(\w+):\s+(\d+) kB$", text, re.MULTILINE)}
        return Memory(kilobytes["Rss"] / 1024, kilobytes["Pss"] / 1024)


@asynccontextmanager
async def started(database: str, token: str, address: str, start: datetime, log: Path) -> AsyncIterator[Bot]:
    """The bot on this database and server, its clock at `start`; what it logs goes to `log`."""
    with log.open("wb") as lines:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "trials.week.child", database, token, address, start.isoformat()),
            cwd=_ROOT,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=lines,
        )
    try:
        yield Bot(process, log)
    finally:
        assert process.stdin is not None
        process.stdin.close()
        await process.wait()
