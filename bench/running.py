"""A program that serves Telegram, started as its user starts it: when it asks for updates, and what memory it holds."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.api import TOKEN, Api
from bench.process import ROOT, Failed

LONGEST = 60.0
"""Seconds to wait for something that the program is to do."""
REST = 1.0
"""Seconds until a program that has started is at rest."""


@dataclass
class Program:
    """It runs since `begun`, a moment of time.time()."""

    process: subprocess.Popen[str]
    begun: float

    def until(self, happened: Callable[[], bool]) -> float:
        """Seconds from the start until it has happened. Raises Failed."""
        while not happened():
            took = time.time() - self.begun
            if self.process.poll() is not None or took > LONGEST:
                raise Failed(f"{self.process.args!r} did not get there in {took:.1f} s")
            time.sleep(0.002)
        return time.time() - self.begun

    def processor(self) -> float:
        """Seconds of processor time that it has used."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self) -> float:
        """MB that it holds once it is at rest."""
        time.sleep(REST)
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        return pages * resource.getpagesize() / 2**20


def bot(api: Api, database_url: str) -> tuple[Sequence[str], Mapping[str, str]]:
    """How the bot is started."""
    settings = {
        "BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": api.url,
        "DATABASE_URL": database_url,
        "LOG_LEVEL": "ERROR",
    }
    return (sys.executable, "-m", "bot", "run"), settings


@contextmanager
def started(command: Sequence[str], settings: Mapping[str, str] = {}) -> Iterator[Program]:
    """The program, ended at the end. It finds no settings but these, and a folder of its own to run in."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    with tempfile.TemporaryDirectory(prefix="unsit-bench-") as folder, tempfile.TemporaryFile("w+") as said:
        begun = time.time()
        process = subprocess.Popen(  # noqa: S603 - our own programs
            command,
            cwd=folder,
            env={**kept, **settings, "DATA_DIR": folder, "PYTHONPATH": str(ROOT)},
            stdout=said,
            stderr=subprocess.STDOUT,
            text=True,
        )
        try:
            yield Program(process, begun)
        except Failed as error:
            said.seek(0)
            raise Failed(f"{error}: {said.read()[-1000:]}") from error
        finally:
            process.terminate()
            process.wait(timeout=LONGEST)
