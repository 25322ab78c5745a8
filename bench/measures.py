"""What a section yields, and how a time is taken."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

REPEATS = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: what was measured, how much, and of what."""

    what: str
    value: float
    unit: str


def seconds(work: Callable[[], object]) -> float:
    """The median of REPEATS runs, in seconds of processor time, so that others on the machine disturb little."""
    return median(_once(work) for _ in range(REPEATS))


def _once(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun
