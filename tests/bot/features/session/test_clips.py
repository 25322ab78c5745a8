"""A session in clips: one for all steps until the person is called, and nothing is edited while it plays."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features import REACHED
from bot.features.session import clips, play
from bot.features.session.state import State
from bot.turn import Turn
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
    title, line, how = bob.sees.split("\n")
    assert title == "<b>Seated figure four</b>"
    assert line == "<b>GET READY</b>  0:06, then <b>HOLD</b>  right side  <b>0:30</b>, until 09:30:36"
    assert how.startswith("<blockquote expandable>Sit near the edge of the chair")
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
    assert scenes(bob) == [("hold", 20)]
    assert "<b>HOLD</b>  right side  <b>0:20</b>, until" in bob.sees
    bob.waits(19)
    assert "HOLD" in bob.sees
    bob.waits(1)
    assert "SWITCH" in bob.sees


def test_a_pause_on_the_left_shows_the_left(bob):
    begin(bob)
    bob.waits(READY + HOLD + SWITCH + 3)
    bob.taps("Pause")
    assert shown(bob) == Still(exercise="seated-figure-four", side=Side.LEFT)


def test_the_last_moments_are_shown_as_five_seconds(bob):
    begin(bob)
    bob.waits(READY + HOLD - 3)
    bob.taps("Pause", "Resume")
    assert scenes(bob) == [("hold", 5)]
    assert "<b>0:05</b>, until" in bob.sees


def test_repetitions_are_resumed_with_a_whole_one_and_their_number_agrees_with_the_clip(bob):
    begin(bob, "seated cat and cow")
    bob.waits(5 + 15)
    bob.taps("Pause", "Resume")
    (scene,) = shown(bob).scenes
    assert (scene.count, scene.seconds) == (6, 36)
    assert "<b>6 times</b>" in bob.sees


def test_a_pause_while_getting_ready_begins_that_anew(bob):
    begin(bob)
    bob.waits(2)
    bob.taps("Pause")
    assert "<b>PAUSED</b> while getting ready  0:04 to go" in bob.sees
    bob.taps("Resume")
    assert scenes(bob) == [("ready", READY), ("hold", HOLD)]
    before = len(bob.said)
    bob.waits(READY + HOLD - 1)
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
    assert isinstance(shown(bob), Still)
    bob.taps("Resume")
    assert bob.view.media is not None


# --- a clip that comes late, or not at all ---


def reached(bob, late: float, *, as_text: bool = False) -> None:
    """The view shown last has come to the person."""
    chat, made_at = bob.chat, bob.chat.now
    chat.now += timedelta(seconds=late)
    turn = Turn(chat.conn, chat.now, chat.person, chat.house)
    REACHED["session"](turn, made_at, timedelta(seconds=late), as_text)
    bob.said += turn.answers


def test_a_clip_that_comes_late_moves_the_end_of_its_step(bob):
    begin(bob)
    reached(bob, 3)
    bob.waits(READY + HOLD - 1)
    assert "SWITCH" not in bob.sees
    bob.waits(1)
    assert "SWITCH" in bob.sees


def test_a_text_in_place_of_a_clip_goes_on_in_text_step_by_step(bob):
    begin(bob, "glute squeeze")
    reached(bob, 4, as_text=True)
    assert bob.view.media is None
    assert "<b>GET READY</b>  1 of 8  0:01" in bob.sees
    bob.waits(1)
    assert "<b>HOLD</b>  1 of 8  <b>0:05</b>" in bob.sees
    assert "▱" in bob.sees
    bob.waits(5)
    assert "<b>REST</b>" in bob.sees


def test_after_a_text_in_place_of_a_clip_the_next_call_shows_a_clip_again(bob):
    begin(bob)
    reached(bob, 4, as_text=True)
    bob.waits(READY + HOLD)
    assert scenes(bob) == [("switch", SWITCH), ("hold", HOLD)]


def test_what_comes_late_after_the_session_has_moved_on_changes_nothing(bob):
    begin(bob)
    made_at = bob.chat.now
    bob.waits(READY)
    bob.taps("Pause", "Resume")
    before = bob.next_look
    turn = Turn(bob.chat.conn, bob.chat.now, bob.chat.person, bob.chat.house)
    REACHED["session"](turn, made_at, timedelta(seconds=READY), True)
    assert bob.next_look == before
    assert turn.answers == []


# --- an exercise that an operator has taken away ---


def without(bob, monkeypatch, *gone: str) -> None:
    whole = bob.chat.house.catalogue
    left = {name: one for name, one in whole.exercises.items() if name not in gone}
    figures = {name: one for name, one in whole.figures.items() if name not in gone}
    fewer = replace(whole, exercises=left, figures=figures)
    monkeypatch.setattr(bob.chat, "house", replace(bob.chat.house, catalogue=fewer))


@pytest.mark.parametrize("tap", ["Pause", "Next", "It hurts", "Stop"])
def test_a_session_of_an_exercise_that_is_gone_ends_at_the_next_tap(bob, monkeypatch, tap):
    begin(bob)
    without(bob, monkeypatch, "seated-figure-four")
    bob.taps(tap)
    assert "not there any more" in bob.sees
    assert bob.next_look is None


def test_a_session_of_an_exercise_that_is_gone_ends_by_itself(bob, monkeypatch):
    begin(bob)
    without(bob, monkeypatch, "seated-figure-four")
    bob.waits(READY + HOLD)
    assert "not there any more" in bob.sees
    assert bob.next_look is None


def test_what_was_done_of_it_can_still_be_rated(bob, monkeypatch):
    begin(bob)
    bob.waits(READY + HOLD + SWITCH + HOLD)
    without(bob, monkeypatch, "seated-figure-four")
    bob.taps("Hard")
    assert "Noted" in bob.sees


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
        assert media is not None
        assert ends - 1 <= seconds_of(media) <= ends + 2


@given(st.lists(st.tuples(MOVES, st.floats(0, 40)), max_size=12))
def test_all_that_a_clip_shows_belongs_to_one_exercise_and_one_side(moves):
    for state, _ in walk(moves):
        if state.clip is not None:
            covered: tuple[Step, ...] = STEPS[state.clip[0] : state.clip[1] + 1]
            assert len({(step.exercise, step.side) for step in covered}) == 1
            assert all(step.kind is not StepKind.SWITCH for step in covered[1:])
