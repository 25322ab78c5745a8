"""From the start of the process to its first getUpdates, and the memory it holds a second later."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from bench import api, environment
from bench.api import Api
from bench.measures import Row, side_by_side
from bench.running import bot, started

LONGEST_START = 1.0
TIMES_THE_STACK = 1.5
OURS, MINIMAL, WHOLE = "ours", "minimal PTB app", "minimal PTB app, the whole stack imported"

How = Callable[[Api], tuple[Sequence[str], Mapping[str, str]]]


def rows() -> Iterator[Row]:
    """Ours on a database that is there already, beside two bots that only answer."""
    with tempfile.TemporaryDirectory(prefix="unsit-bench-") as folder:
        url = f"sqlite:///{Path(folder) / 'bench.db'}"
        everyone: dict[str, How] = {
            OURS: partial(bot, database_url=url),
            MINIMAL: _minimal,
            WHOLE: partial(_minimal, extra=("whole",)),
        }
        for how in everyone.values():  # compiled, and the database made
            _started(how)
        found = side_by_side({name: partial(_started, how) for name, how in everyone.items()})
    for name, figures in found.items():
        limit = LONGEST_START if name == OURS else None
        yield Row(f"{name}: to the first getUpdates", figures["seconds"], "s", at_most=limit)
        yield Row(f"{name}: processor time until then", figures["processor"], "s")
    for name, figures in found.items():
        yield Row(f"{name}: memory at rest", figures["memory"], "MB")
    times = found[OURS]["memory"] / found[WHOLE]["memory"]
    yield Row(f"memory: ours to {WHOLE}", times, "times", at_most=TIMES_THE_STACK)


def _started(how: How) -> dict[str, float]:
    with api.served() as server, started(*how(server)) as program:
        took = program.until(server.polled.is_set)
        return {"seconds": took, "processor": program.processor(), "memory": program.memory()}


def _minimal(server: Api, extra: Sequence[str] = ()) -> tuple[Sequence[str], Mapping[str, str]]:
    command = (str(environment.python()), "-m", "bench.peers.ptb_minimal", server.url, api.TOKEN, *extra)
    return command, {}
