"""What a card says, for every exercise and for whom it is ruled out."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.features.exercises.amounts import dose_told
from bot.features.exercises.card_view import Facts, card
from bot.storage.tastes import LeftOut, Why
from bot.texts import Texts
from bot.wire.buttons import BringBack, NeverAgain, StartExercise
from content import catalogue
from content.eligible import Rule
from content.models import Contraindication, Level, Reps

CATALOGUE, TEXTS = catalogue.load(), Texts()
LIMIT = 4096  # of Telegram, for one message


def facts(exercise, **others):
    one = CATALOGUE.exercises[exercise]
    plain = {
        "exercise": one,
        "dose": one.dose(Level.NORMAL),
        "seconds": 75,
        "source": CATALOGUE.sources[one.source],
        "easier": tuple(CATALOGUE.exercises[other] for other in one.easier),
        "harder": tuple(CATALOGUE.exercises[other] for other in one.harder),
        "favourite": False,
        "rules": frozenset(),
        "careful": frozenset(),
        "left_out": None,
        "today": date(2026, 3, 2),
        "zone": "Europe/Lisbon",
        "shelf": 0,
    }
    return Facts(**{**plain, **others})


def presses(view):
    return [key.press for row in view.rows for key in row]


@pytest.mark.parametrize("exercise", sorted(CATALOGUE.exercises))
def test_every_card_says_everything_within_telegrams_limit(exercise):
    one, view = CATALOGUE.exercises[exercise], card(facts(exercise), TEXTS)
    for said in (one.name, *one.instructions(), one.feel, one.mistake, *one.also_known_as, *one.cues):
        assert said in view.text
    assert CATALOGUE.sources[one.source] in view.text
    assert len(view.text) < LIMIT / 2
    assert view.markup()


@pytest.mark.parametrize(
    ("exercise", "dose"),
    [
        ("lizard", "Hold 30 s a side"),
        ("floor-bridge", "Hold 6 s, 8 times"),
        ("clamshell", "12 slow reps a side, one in 2.5 s"),
        ("long-breaths", "10 long breaths"),
        ("figure-four-rotation", "8 long breaths a side"),
    ],
)
def test_a_dose_is_told_in_words(exercise, dose):
    one = CATALOGUE.exercises[exercise]
    assert dose_told(one, one.dose(Level.NORMAL), TEXTS) == dose


def test_sets_are_told_before_the_reps():
    one = CATALOGUE.exercises["pendulum-swing"]
    dose = Reps(count=15, tempo=3, times=2)
    assert dose_told(one, dose, TEXTS) == "2 × 15 slow reps a side, one in 3 s"


def test_the_title_and_the_steps_come_first():
    lines = card(facts("pigeon"), TEXTS).text.splitlines()
    assert lines[0] == "<b>Pigeon</b>"
    assert lines[1].startswith("1. ")


def test_what_a_person_is_careful_with_is_named_and_it_cannot_be_started():
    view = card(facts("lizard", rules={Rule.CAREFUL}, careful=frozenset({Contraindication.KNEES})), TEXTS)
    assert "Not for you now:</b> you are careful with sore knees." in view.text
    assert StartExercise("lizard") not in presses(view)


def test_what_hurt_says_until_when_and_can_be_brought_back():
    until = datetime(2026, 3, 16, 10, tzinfo=UTC)
    row = LeftOut("lizard", Why.HURT, until, until)
    view = card(facts("lizard", rules={Rule.HIDDEN}, left_out=row), TEXTS)
    assert "Left out for you:</b> it hurt, until Monday 16 March." in view.text
    assert BringBack("lizard", 0) in presses(view)
    assert NeverAgain("lizard", 0) not in presses(view)


def test_a_place_the_person_lacks_does_not_forbid_it():
    view = card(facts("lizard", rules={Rule.PLACES}), TEXTS)
    assert "your settings lack its place" in view.text
    assert StartExercise("lizard") in presses(view)


def test_whose_dose_it_is_is_said():
    assert "the dose is theirs" in card(facts("lizard"), TEXTS).text
    assert "the dose is ours" in card(facts("pigeon"), TEXTS).text


def test_what_it_needs_is_said_with_what_is_optional():
    assert "Needs:</i> nothing" in card(facts("pigeon"), TEXTS).text
    assert "Needs:</i> wall, step or block" in card(facts("pendulum-swing"), TEXTS).text
    assert "Needs:</i> strap if you like" in card(facts("side-lying-quad-pull"), TEXTS).text
    assert "Needs:</i> chair" in card(facts("sit-to-stand"), TEXTS).text
