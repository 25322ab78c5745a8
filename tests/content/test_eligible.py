"""Who may be offered what, and what to ease when nothing is left."""

from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest

from content.catalogue import Catalogue
from content.eligible import (
    Circumstances,
    NothingEligible,
    Rule,
    eligible,
    fitting_level,
    ruled_out,
    seconds_at,
)
from content.models import Contraindication, Equipment, Kind, Level, Place, Posture

EVERYTHING = Circumstances(frozenset(Place), frozenset(Equipment))
CHAIR = frozenset({Place.CHAIR})
ALL_SETS = [
    frozenset(careful)
    for size in range(len(Contraindication) + 1)
    for careful in combinations(Contraindication, size)
]


@pytest.mark.parametrize("places", [CHAIR, CHAIR | {Place.STANDING}], ids=["chair", "chair and standing"])
def test_whatever_they_are_careful_with_everybody_keeps_three_exercises_at_a_chair(
    catalogue: Catalogue, places: frozenset[Place]
) -> None:
    assert len(ALL_SETS) == 64
    for careful in ALL_SETS:
        left = eligible(catalogue.exercises.values(), Circumstances(places, careful=careful, seconds=80))
        assert len(left) >= 3, careful
        for exercise in left:
            assert not exercise.contraindications & careful
            assert seconds_at(exercise, Level.EASY) <= 80


def test_those_who_are_careful_with_everything_still_have_several_kinds(catalogue: Catalogue) -> None:
    careful = Circumstances(CHAIR, careful=frozenset(Contraindication))
    kinds = {one.kind for one in eligible(catalogue.exercises.values(), careful)}
    assert kinds == {Kind.BREATHE, Kind.MOBILISE, Kind.PANDICULATE}


def test_nothing_that_could_harm_is_left_to_the_careful(catalogue: Catalogue) -> None:
    forbidden = {
        Contraindication.KNEES: {
            "lunge",
            "pigeon",
            "kneeling-lunge",
            "lizard",
            "cat-cow",
            "chair-couch-stretch",
        },
        Contraindication.LOW_BACK: {"king-pigeon", "leg-lift", "lizard", "half-frog", "figure-four-rotation"},
        Contraindication.HIPS: {"figure-four", "seated-figure-four", "pigeon", "lizard", "half-frog"},
        Contraindication.BALANCE: {"pendulum-swing", "march", "lunge", "standing-hip-circle"},
        Contraindication.PREGNANCY: {
            "half-frog",
            "floor-bridge",
            "leg-lift",
            "figure-four-rotation",
            "heel-taps",
        },
        Contraindication.SURGERY: {
            "lunge",
            "seated-knee-lift",
            "cat-cow",
            "doorway-step-through",
            "clamshell",
        },
    }
    for careful, harmful in forbidden.items():
        now = Circumstances(frozenset(Place), frozenset(Equipment), careful=frozenset({careful}))
        left = {one.id for one in eligible(catalogue.exercises.values(), now)}
        assert not left & harmful, careful


def test_pregnant_people_never_lie_on_the_front_or_the_back(catalogue: Catalogue) -> None:
    now = Circumstances(
        frozenset(Place), frozenset(Equipment), careful=frozenset({Contraindication.PREGNANCY}), seconds=300
    )
    postures = {one.posture for one in eligible(catalogue.exercises.values(), now)}
    assert not postures & {Posture.LYING_FRONT, Posture.LYING_BACK}


@pytest.mark.parametrize(
    ("exercise", "change", "rule"),
    [
        ("lunge", {"places": CHAIR}, Rule.PLACES),
        ("chair-couch-stretch", {"places": frozenset({Place.STANDING})}, Rule.PLACES),
        ("doorway-step-through", {"equipment": frozenset({Equipment.WALL})}, Rule.EQUIPMENT),
        ("lunge", {"careful": frozenset({Contraindication.KNEES})}, Rule.CAREFUL),
        ("lunge", {"hidden": frozenset({"lunge"})}, Rule.HIDDEN),
        ("lunge", {"discreet": True}, Rule.DISCREET),
        ("king-pigeon", {"levels": {"pigeon": Level.NORMAL}}, Rule.ADVANCED),
        ("long-breaths", {"seconds": 80}, Rule.TIME),
    ],
)
def test_each_rule_alone_rules_out(
    catalogue: Catalogue, exercise: str, change: dict[str, Any], rule: Rule
) -> None:
    now = replace(EVERYTHING, **{"seconds": 300, **change})
    assert ruled_out(catalogue.exercises[exercise], now) == {rule}


def test_what_is_optional_is_not_needed(catalogue: Catalogue) -> None:
    bare = Circumstances(frozenset({Place.FLOOR}))
    assert not ruled_out(catalogue.exercises["side-lying-quad-pull"], bare)


def test_king_pigeon_comes_once_pigeon_is_at_hard(catalogue: Catalogue) -> None:
    now = Circumstances(EVERYTHING.places, levels={"pigeon": Level.HARD})
    assert not ruled_out(catalogue.exercises["king-pigeon"], now)


def test_when_nothing_is_left_the_nearest_rules_are_told(catalogue: Catalogue) -> None:
    everything = catalogue.exercises.values()
    with pytest.raises(NothingEligible) as nowhere:
        eligible(everything, Circumstances(frozenset()))
    assert nowhere.value.rules == {Rule.PLACES}
    with pytest.raises(NothingEligible) as hurried:
        eligible(everything, Circumstances(EVERYTHING.places, EVERYTHING.equipment, seconds=10))
    assert hurried.value.rules == {Rule.TIME}
    with pytest.raises(NothingEligible, match="hidden"):
        eligible(everything, Circumstances(EVERYTHING.places, hidden=frozenset(catalogue.exercises)))
    with pytest.raises(NothingEligible) as careful:
        eligible(
            everything,
            Circumstances(frozenset({Place.FLOOR}), careful=frozenset(Contraindication)),
        )
    assert Rule.CAREFUL in careful.value.rules


def test_a_long_dose_is_eased_to_fit_the_time(catalogue: Catalogue) -> None:
    lizard = catalogue.exercises["lizard"]
    assert fitting_level(lizard, Level.HARD, seconds=300) is Level.HARD
    assert fitting_level(lizard, Level.HARD, seconds=80) is Level.NORMAL
    assert fitting_level(lizard, Level.EASY, seconds=300) is Level.EASY
    assert fitting_level(lizard, Level.HARD, seconds=30) is None


def test_what_fits_a_minute_at_easy_also_does_at_normal(catalogue: Catalogue) -> None:
    for exercise in catalogue.exercises.values():
        if seconds_at(exercise, Level.EASY) <= 80:
            assert seconds_at(exercise, Level.NORMAL) <= 80, exercise.id
