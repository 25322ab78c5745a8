"""What the log tells of a database that cannot be written: each reason once, and never a flood."""

from __future__ import annotations

import pytest
from structlog.testing import capture_logs

from bot.storage.trouble import TOLD_AGAIN_AFTER, Damaged, Trouble, Unavailable

FULL, HELD = Unavailable("full"), Unavailable("held")


class Watch:
    """Monotonic time that a test moves."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def watch() -> Watch:
    return Watch()


def _told(logs: list) -> list[str]:
    return [log.get("reason", "again") for log in logs]


def test_each_reason_is_told_once_until_it_is_over(watch: Watch) -> None:
    trouble = Trouble(watch)
    with capture_logs() as logs:
        for error in (FULL, FULL, HELD, FULL, HELD):
            trouble.met(error)
            watch.now += 100
        trouble.over()
        trouble.over()
    assert _told(logs) == ["full", "held", "again"]


def test_the_same_in_another_outage_is_told_again(watch: Watch) -> None:
    trouble = Trouble(watch)
    with capture_logs() as logs:
        for _ in range(2):
            trouble.met(FULL)
            trouble.over()
            watch.now += TOLD_AGAIN_AFTER
    assert _told(logs) == ["full", "again", "full", "again"]


def test_where_small_writes_succeed_between_large_ones_that_fail_it_is_told_once_a_minute(
    watch: Watch,
) -> None:
    trouble = Trouble(watch)
    with capture_logs() as logs:
        for _ in range(100):
            trouble.met(FULL)
            assert trouble.present
            trouble.over()
            watch.now += 1
    assert _told(logs) == ["full", "again"] * 2


def test_damage_is_told_once_a_minute_for_as_long_as_it_is_met(watch: Watch) -> None:
    trouble = Trouble(watch)
    with capture_logs() as logs:
        for _ in range(100):
            trouble.lasting(Damaged("damaged"))
            trouble.over()  # what is kept elsewhere in the file goes well
            watch.now += 1
    assert [(log["event"], log["reason"]) for log in logs] == [("the database is damaged", "damaged")] * 2
