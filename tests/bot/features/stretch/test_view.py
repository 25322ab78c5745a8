"""The menu, an offer, and an answer where there is none."""

from __future__ import annotations

from bot.features.stretch import view
from bot.features.stretch.view import Offered
from bot.texts import Texts
from bot.wire.buttons import Another, AskStretch, OfferRoutine, OpenSettings, Start, Unhide
from bot.wire.outgoing import View
from content import catalogue
from content.eligible import Rule

CATALOGUE = catalogue.load()
TEXTS = Texts()


def presses(shown: View) -> list[object]:
    return [key.press for row in shown.rows for key in row]


def test_the_menu_shows_which_time_is_picked_and_offers_each_place_for_it():
    shown = view.menu(3, TEXTS)
    assert [key.label for key in shown.rows[0]] == ["1 min", "✓ 3 min", "5 min"]
    places = [press for press in presses(shown) if isinstance(press, AskStretch)]
    assert places == [AskStretch(3, place) for place in ("chair", "standing", "floor", "any")]


def test_every_routine_can_be_chosen_by_its_name():
    shown = view.routines(CATALOGUE, TEXTS)
    assert presses(shown) == [OfferRoutine(one) for one in CATALOGUE.routines]


def test_an_offer_names_what_how_long_and_where():
    two = [CATALOGUE.exercises["seated-figure-four"], CATALOGUE.exercises["march"]]
    shown = view.offer(Offered(4, two, 125), TEXTS)
    assert shown.text == "<b>Seated figure four, Slow march</b>\n2:05 · chair and standing"
    assert presses(shown) == [Start(4), Another(4)]


def test_an_offer_of_a_routine_says_its_name():
    offered = Offered(4, [CATALOGUE.exercises["march"]], 60, routine="Desk minute")
    assert view.offer(offered, TEXTS).text.startswith("<b>Desk minute</b>: Slow march\n")


def test_an_exercise_done_in_two_rounds_is_named_once():
    march = CATALOGUE.exercises["march"]
    assert "<b>Slow march</b>" in view.offer(Offered(4, [march, march], 60), TEXTS).text


def test_an_offer_says_what_was_left_out_of_it():
    kept, gone = CATALOGUE.exercises["march"], CATALOGUE.exercises["lizard"]
    assert (
        "Left out, by your settings or because it hurt: Lizard."
        in view.offer(Offered(4, [kept], 60, [gone]), TEXTS).text
    )


def test_where_nothing_fits_the_reason_and_the_setting_are_named():
    shown = view.nothing({Rule.PLACES, Rule.CAREFUL}, TEXTS)
    assert "the places you have" in shown.text
    assert "what you are careful with" in shown.text
    assert any(isinstance(press, OpenSettings) for press in presses(shown))


def test_what_hurt_can_be_brought_back_from_where_it_is_refused():
    assert Unhide("lizard") in presses(view.ruled_out("Lizard", "lizard", {Rule.HIDDEN}, TEXTS))


def test_every_rule_has_its_words():
    for rule in Rule:
        assert view.rules_told([rule], TEXTS)
