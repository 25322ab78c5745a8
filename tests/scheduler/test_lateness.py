"""How late items are is counted so that a distribution can be seen."""

from __future__ import annotations

from datetime import timedelta

from scheduler.lateness import BOUNDS, Lateness


def test_each_item_counts_under_the_first_bound_that_it_was_not_later_than() -> None:
    lateness = Lateness()
    for seconds in (0, 0.05, 0.051, 900, 901, 5000):
        lateness = lateness.with_one(timedelta(seconds=seconds), timedelta(seconds=1))
    assert dict(zip([*BOUNDS, None], lateness.spread, strict=True)) == dict.fromkeys(BOUNDS, 0) | {
        0.05: 2,
        0.1: 1,
        900.0: 1,
        None: 2,
    }
    assert (lateness.count, lateness.over_limit) == (6, 3)
    assert lateness.total == timedelta(seconds=6801.101)
