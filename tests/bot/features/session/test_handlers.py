"""Taps and ticks on a session, each a turn of its own; seated figure four takes 6 + 30 + 5 + 30 seconds."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.life import offer
from bot.storage import breaks, history, people, sessions
from bot.storage.breaks import Origin, Outcome
from bot.storage.known import known
from bot.wire.buttons import Control, Play, Rate, Rating, ReplaceSession, Start, Unhide

READY, HOLD, SWITCH = 6, 30, 5
ALL = READY + HOLD + SWITCH + HOLD
FIGURE_FOUR = "seated-figure-four"


def begin(ada, what="seated figure four"):
    ada.says(what)
    ada.taps("Start")


def done(ada):
    begin(ada)
    ada.waits(ALL)


def reminded(ada, *exercises):
    """A reminder that was sent now; its break's id."""
    chat = ada.chat
    return breaks.add(
        chat.conn,
        chat.person.id,
        Origin.REMINDER,
        chat.now,
        exercises=exercises or (FIGURE_FOUR,),
        seconds=71,
        limit_seconds=80,
    )


def outcome_of(ada, break_id):
    return breaks.load(ada.chat.conn, ada.chat.person.id, break_id).outcome


def asked(ada):
    return breaks.latest(ada.chat.conn, ada.chat.person.id, Origin.ASKED)[0]


# --- what is written down ---


def test_a_session_done_is_a_fact_with_its_day_zone_and_level(ada):
    done(ada)
    (fact,) = history.standing(ada.chat.conn, ada.chat.person.id)
    assert (fact.exercise, fact.outcome, fact.level) == (FIGURE_FOUR, "done", 2)
    assert (fact.worked_seconds, fact.planned_seconds) == (60, 60)
    assert (fact.date, fact.zone) == (ada.chat.now.date(), "Europe/Lisbon")
    assert asked(ada).outcome is Outcome.DONE
    assert sessions.live(ada.chat.conn, ada.chat.person.id) is None


def test_a_routine_writes_down_what_was_done_of_it_exercise_by_exercise(ada):
    begin(ada, "two-minute reset")
    while "1 of 2" in ada.sees:
        ada.waits(1)
    ada.taps("Stop")
    facts = history.standing(ada.chat.conn, ada.chat.person.id)
    assert [(fact.exercise, fact.outcome) for fact in facts] == [("stand-and-reach", "done")]
    assert asked(ada).outcome is Outcome.PARTIAL


def test_what_was_tapped_through_leaves_no_fact_and_a_stopped_break(ada):
    begin(ada)
    ada.taps("Next", "Next", "Next", "Next")
    assert history.standing(ada.chat.conn, ada.chat.person.id) == []
    assert asked(ada).outcome is Outcome.STOPPED


def test_in_a_night_shift_a_stretch_after_midnight_counts_for_the_evening_before(ada):
    people.work(ada.chat.conn, ada.chat.person.id, "Mon-Fri 22-6", ada.chat.now)
    ada.chat.wait(hours=16, minutes=30)
    done(ada)
    (fact,) = history.standing(ada.chat.conn, ada.chat.person.id)
    assert fact.date == ada.chat.now.date() - timedelta(days=1)


# --- controls ---


def test_one_side_held_and_one_tapped_away_is_partly_done(ada):
    begin(ada)
    ada.waits(READY + HOLD + SWITCH)
    ada.taps("Next")
    assert ada.sees == "<b>Partly done</b>, and that counts. 1 workday so far."


def test_less_than_half_is_too_short_and_no_harm(ada):
    begin(ada)
    ada.waits(READY + HOLD - 5)
    ada.taps("Stop")
    assert ada.sees == "Stopped. Too short to count, and no harm done."


def test_back_starts_the_step_before_again(ada):
    begin(ada)
    ada.waits(READY + HOLD + 2)
    ada.taps("Back")
    assert "<b>HOLD</b>  right side  <b>0:30</b>" in ada.sees


