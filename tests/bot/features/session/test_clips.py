"""A session in clips: one for all steps until the person is called, and nothing is edited while it plays."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.features.session import clips, play
from bot.features.session.state import State
from content import catalogue
from content.media import recipes
from content.media.recipes import Clip, Recipe, Still
from content.models import Side
from content.steps import Step, StepKind, expand

CATALOGUE = catalogue.load()
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
READY, HOLD, SWITCH = 6, 30, 5


def shown(bob) -> Recipe:
    """What is drawn above the text shown last."""
    assert bob.view.media is not None
    return recipes.parse(bob.view.media["recipe"])


def scenes(bob) -> list[tuple[str, int]]:
    clip = shown(bob)
    assert isinstance(clip, Clip)
    return [(str(scene.kind), scene.seconds) for scene in clip.scenes]


def begin(bob, what="seated figure four") -> None:
    bob.says(what)
    bob.taps("Start")


def test_the_card_shows_the_exercise_and_has_its_first_clip_made_ready(bob):
    bob.says("seated figure four")
    assert shown(bob) == Still(exercise="seated-figure-four")
    (ready,) = bob.view.media["upcoming"]
    bob.taps("Start")
    assert shown(bob) == recipes.parse(ready)


def test_getting_ready_and_the_hold_are_one_clip_and_one_message(bob):
    begin(bob)
    assert scenes(bob) == [("ready", READY), ("hold", HOLD)]
    assert "<b>GET READY</b>  0:06, then <b>HOLD</b>  right side  <b>0:30</b>, until" in bob.sees
    before = len(bob.said)
    bob.waits(READY + HOLD - 1)
    assert len(bob.said) == before


def test_the_switch_calls_with_a_new_message_that_shows_the_other_side(bob):
    begin(bob)
    bob.waits(READY + HOLD)
    assert scenes(bob) == [("switch", SWITCH), ("hold", HOLD)]
    assert bob.view.anew
    assert all(scene.side is Side.LEFT for scene in shown(bob).scenes)
    assert "<b>SWITCH SIDES</b>  0:05, then <b>HOLD</b>  left side" in bob.sees


def test_the_clip_of_the_other_side_is_made_ready_while_the_first_plays(bob):
    begin(bob)
    upcoming = [recipes.parse(plain) for plain in bob.view.media["upcoming"]]
    bob.waits(READY + HOLD)
    assert shown(bob) in upcoming


def test_a_pause_shows_the_pose_and_resuming_what_is_left_in_fives(bob):
    begin(bob)
    bob.waits(READY + 13)
    bob.taps("Pause")
    assert shown(bob) == Still(exercise="seated-figure-four")
    assert "<b>PAUSED</b>  right side  0:17 to go" in bob.sees
    bob.taps("Resume")
    assert scenes(bob) == [("hold", 15)]
    assert "<b>HOLD</b>  right side  <b>0:17</b>, until" in bob.sees
    bob.waits(16)
    assert "HOLD" in bob.sees
    bob.waits(1)
    assert "SWITCH" in bob.sees


def test_a_pause_on_the_left_shows_the_left(bob):
    begin(bob)
    bob.waits(READY + HOLD + SWITCH + 3)
    bob.taps("Pause")
    assert shown(bob) == Still(exercise="seated-figure-four", side=Side.LEFT)


def test_what_is_left_is_told_in_text_where_it_is_too_short_for_a_clip(bob):
    begin(bob)
    bob.waits(READY + HOLD - 3)
    bob.taps("Pause", "Resume")
    assert bob.view.media is None
    assert "<b>0:03</b>, until" in bob.sees


def test_a_pause_while_getting_ready_goes_on_with_the_seconds_that_are_left(bob):
    begin(bob)
    bob.waits(2)
    bob.taps("Pause", "Resume")
    assert scenes(bob) == [("ready", 4), ("hold", HOLD)]
    before = len(bob.said)
    bob.waits(4 + HOLD - 1)
    assert len(bob.said) == before


def test_buttons_below_a_clip_are_for_the_step_that_it_has_come_to(bob):
    begin(bob)
    below = bob.view
    bob.waits(READY + 10)
    bob.taps_on(below, "Next")
    assert scenes(bob) == [("switch", SWITCH), ("hold", HOLD)]
    bob.taps_on(below, "Next")
    assert bob.toast == "That step is over already."


def test_next_while_getting_ready_begins_the_hold(bob):
    begin(bob)
    bob.taps("Next")
    assert scenes(bob) == [("hold", HOLD)]


def test_back_from_the_second_hold_shows_the_switch_again(bob):
    begin(bob)
    bob.waits(READY + HOLD + SWITCH + 10)
    bob.taps("Back")
    assert scenes(bob) == [("switch", SWITCH), ("hold", HOLD)]


def test_more_time_is_there_from_the_start_of_a_clip_and_added_once_the_hold_has_begun(bob):
    begin(bob)
    below = bob.view
    bob.taps("More time")
    assert bob.toast == "Once it has begun: tap again then."
    bob.waits(READY + 10)
    bob.taps_on(below, "More time")
    assert scenes(bob) == [("hold", 35)]
    assert "<b>0:35</b>, until" in bob.sees


def test_several_holds_are_one_clip_with_one_end(bob):
    begin(bob, "glute squeeze")
    kinds = [kind for kind, _ in scenes(bob)]
    assert kinds.count("hold") == 8
    assert "<b>HOLD</b>  <b>0:05</b>, 8 times, until" in bob.sees
    before = len(bob.said)
    bob.waits(5 + 8 * 5 + 7 * 3 - 1)
    assert len(bob.said) == before
    bob.waits(1)
    assert "Done." in bob.sees


def test_what_hurts_below_a_clip_that_began_with_a_rest_is_the_exercise_that_is_done(bob):
    begin(bob, "two minute reset")
    while not (bob.view.media and scenes(bob)[0][0] == "rest"):
        bob.waits(1)
    name = shown(bob).exercise
    below = bob.view
    bob.waits(30)
    bob.taps_on(below, "It hurts")
    assert CATALOGUE.exercises[name].name in bob.sees


def test_a_change_of_exercise_calls_as_a_switch_does(bob):
    begin(bob, "two minute reset")
    while not (bob.view.media and scenes(bob)[0][0] == "rest"):
        bob.waits(1)
    assert bob.view.anew


def test_a_long_absence_pauses_and_asks_in_text(bob):
    begin(bob)
    bob.chat.now += timedelta(minutes=5)
    bob.looks()
    assert "I was away for a moment." in bob.sees
    assert bob.view.media is None
    bob.taps("Resume")
    assert bob.view.media is not None


def test_no_session_without_figures_shows_a_clip(bob, monkeypatch):
    undrawn = replace(bob.chat.house.catalogue, figures={})
    monkeypatch.setattr(bob.chat, "house", replace(bob.chat.house, catalogue=undrawn))
    begin(bob)
    assert bob.view.media is None
    bob.waits(READY)
    assert "▱" in bob.sees


# --- whatever the moment, a clip never lasts longer than what it shows ---

STEPS = expand([CATALOGUE.exercises[one] for one in ("seated-figure-four", "floor-bridge", "cat-cow")], {})
MOVES = st.sampled_from(["wait", "pause", "resume", "next", "back", "more"])


def seconds_of(media) -> int:
    clip = recipes.parse(media.recipe)
    return sum(scene.seconds for scene in clip.scenes) if isinstance(clip, Clip) else 0


def walk(moves: list[tuple[str, float]]) -> list[tuple[State, datetime]]:
    """The states at which a view is sent, with their moments."""
    controls = {
        "pause": play.pause,
        "resume": play.resume,
        "next": play.next_step,
        "back": play.back,
        "more": play.more_time,
    }
    now = NOON
    state = clips.shown(play.begin(STEPS, now, drawn=True), STEPS, now)
    sent = [(state, now)]
    for move, seconds in moves:
        now += timedelta(seconds=seconds)
        while state.deadline is not None and state.deadline <= now:
            at = state.deadline
            before, state = state, play.tick(state, STEPS, at)
            if play.is_over(state, STEPS):
                return sent
            if not before.shows(state.index):
                state = clips.shown(state, STEPS, at)
                sent.append((state, at))
        if move != "wait":
            moved = controls[move](state, STEPS, now)
            if play.is_over(moved, STEPS):
                return sent
            if moved != state:
                state = clips.shown(moved, STEPS, now)
                sent.append((state, now))
    return sent


@given(st.lists(st.tuples(MOVES, st.floats(0, 40)), max_size=12))
def test_a_clip_shows_no_more_than_the_steps_that_are_left_of_it(moves):
    for state, now in walk(moves):
        media = clips.media(state, STEPS, now)
        if not state.running:
            assert media is not None
            assert seconds_of(media) == 0
            continue
        assert state.clip is not None
        first, last = state.clip
        assert first == state.index
        ends = state.left(now).total_seconds() + sum(step.seconds for step in STEPS[first + 1 : last + 1])
        if media is not None:
            coarse = max(5, STEPS[first].tempo or 0)  # a tail is of whole reps, or of fives
            assert ends - coarse < seconds_of(media) <= ends + 1


@given(st.lists(st.tuples(MOVES, st.floats(0, 40)), max_size=12))
def test_all_that_a_clip_shows_belongs_to_one_exercise_and_one_side(moves):
    for state, _ in walk(moves):
        if state.clip is not None:
            covered: tuple[Step, ...] = STEPS[state.clip[0] : state.clip[1] + 1]
            assert len({(step.exercise, step.side) for step in covered}) == 1
            assert all(step.kind is not StepKind.SWITCH for step in covered[1:])
