"""Pose files: a pose like another, and what is wrong is named."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from content.figures.model import Figure, filled_in


def test_a_pose_like_another_takes_over_what_it_leaves_out_part_by_part() -> None:
    read = {
        "poses": {
            "sit": {"pelvis": {"at": [0, 1, 0], "up": [0, 1, 0]}, "shrug": [0, 0]},
            "lean": {"like": "sit", "pelvis": {"up": [1, 1, 0]}},
        }
    }
    assert filled_in(read)["poses"]["lean"] == {"pelvis": {"at": [0, 1, 0], "up": [1, 1, 0]}, "shrug": [0, 0]}


def test_a_pose_can_be_like_one_that_is_like_another() -> None:
    read = {"poses": {"a": {"x": 1}, "b": {"like": "a", "y": 2}, "c": {"like": "b", "z": 3}}}
    assert filled_in(read)["poses"]["c"] == {"x": 1, "y": 2, "z": 3}


def test_a_pose_like_one_that_comes_later_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match=r"poses\.b is like 'c'"):
        filled_in({"poses": {"b": {"like": "c"}, "c": {}}})


@pytest.mark.parametrize(
    ("motion", "says"),
    [
        ({"enter": ["stand", "fly"]}, "there is no pose 'fly'"),
        ({"enter": ["stand"], "rep": [["stand", 0], ["there", 0.5]]}, "rise from 0 to 1"),
        (
            {"enter": ["stand"], "rep": [["stand", 0], ["there", 0.7], ["there", 0.5], ["stand", 1]]},
            "rise from 0 to 1",
        ),
        ({"enter": ["stand"], "rep": [["stand", 0], ["there", 1]]}, "must end in the pose it begins with"),
    ],
)
def test_a_motion_that_cannot_be_is_refused(figure, motion: dict[str, object], says: str) -> None:
    plain = figure().model_dump()
    with pytest.raises(ValidationError, match=says):
        Figure.model_validate({**plain, "motion": motion})