def test_more_time_moves_the_end_of_a_hold(ada):
    begin(ada)
    ada.waits(READY + 20)
    ada.taps("More time")
    assert "<b>0:25</b>" in ada.sees
    ada.waits(24)
    assert "<b>HOLD</b>  right side" in ada.sees


def test_more_time_ends_somewhere(ada):
    begin(ada)
    ada.waits(READY)
    hold = ada.view
    ada.taps("More time", "More time", "More time", "More time")
    assert "More time" not in ada.labels
    ada.taps_on(hold, "More time")
    assert ada.toast == "That is long enough for one go."


def test_a_second_pause_and_a_second_resume_are_answered_and_change_nothing(ada):
    begin(ada)
    running = ada.view
    ada.taps("Pause")
    paused = ada.view
    ada.taps_on(running, "Pause")
    assert ada.toast == "It is paused already."
    ada.taps("Resume")
    ada.taps_on(paused, "Resume")
    assert ada.toast == "It is running already."


def test_stop_and_pause_work_on_a_view_of_an_earlier_step(ada):
    begin(ada)
    ready = ada.view
    ada.waits(READY + 3)
    ada.taps_on(ready, "Pause")
    assert "PAUSED" in ada.sees
    ada.taps_on(ready, "Stop")
    assert "Stopped." in ada.sees


@pytest.mark.parametrize("control", list(Control))
def test_controls_of_a_session_that_is_over_or_somebody_elses_are_answered(ada, control):
    begin(ada)
    ada.taps("Stop")
    for session_id in (1, 99):
        (answer,) = ada.chat.tap(Play(session_id, 0, control))
        assert answer.text == "That session is over. /stretch starts another."


@pytest.mark.parametrize("index", [-1, 5, 2**62])
def test_an_index_that_no_step_has_is_harmless(ada, index):
    begin(ada)
    (answer,) = ada.chat.tap(Play(1, index, Control.NEXT))
    assert answer.text == "That step is over already."
    ada.chat.tap(Play(1, index, Control.HURTS))
    assert FIGURE_FOUR in people.left_out_by(ada.chat.conn, ada.chat.person.id, ada.chat.now)


# --- an outage ---


def test_a_tap_that_is_quicker_than_the_first_tick_after_an_outage_does_not_count_it(ada):
    begin(ada)
    ada.waits(READY + 12)
    ada.chat.wait(minutes=10)
    ada.taps("Stop")
    assert "Too short to count" in ada.sees


def test_after_an_outage_a_new_message_calls(ada):
    begin(ada)
    ada.waits(READY)
    ada.chat.wait(minutes=10)
    ada.looks()
    assert ada.view.anew
    assert ada.labels == ["Resume", "Stop", "It hurts"]


def test_a_tick_without_a_session_does_nothing(ada):
    ada.looks()
    assert ada.said == []


# --- it hurts ---


def test_what_hurts_and_all_that_builds_on_it_is_left_out_for_two_weeks(ada):
    begin(ada)
    ada.taps("It hurts")
    left_out = people.left_out_by(ada.chat.conn, ada.chat.person.id, ada.chat.now)
    harder = ada.chat.house.catalogue.harder_than(FIGURE_FOUR)
    assert left_out == dict.fromkeys({FIGURE_FOUR, *harder}, ada.chat.now + timedelta(days=14))
    ada.chat.wait(days=14)
    assert people.left_out_by(ada.chat.conn, ada.chat.person.id, ada.chat.now) == {}


def test_what_hurts_is_what_was_on_the_tapped_view_though_the_session_moved_on(ada):
    begin(ada, "two-minute reset")
    first = ada.view
    while "1 of 2" in ada.sees:
        ada.waits(1)
    ada.taps_on(first, "It hurts")
    assert "stand-and-reach" in people.left_out_by(ada.chat.conn, ada.chat.person.id, ada.chat.now)


def test_in_a_rest_it_is_the_exercise_before_that_hurts(ada):
    begin(ada, "two-minute reset")
    while "then this one" not in ada.sees:
        ada.waits(1)
    ada.taps("It hurts")
    assert "I leave Stand and reach" in ada.sees


