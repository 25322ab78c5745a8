"""Processes of the bot that serve one database together, begun at the same moment. Each is `bench.ours.member`."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bench.process import ROOT, Failed, environment

LONGEST = 30.0
"""Seconds that each may take to end."""


class Member:
    """One process. What it says beside its figures is in `said`, for whoever looks why it failed."""

    def __init__(self, arguments: dict[str, object], said: Path) -> None:
        self._said = said
        with said.open("w") as file:
            self._process = subprocess.Popen(  # noqa: S603 - our own module
                [sys.executable, "-m", "bench.ours.member", json.dumps(arguments)],
                cwd=ROOT,
                env=environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=file,
                text=True,
            )

    def hear(self, word: str) -> None:
        """Return when it says so. Raises Failed where it ends instead."""
        assert self._process.stdout
        for line in self._process.stdout:
            if line.strip() == word:
                return
        raise self._failed()

    def tell(self) -> None:
        """Let it go on: it waits for a line."""
        assert self._process.stdin
        self._process.stdin.write("\n")
        self._process.stdin.flush()

    def figures(self) -> dict[str, float]:
        """What it measured, once it has ended. Raises Failed."""
        said, _ = self._process.communicate(timeout=LONGEST)
        if self._process.returncode:
            raise self._failed()
        found: dict[str, float] = json.loads(said.splitlines()[-1])
        return found

    def end(self) -> None:
        """It may have ended already."""
        self._process.kill()
        self._process.communicate()

    def _failed(self) -> Failed:
        return Failed(f"bench.ours.member: {self._said.read_text()[-1000:]}")


@contextmanager
def begun(count: int, **arguments: object) -> Iterator[list[Member]]:
    """So many, all of them ready; ended at the end."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="unsit-bench-")))
        members = [Member(arguments, folder / str(number)) for number in range(count)]
        for member in members:
            stack.callback(member.end)
        for member in members:
            member.hear("ready")
        yield members
