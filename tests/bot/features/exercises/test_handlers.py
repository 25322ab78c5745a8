"""Taps in the catalogue that come late, twice, or from an earlier version change nothing and are answered."""

from __future__ import annotations

import pytest

from bot.storage import breaks, mail, people, sessions, tastes
from bot.storage.breaks import Origin, Outcome
from bot.storage.tastes import Why
from bot.wire.buttons import (
    BringBack,
    Browse,
    Favour,
    NeverAgain,
    OpenExercise,
    OpenHidden,
    Restore,
    Start,
    StartExercise,
    UndoNever,
)
from content.steps import duration, parse


def only_toast(answers):
    (answer,) = answers
    assert answer.action == "toast"
    return answer.text


@pytest.mark.parametrize(
    "press",
    [
        OpenExercise("gone", 0),
        Favour("gone", True, 0),
        NeverAgain("gone", 0),
        UndoNever("gone", 0),
        BringBack("gone", 0),
        StartExercise("gone"),
    ],
)
def test_an_exercise_of_an_earlier_version_is_answered(chat, press):
    assert only_toast(chat.tap(press)) == "That exercise is not there any more."


def test_a_second_favourite_changes_nothing(chat):
    chat.tap(Favour("pigeon", True, 0))
    assert only_toast(chat.tap(Favour("pigeon", True, 0))) == "It is a favourite already."
    chat.tap(Favour("pigeon", False, 0))
    assert only_toast(chat.tap(Favour("pigeon", False, 0))) == "It is no favourite."


def test_never_again_twice_leaves_out_once(chat):
    chat.tap(NeverAgain("pigeon", 0))
    assert "left out already" in only_toast(chat.tap(NeverAgain("pigeon", 0)))


def test_never_again_does_not_stand_over_what_hurt(chat):
    tastes.rest_it(chat.conn, chat.person.id, ("pigeon",), Why.HURT, chat.now)
    assert "left out already" in only_toast(chat.tap(NeverAgain("pigeon", 0)))
    assert only_toast(chat.tap(UndoNever("pigeon", 0))) == "It is not left out."
    assert "pigeon" in people.left_out_by(chat.conn, chat.person.id, chat.now)


@pytest.mark.parametrize(("minutes", "is_undone"), [(10, True), (10.1, False)])
def test_never_again_can_be_undone_for_ten_minutes(chat, minutes, is_undone):
    chat.tap(NeverAgain("pigeon", 0))
    chat.wait(minutes=minutes)
    answers = chat.tap(UndoNever("pigeon", 0))
    assert ("pigeon" not in people.left_out_by(chat.conn, chat.person.id, chat.now)) == is_undone
    assert "Too late" in only_toast(answers) if not is_undone else "may be offered" in answers.toast


def test_bringing_back_twice_says_so(chat):
    chat.tap(NeverAgain("pigeon", 0))
    assert "Pigeon may be offered again." in chat.tap(BringBack("pigeon", 0)).toast
    assert only_toast(chat.tap(BringBack("pigeon", 0))) == "It is not left out."


def test_restoring_what_is_back_already_shows_the_list_as_it_is(chat):
    answers = chat.tap(Restore("pigeon", 3))
    assert answers.toast == "It is not left out."
    assert "Nothing is left out." in answers.text


def test_the_list_of_what_is_left_out_has_pages(chat):
    everything = tuple(sorted(chat.house.catalogue.exercises))[:8]
    tastes.rest_it(chat.conn, chat.person.id, everything, Why.HURT, chat.now)
    first = chat.type("/hidden")
    assert "8, page 1 of 2" in first.text
    assert first.presses[-1] == OpenHidden(1)
    second = chat.tap(OpenHidden(1))
    assert second.labels[-1] == "<"
    assert len(second.labels) == 3


def test_a_page_beyond_the_last_is_the_last(chat):
    assert "page 8 of 8" in chat.tap(Browse(50_000)).text


def test_start_writes_an_offer_and_starts_it_with_one_tap(chat):
    (shown,) = [one for one in chat.tap(StartExercise("pigeon")) if one.action == "show"]
    assert (shown.slot, shown.message_id) == ("session", chat.shown_in)
    (row,) = breaks.latest(chat.conn, chat.person.id, Origin.ASKED)
    assert (row.exercises, row.outcome, row.reason) == (("pigeon",), Outcome.STARTED, "named")


def test_start_twice_starts_once(chat):
    chat.tap(StartExercise("pigeon"))
    assert only_toast(chat.tap(StartExercise("pigeon"))) == "It is running already."
    assert len(breaks.latest(chat.conn, chat.person.id, Origin.ASKED, 5)) == 1


def test_start_of_another_asks_to_end_what_runs(chat):
    chat.tap(StartExercise("pigeon"))
    assert "You are in the middle of Pigeon." in chat.tap(StartExercise("lizard")).text
    assert sessions.live(chat.conn, chat.person.id).exercises == ("pigeon",)


def test_what_is_wrong_for_the_person_does_not_start(chat):
    people.change(chat.conn, chat.person.id, careful=("knees",))
    assert "not for you now" in only_toast(chat.tap(StartExercise("pigeon")))
    assert breaks.latest(chat.conn, chat.person.id, Origin.ASKED) == []


def test_a_late_tap_on_a_card_leaves_the_session_in_its_message_alone(chat):
    chat.tap(StartExercise("pigeon"))
    mail.hold(chat.conn, chat.person.id, "session", chat.shown_in, chat.now)
    (shown,) = [one for one in chat.tap(OpenExercise("lizard", 0)) if one.action == "show"]
    assert shown.anew


def test_an_offer_made_before_never_again_does_not_start_any_more(chat):
    chat.type("/stretch pigeon")
    (offered,) = breaks.latest(chat.conn, chat.person.id, Origin.ASKED)
    chat.tap(NeverAgain("pigeon", 0))
    assert "left out" in only_toast(chat.tap(Start(offered.id)))


@pytest.mark.parametrize("pace", ["short", "normal", "long"])
def test_the_card_the_offer_and_the_session_take_the_same_time(chat, pace):
    people.change(chat.conn, chat.person.id, pace=pace)
    card = chat.tap(OpenExercise("half-frog", 0)).text
    length = {"short": "0:57", "normal": "1:13", "long": "1:43"}[pace]
    assert f"{length} in all" in card
    assert length in chat.type("/stretch half frog").text
    (offered,) = breaks.latest(chat.conn, chat.person.id, Origin.ASKED)
    chat.tap(Start(offered.id))
    seconds = duration(parse(sessions.live(chat.conn, chat.person.id).steps))
    assert f"{seconds // 60}:{seconds % 60:02d}" == length


def test_words_that_are_neither_filter_nor_name_get_an_example_and_the_list(chat):
    answers = chat.type("/exercises <b>dancing</b> on the moon")
    assert "“&lt;b&gt;dancing&lt;/b&gt; on the moon”" in answers.text
    assert "/exercises pigeon" in answers.text
    assert "Filter" in answers.labels
