"""A measurement in a process of its own: nothing of ours or of another's is in its memory or on its processor."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
LONGEST = 120.0
"""Seconds that a measurement may take."""
LARGEST = 4096
"""MB of memory that it may take."""
_LAST_LINES = 5


class TooMuch(Exception):
    """The measurement would take more time or memory than it may."""


class Failed(Exception):
    """The measurement ended with an error; its last lines say which."""


def measured(
    module: str,
    *,
    python: str | Path = sys.executable,
    longest: float = LONGEST,
    largest: int = LARGEST,
    **arguments: object,
) -> dict[str, float]:
    """The figures that `module` prints as its last line, in JSON; it gets the arguments as JSON.

    `longest` is in seconds, `largest` in MB. Raises TooMuch, Failed.
    """
    command = [str(python), "-m", module, json.dumps(arguments)]
    try:
        done = subprocess.run(  # noqa: S603 - our own modules
            command,
            cwd=ROOT,
            env=environment(),
            capture_output=True,
            text=True,
            timeout=longest,
            check=False,
            preexec_fn=partial(_hold_back, largest),
        )
    except subprocess.TimeoutExpired as error:
        raise TooMuch(f"{module}: more than {longest:.0f} s") from error
    if "MemoryError" in done.stderr:
        raise TooMuch(f"{module}: more than {largest} MB")
    if done.returncode:
        raise Failed(f"{module}: " + "\n".join(done.stderr.splitlines()[-_LAST_LINES:]))
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def told(figures: Mapping[str, float]) -> None:
    """Print the figures as `measured` reads them."""
    print(json.dumps(figures))  # noqa: T201


def arguments() -> dict[str, Any]:
    """What `measured` was given, in the process that it started."""
    given: dict[str, Any] = json.loads(sys.argv[1])
    return given


def resident() -> float:
    """MB of memory that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


def environment() -> dict[str, str]:
    """Of what is measured: nothing but this code is on its path."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return {**kept, "PYTHONPATH": str(ROOT)}


def _hold_back(largest: int) -> None:
    resource.setrlimit(resource.RLIMIT_DATA, (largest * 2**20, largest * 2**20))
