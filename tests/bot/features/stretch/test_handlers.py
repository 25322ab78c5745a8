"""A stretch on demand, asked for in every way; each ask is a turn of its own."""

from __future__ import annotations

import pytest

from bot.storage import breaks, people
from bot.storage.breaks import Origin, Outcome
from bot.wire.buttons import Another, AskStretch, OfferRoutine, OfferStretch, Start


def shown(answers):
    """What a person sees of these answers."""
    return next(one for one in answers if one.action != "toast")


def labels(view):
    return [key["text"] for row in view.keyboard or [] for key in row]


def seconds(view):
    minutes, rest = view.text.splitlines()[1].split(" ")[0].split(":")
    return int(minutes) * 60 + int(rest)


def latest(chat):
    return breaks.latest(chat.conn, chat.person.id, Origin.ASKED)[0]


@pytest.mark.parametrize(
    "line", ["/stretch 3 min floor", "3 min floor", "hip floor 3 min", "Floor, 3 minutes"]
)
def test_time_and_place_can_be_typed(chat, line):
    view = shown(chat.type(line))
    assert view.text.endswith("· floor")
    assert 120 <= seconds(view) <= 198
    assert view.anew


def test_a_minute_is_at_most_eighty_seconds(chat):
    for _ in range(12):
        assert seconds(shown(chat.type("1 min"))) <= 80


def test_the_length_shown_is_the_length_of_the_session(chat):
    view = shown(chat.type("5 min"))
    assert latest(chat).seconds == seconds(view)


def test_a_typed_place_alone_means_a_minute_there(chat):
    assert shown(chat.type("standing")).text.endswith("· standing")
    assert latest(chat).limit_seconds == 80


def test_a_surprise_stays_within_the_persons_places(chat):
    for _ in range(8):
        assert "floor" not in shown(chat.tap(AskStretch(3, "any"))).text


def test_a_tap_in_the_menu_changes_the_menus_message(chat):
    view = shown(chat.tap(AskStretch(1, "chair")))
    assert (view.slot, view.message_id) == ("offer", chat.shown_in)


def test_stretch_now_leaves_the_message_it_was_tapped_on_alone(chat):
    view = shown(chat.tap(OfferStretch()))
    assert view.anew
    assert view.message_id == 0


def test_a_time_and_place_from_a_tampered_button_are_bounded(chat):
    shown(chat.tap(AskStretch(10_000, "moon")))
    assert latest(chat).limit_seconds == 600
    shown(chat.tap(AskStretch(-5, "chair")))
    assert latest(chat).limit_seconds == 80


def test_a_routine_from_the_menu_is_offered(chat):
    assert "Doorway step-through" in shown(chat.tap(OfferRoutine("doorway-minute"))).text


def test_a_routine_of_an_earlier_version_brings_the_menu(chat):
    answers = chat.tap(OfferRoutine("gone-by-now"))
    assert any("not there any more" in one.text for one in answers if one.action == "toast")
    assert "Chair" in labels(shown(answers))


def test_a_new_offer_closes_the_one_before(chat):
    chat.type("1 min chair")
    old = latest(chat)
    chat.type("1 min standing")
    assert breaks.load(chat.conn, chat.person.id, old.id).outcome is Outcome.REPLACED
    assert latest(chat).live


def test_another_swaps_in_place_until_everything_was_refused(chat):
    view = shown(chat.type("1 min chair"))
    seen = [view.text]
    for _ in range(4):
        before = latest(chat)
        seen.append(shown(chat.tap(Another(before.id))).text)
        assert latest(chat).refused == (*before.refused, *before.exercises)
    assert len(set(seen)) == 5


def test_another_for_a_long_one_fills_the_time_again(chat):
    before = shown(chat.type("5 min"))
    for _ in range(4):
        last = latest(chat)
        view = shown(chat.tap(Another(last.id)))
        assert latest(chat).refused == last.exercises
        assert view.text != before.text
        assert seconds(view) > 150
        before = view


def test_another_after_a_named_exercise_is_something_else(chat):
    view = shown(chat.type("/stretch seated figure four"))
    assert "Seated figure four" in view.text
    assert "Seated figure four" not in shown(chat.tap(Another(latest(chat).id))).text


def test_another_where_there_is_no_other_says_so(chat):
    keep = "seated-march"
    rest = tuple(one for one in chat.house.catalogue.exercises if one != keep)
    chat.type("stretch seated slow march")
    people.leave_out(chat.conn, chat.person.id, rest, why="hurt", since=chat.now, until=None)
    (answer,) = chat.tap(Another(latest(chat).id))
    assert answer.text == "That is the only one that fits here."


def test_another_on_an_offer_that_was_started_is_answered_politely(chat):
    chat.type("1 min chair")
    chat.tap(Start(latest(chat).id))
    (answer,) = chat.tap(Another(latest(chat).id))
    assert answer.text == "That offer is closed. /stretch brings a fresh one."


@pytest.mark.parametrize("line", ["0 min", "45 min floor", "/stretch 11 minutes", "stretch 2 h"])
def test_too_short_and_too_long_gets_an_example_and_the_menu(chat, line):
    view = shown(chat.type(line))
    assert "from 1 to 10 minutes" in view.text
    assert "Chair" in labels(view)


def test_words_that_mean_nothing_are_given_back_escaped(chat):
    view = shown(chat.type("/stretch <b>my soul</b> " + "x" * 500))
    assert "“&lt;b&gt;my soul&lt;/b&gt;" in view.text
    assert len(view.text) < 300


def test_an_exercise_the_person_is_careful_about_is_refused_with_the_reason(chat):
    people.change(chat.conn, chat.person.id, careful=("knees",))
    view = shown(chat.type("/stretch half-kneeling lunge"))
    assert view.text == "Half-kneeling lunge is not for now. In the way: what you are careful with."
    assert "Settings" in labels(view)


def test_a_routine_goes_without_what_the_person_is_careful_about(chat):
    people.change(chat.conn, chat.person.id, careful=("knees",))
    view = shown(chat.type("complete"))
    assert view.text.startswith("<b>Complete</b>: ")
    assert "because it hurt: Half-kneeling lunge." in view.text
    assert "kneeling-lunge" not in latest(chat).exercises


def test_a_routine_of_which_nothing_is_left_is_refused(chat):
    people.change(chat.conn, chat.person.id, careful=("surgery",))
    view = shown(chat.type("doorway minute"))
    assert view.text == "Doorway minute is not for now. In the way: what you are careful with."


def test_an_advanced_exercise_waits_for_its_easier_one(chat):
    assert "an easier one, which comes first" in shown(chat.type("do the king pigeon")).text
    people.set_level(chat.conn, chat.person.id, "pigeon", 3)
    assert "Start" in labels(shown(chat.type("do the king pigeon")))


def test_where_nothing_fits_the_rule_and_the_setting_are_named(chat):
    people.change(chat.conn, chat.person.id, careful=("surgery", "pregnancy"))
    view = shown(chat.type("3 min floor"))
    assert view.text.startswith("Nothing fits. In the way: what you are careful with")
    assert "Settings" in labels(view)


def test_where_all_of_a_place_hurt_it_says_so(chat):
    everything = tuple(chat.house.catalogue.exercises)
    people.leave_out(chat.conn, chat.person.id, everything, why="hurt", since=chat.now, until=None)
    assert "what is left out" in shown(chat.type("1 min chair")).text
