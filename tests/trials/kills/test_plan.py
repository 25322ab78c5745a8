"""The kills are drawn from a seed, and hit starts, service and single calls."""

from trials.kills.plan import MOMENTS, killings
from trials.kills.record import Call


def test_a_seed_gives_the_same_kills_again() -> None:
    assert killings(1, 20, 3.0) == killings(1, 20, 3.0) != killings(2, 20, 3.0)


def test_some_are_killed_while_they_start_some_by_the_clock_and_some_at_each_kind_of_call() -> None:
    plan = killings(1, 200, 3.0)
    assert 40 < sum(one.starting for one in plan) < 80
    assert {one.moment for one in plan} == {"", *MOMENTS}
    assert all(one.after <= one.at_latest == 3.0 for one in plan)


def test_a_moment_is_a_call_that_the_server_has_carried_out() -> None:
    is_reminder = MOMENTS["a reminder sent"]
    assert is_reminder(Call(1, 1, "sendMessage", buttons=("jm1.3",)))
    assert not is_reminder(Call(1, 1, "sendMessage", 429, buttons=("jm1.3",)))
    assert not is_reminder(Call(1, 1, "sendMessage"))
