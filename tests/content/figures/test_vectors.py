"""Points and directions: what every other part of the drawing leans on."""

from __future__ import annotations

from math import pi

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.figures.vectors import AHEAD, ORIGIN, RIGHT, UP, Vec, between, rotated, turned_between, vec

number = st.floats(-2, 2, allow_nan=False)
vectors = st.builds(Vec, number, number, number)
directions = vectors.filter(lambda one: one.length > 0.05).map(Vec.unit)
shares = st.floats(0, 1)


def close(one: Vec, other: Vec) -> bool:
    return (one - other).length < 1e-6


def test_ahead_cross_up_is_the_right_hand() -> None:
    assert close(AHEAD.cross(UP), RIGHT)


def test_a_direction_of_nothing_is_refused_unless_there_is_another() -> None:
    with pytest.raises(ValueError, match="length above 0"):
        ORIGIN.unit()
    assert ORIGIN.unit(UP) == UP


@given(vectors, directions)
def test_what_is_across_an_axis_stands_at_a_right_angle_to_it(vector: Vec, axis: Vec) -> None:
    assert abs(vector.across(axis).dot(axis)) < 1e-9


@given(vectors, directions, st.floats(-pi, pi))
def test_turning_keeps_the_length_and_turning_back_is_as_before(vector: Vec, axis: Vec, angle: float) -> None:
    turned = rotated(vector, axis, angle)
    assert abs(turned.length - vector.length) < 1e-9
    assert close(rotated(turned, axis, -angle), vector)


def test_a_quarter_turn_about_the_right_lifts_what_points_ahead() -> None:
    assert close(rotated(AHEAD, RIGHT, pi / 2), UP)


@given(vectors, vectors)
def test_both_ways_between_two_points_begin_and_end_there(start: Vec, end: Vec) -> None:
    for way in (between, turned_between):
        assert close(way(start, end, 0), start)
        assert close(way(start, end, 1), end)


@given(directions, directions, shares)
def test_what_swings_keeps_its_distance_from_the_joint(start: Vec, end: Vec, share: float) -> None:
    if start.dot(end) > -0.999:  # opposite directions have no one arc
        assert abs(turned_between(start * 0.4, end * 0.4, share).length - 0.4) < 1e-3


def test_a_vector_has_three_numbers() -> None:
    with pytest.raises(ValueError, match="unpack"):
        vec([1, 2])
