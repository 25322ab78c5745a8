"""The database server of the trial, which keeps its word to the disk: killed, stopped and started again."""

from __future__ import annotations

import asyncio
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import psycopg

from trials.fleet import cluster
from trials.kills.reckoning.lives import Outage

SETTINGS = (
    "fsync = on",
    "synchronous_commit = on",
    "listen_addresses = ''",
    "max_connections = 100",
    "log_line_prefix = '%m %p %q%a '",
)
STARTS_WITHIN = 30.0  # seconds: after a kill it goes through its log first
_LOOKS_AGAIN = 0.05
NAME = "unsit"


class Server:
    """`start` first, then as one likes, `close` in the end. `outages` has each time when it was away."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="unsit-pg-"))
        self._cluster = cluster.made(self._folder, SETTINGS)
        self._socket = f"unix_socket_directories={self._cluster.data}"
        self._running: subprocess.Popen[bytes] | None = None
        self._away_since = 0.0
        self._why = ""
        self.outages: list[Outage] = []

    @property
    def url(self) -> str:
        """The bot's database."""
        return f"postgresql+psycopg://postgres@/{NAME}?host={self._cluster.data}"

    @property
    def is_away(self) -> bool:
        """Whether it was killed or stopped, and not yet started again."""
        return self._running is None

    async def make(self) -> None:
        """Start for the first time, with a database in which there is nothing."""
        await self.start()
        await asyncio.to_thread(self._say, f"CREATE DATABASE {NAME}")

    async def start(self) -> None:
        """Run until it answers. Raises TimeoutError."""
        async with asyncio.timeout(STARTS_WITHIN):
            while not await self._answers():  # noqa: ASYNC110 - it says to nobody that it is ready
                await asyncio.sleep(_LOOKS_AGAIN)
        if self._away_since:
            self.outages.append(Outage(self._away_since, time.time(), self._why))

    async def kill(self, why: str) -> None:
        """Kill -9. What it had begun ends when it notices."""
        await self._end(signal.SIGKILL, why)

    async def stop(self, why: str) -> None:
        """In good order, as for an upgrade: whoever is connected is cut off."""
        await self._end(signal.SIGINT, why)

    async def close(self, keep_in: Path) -> None:
        """Stop for good; its files are moved there."""
        if self._running is not None:
            await self.stop("the end")
        shutil.move(self._folder, keep_in / "postgresql")

    async def _end(self, how: signal.Signals, why: str) -> None:
        running, self._running = self._running, None
        if running is None:
            return
        self._away_since, self._why = time.time(), why
        running.send_signal(how)
        await asyncio.to_thread(running.wait)

    async def _answers(self) -> bool:
        if self._running is None or self._running.poll() is not None:  # what was killed may not be quite gone
            self._running = self._begun()
        with suppress(psycopg.OperationalError):
            await asyncio.to_thread(self._say, "SELECT 1")
            return True
        return False

    def _begun(self) -> subprocess.Popen[bytes]:
        data = self._cluster.data
        with (self._folder / "log").open("ab") as log:
            return subprocess.Popen(  # noqa: S603 - the wheel's own program
                [self._cluster.programs / "postgres", "-D", data, "-c", self._socket],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                user=self._cluster.user,
                start_new_session=True,
            )

    def _say(self, statement: str) -> None:
        with psycopg.connect(self._cluster.address, autocommit=True, connect_timeout=5) as connection:
            connection.execute(statement.encode())