def test_bringing_back_leaves_out_what_hurt_at_another_time(ada):
    harder, *_ = sorted(ada.chat.house.catalogue.harder_than(FIGURE_FOUR))
    begin(ada)
    ada.taps("It hurts")
    ada.chat.wait(days=1)
    people.leave_out(
        ada.chat.conn,
        ada.chat.person.id,
        (harder,),
        why="hurt",
        since=ada.chat.now,
        until=ada.chat.now + timedelta(days=14),
    )
    ada.chat.tap(Unhide(FIGURE_FOUR))
    assert set(people.left_out_by(ada.chat.conn, ada.chat.person.id, ada.chat.now)) == {harder}


@pytest.mark.parametrize("exercise", [FIGURE_FOUR, "no-such-exercise"])
def test_bringing_back_what_is_not_left_out_is_answered(ada, exercise):
    (answer,) = ada.chat.tap(Unhide(exercise))
    assert answer.text == "It is not left out."


# --- starting ---


def test_a_reminder_started_is_marked_and_becomes_the_session(ada):
    break_id = reminded(ada)
    show, *_ = [one for one in ada.chat.tap(Start(break_id)) if one.action == "show"]
    assert (show.slot, show.message_id) == ("session", ada.chat.shown_in)
    assert outcome_of(ada, break_id) is Outcome.STARTED


def test_a_second_tap_on_start_changes_nothing(ada):
    break_id = reminded(ada)
    ada.chat.tap(Start(break_id))
    ada.waits(READY)
    (answer,) = ada.chat.tap(Start(break_id))
    assert answer.text == "It is running already."
    assert "HOLD" in ada.sees


def test_a_reminder_that_waits_is_answered_by_a_stretch_on_demand(ada):
    break_id = reminded(ada)
    done(ada)
    assert outcome_of(ada, break_id) is Outcome.MOVED


@pytest.mark.parametrize("outcome", [Outcome.SNOOZED, Outcome.UNANSWERED])
def test_the_latest_reminder_can_be_started_hours_later_even_when_it_was_put_off(ada, outcome):
    break_id = reminded(ada)
    breaks.settle(ada.chat.conn, break_id, outcome, ada.chat.now)
    ada.chat.wait(hours=6)
    ada.said += ada.chat.tap(Start(break_id))
    assert "GET READY" in ada.sees


@pytest.mark.parametrize("outcome", [Outcome.SKIPPED, Outcome.MOVED, Outcome.DONE, Outcome.REPLACED])
def test_a_closed_offer_is_answered_politely(ada, outcome):
    break_id = reminded(ada)
    breaks.settle(ada.chat.conn, break_id, outcome, ada.chat.now)
    (answer,) = ada.chat.tap(Start(break_id))
    assert answer.text == "That offer is closed. /stretch brings a fresh one."


def test_an_older_reminder_and_one_that_never_was_are_answered_politely(ada):
    older = reminded(ada)
    breaks.settle(ada.chat.conn, older, Outcome.UNANSWERED, ada.chat.now)
    reminded(ada)
    for break_id in (older, 99):
        (answer,) = ada.chat.tap(Start(break_id))
        assert answer.text == "That offer is closed. /stretch brings a fresh one."


def test_an_offer_of_something_that_hurt_meanwhile_is_not_started(ada):
    break_id = reminded(ada)
    begin(ada)
    ada.taps("It hurts")
    (answer,) = ada.chat.tap(Start(break_id))
    assert "left out for now" in answer.text
    assert sessions.live(ada.chat.conn, ada.chat.person.id) is None


def test_carrying_on_leaves_the_session_and_the_other_offer_as_they_are(ada):
    begin(ada)
    ada.says("slow march")
    ada.taps("Start")
    assert "You are in the middle of Seated figure four." in ada.sees
    ada.taps("Carry on with it")
    assert ada.toast == "Good, carry on."
    assert sessions.live(ada.chat.conn, ada.chat.person.id).exercises == (FIGURE_FOUR,)
    assert asked(ada).live


