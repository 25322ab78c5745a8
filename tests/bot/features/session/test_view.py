"""What a session looks like: few lines, exact times, and the right buttons at the right moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.features.session import play, view
from bot.features.session.view import Scene
from bot.texts import Texts
from bot.wire.buttons import Control, Play
from content import catalogue
from content.models import Level
from content.steps import StepKind, expand

NOON = datetime(2026, 7, 6, 12, 0, tzinfo=UTC)
CATALOGUE = catalogue.load()
TEXTS = Texts()
MOST_LINES = 6


def scene(*exercises: str, kind: StepKind = StepKind.READY, later: float = 0) -> Scene:
    """The first step of this kind, so many seconds after it began, seen from Lisbon in summer."""
    steps = expand([CATALOGUE.exercises[one] for one in exercises], {})
    state = play.begin(steps, NOON)
    while steps[state.index].kind is not kind:
        state = play.next_step(state, steps, NOON)
    now = NOON + timedelta(seconds=later)
    return Scene(7, state, steps, CATALOGUE.exercises[steps[state.index].exercise], now, "Europe/Lisbon")


def text(shown: Scene) -> str:
    return view.running(shown, TEXTS).text


def labels(shown: Scene) -> list[str]:
    return [key.label for row in view.running(shown, TEXTS).rows for key in row]


def test_a_hold_says_side_length_and_the_time_it_ends_on_the_persons_clock():
    hold = text(scene("seated-figure-four", kind=StepKind.HOLD))
    assert "<b>HOLD</b>  right side  <b>0:30</b>, until 13:00:30" in hold


def test_the_instructions_are_for_the_side_that_works():
    assert "right ankle" in text(scene("seated-figure-four", kind=StepKind.HOLD))
    assert "left ankle" in text(scene("seated-figure-four", kind=StepKind.SWITCH))


def test_the_bar_fills_as_the_hold_goes_on():
    assert view.bar(scene("seated-figure-four", kind=StepKind.HOLD)) == "▱" * 10
    assert view.bar(scene("seated-figure-four", kind=StepKind.HOLD, later=20)) == "▰" * 6 + "▱" * 4
    assert view.bar(scene("seated-figure-four", kind=StepKind.HOLD, later=99)) == "▰" * 10


def test_reps_show_their_count_and_tempo():
    shown = scene("bridge-reps", kind=StepKind.REPS)
    assert f"<b>{shown.step.count} times</b>, one every {shown.step.tempo:g} s, until 13:0" in text(shown)


def test_sets_are_counted():
    assert "1 of 8" in text(scene("floor-bridge", kind=StepKind.HOLD))


def test_exercises_are_counted_where_there_are_several():
    assert "</b>  1 of 2" in text(scene("march", "lizard"))
    assert "of" not in text(scene("march")).splitlines()[0]


def test_a_rest_between_two_exercises_shows_the_one_to_come():
    rest = text(scene("march", "lizard", kind=StepKind.REST))
    assert rest.startswith("<b>Lizard</b>  2 of 2")
    assert "then this one" in rest


def test_holds_come_with_a_breath_and_movement_with_a_cue():
    assert "Breathe slowly" in text(scene("lizard", kind=StepKind.HOLD))
    assert CATALOGUE.exercises["bridge-reps"].cues[0] in text(scene("bridge-reps", kind=StepKind.REPS))


@pytest.mark.parametrize("exercise", sorted(CATALOGUE.exercises))
def test_no_step_of_any_exercise_takes_more_than_a_glance(exercise):
    steps = expand([CATALOGUE.exercises[exercise]], {exercise: Level.HARD})
    state = play.begin(steps, NOON)
    while not play.is_over(state, steps):
        shown = text(Scene(7, state, steps, CATALOGUE.exercises[exercise], NOON, "Asia/Kathmandu"))
        assert len(shown.splitlines()) <= MOST_LINES
        assert len(shown) < 700
        state = play.next_step(state, steps, NOON)


@pytest.mark.parametrize("kind", [StepKind.READY, StepKind.HOLD, StepKind.SWITCH])
def test_every_step_can_be_paused_skipped_stopped_and_reported_as_hurting(kind):
    assert set(labels(scene("lizard", kind=kind))) >= {"Pause", "Next", "Back", "Stop", "It hurts"}


def test_more_time_is_there_on_work_only():
    assert "More time" in labels(scene("lizard", kind=StepKind.HOLD))
    assert "More time" not in labels(scene("lizard", kind=StepKind.SWITCH))


def test_a_pause_shows_what_is_left_and_no_end():
    hold = scene("lizard", kind=StepKind.HOLD, later=12)
    paused = replace(hold, state=play.pause(hold.state, hold.steps, hold.now))
    assert "PAUSED" in text(paused)
    assert "until" not in text(paused)
    assert labels(paused)[0] == "Resume"


def test_after_an_outage_it_asks():
    hold = scene("lizard", kind=StepKind.HOLD, later=90)
    away = replace(hold, state=play.tick(hold.state, hold.steps, hold.now))
    assert "I was away for a moment. Carry on?" in text(away)
    assert labels(away) == ["Resume", "Stop", "It hurts"]


def test_each_control_knows_the_step_it_was_shown_on():
    shown = scene("lizard", kind=StepKind.SWITCH)
    presses = [key.press for row in view.running(shown, TEXTS).rows for key in row]
    assert Play(7, shown.state.index, Control.NEXT) in presses
