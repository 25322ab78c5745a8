"""What a section yields, and how a time is taken."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

REPEATS = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: what was measured, how much, and of what; no value where it could not be run, and `note` says why.

    `at_least` and `at_most` are what is aimed at, where something is.
    """

    what: str
    value: float | None
    unit: str
    at_least: float | None = None
    at_most: float | None = None
    note: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the figure is what is aimed at; None where nothing is, or nothing was measured."""
        if self.value is None or (self.at_least is None and self.at_most is None):
            return None
        enough = self.at_least is None or self.value >= self.at_least
        return enough and (self.at_most is None or self.value <= self.at_most)


def seconds(work: Callable[[], object]) -> float:
    """The median of REPEATS runs, in seconds of processor time, so that others on the machine disturb little."""
    return median(_once(work) for _ in range(REPEATS))


def _once(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def repeated(measure: Callable[[], dict[str, float]], times: int = REPEATS) -> dict[str, float]:
    """The median of each figure of so many runs."""
    runs = [measure() for _ in range(times)]
    return {name: median(run[name] for run in runs) for name in runs[0]}


def side_by_side(
    measures: dict[str, Callable[[], dict[str, float]]], times: int = REPEATS
) -> dict[str, dict[str, float]]:
    """`repeated` for several, taken in turn, so that what disturbs for a while disturbs all of them."""
    runs: dict[str, list[dict[str, float]]] = {name: [] for name in measures}
    for _ in range(times):
        for name, measure in measures.items():
            runs[name].append(measure())
    return {
        name: {figure: median(run[figure] for run in taken) for figure in taken[0]}
        for name, taken in runs.items()
    }
