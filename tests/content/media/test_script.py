"""What a clip shows at each moment: numbers, ring, breath and where the figure is."""

import pytest

from content.figures.model import Motion
from content.figures.ways import Way
from content.media.recipes import Clip, Scene
from content.media.script import LEVELS, Look, Phase, Shot, inhaled, length, shot
from content.steps import StepKind
from content.terms import Side

MOTION = Motion(enter=("sit", "lean"), rep=(("lean", 0), ("back", 0.5), ("lean", 1)))
IN_POSE = Look("lean", "lean", 0)


def _clip(*scenes: Scene) -> Clip:
    return Clip(exercise="lizard", scenes=scenes)


def _at(moment: float, *scenes: Scene, motion: Motion = MOTION) -> Shot:
    return shot(_clip(*scenes), motion, moment)


READY = Scene(kind=StepKind.READY, seconds=6)
HOLD = Scene(kind=StepKind.HOLD, seconds=20, side=Side.LEFT)
REPS = Scene(kind=StepKind.REPS, seconds=30, count=10, tempo=3)


def test_the_figure_waits_then_moves_into_the_pose_while_the_seconds_count() -> None:
    assert _at(0.4, READY).look == Look("sit", "sit", 0)
    assert _at(1.3, READY).look == Look("lean", "sit", LEVELS // 2)
    assert _at(2.2, READY).look == _at(5.9, READY).look == IN_POSE
    assert [_at(moment, READY).reading.number for moment in (0, 0.9, 1, 5.9)] == [6, 6, 5, 1]
    assert _at(3, READY).reading.phase is Phase.WAIT
    assert _at(3, READY).reading.share == 0.5


def test_a_hold_counts_its_seconds_down_in_the_pose() -> None:
    seen = _at(26 - 12.5, READY, HOLD)
    assert (seen.reading.phase, seen.reading.number, seen.side) == (Phase.WORK, 13, Side.LEFT)
    assert seen.reading.share == pytest.approx(12.5 / 20)
    assert (seen.look.start, seen.look.level) == ("lean", 0)


def test_the_breath_of_a_hold_goes_in_for_four_seconds_and_out_for_six() -> None:
    breaths = [_at(moment, HOLD).reading.breath for moment in (0, 2, 4, 7, 10, 14)]
    assert breaths == pytest.approx([0, 0.5, 1, 0.5, 0, 1])
    assert _at(4, HOLD).look.breath > _at(1, HOLD).look.breath > _at(0, HOLD).look.breath


def test_breaths_have_their_own_length_and_are_counted() -> None:
    breathe = Scene(kind=StepKind.BREATHE, seconds=24, count=4, tempo=6)
    readings = [_at(moment, breathe).reading for moment in (0, 2.4, 6, 23.9)]
    assert [(one.number, one.of) for one in readings] == [(1, 4), (1, 4), (2, 4), (4, 4)]
    assert [one.breath for one in readings[:3]] == pytest.approx([0, 1, 0])


def test_repetitions_are_counted_at_their_tempo_and_the_ring_shows_what_is_done() -> None:
    readings = [_at(moment, REPS).reading for moment in (0, 2.9, 3, 15, 29.9)]
    assert [one.number for one in readings] == [1, 1, 2, 6, 10]
    assert [one.share for one in readings[2:4]] == [0.1, 0.5]
    assert [_at(moment, REPS).look for moment in (0, 3, 6)] == [IN_POSE] * 3
    assert _at(1.5, REPS).look == Look("back", "back", 0)


def test_two_repetitions_of_alternating_sides_are_one_cycle() -> None:
    march = Motion(
        enter=("stand",), rep=(("stand", 0), ("left", 0.25), ("right", 0.75), ("stand", 1)), reps=2
    )
    assert _at(1.5, REPS, motion=march).look.start == "left"
    assert _at(4.5, REPS, motion=march).look.start == "right"
    assert _at(6, REPS, motion=march).look.start == "stand"


def test_seconds_that_are_left_over_after_the_last_repetition_stay_in_the_pose() -> None:
    clamshell = Scene(kind=StepKind.REPS, seconds=38, count=15, tempo=2.5)
    assert _at(37.8, clamshell).look == IN_POSE
    assert (_at(37.8, clamshell).reading.number, _at(37.8, clamshell).reading.share) == (15, 1)


def test_before_an_exercise_the_figure_rests_as_it_begins() -> None:
    assert _at(5, Scene(kind=StepKind.REST, seconds=10)).look == Look("sit", "sit", 0)


def test_between_two_holds_it_lowers_and_rises_again() -> None:
    rest = Scene(kind=StepKind.REST, seconds=3, set=2, sets=8)
    looks = [_at(moment, rest).look for moment in (0, 1.5, 2.99)]
    assert looks == [IN_POSE, Look("sit", "sit", 0), IN_POSE]
    assert (_at(1, rest).reading.set, _at(1, rest).reading.sets) == (2, 8)


def test_from_its_end_on_the_clip_says_done() -> None:
    clip = _clip(READY, HOLD)
    assert length(clip) == 26
    for moment in (26, 60):
        seen = shot(clip, MOTION, moment)
        assert (seen.reading.phase, seen.reading.number, seen.reading.share) == (Phase.DONE, 0, 1)
        assert (seen.look.start, seen.side) == ("lean", Side.LEFT)


def test_the_way_back_is_made_of_the_same_pictures() -> None:
    assert Look.of(Way("down", "up", 0.25)) == Look.of(Way("up", "down", 0.75))
    assert Look.of(Way("down", "up", 1)) == Look.of(Way("up", "up", 0)) == Look("up", "up", 0)
    assert Look.of(Way("up", "down", 0.75)).way == Way("down", "up", 0.25)


def test_a_breath_is_empty_at_both_ends_and_full_after_two_fifths() -> None:
    assert [inhaled(share) for share in (0, 0.4, 1)] == pytest.approx([0, 1, 0])
