"""Stretches of time."""

from trials.kills.reckoning.spans import merged, without


def test_what_meets_becomes_one() -> None:
    assert merged([(5, 6), (1, 2), (2, 3), (1.5, 1.6), (9, 9)]) == [(1, 3), (5, 6)]


def test_what_is_taken_away_leaves_the_rest_of_each() -> None:
    assert without([(0, 10), (20, 30)], [(-5, 1), (3, 4), (8, 22), (29, 40)]) == [(1, 3), (4, 8), (22, 29)]
    assert without([(0, 10)], []) == [(0, 10)]
    assert without([(0, 10)], [(0, 10)]) == []
