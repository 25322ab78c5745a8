"""From what is kept about a person to what they are offered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from bot.life import offer
from bot.life.offer import Known
from content import catalogue
from content.choose import NothingEligible
from content.eligible import Rule
from content.models import Contraindication, Equipment, Level, Pace, Place
from content.steps import StepKind, duration

CATALOGUE = catalogue.load()
MONDAY = date(2026, 3, 2)


@dataclass(frozen=True)
class Ada:
    """A person's answers."""

    id: int = 1
    places: tuple[str, ...] | None = ("chair", "standing")
    equipment: tuple[str, ...] | None = ("wall",)
    careful: tuple[str, ...] | None = ("knees",)
    pace: str = "normal"


def test_the_persons_answers_become_circumstances():
    known = Known(levels={"lizard": 3}, left_out=frozenset({"pigeon"}), favourites=frozenset({"march"}))
    found = offer.circumstances(Ada(pace="long"), known, 80)
    assert found.places == {Place.CHAIR, Place.STANDING}
    assert found.equipment == {Equipment.WALL}
    assert found.careful == {Contraindication.KNEES}
    assert found.levels == {"lizard": Level.HARD}
    assert found.hidden == {"pigeon"}
    assert found.favourites == {"march"}
    assert found.pace is Pace.LONG
    assert found.seconds == 80


def test_a_place_asked_for_now_goes_before_the_settings():
    assert offer.circumstances(Ada(), Known(), 80, "floor").places == {Place.FLOOR}


def test_who_was_not_asked_yet_is_offered_what_a_chair_allows():
    blank = Ada(places=None, equipment=None, careful=None)
    assert offer.circumstances(blank, Known(), 80).places == {Place.CHAIR}


def test_the_seed_is_the_persons_own_and_the_days():
    assert offer.seed(1, MONDAY) == offer.seed(1, MONDAY)
    assert len({offer.seed(person, date(2026, 3, day)) for person in (1, 2) for day in (1, 2, 3)}) == 6


def test_the_same_person_on_the_same_day_is_offered_something_else_after_each_offer():
    first = offer.pick(CATALOGUE, Ada(), Known(), MONDAY)
    second = offer.pick(CATALOGUE, Ada(), Known(offered=first.exercises), MONDAY)
    assert first.exercises != second.exercises


def test_what_is_picked_respects_what_the_person_is_careful_with():
    for day in range(1, 20):
        choice = offer.pick(CATALOGUE, Ada(), Known(), date(2026, 3, day), seconds=180)
        for one in choice.exercises:
            assert Contraindication.KNEES not in CATALOGUE.exercises[one].contraindications


def test_where_everything_is_left_out_nothing_is_picked():
    with pytest.raises(NothingEligible):
        offer.pick(CATALOGUE, Ada(), Known(left_out=frozenset(CATALOGUE.exercises)), MONDAY)


@pytest.mark.parametrize("pace", ["short", "normal", "long"])
def test_the_steps_of_a_choice_take_exactly_as_long_as_it_says(pace):
    ada, known = (
        Ada(careful=(), places=("chair", "standing", "floor"), pace=pace),
        Known(levels={"lizard": 3}),
    )
    for minutes in (1, 2, 3, 5, 10):
        for day in range(1, 8):
            seconds = minutes * 60
            choice = offer.pick(CATALOGUE, ada, known, date(2026, 3, day), seconds=seconds)
            assert (
                duration(offer.steps_of(CATALOGUE, ada, known, choice.exercises, seconds)) == choice.seconds
            )


def test_long_holds_are_eased_to_the_normal_pace_where_only_that_fits():
    fast, slow = (
        duration(offer.steps_of(CATALOGUE, Ada(pace=pace), Known(), ["seated-figure-four"], 80))
        for pace in ("normal", "long")
    )
    assert fast == slow <= 80
    assert duration(offer.steps_of(CATALOGUE, Ada(pace="long"), Known(), ["seated-figure-four"], 300)) > 80


def test_what_an_easier_one_unlocks_does_come_up():
    ada, levels = Ada(places=("floor",), careful=()), {"pigeon": 3}
    everything = _offered_in_turn(ada, levels, 300)
    assert "king-pigeon" in everything
    assert "king-pigeon" not in _offered_in_turn(ada, {"pigeon": 2}, 300)


def test_a_favourite_comes_up_more_often():
    ada = Ada(careful=())
    usual = _offered_in_turn(ada, {}, 200).count("seated-march")
    assert (
        _offered_in_turn(ada, {}, 200, favourites=frozenset({"seated-march"})).count("seated-march") > usual
    )


def _offered_in_turn(ada, levels, count, favourites=frozenset()):
    """So many reminders, each looking back on those before."""
    offered = []
    for number in range(count):
        known = Known(levels=levels, offered=tuple(offered), favourites=favourites)
        offered += offer.pick(CATALOGUE, ada, known, MONDAY + timedelta(days=number // 8)).exercises
    return offered


def test_a_level_too_long_for_the_offer_is_eased():
    known = Known(levels={"seated-figure-four": 3})
    eased = offer.levels_within(CATALOGUE, Ada(), known, ["seated-figure-four"], 80)
    assert eased == {"seated-figure-four": Level.NORMAL}
    assert offer.levels_within(CATALOGUE, Ada(), known, ["seated-figure-four"], 300) == known.levels


def test_steps_end_with_done():
    assert offer.steps_of(CATALOGUE, Ada(), Known(), ["march"], 80)[-1].kind is StepKind.DONE


def test_what_is_wrong_for_the_body_is_dropped_and_place_and_time_are_not_asked_about():
    known = Known(left_out=frozenset({"march"}))
    wanted = ["march", "lizard", "figure-four-rotation", "king-pigeon", "desk-hip-flexor-lunge"]
    kept = offer.still_safe(CATALOGUE, Ada(careful=()), known, wanted)
    assert kept == ("lizard", "figure-four-rotation", "desk-hip-flexor-lunge")
    assert offer.unsafe(CATALOGUE, Ada(), known, "march") == {Rule.HIDDEN}
    assert offer.unsafe(CATALOGUE, Ada(), known, "kneeling-lunge") == {Rule.CAREFUL}
