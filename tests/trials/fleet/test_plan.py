"""The blows are drawn from a seed, and in twenty of them is something of each kind."""

from trials.fleet.plan import Kind, blows


def test_a_seed_gives_the_same_blows_again() -> None:
    assert blows(1, 30, 3, 3) == blows(1, 30, 3, 3) != blows(2, 30, 3, 3)


def test_in_twenty_there_is_something_of_each_kind() -> None:
    assert {blow.kind for blow in blows(1, 20, 3, 3)} == set(Kind)


def test_each_meets_as_many_as_it_says() -> None:
    many = {Kind.ALL: 3, Kind.TWO: 2, Kind.SERVER_KILLED: 0, Kind.SERVER_RESTARTED: 0}
    for blow in blows(1, 100, 3, 3):
        assert len(set(blow.victims)) == many.get(blow.kind, 1)
        assert set(blow.victims) <= {0, 1, 2, 3}


def test_who_is_to_be_taken_for_dead_hangs_for_longer_than_that_takes() -> None:
    assert all(blow.lasts > 8 for blow in blows(1, 100, 3, 3) if blow.kind is Kind.STUCK)