def test_replacing_twice_starts_one_session(ada):
    begin(ada)
    break_id = reminded(ada, "march")
    ada.said += ada.chat.tap(Start(break_id))
    ada.chat.tap(ReplaceSession(break_id))
    (answer,) = ada.chat.tap(ReplaceSession(break_id))
    assert answer.text == "It is running already."
    assert sessions.live(ada.chat.conn, ada.chat.person.id).exercises == ("march",)


def test_end_it_and_start_this_starts_also_when_the_first_has_ended_by_itself(ada):
    begin(ada)
    break_id = reminded(ada, "march")
    ada.chat.tap(Start(break_id))
    ada.taps_on(next(one for one in ada.said if "Stop" in str(one.keyboard)), "Stop")
    ada.said += ada.chat.tap(ReplaceSession(break_id))
    assert "Slow march" in ada.sees


def test_a_session_of_hours_ago_is_ended_without_a_question(ada):
    begin(ada)
    ada.chat.wait(hours=3)
    ada.said += ada.chat.tap(Start(reminded(ada, "march")))
    assert "Slow march" in ada.sees


def test_levels_are_the_persons_own_and_eased_where_the_offer_is_short(ada):
    people.set_level(ada.chat.conn, ada.chat.person.id, FIGURE_FOUR, 3)
    ada.chat.tap(Start(reminded(ada)))
    assert sessions.live(ada.chat.conn, ada.chat.person.id).levels == ("2",)


# --- how it was ---


def test_a_rating_moves_the_level_once(ada):
    done(ada)
    ended = ada.view
    ada.taps("Easy")
    ada.taps_on(ended, "Easy")
    assert ada.toast == "You have told me already, thank you."
    assert people.levels_of(ada.chat.conn, ada.chat.person.id) == {FIGURE_FOUR: 3}


def test_what_was_partly_done_is_not_called_done_when_it_is_rated(ada):
    begin(ada)
    ada.waits(READY + HOLD)
    ada.taps("Stop", "Right")
    assert ada.sees.startswith("<b>Partly done</b>, and that counts. 1 workday so far.")


def test_an_abandoned_session_counts_for_when_it_was_held(ada):
    begin(ada)
    ada.waits(READY + HOLD)
    ada.taps("Pause")
    paused_at = ada.chat.now
    ada.waits(3 * 3600)
    (fact,) = history.standing(ada.chat.conn, ada.chat.person.id)
    assert fact.at == paused_at
    assert history.last_moved(ada.chat.conn, ada.chat.person.id) == paused_at


def test_an_easy_one_stays_easy_to_fit_in(ada):
    done(ada)
    ada.taps("Easy")
    remembered = known(ada.chat.conn, ada.chat.person.id, ada.chat.now)
    fitting = offer.levels_within(ada.chat.house.catalogue, ada.chat.person, remembered, [FIGURE_FOUR], 80)
    assert fitting == {FIGURE_FOUR: 2}


def test_didnt_do_it_takes_the_session_back_and_moves_no_level(ada):
    done(ada)
    ada.taps("Didn't do it")
    assert ada.sees.startswith("Taken back")
    assert history.standing(ada.chat.conn, ada.chat.person.id) == []
    assert people.levels_of(ada.chat.conn, ada.chat.person.id) == {}
    assert asked(ada).outcome is Outcome.STOPPED


def test_rating_an_earlier_session_edits_its_own_message_alone(ada):
    done(ada)
    ended = ada.view
    begin(ada, "slow march")
    ada.taps_on(ended, "Right")
    assert (ada.view.action, ada.view.message_id) == ("close", ada.chat.shown_in)
    assert sessions.live(ada.chat.conn, ada.chat.person.id) is not None


@pytest.mark.parametrize("session_id", [1, 99])
def test_a_session_that_runs_or_never_was_cannot_be_rated(ada, session_id):
    begin(ada)
    (answer,) = ada.chat.tap(Rate(session_id, Rating.EASY))
    assert answer.action == "toast"
    assert people.levels_of(ada.chat.conn, ada.chat.person.id) == {}
