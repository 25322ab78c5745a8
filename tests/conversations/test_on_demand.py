"""A stretch when somebody wants one: typed, tapped, by name, and what is said where there is none."""

from __future__ import annotations

import pytest


@pytest.fixture
async def ada(scene):
    """Ada, in Lisbon, who can use a chair and stand."""
    ada = await scene.somebody_set_up("Ada")
    await scene.until("09:00")
    return ada


async def test_she_picks_a_time_and_a_place_and_the_offer_says_its_exact_length(scene, ada):
    await ada.says("/stretch")
    assert ada.buttons == [
        "✓ 1 min",
        "3 min",
        "5 min",
        "Chair",
        "Standing",
        "Floor",
        "Surprise me",
        "Routines",
    ]
    menu = ada.last.id
    await ada.taps("3 min", "Chair")
    assert ada.last.id == menu
    assert ada.sees.endswith("· chair")
    assert ada.buttons == ["Start", "Another"]


async def test_time_and_place_can_be_typed(scene, ada):
    await ada.says("hip floor 3 min")
    assert ada.sees.endswith("· floor")
    assert "Start" in ada.buttons


async def test_a_routine_and_an_exercise_can_be_named(scene, ada):
    await ada.says("doorway minute")
    assert "Doorway step-through" in ada.sees
    await ada.says("/stretch pigeon")
    assert "Pigeon" in ada.sees
    await ada.says("/stretch desk minute")
    assert "Hip-flexor lunge at the desk" in ada.sees


async def test_a_routine_can_be_chosen_from_the_list(scene, ada):
    await ada.says("/stretch")
    await ada.taps("Routines", "Doorway minute")
    assert "Doorway step-through" in ada.sees


async def test_another_never_shows_what_was_just_refused(scene, ada):
    await ada.says("1 min chair")
    message, shown = ada.last.id, [ada.sees]
    for _ in range(3):
        await ada.taps("Another")
        shown.append(ada.sees)
    assert len(set(shown)) == 4
    assert ada.last.id == message


async def test_words_that_mean_nothing_get_examples_and_the_menu(scene, ada):
    await ada.says("/stretch <b>my soul</b>")
    assert "I can't read “<b>my soul</b>” as a stretch." in ada.sees
    assert "Chair" in ada.buttons
