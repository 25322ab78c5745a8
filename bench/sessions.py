"""A thousand guided sessions at once, with nothing sent anywhere. A single run: each step of each session counts."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench import filled
from bench.environment import peer
from bench.measures import Row
from bench.process import measured

PEOPLE = 1_000
BEGUN_WITHIN = 40.0
"""Seconds in which they all begin; each lasts longer than that, so that all run at once."""
COUNTED = 20
"""Seconds of the peer's sessions, which are all alike."""
LATE_AT_MOST = 100.0
OF_THE_CALLS = 0.1
LONGEST = 240.0


def rows() -> Iterator[Row]:
    """Ours to the end of all sessions, then the peer's for some seconds."""
    with tempfile.TemporaryDirectory(prefix="unsit-bench-") as folder:
        file = Path(folder) / "bench.db"
        filled.people(file, PEOPLE)
        url = filled.url_of(file)
        ours = measured("bench.ours.sessions", longest=LONGEST, url=url, people=PEOPLE, within=BEGUN_WITHIN)
    theirs = peer("sleeping_sessions", people=PEOPLE, seconds=COUNTED)
    lasted = ours["lasted"]
    steps = f"of {ours['steps']:,.0f} steps"
    yield Row("ours: lateness of a step, p99", ours["p99"], "ms", at_most=LATE_AT_MOST, note=steps)
    yield Row("ours: lateness of a step, median", ours["p50"], "ms")
    yield Row("a sleep for each, an edit a second: lateness, p99", theirs["p99"], "ms")
    yield Row(
        "ours: processor time of a session", ours["ms each"], "ms", note=f"{lasted:.0f} s, with its start"
    )
    yield Row("a sleep for each: processor time for as long", theirs["ms a second"] * lasted, "ms")
    yield Row("ours: calls of a session", ours["calls each"], "calls")
    yield Row("a sleep for each: calls for as long", theirs["calls a second"] * lasted, "calls")
    part = ours["calls each"] / (theirs["calls a second"] * lasted)
    yield Row("calls: ours to a sleep for each", part, "times", at_most=OF_THE_CALLS)
