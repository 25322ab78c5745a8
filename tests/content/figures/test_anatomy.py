"""What a body cannot do is found and said; every figure of the catalogue is sound in every frame."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from content.catalogue import Catalogue, load
from content.figures.anatomy import angles, faults
from content.figures.skeleton import Blend, solved

CATALOGUE = load()


def found(figure, *words: str) -> Iterator[str]:
    return (fault for fault in faults(figure) if all(word in fault for word in words))


def test_somebody_who_stands_has_no_fault(figure) -> None:
    assert list(faults(figure())) == []


@pytest.mark.parametrize("exercise", sorted(CATALOGUE.figures))
def test_no_frame_of_any_exercise_is_beyond_what_a_body_can_do(exercise: str) -> None:
    assert list(faults(CATALOGUE.figures[exercise])) == []


def test_every_exercise_is_drawn(catalogue: Catalogue) -> None:
    assert set(catalogue.figures) == set(catalogue.exercises)


def test_a_hand_that_cannot_reach_is_told(figure) -> None:
    assert any(found(figure(right_hand={"at": [0.9, 0.8, 0]}), "there: right_hand", "short"))


def test_a_knee_that_bends_backward_is_told(figure) -> None:
    bent = figure(pelvis={"at": [0, 0.4, 0]}, right_foot={"knee": [-1, 0.3, 0]})
    assert any(found(bent, "right hip rotation"))


def test_a_foot_that_is_wrenched_is_told(figure) -> None:
    assert any(found(figure(right_foot={"at": [0, 0.2, 0.055], "toes": [0.3, 1, 0]}), "right ankle"))


def test_a_spine_that_breaks_is_told(figure) -> None:
    assert any(found(figure(chest={"up": [1, -0.3, 0], "faces": [-0.3, -1, 0]}), "trunk bend"))


def test_a_head_that_looks_backward_is_told(figure) -> None:
    assert any(found(figure(head={"looks": [-1, 0, 0]}), "look"))


def test_a_body_below_the_floor_is_told(figure) -> None:
    sunk = figure(pelvis={"at": [0, 0.3, 0]}, right_foot={"at": [0, -0.1, 0.055]})
    assert any(found(sunk, "floor", "sinks"))


def test_a_body_inside_the_chair_is_told(figure) -> None:
    chair = {"kind": "chair", "at": [0.1, 0]}
    assert any(found(figure((chair,)), "inside a prop"))


def test_a_hand_on_a_wall_is_not_in_it_but_one_behind_it_is(figure) -> None:
    wall = {"kind": "wall", "at": 0.25}
    touching = figure(
        (wall,), right_hand={"at": [0.232, 0.8, 0.1], "elbow": [0, -1, 0.3], "fingers": [0, 1, 0]}
    )
    assert not any(found(touching, "inside a prop"))
    through = figure((wall,), right_hand={"at": [0.3, 0.8, 0.1], "elbow": [0, -1, 0.3], "fingers": [0, 1, 0]})
    assert any(found(through, "right_forearm", "inside a prop"))


def test_a_movement_that_does_not_begin_where_the_way_in_ends_is_told(figure) -> None:
    whole = figure()
    motion = whole.motion.model_copy(update={"rep": (("stand", 0.0), ("there", 0.5), ("stand", 1.0))})
    assert any(found(whole.model_copy(update={"motion": motion}), "motion.rep"))


def test_angles_of_somebody_who_stands_are_near_nothing(pose) -> None:
    for angle in angles(solved(Blend(pose(), pose()))):
        low, high = angle.allowed
        assert low <= angle.degrees <= high
        assert abs(angle.degrees) < 40, angle.name


def test_a_pose_that_cannot_be_taken_is_told_and_not_raised(figure) -> None:
    assert any(found(figure(left_hand={"at": "right_kneecap"}), "there is no joint 'right_kneecap'"))
