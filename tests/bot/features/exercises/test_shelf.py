"""The filter and the page of a list, and how they travel in a button."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.exercises.shelf import MOST_PAGES, PAGE, Need, Shelf, everything_on, page_of, pages
from bot.wire.buttons import BringBack, Favour, NeverAgain, OpenExercise, UndoNever
from content import catalogue
from content.models import Kind, Place

CATALOGUE = catalogue.load()


def maybe(kind):
    return st.none() | st.sampled_from(kind)


shelves = st.builds(
    Shelf, place=maybe(Place), kind=maybe(Kind), need=maybe(Need), page=st.integers(0, MOST_PAGES - 1)
)


@given(shelves)
def test_a_shelf_comes_back_from_its_number(shelf):
    assert Shelf.of(shelf.number) == shelf


@given(st.integers())
def test_any_number_is_some_shelf(number):
    assert Shelf.of(Shelf.of(number).number) == Shelf.of(number)


def test_nothing_chosen_on_the_first_page_is_nought():
    assert Shelf().number == 0


@pytest.mark.parametrize("exercise", sorted(CATALOGUE.exercises))
def test_every_button_of_every_exercise_fits_with_the_largest_shelf(exercise):
    number = Shelf(Place.FLOOR, Kind.BREATHE, Need.STRAP, MOST_PAGES - 1).number
    assert Favour(exercise, True, number).data()
    for kind in (OpenExercise, NeverAgain, UndoNever, BringBack):
        assert kind(exercise, number).data()


@given(shelves, st.sampled_from([*Place, *Kind, *Need]))
def test_a_filter_is_switched_on_and_off_from_the_first_page_again(shelf, value):
    once = shelf.toggled(value)
    assert once.page == 0
    assert (value in once.chosen) != (value in shelf.chosen)
    assert (value in once.toggled(value).chosen) == (value in shelf.chosen)


@pytest.mark.parametrize(
    ("words", "shelf"),
    [
        ("floor", Shelf(place=Place.FLOOR)),
        ("Strengthen, floor", Shelf(place=Place.FLOOR, kind=Kind.STRENGTHEN)),
        ("doorway", Shelf(need=Need.DOORWAY)),
        ("nothing breathe chair", Shelf(Place.CHAIR, Kind.BREATHE, Need.NOTHING)),
        ("chair floor", None),
        ("pigeon", None),
        ("", None),
    ],
)
def test_filters_can_be_typed(words, shelf):
    assert Shelf.spoken(words) == shelf


def test_without_a_filter_everything_is_there_once():
    assert {one.id for one in everything_on(Shelf(), CATALOGUE)} == set(CATALOGUE.exercises)
    assert len(everything_on(Shelf(), CATALOGUE)) == len(CATALOGUE.exercises)


def test_each_filter_keeps_what_it_says():
    strap = everything_on(Shelf(need=Need.STRAP), CATALOGUE)
    assert [one.id for one in strap] == ["side-lying-quad-pull"]
    bare = everything_on(Shelf(place=Place.STANDING, need=Need.NOTHING), CATALOGUE)
    assert all(not one.needs and not one.chair for one in bare)
    assert {one.kind for one in everything_on(Shelf(kind=Kind.MOBILISE), CATALOGUE)} == {Kind.MOBILISE}


@given(st.integers(0, 50), st.integers(-5, 50))
def test_every_page_asked_for_is_one_that_there_is(count, page):
    at, here = page_of(range(count), page)
    assert 0 <= at < pages(count)
    assert len(here) <= PAGE
    assert bool(here) == bool(count)
