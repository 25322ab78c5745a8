"""What a typed line asks for."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.features.stretch.ask import LONGEST, LONGEST_LINE, SHORTEST, Ask, Names, OutOfRange, parse
from content import catalogue
from content.models import Place

CATALOGUE = catalogue.load()
NAMES = Names.of(CATALOGUE)


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("stretch", Ask()),
        ("A stretch, please!", Ask()),
        ("2 min", Ask(2)),
        ("2min", Ask(2)),
        ("two minutes", Ask(2)),
        ("a minute", Ask(1)),
        ("TEN MINUTES", Ask(10)),
        ("90 seconds", Ask(2)),
        ("stretch 3", Ask(3)),
        ("3 min floor", Ask(3, Place.FLOOR)),
        ("hip floor 3 min", Ask(3, Place.FLOOR)),
        ("chair 1 minute", Ask(1, Place.CHAIR)),
        ("I’d like something quick at my desk", Ask(place=Place.CHAIR)),
        ("5 standing", Ask(5, Place.STANDING)),
        ("doorway minute", Ask(routine="doorway-minute")),
        ("Two-minute reset", Ask(routine="two-minute-reset")),
        ("2 minute reset", Ask(routine="two-minute-reset")),
        ("three minutes on the floor", Ask(routine="three-minute-floor")),
        ("3 minutes on the floor", Ask(3, Place.FLOOR)),
        ("pigeon", Ask(exercise="pigeon")),
        ("stretch pigeon", Ask(exercise="pigeon")),
        ("Seated psoas stretch", Ask(exercise="seated-figure-four")),
        ("seated-figure-four", Ask(exercise="seated-figure-four")),
    ],
)
def test_time_place_routine_or_exercise_are_understood(line, asked):
    assert parse(line, NAMES) == asked


@pytest.mark.parametrize(
    "line", ["0 min", "11 minutes", "stretch 45", "1 h", "999999999999 min", "0 s floor"]
)
def test_no_time_and_too_much_time_are_out_of_range(line):
    assert parse(line, NAMES) == OutOfRange()


@pytest.mark.parametrize(
    "line",
    [
        "",
        "3",
        "hello",
        "the floor is lava",
        "2 min 3 min",
        "chair floor",
        "my hips",
        "🦵",
        "min max",
        "x" * 101,
    ],
)
def test_anything_else_is_about_something_else(line):
    assert parse(line, NAMES) is None


@given(st.text(max_size=LONGEST_LINE + 20))
@example("9" * LONGEST_LINE + " min")
@example("٣ min")
@example("² min")
def test_any_line_at_all_gives_an_ask_within_range_or_none(line):
    found = parse(line, NAMES)
    if isinstance(found, Ask) and found.minutes is not None:
        assert SHORTEST <= found.minutes <= LONGEST


@given(
    st.lists(
        st.sampled_from(
            ["3", "eleven", "min", "floor", "chair", "a", "stretch", "pigeon", "hip", "two", "reset"]
        ),
        max_size=6,
    )
)
def test_any_order_of_known_words_is_read_without_a_stumble(words):
    assert isinstance(parse(" ".join(words), NAMES), Ask | OutOfRange | None)


@pytest.mark.parametrize("routine", sorted(CATALOGUE.routines))
def test_every_routine_is_found_by_its_name_and_id(routine):
    assert parse(CATALOGUE.routines[routine].name, NAMES) == Ask(routine=routine)
    assert parse(routine, NAMES) == Ask(routine=routine)


@pytest.mark.parametrize("exercise", sorted(CATALOGUE.exercises))
def test_every_exercise_is_found_by_its_name_unless_a_routine_has_it_already(exercise):
    found = parse(CATALOGUE.exercises[exercise].name, NAMES)
    assert isinstance(found, Ask)
    assert found.exercise == exercise or found.routine is not None
