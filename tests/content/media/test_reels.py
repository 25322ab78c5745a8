"""Which steps one clip shows: as many as nobody has to be called for."""

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.catalogue import load
from content.media.recipes import Clip
from content.media.reels import last_of, reel, reels, tail
from content.models import Level
from content.steps import Step, StepKind, expand
from content.terms import Side

CATALOGUE = load()
ids = st.lists(st.sampled_from(sorted(CATALOGUE.exercises)), min_size=1, max_size=4)
levels = st.dictionaries(st.sampled_from(sorted(CATALOGUE.exercises)), st.sampled_from(Level))
quick = settings(max_examples=60, deadline=None)


def _steps(*exercises: str, level: Level = Level.NORMAL) -> tuple[Step, ...]:
    return expand([CATALOGUE.exercises[one] for one in exercises], dict.fromkeys(exercises, level))


def _kinds(clip: Clip) -> list[str]:
    return [scene.kind for scene in clip.scenes]


def test_getting_ready_and_the_hold_are_one_clip_and_the_other_side_is_the_next() -> None:
    right, left = reels(_steps("kneeling-lunge"))
    assert (_kinds(right), right.scenes[0].side) == (["ready", "hold"], Side.RIGHT)
    assert (_kinds(left), left.scenes[0].side) == (["switch", "hold"], Side.LEFT)


def test_a_bridge_runs_through_to_its_last_hold() -> None:
    (bridge,) = reels(_steps("floor-bridge"))
    assert _kinds(bridge) == ["ready", "hold", *["rest", "hold"] * 7]
    assert bridge.scenes[-1].set == bridge.scenes[-1].sets == 8


def test_the_rest_before_an_exercise_begins_the_clip_of_that_exercise() -> None:
    first, second = reels(_steps("sit-tall", "march"))
    assert (first.exercise, _kinds(first)) == ("sit-tall", ["ready", "breathe"]) or _kinds(first)[
        0
    ] == "ready"
    assert (second.exercise, _kinds(second)) == ("march", ["rest", "ready", "reps"])


def test_somebody_who_goes_back_sees_the_clip_from_that_step_on() -> None:
    steps = _steps("kneeling-lunge")
    assert _kinds(reel(steps, 1)) == ["hold"]
    assert last_of(steps, 1) == last_of(steps, 0) == 1


def test_a_session_that_is_done_has_no_clip() -> None:
    steps = _steps("kneeling-lunge")
    with pytest.raises(ValueError, match="no clip"):
        reel(steps, len(steps) - 1)


@quick
@given(ids, levels, st.data())
def test_a_reel_covers_consecutive_steps_from_its_index_on(
    chosen: list[str], levels: dict[str, Level], data: st.DataObject
) -> None:
    steps = expand([CATALOGUE.exercises[one] for one in chosen], levels)
    index = data.draw(st.integers(0, len(steps) - 2))
    clip, last = reel(steps, index), last_of(steps, index)
    covered = steps[index : last + 1]
    assert [(scene.kind, scene.seconds, scene.side) for scene in clip.scenes] == [
        (step.kind, step.seconds, step.side) for step in covered
    ]
    assert {step.exercise for step in covered} == {clip.exercise}
    assert not any(step.kind in {StepKind.SWITCH, StepKind.DONE} for step in covered[1:])
    assert all(one.part == other.part for one, other in pairwise(covered))


@quick
@given(ids, levels)
def test_the_reels_of_a_session_show_every_step_once_and_each_shows_some_work(
    chosen: list[str], levels: dict[str, Level]
) -> None:
    steps = expand([CATALOGUE.exercises[one] for one in chosen], levels)
    clips = list(reels(steps))
    assert [scene.seconds for clip in clips for scene in clip.scenes] == [step.seconds for step in steps[:-1]]
    assert all(clip.scenes[-1].kind in {"hold", "reps", "breathe"} for clip in clips)


@pytest.mark.parametrize(("left", "shown"), [(25, 25), (24.9, 20), (19.99, 15), (5, 5)])
def test_a_resumed_hold_is_shown_in_fives(left: float, shown: int) -> None:
    hold = _steps("kneeling-lunge")[1]
    clip = tail(hold, timedelta(seconds=left))
    assert clip is not None
    assert [(scene.kind, scene.seconds, scene.side) for scene in clip.scenes] == [("hold", shown, "right")]


def test_resumed_repetitions_and_breaths_are_whole_ones() -> None:
    reps = tail(_steps("clamshell")[1], timedelta(seconds=9))
    assert reps is not None
    assert (reps.scenes[0].count, reps.scenes[0].seconds) == (3, 8)
    breaths = tail(_steps("long-breaths")[1], timedelta(seconds=59.9))
    assert breaths is not None
    assert (breaths.scenes[0].count, breaths.scenes[0].seconds) == (5, 50)


@pytest.mark.parametrize(
    ("exercise", "left"), [("kneeling-lunge", 4.9), ("clamshell", 2.4), ("long-breaths", 9)]
)
def test_what_is_too_short_for_a_clip_has_none(exercise: str, left: float) -> None:
    assert tail(_steps(exercise)[1], timedelta(seconds=left)) is None


def test_only_work_is_resumed() -> None:
    assert tail(_steps("kneeling-lunge")[0], timedelta(seconds=8)) is None


@quick
@given(st.sampled_from(sorted(CATALOGUE.exercises)), st.floats(0, 200))
def test_a_tail_is_never_longer_than_what_is_left_rounded_up(exercise: str, left: float) -> None:
    step = _steps(exercise)[1]
    clip = tail(step, timedelta(seconds=left))
    if clip is not None:
        assert clip.scenes[0].seconds < left + 1
