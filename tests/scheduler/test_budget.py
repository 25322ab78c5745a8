"""The budget for bulk messages."""

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.budget import Budget


def test_a_second_has_so_many_grants_and_no_more():
    budget = Budget(30)
    assert budget.grant(5.0, 20) == 20
    assert budget.grant(5.5, 20) == 10
    assert budget.grant(5.9, 1) == 0
    assert budget.wait(5.75) == 0.25
    assert budget.grant(6.0, 50) == 20


def test_nothing_has_to_be_waited_for_while_some_are_free():
    assert Budget(2).wait(0.0) == 0.0


def test_what_is_given_back_can_be_granted_again():
    budget = Budget(3)
    budget.grant(1.0, 3)
    budget.give_back(1.0, 2)
    assert budget.grant(1.1, 3) == 2


def test_no_more_can_be_given_back_than_was_granted_then():
    budget = Budget(3)
    budget.grant(1.0, 1)
    budget.give_back(1.0, 5)
    budget.give_back(0.5, 5)
    assert budget.grant(1.1, 9) == 3


def test_a_budget_of_nothing_is_refused():
    with pytest.raises(ValueError, match="at least 1"):
        Budget(0)


requests = st.lists(
    st.tuples(st.sampled_from([0.0, 0.1, 0.25, 0.5, 1.0, 3.0]), st.integers(0, 9)), max_size=40
)


@given(st.integers(1, 8), requests)
def test_no_sliding_second_has_more_than_the_budget(per_second: int, asked: list[tuple[float, int]]):
    budget = Budget(per_second)
    times = accumulate((step for step, _ in asked), initial=100.0)
    granted = [
        at
        for at, (_, wanted) in zip(list(times)[1:], asked, strict=True)
        for _ in range(budget.grant(at, wanted))
    ]
    for start in granted:
        assert sum(start <= at < start + 1.0 for at in granted) <= per_second


@given(st.integers(1, 8), requests)
def test_after_the_wait_there_is_one(per_second: int, asked: list[tuple[float, int]]):
    budget, now = Budget(per_second), 0.0
    for step, wanted in asked:
        now += step
        budget.grant(now, wanted)
    assert budget.grant(now + budget.wait(now), 1) == 1


def test_no_more_is_granted_than_there_is_room_for_and_room_is_looked_for_again():
    room = [2]
    budget = Budget(30, room=lambda: room[0])
    assert budget.grant(0.0, 10) == 2
    room[0] = 0
    assert budget.grant(0.0, 10) == 0
    assert 0 < budget.wait(0.0) < 1
    room[0] = 5
    assert budget.wait(0.0) == 0.0
