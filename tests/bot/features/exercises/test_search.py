"""Exercises found by what is typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.exercises.search import MOST_FOUND, find
from content import catalogue

CATALOGUE = catalogue.load()


def found(line):
    return [one.id for one in find(line, CATALOGUE)]


@pytest.mark.parametrize("exercise", sorted(CATALOGUE.exercises))
def test_every_exercise_is_found_alone_by_its_name_and_at_least_among_others_by_its_id(exercise):
    assert found(CATALOGUE.exercises[exercise].name) == [exercise]
    assert exercise in found(exercise)


@pytest.mark.parametrize(
    ("line", "exercises"),
    [
        ("Seated psoas stretch", ["seated-figure-four"]),
        ("the PIGEON, please", ["pigeon"]),
        ("lizrad", ["lizard"]),
        ("clamshel", ["clamshell"]),
        ("figure four", ["figure-four", "figure-four-rotation", "seated-figure-four"]),
        ("knee chest", ["knee-to-chest"]),
    ],
)
def test_other_names_near_spellings_and_parts_are_found(line, exercises):
    assert sorted(found(line)) == sorted(exercises)


@pytest.mark.parametrize(
    "line", ["", "hello", "one", "my knee hurts", "pause", "what a day", "🦵", "pigeons are birds", "x" * 200]
)
def test_anything_else_is_no_search(line):
    assert found(line) == []


@given(st.text(max_size=80))
def test_any_line_finds_a_handful_at_most(line):
    assert len(found(line)) <= MOST_FOUND
