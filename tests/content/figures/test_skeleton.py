"""A pose becomes a body: limbs keep their length, and hands and feet are where the pose says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.figures import body as measures
from content.figures.body import LENGTHS, LIMBS, plain
from content.figures.skeleton import Blend, Body, PoseError, solved
from content.figures.vectors import Vec

place = st.tuples(st.floats(-1.5, 1.5), st.floats(-0.5, 1.5), st.floats(-1.5, 1.5))
direction = place.filter(lambda point: max(map(abs, point)) > 0.1)


def at_rest(pose) -> Body:
    return solved(Blend(pose, pose))


def assert_limbs_have_their_lengths(body: Body) -> None:
    for limb, (start, end) in LIMBS.items():
        if plain(limb) in LENGTHS and limb != "neck":
            length = (body.joints[end] - body.joints[start]).length
            assert length == pytest.approx(LENGTHS[plain(limb)], abs=1e-6), limb


@given(place, place, direction, direction, st.floats(0, 1))
def test_limbs_keep_their_lengths_wherever_hands_and_feet_are_sent(
    pose, foot, hand, knee, elbow, share
) -> None:
    moved = pose(right_foot={"at": foot, "knee": knee}, left_hand={"at": hand, "elbow": elbow})
    assert_limbs_have_their_lengths(solved(Blend(pose(), moved, share)))


def test_somebody_who_stands_is_one_body_height_tall(pose) -> None:
    body = at_rest(pose(pelvis={"at": [0, 0.53, 0]}))
    assert body.joints["head"].y + measures.HEAD == pytest.approx(1, abs=0.015)


def test_the_foot_of_somebody_who_stands_is_flat_on_the_floor(pose) -> None:
    joints = at_rest(pose()).joints
    for end in ("right_heel", "right_toes"):
        assert joints[end].y == pytest.approx(measures.FOOT_RADIUS, abs=1e-6)
    assert joints["right_toes"].x > joints["right_heel"].x


def test_a_foot_that_points_back_has_its_sole_up(pose) -> None:
    kneeling = pose(
        pelvis={"at": [0, 0.27, 0]},
        right_foot={"at": [-0.24, 0.03, 0.055], "knee": [0.3, -1, 0], "toes": [-1, 0, 0]},
    )
    joints = at_rest(kneeling).joints
    assert joints["right_heel"].y > joints["right_ankle"].y


def test_knees_and_elbows_point_where_the_pose_says(pose) -> None:
    body = at_rest(pose(pelvis={"at": [0, 0.4, 0]}, right_hand={"at": [0.1, 0.6, 0.15], "elbow": [-1, 0, 0]}))
    assert body.joints["right_knee"].x > 0.05
    assert body.joints["right_elbow"].x < body.joints["right_shoulder"].x


def test_what_is_out_of_reach_is_told_with_how_far(pose) -> None:
    body = at_rest(pose(right_hand={"at": [1.0, 0.8, 0.1]}))
    assert set(body.short) == {"right_hand"}
    assert body.short["right_hand"] > 0.5


def test_a_hand_can_lie_on_a_knee_or_on_a_place_on_a_limb(pose) -> None:
    sitting = pose(
        pelvis={"at": [0, 0.3, 0], "up": [0.7, 1, 0]},
        right_foot={"at": [0.24, 0.046, 0.06]},
        right_hand={"at": "right_knee", "off": [0, 0.05, 0]},
        left_hand={"at": "right_thigh 0.5"},
    )
    joints = at_rest(sitting).joints
    assert (joints["right_wrist"] - joints["right_knee"]).length == pytest.approx(0.05)
    middle = (joints["right_hip"] + joints["right_knee"]) * 0.5
    assert (joints["left_wrist"] - middle).length < 1e-6


def test_hands_may_hold_each_other_in_one_direction_only(pose) -> None:
    joined = at_rest(pose(right_hand={"at": [0.2, 0.6, 0]}, left_hand={"at": "right_wrist"}))
    assert (joined.joints["right_wrist"] - joined.joints["left_wrist"]).length < 1e-6
    with pytest.raises(PoseError, match="cannot be found"):
        at_rest(pose(right_hand={"at": "left_wrist"}, left_hand={"at": "right_wrist"}))


@pytest.mark.parametrize(
    ("place", "says"),
    [
        ("right_kneecap", "there is no joint 'right_kneecap'"),
        ("right_knee 0.5", "there is no limb 'right_knee'"),
        ("right_thigh half", "a number from 0 to 1"),
    ],
)
def test_a_place_that_does_not_exist_is_named(pose, place: str, says: str) -> None:
    with pytest.raises(PoseError, match=says):
        at_rest(pose(left_hand={"at": place}))


def test_two_directions_that_are_the_same_are_refused(pose) -> None:
    with pytest.raises(PoseError, match="pelvis: up and faces"):
        at_rest(pose(pelvis={"up": [1, 0, 0], "faces": [1, 0, 0]}))


@given(st.floats(0, 1))
def test_a_foot_that_stays_where_it_is_does_not_move_while_the_body_does(pose, share: float) -> None:
    lower = pose(pelvis={"at": [0.05, 0.4, 0]})
    body = solved(Blend(pose(), lower, share))
    assert (body.joints["right_ankle"] - Vec(0, 0.046, 0.055)).length < 1e-6
    assert not body.short


def test_toes_stay_on_their_spot_while_the_heel_rises(pose) -> None:
    toes = [0.105, 0.016, 0.055]
    flat = pose(right_foot={"at": toes, "by": "toes", "toes": [1, 0, 0]})
    raised = pose(right_foot={"at": toes, "by": "toes", "toes": [1, -0.5, 0]})
    bodies = [solved(Blend(flat, raised, share / 4)) for share in range(5)]
    assert all((body.joints["right_toes"] - Vec(*toes)).length < 0.004 for body in bodies)
    assert bodies[-1].joints["right_heel"].y > bodies[0].joints["right_heel"].y + 0.04


@given(st.floats(0, 1))
def test_a_straight_leg_that_is_lifted_stays_straight(pose, share: float) -> None:
    down = pose(
        pelvis={"at": [0, 0.06, 0], "up": [-1, 0, 0], "faces": [0, 1, 0]},
        right_foot={"at": [0.489, 0.06, 0.055], "knee": [0, 1, 0]},
        left_foot={"at": [0.489, 0.06, -0.055], "knee": [0, 1, 0]},
    )
    up = pose(
        pelvis={"at": [0, 0.06, 0], "up": [-1, 0, 0], "faces": [0, 1, 0]},
        right_foot={"at": [0.2, 0.506, 0.055], "knee": [-1, 0.3, 0]},
        left_foot={"at": [0.489, 0.06, -0.055], "knee": [0, 1, 0]},
    )
    joints = solved(Blend(down, up, share)).joints
    assert (joints["right_ankle"] - joints["right_hip"]).length > 0.487


def test_a_breath_lifts_the_shoulders_a_little_and_nothing_below_the_waist(pose) -> None:
    out, in_ = solved(Blend(pose(), pose())), solved(Blend(pose(), pose(), breath=1))
    assert 0.001 < in_.joints["right_shoulder"].y - out.joints["right_shoulder"].y < 0.01
    assert in_.joints["right_hip"] == out.joints["right_hip"]
