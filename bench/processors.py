"""Who takes how much of the machine's processors, as Linux counts it; all in seconds of processor time."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

_TICK = 1 / os.sysconf("SC_CLK_TCK")
_PARENT, _ITS_OWN, _WITH_ITS_ENDED = 1, slice(11, 13), slice(11, 15)  # of a process's line, after its name
_IDLE = slice(3, 5)  # of the machine's line: nothing to do, or nothing but to wait for a disk
_ALL = slice(0, 8)  # what runs as a guest is counted already


def taken_by(process: int) -> float:
    """By a process, its children, and those of them that have ended."""
    children = (_seconds(fields[_ITS_OWN]) for fields in _everyone() if int(fields[_PARENT]) == process)
    return _seconds(_of(process)[_WITH_ITS_ENDED]) + sum(children)


def taken() -> float:
    """By everybody on this machine."""
    fields = Path("/proc/stat").read_text().splitlines()[0].split()[1:]
    return _seconds(fields[_ALL]) - _seconds(fields[_IDLE])


def _everyone() -> list[list[str]]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):  # it has just ended
                found.append(_of(int(entry.name)))
    return found


def _of(process: int) -> list[str]:
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()


def _seconds(ticks: list[str]) -> float:
    return sum(map(int, ticks)) * _TICK
