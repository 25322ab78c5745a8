"""Which life a call belongs to, and what excuses a second message."""

from pathlib import Path
from typing import Any

from tests.trials.kills.reckoning.conftest import UNSENT
from trials.kills.process import Halt, Life
from trials.kills.reckoning.lives import (
    IN_FLIGHT_AT_A_HALT,
    IN_FLIGHT_AT_A_KILL,
    IN_FLIGHT_WHILE_AWAY,
    Lives,
    Outage,
)


def test_a_call_read_right_after_a_start_was_written_by_the_bot_before(lives: Lives, sent) -> None:
    assert [lives.of(sent(at)) for at in (50, 101, 102.2, 104)] == [0, 0, 0, 1]


def test_a_message_may_come_again_where_the_bot_could_not_hear_that_it_was_taken(lives: Lives, sent) -> None:
    assert lives.why_again(sent(50, fault="DROP_AFTER"), sent(51)) == "its answer was lost"
    assert lives.why_again(sent(50), sent(51)) == ""


def test_a_message_may_come_again_after_a_kill_only_where_it_was_in_flight(lives: Lives, sent) -> None:
    def why(first: float, again: float, chat: int = 7, button: str = "jm1.3", text: str = "") -> str:
        return lives.why_again(sent(first, chat, button, text=text), sent(again, chat, button, text=text))

    assert why(99.9, 105) == why(100.2, 105) == IN_FLIGHT_AT_A_KILL
    assert why(90, 105) == why(105, 106) == ""
    # It was not in the outbox any more.
    assert why(99.9, 105, chat=8) == why(99.9, 105, button="jm1.33") == why(99.9, 105, text="xq7n1") == ""


def _fleet(**facts: Any) -> Lives:
    """The process that sent a message at 99.9 s, and another that is there all the time."""
    first = Life(1, 0.0, Path(), ready=1.0, process="1", **{"ended": 300.0, **facts})
    return Lives([first, Life(1, 0.0, Path(), ready=1.0, ended=300.0, process="2")], [Outage(150.0, 160.0)])


def _again(lives: Lives, sent, first_at: float, again_at: float) -> str:
    return lives.why_again(sent(first_at, 7, "jm1.3", by="1"), sent(again_at, 7, "jm1.3", by="2"))


def test_of_several_processes_each_has_lives_of_its_own(sent) -> None:
    assert [_fleet().of(sent(50, by=name)) for name in ("1", "2")] == [0, 1]


def test_a_message_may_come_from_another_where_its_process_was_killed_or_hung_for_long(sent) -> None:
    killed = _fleet(ended=100.0, killed=True, unsent=(UNSENT,))
    assert _again(killed, sent, 99.9, 108) == IN_FLIGHT_AT_A_KILL
    assert _again(killed, sent, 90, 108) == ""
    assert _again(_fleet(halts=[Halt(100.0, 112.0, (UNSENT,))]), sent, 99.9, 109) == IN_FLIGHT_AT_A_HALT
    assert _again(_fleet(halts=[Halt(100.0, 104.0, (UNSENT,))]), sent, 99.9, 109) == ""
    assert _again(_fleet(halts=[Halt(100.0, 112.0)]), sent, 99.9, 109) == ""


def test_a_message_may_come_again_where_its_process_ended_before_the_database_was_back(sent) -> None:
    assert _again(_fleet(ended=158.0, unsent=(UNSENT,)), sent, 149.9, 170) == IN_FLIGHT_WHILE_AWAY
    assert _again(_fleet(ended=200.0, unsent=(UNSENT,)), sent, 149.9, 210) == ""


def test_nobody_serves_while_the_database_is_away_or_all_hang() -> None:
    lives = _fleet(halts=[Halt(100.0, 120.0)])
    assert lives.served(140, 170) == 20
    assert lives.served(100, 120) == 20
    assert lives.well(lives.all[0]) == [(1.0, 100.0), (120.0, 150.0), (160.0, 300.0)]


def test_what_is_due_may_wait_for_each_process_that_ended_meanwhile(lives: Lives) -> None:
    assert _fleet(ended=100.0, halts=[Halt(50.0, 60.0)]).time_to_take_over(40, 110) == 2 * 12
    assert _fleet(ended=100.0).time_to_take_over(101, 110) == 0
    assert lives.time_to_take_over(0, 300) == 0  # one alone has nobody to wait for
