"""Made-up facts: two processes; the first polls and is killed at 100 s, the second is there from 1 s to 200 s."""

from __future__ import annotations

from pathlib import Path

import pytest

from trials.fleet import polling
from trials.fleet.polling import Poll
from trials.kills.process import Halt, Life
from trials.kills.reckoning.lives import Lives, Outage
from trials.kills.record import POLL, Call

FIRST = Life(1, 0.0, Path(), ready=1.0, ended=100.0, killed=True, process="1")
SECOND = Life(1, 0.0, Path(), ready=1.0, ended=200.0, process="2")


def _poll(process: str, begun: float, at: float) -> Call:
    return Call(begun, at, POLL, by=process)


def test_a_poll_ends_with_its_process_and_where_that_hangs() -> None:
    stuck = Life(1, 0.0, Path(), ready=1.0, ended=200.0, process="2", halts=[Halt(50.0, 70.0)])
    lives = Lives([FIRST, stuck])
    found = polling.polls([_poll("1", 90, 109), _poll("2", 45, 70)], lives)
    assert found == [Poll("2", 45, 50), Poll("1", 90, 100)]


@pytest.mark.parametrize(("second_begins", "told"), [(99.0, 1), (100.1, 0)])
def test_two_that_poll_at_once_are_told(second_begins: float, told: int) -> None:
    found = [Poll("1", 90, 100), Poll("2", second_begins, 120)]
    assert len(list(polling.two_at_once(found))) == told


@pytest.mark.parametrize(("taken_over", "told"), [(125.0, 1), (110.0, 0)])
def test_that_nobody_polls_is_told_where_somebody_was_well_for_so_long(taken_over: float, told: int) -> None:
    found = [Poll("1", 1, 100), Poll("2", taken_over, 200)]
    assert len(list(polling.left_alone(found, Lives([FIRST, SECOND])))) == told
    away = Lives([FIRST, SECOND], [Outage(105.0, 120.0)])
    assert not list(polling.left_alone(found, away))


def test_how_long_it_takes_counts_from_the_kill_where_another_could_see_to_it() -> None:
    found = [Poll("1", 1, 100), Poll("2", 109, 200)]
    assert polling.taken_over_after(found, Lives([FIRST, SECOND])) == [9.0]
    assert polling.taken_over_after(found, Lives([FIRST, SECOND], [Outage(101.0, 104.0)])) == []
