"""What a day asks of the database, and how the command says it."""

from __future__ import annotations

from trials.million.command import lines
from trials.million.figures import Crowd, Lateness
from trials.million.load import load
from trials.million.rows import AFTER_ANSWER, AFTER_SILENCE, ANSWER
from trials.million.sizes import Sizes
from trials.million.told import Told

DAY = Told(
    people=100,
    per_second=1000,
    spread_out=True,
    sent=600,
    calls=800,
    unsent=0,
    crowd=Crowd(second=1, minute=60, hour=300, minute_at=8 * 3600 + 32 * 60, hour_at=8 * 3600),
    hours=(0,) * 24,
    lateness=Lateness(0.0, 0.5, 2.0, 0.25, 0.0),
    least=15.0,
    wrong=("a fault",),
)
ROWS = {
    AFTER_SILENCE: {("breaks", "insert"): 1.0, ("breaks", "update"): 1.0, ("due", "update"): 1.0},
    AFTER_ANSWER: {("breaks", "insert"): 1.0, ("due", "update"): 1.0},
    ANSWER: {("moves", "insert"): 1.0},
}


def test_rows_are_those_of_reminders_with_and_without_an_answer() -> None:
    found = load(DAY, ROWS, Sizes(person=400, reminder=100, move=50, update=60))
    assert found.rows == {"breaks": 2 * 200 + 400, "due": 600, "moves": 400}
    assert found.rows_a_second == (800 + 600 + 400) / 600
    assert (found.people, found.growth, found.updates) == (40_000, 60_000 + 20_000, 48_000)


def test_a_run_of_the_day_is_told_with_its_faults() -> None:
    said = "\n".join(lines(DAY))
    assert "100 people at 1000/s, spread out" in said
    assert "in a minute 60 (from 08:32 UTC)" in said
    assert "later than a minute 25.00%" in said
    assert "30/s carry 200 people" in said
    assert said.endswith("a fault")
