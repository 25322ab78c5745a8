"""The session's own rules: deadlines without drift, exact pauses, outages, and controls in any order."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.session import play
from bot.features.session.outcome import Result, outcome, overall
from bot.features.session.state import State, dump, length, parse, reps
from content.models import Side
from content.steps import Step, StepKind, duration, working_seconds
from scheduler.zones import NaiveDatetimeError

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
READY, RIGHT, SWITCH, LEFT, DONE = range(5)
CONTROLS = {
    "pause": play.pause,
    "resume": play.resume,
    "next": play.next_step,
    "back": play.back,
    "more": play.more_time,
}


def two_sides(seconds: int = 30) -> tuple[Step, ...]:
    """Ready 6, hold right, switch 5, hold left, done."""
    return (
        Step(StepKind.READY, "lizard", 6, Side.RIGHT),
        Step(StepKind.HOLD, "lizard", seconds, Side.RIGHT),
        Step(StepKind.SWITCH, "lizard", 5, Side.LEFT),
        Step(StepKind.HOLD, "lizard", seconds, Side.LEFT),
        Step(StepKind.DONE, "lizard", 0),
    )


def two_exercises() -> tuple[Step, ...]:
    """A hold on both sides, then reps."""
    return (
        *two_sides()[:-1],
        Step(StepKind.REST, "clamshell", 10, part=2, parts=2),
        Step(StepKind.READY, "clamshell", 6, part=2, parts=2),
        Step(StepKind.REPS, "clamshell", 40, count=10, tempo=4.0, part=2, parts=2),
        Step(StepKind.DONE, "clamshell", 0, part=2, parts=2),
    )


@dataclass
class Walk:
    """A person in a session: time passes with every look at its moment, and the controls are used."""

    steps: tuple[Step, ...]
    now: datetime = NOON
    state: State = field(init=False)

    def __post_init__(self) -> None:
        self.state = play.begin(self.steps, self.now)

    def wait(self, seconds: float) -> Walk:
        """The session is looked at whenever it wants to be."""
        end = self.now + timedelta(seconds=seconds)
        while not self.over and self.state.running and play.next_look(self.state, self.steps) <= end:
            self.now = play.next_look(self.state, self.steps)
            self.state = play.tick(self.state, self.steps, self.now)
        self.now = end
        return self

    def sleep(self, seconds: float) -> Walk:
        """The bot is away, and looks again afterwards."""
        self.now += timedelta(seconds=seconds)
        self.state = play.tick(self.state, self.steps, self.now)
        return self

    def taps(self, *controls: str) -> Walk:
        """These controls, until the session is over."""
        for control in controls:
            if not self.over:
                self.state = CONTROLS[control](self.state, self.steps, self.now)
        return self

    @property
    def over(self) -> bool:
        return play.is_over(self.state, self.steps)

    @property
    def left(self) -> float:
        return self.state.left(self.now).total_seconds()


sessions = st.sampled_from([two_sides(), two_sides(8), two_exercises()])
waits = st.integers(min_value=0, max_value=60_000).map(lambda milliseconds: milliseconds / 1000)
controls = st.sampled_from(sorted(CONTROLS))
actions = st.lists(controls | waits, max_size=30)


def walked(steps: tuple[Step, ...], doing: list[str | float]) -> Walk:
    walk = Walk(steps)
    for action in doing:
        walk = walk.taps(action) if isinstance(action, str) else walk.wait(action)
    return walk


# --- time ---


@given(steps=sessions, late=st.integers(min_value=0, max_value=2000))
def test_a_session_without_a_tap_takes_exactly_its_length_however_late_its_ticks_are(steps, late):
    state, now = play.begin(steps, NOON), NOON
    while state.running:
        ends = state.deadline
        now = play.next_look(state, steps) + late * timedelta(milliseconds=1)
        state = play.tick(state, steps, now)
    assert play.is_over(state, steps)
    assert ends == NOON + timedelta(seconds=duration(steps))


@pytest.mark.parametrize("by", [15, 3600, 86_400])
def test_a_clock_that_was_set_back_is_an_outage_and_what_was_held_is_kept(by):
    walk = Walk(two_sides()).wait(16.0)
    held = walk.left
    walk.sleep(-by)
    assert (walk.state.away, walk.left) == (True, held)
    assert walk.taps("resume").wait(held).state.index == SWITCH


def test_set_back_a_paused_session_stays_paused_for_as_long_as_any():
    walk = Walk(two_sides()).wait(16.0).taps("pause").sleep(-86_400)
    assert not walk.state.away
    assert play.next_look(walk.state, walk.steps) == walk.now + play.ABANDONED_AFTER


def test_the_bar_moves_every_ten_seconds_and_rests_before_the_end():
    steps = two_sides(seconds=22)
    walk = Walk(steps).wait(6)
    looks = []
    while walk.state.index == RIGHT:
        looks.append(play.next_look(walk.state, steps) - NOON)
        walk.now = play.next_look(walk.state, steps)
        walk.state = play.tick(walk.state, steps, walk.now)
    assert looks == [16 * SECOND, 28 * SECOND]


def test_nothing_moves_while_somebody_gets_ready():
    steps = (Step(StepKind.READY, "lizard", 40), *two_sides()[1:])
    assert play.next_look(play.begin(steps, NOON), steps) == NOON + 40 * SECOND


def test_a_tick_that_comes_early_changes_nothing():
    walk = Walk(two_sides()).wait(8)
    assert play.tick(walk.state, walk.steps, walk.now) == walk.state


def test_a_step_that_is_announced_late_starts_when_it_is_announced():
    walk = Walk(two_sides()).sleep(6 + 9)
    assert walk.state.index == RIGHT
    assert walk.left == 30


def test_moments_are_cut_to_the_milliseconds_that_the_queue_keeps():
    state = play.begin(two_sides(), NOON + timedelta(microseconds=1999))
    assert state.deadline == NOON + 6 * SECOND + timedelta(milliseconds=1)


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(NaiveDatetimeError):
        play.begin(two_sides(), NOON.replace(tzinfo=None))


# --- an outage ---


def test_fifteen_seconds_late_is_still_on_time():
    assert Walk(two_sides()).sleep(6 + 15).state.running


def test_after_a_longer_outage_it_pauses_and_asks():
    walk = Walk(two_sides()).wait(6).sleep(10 + 15.001)
    assert walk.state.away
    assert not walk.state.running
    assert walk.state.index == RIGHT


def test_what_nobody_witnessed_during_an_outage_is_done_again():
    walk = Walk(two_sides()).wait(6 + 12).sleep(300)
    assert walk.left == 20
    assert walk.state.held[RIGHT] == 10 * SECOND


def test_an_outage_never_races_to_the_end():
    walk = Walk(two_sides()).wait(6 + 30 + 5 + 29).sleep(600)
    assert walk.state.index == LEFT
    walk.taps("resume").wait(10)
    assert walk.over
    assert overall(outcome(walk.state, walk.steps)) is Result.DONE


def test_a_tap_that_comes_before_the_first_tick_notices_the_outage_too():
    walk = Walk(two_sides()).wait(6)
    later = walk.now + timedelta(minutes=5)
    assert play.noticed(walk.state, walk.steps, later).away
    assert play.noticed(walk.state, walk.steps, walk.now + SECOND) == walk.state


@given(steps=sessions, doing=actions, gap=st.integers(min_value=26, max_value=10_000))
def test_no_outage_counts_more_than_was_witnessed(steps, doing, gap):
    walk = walked(steps, doing)
    before = sum(walk.state.held, timedelta())
    step = walk.state.index
    held = play.stop(walk.state, steps, walk.now).held
    walk.sleep(gap)
    assert walk.state.index == step
    assert before <= sum(walk.state.held, timedelta()) <= sum(held, timedelta())


def test_a_session_is_abandoned_after_three_hours_without_anything():
    walk = Walk(two_sides()).wait(10).taps("pause")
    assert play.next_look(walk.state, walk.steps) == walk.now + timedelta(hours=3)
    assert not play.is_abandoned(walk.state, walk.now + timedelta(hours=2, minutes=59))
    assert play.is_abandoned(walk.state, walk.now + timedelta(hours=3))


# --- controls ---


@given(steps=sessions, doing=actions, rest=waits)
def test_a_pause_keeps_what_remains_to_the_millisecond(steps, doing, rest):
    walk = walked(steps, doing)
    if not walk.state.running:
        return
    left = walk.left
    walk.taps("pause")
    walk.now += timedelta(seconds=rest)
    assert walk.left == left
    walk.taps("resume")
    assert walk.left == left
    assert walk.state.deadline == walk.now + timedelta(seconds=left)


@given(steps=sessions, doing=actions)
def test_whatever_is_tapped_the_session_stays_in_range_and_nobody_holds_more_than_was_planned(steps, doing):
    walk = walked(steps, doing)
    achieved = outcome(walk.state, steps)
    assert 0 <= walk.state.index < len(steps)
    assert 0 <= walk.left <= length(walk.state, steps).total_seconds()
    assert sum(one.worked_seconds for one in achieved) <= working_seconds(steps)
    assert all(one.worked_seconds <= one.planned_seconds for one in achieved)


@given(steps=sessions, doing=actions)
def test_nobody_is_credited_with_more_time_than_has_passed(steps, doing):
    walk = walked(steps, doing)
    assert sum(walk.state.held, timedelta()) <= walk.now - NOON


@given(steps=sessions, doing=st.lists(st.sampled_from(["next", "back", "pause", "resume"]), max_size=30))
def test_tapping_through_without_waiting_is_nothing(steps, doing):
    walk = walked(steps, [*doing, *["next"] * len(steps)])
    assert walk.over
    assert overall(outcome(walk.state, steps)) is Result.NOTHING


@given(steps=sessions, doing=actions)
def test_a_state_survives_being_written_down(steps, doing):
    state = walked(steps, doing).state
    assert parse(dump(state)) == state


def test_a_text_that_is_no_state_is_refused():
    with pytest.raises(ValueError, match="index"):
        parse("{}")


def test_next_in_a_pause_stays_paused_at_the_start_of_the_next_step():
    walk = Walk(two_sides()).wait(3).taps("pause", "next")
    assert (walk.state.index, walk.state.running, walk.left) == (RIGHT, False, 30)


def test_back_starts_the_step_before_anew_and_takes_nothing_away():
    walk = Walk(two_sides()).wait(6 + 30 + 2).taps("back")
    assert (walk.state.index, walk.left) == (RIGHT, 30)
    assert walk.taps("next").state.held[RIGHT] == 30 * SECOND


def test_back_on_the_first_step_starts_it_anew():
    assert Walk(two_sides()).wait(4).taps("back").left == 6


def test_a_second_pause_or_resume_changes_nothing():
    walk = Walk(two_sides()).wait(8)
    assert play.resume(walk.state, walk.steps, walk.now) == walk.state
    paused = walk.taps("pause").state
    assert play.pause(paused, walk.steps, walk.now + SECOND) == paused


def test_stop_keeps_what_was_held():
    walk = Walk(two_sides()).wait(6 + 12)
    stopped = play.stop(walk.state, walk.steps, walk.now)
    assert not stopped.running
    assert stopped.held[RIGHT] == 12 * SECOND


def test_more_time_adds_fifteen_seconds_to_a_hold_up_to_a_minute():
    walk = Walk(two_sides()).wait(6 + 20).taps("more")
    assert walk.left == 25
    walk.taps("more", "more", "more")
    assert walk.left == 70
    assert not play.can_have_more(walk.state, walk.steps)
    assert walk.taps("more").left == 70


def test_more_time_adds_three_reps():
    walk = Walk(two_exercises()).taps(*["next"] * 6).taps("more")
    assert reps(walk.state, walk.steps) == 13
    assert walk.left == 52


def test_more_time_adds_whole_breaths():
    steps = (
        Step(StepKind.BREATHE, "long-breaths", 50, count=5, tempo=10.0),
        Step(StepKind.DONE, "long-breaths", 0),
    )
    walk = Walk(steps).taps("more")
    assert (reps(walk.state, steps), walk.left) == (7, 70)


def test_more_time_works_in_a_pause_and_not_on_the_way_to_the_other_side():
    assert Walk(two_sides()).wait(6 + 20).taps("pause", "more").left == 25
    assert Walk(two_sides()).taps("more").left == 6


def test_more_time_for_a_hold_whose_end_was_just_missed_still_gives_all_of_it():
    walk = Walk(two_sides()).wait(6)
    walk.now += 31 * SECOND
    assert walk.taps("more").left == 15
