"""How long to wait before trying again."""

from __future__ import annotations

from scheduler.trouble import growing_delay


def test_each_wait_is_twice_as_long_up_to_the_longest() -> None:
    assert [growing_delay(failures, 1, 30) for failures in range(1, 8)] == [1, 2, 4, 8, 16, 30, 30]
    assert growing_delay(10**6, 1, 30) == 30


def test_up_to_half_of_a_wait_is_chance() -> None:
    assert [growing_delay(3, 1, 30, chance) for chance in (0.0, 0.5, 1.0)] == [2, 3, 4]
