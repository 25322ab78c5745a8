"""The camera and the cut: the figure fills most of the frame, and the dial's corner is free."""

from __future__ import annotations

import pytest

from content.catalogue import load
from content.figures.camera import Camera
from content.figures.flesh import flesh
from content.figures.framing import DIAL
from content.figures.model import View
from content.figures.staging import Stage
from content.figures.vectors import AHEAD, RIGHT, UP

FIGURES = load().figures


def test_without_yaw_the_right_side_is_seen_and_the_person_faces_right() -> None:
    camera = Camera.of(View(yaw=0, pitch=0))
    assert (camera.sees(AHEAD).right, camera.sees(UP).up, camera.sees(RIGHT).near) == pytest.approx((1, 1, 1))


def test_a_yaw_of_a_quarter_turn_sees_the_front() -> None:
    assert Camera.of(View(yaw=-90, pitch=0)).sees(AHEAD).near == pytest.approx(1)


def test_from_straight_above_up_is_near() -> None:
    assert Camera.of(View(yaw=0, pitch=90)).sees(UP).near == pytest.approx(1)


def spots(exercise: str) -> list[tuple[float, float, float]]:
    """All that is ever seen of the body: from the left, from the top, and how thick, in shares of the frame."""
    stage = Stage(FIGURES[exercise])
    return [
        (*stage.framing.place(stage.camera.sees(ball.at)), ball.radius * stage.framing.scale)
        for moment in stage.moments()
        for blob in flesh(moment.body)
        for ball in blob.balls
    ]


@pytest.mark.parametrize("exercise", sorted(FIGURES))
def test_the_figure_fills_the_frame_and_stays_in_it(exercise: str) -> None:
    seen = spots(exercise)
    wide = max(x + r for x, _, r in seen) - min(x - r for x, _, r in seen)
    high = max(y + r for _, y, r in seen) - min(y - r for _, y, r in seen)
    assert max(wide, high) == pytest.approx(0.8, abs=0.001)
    assert all(0.05 < x < 0.95 and 0.05 < y < 0.95 for x, y, _ in seen)


@pytest.mark.parametrize("exercise", sorted(FIGURES))
def test_the_still_is_filled_by_its_own_pose(exercise: str) -> None:
    stage = Stage(FIGURES[exercise])
    balls = [ball for blob in flesh(stage.still()) for ball in blob.balls]
    places = [
        (*stage.close_up.place(stage.camera.sees(ball.at)), ball.radius * stage.close_up.scale)
        for ball in balls
    ]
    wide = max(x + r for x, _, r in places) - min(x - r for x, _, r in places)
    high = max(y + r for _, y, r in places) - min(y - r for _, y, r in places)
    assert max(wide, high) == pytest.approx(0.8, abs=0.001)


@pytest.mark.parametrize("exercise", sorted(FIGURES))
def test_the_dial_covers_no_part_of_the_figure(exercise: str) -> None:
    left, top = (share * (1 - DIAL) + DIAL / 2 for share in Stage(FIGURES[exercise]).framing.corner.value)
    covered = [
        spot for spot in spots(exercise) if max(abs(spot[0] - left), abs(spot[1] - top)) < DIAL / 2 + spot[2]
    ]
    assert not covered
