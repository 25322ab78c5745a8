"""A tap: the update in, the change committed, the view out. Processor time, with nothing sent anywhere."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from bench.environment import peer
from bench.measures import Row, side_by_side
from bench.process import measured

TAPS = 500
TIMES_THE_SUM = 2.0
OURS, PTB = "ours", "PTB reply handler"
BARE = {"a read and a committed write, bare aiosqlite": "aiosqlite", "the same, SQLAlchemy Core": "core"}


def rows() -> Iterator[Row]:
    """Ours beside the sum of what it cannot do without: a dispatch by the library, and the database's own work."""
    with tempfile.TemporaryDirectory(prefix="unsit-bench-") as folder:
        measures: dict[str, Callable[[], dict[str, float]]] = {
            OURS: partial(_ours, Path(folder)),
            PTB: partial(peer, "ptb_tap", updates=TAPS),
        }
        file = str(Path(folder) / "bare.db")
        for name, way in BARE.items():
            measures[name] = partial(peer, "bare_turn", file=file, turns=TAPS, way=way)
        found = {name: figures["us"] for name, figures in side_by_side(measures).items()}
    for name, used in found.items():
        yield Row(name, used, "us")
    for name, way in BARE.items():
        times = found[OURS] / (found[PTB] + found[name])
        yield Row(f"ours to the sum with {way}", times, "times", at_most=TIMES_THE_SUM)


def _ours(folder: Path) -> dict[str, float]:
    url = f"sqlite:///{folder / str(len(list(folder.iterdir())))}.db"
    return measured("bench.ours.tap", url=url, taps=TAPS)
