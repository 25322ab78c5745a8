"""The kills are drawn from a seed, and hit starts, service and single calls."""

from trials.kills.plan import MOMENTS, about, killings
from trials.kills.record import Call


def test_a_seed_gives_the_same_kills_again() -> None:
    assert killings(1, 20, 3, 15) == killings(1, 20, 3, 15) != killings(2, 20, 3, 15)


def test_some_are_killed_while_they_start_some_by_the_clock_and_some_at_each_kind_of_call() -> None:
    plan = killings(1, 200, 3, 15)
    assert 40 < sum(one.starting for one in plan) < 80
    assert {one.moment for one in plan} == {"", *MOMENTS}
    assert all(one.after <= one.at_latest == 3 for one in plan if one.at_latest < 15)


def test_every_tenth_life_is_long_so_that_what_is_not_written_down_at_once_has_no_excuse() -> None:
    plan = killings(1, 200, 3, 15)
    assert [number for number, one in enumerate(plan) if one.after >= 15] == list(range(5, 200, 10))
    assert all(one.after <= one.at_latest == 20 for one in plan[5::10])
    assert about(200, 3, 15) == 200 * 3 + 180 * 1.5 + 20 * 17.5


def test_a_moment_is_a_call_that_the_server_has_carried_out() -> None:
    is_reminder = MOMENTS["a reminder sent"]
    assert is_reminder(Call(1, 1, "sendMessage", buttons=("jm1.3",)))
    assert not is_reminder(Call(1, 1, "sendMessage", 429, buttons=("jm1.3",)))
    assert not is_reminder(Call(1, 1, "sendMessage"))
