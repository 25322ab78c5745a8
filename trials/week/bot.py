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
from typing import IO

_LONGEST_ANSWER = 2**20


class BotDied(Exception):
    """The bot's process ended; its last words are in its log."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What the process holds, in MB: resident, and its share of what it shares with others."""

    resident: float
    proportional: float


class Bot:
    """The process. Every order returns when the bot has come to rest. Raises BotDied."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
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
            raise BotDied(f"the bot ended with {await self._process.wait()}: see its log")
        answer = json.loads(line)
        self.due = {kind: datetime.fromisoformat(at) for kind, at in answer["due"].items()}
        self.faults = answer["faults"]

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
async def started(
    database: str, token: str, address: str, start: datetime, log: IO[bytes]
) -> AsyncIterator[Bot]:
    """The bot on this database and server, its clock at `start`; its log goes to `log`."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "trials.week.child", database, token, address, start.isoformat()),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=log,
        limit=_LONGEST_ANSWER,
    )
    try:
        yield Bot(process)
    finally:
        assert process.stdin is not None
        process.stdin.close()
        await process.wait()
