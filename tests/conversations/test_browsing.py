"""The catalogue: browsed, looked up by name, liked, left out and brought back; and how feedback moves the levels."""

from __future__ import annotations

import pytest

KNEELING = "Half-kneeling lunge"


@pytest.fixture
async def ada(scene):
    """Ada, in Lisbon, with a chair, room to stand, and a floor to lie on."""
    ada = await scene.somebody_set_up("Ada")
    await ada.says("/settings places chair, standing, floor")
    await scene.until("09:00")
    return ada


async def done(scene, ada, what):
    """Does this exercise from its first second to its last."""
    await ada.says(what)
    await ada.taps("Start")
    while "Done." not in ada.sees:
        await scene.pass_time(seconds=10)


# --- browsing ---


async def test_she_browses_everything_page_by_page_in_one_message(scene, ada):
    await ada.says("/exercises")
    assert ada.sees.startswith("Exercises · 44 of them, page 1 of 8")
    assert ada.buttons[-5:] == [">", "Chair", "Standing", "Floor", "Filter"]
    assert ada.buttons[:6] == ["1", "2", "3", "4", "5", "6"]
    message = ada.last.id
    await ada.taps(">", ">")
    assert "page 3 of 8" in ada.sees
    await ada.taps("<")
    assert "page 2 of 8" in ada.sees
    assert ada.last.id == message


async def test_she_narrows_it_down_by_place_kind_and_need(scene, ada):
    await ada.says("/exercises")
    await ada.taps("Standing")
    assert "✓ Standing" in ada.buttons
    assert ada.sees.startswith("Exercises: standing · ")
    await ada.taps("Filter", "Stretch", "Doorway", "Show the only one")
    assert ada.sees.startswith("Exercises: standing, stretch, doorway · only this one")
    assert ada.sees.endswith("\n1  Doorway step-through")
    assert ada.buttons[0] == "1"
    await ada.taps("✓ Standing", "Floor")
    assert "Nothing is all of that" in ada.sees
    await ada.taps("Filter", "Clear", "Show all 44")
    assert "44 of them" in ada.sees


async def test_the_filter_can_be_typed(scene, ada):
    await ada.says("/exercises floor strengthen")
    assert ada.sees.startswith("Exercises: floor, strengthen · ")
    await ada.says("/exercises the moon")
    assert "I know no exercise called “the moon”. For example: /exercises pigeon" in ada.sees


async def test_a_card_leads_back_to_the_page_it_was_opened_from(scene, ada):
    await ada.says("/exercises floor")
    await ada.taps(">")
    page, message = ada.sees, ada.last.id
    await ada.taps(ada.buttons[0])
    assert "1. " in ada.sees
    await ada.taps("Back")
    assert ada.sees == page
    assert ada.last.id == message


async def test_a_card_says_everything_about_an_exercise(scene, ada):
    await ada.says("pigeon")
    assert ada.sees == "\n".join(
        [
            "Pigeon",
            "1. From all fours, swing the right leg through, knee just outside the hip.",
            "2. Turn the shin toward square; a smaller angle is right when you are tight.",
            "3. Slide the left leg back, top of the foot on the floor, and sit tall.",
            "Hold 30 s a side · 1:15 in all",
            "Feel: The outer hip in front, the front of the hip behind.",
            "Think: Prop the front hip on a cushion if it hangs in the air. The knee must feel nothing at all.",
            "Common mistake: Forcing the shin square while the knee complains.",
            "Leave it out with: sore knees, a sore lower back, sore hips, pregnancy, recent surgery",
            "Kind: Stretch, on all fours",
            "Needs: nothing",
            "Also known as: Pigeon pose",
            "From: A personal training blog, on psoas stretches for the lower back; the dose is ours, cautious",
        ]
    )
    assert ada.buttons == [
        "Start",
        "Favourite",
        "Never again",
        "Easier: Figure four on the back",
        "Harder: King pigeon",
        "Back",
    ]


async def test_easier_and_harder_lead_from_card_to_card(scene, ada):
    await ada.says("pigeon")
    await ada.taps("Easier: Figure four on the back")
    assert ada.sees.startswith("Figure four on the back\n")
    await ada.taps("Harder: Pigeon", "Harder: King pigeon")
    assert "Not yet: Pigeon comes first, up to its highest level." in ada.sees
    assert "Start" not in ada.buttons


async def test_start_on_a_card_starts_it_with_one_tap(scene, ada):
    await ada.says("pigeon")
    card = ada.last
    await ada.taps("Start")
    assert "GET READY" in ada.sees
    assert ada.last.id == card.id
    await ada.taps_old(card, "Start")
    assert ada.toast == "It is running already."
    await ada.taps_old(card, "Favourite")
    assert sum("GET READY" in text for text in ada.texts) == 1


async def test_her_settings_are_named_where_they_rule_an_exercise_out(scene, ada):
    await ada.says("/settings careful knees")
    await ada.says("pigeon")
    assert "Not for you now: you are careful with sore knees." in ada.sees
    assert "Start" not in ada.buttons
    await ada.taps("Settings")
    assert "Knees" in " ".join(ada.buttons)


# --- looking up ---


async def test_an_exercise_is_found_by_its_name_another_name_or_a_near_spelling(scene, ada):
    for typed, name in [
        ("Lizard", "Lizard"),
        ("seated psoas stretch", "Seated figure four"),
        ("lizrad", "Lizard"),
        ("/exercises lizard pose", "Lizard"),
    ]:
        await ada.says(typed)
        assert ada.sees.splitlines()[0] == name


async def test_where_several_have_that_name_she_is_asked_which(scene, ada):
    await ada.says("figure four")
    assert ada.sees == "Which one do you mean?"
    assert "All exercises" in ada.buttons
    await ada.taps("Figure four with a turn")
    assert "8 long breaths a side" in ada.sees


async def test_asking_to_do_it_offers_it_at_once(scene, ada):
    for line in ("/stretch pigeon", "stretch pigeon", "do the pigeon please"):
        await ada.says(line)
        assert ada.buttons == ["Start", "Another"]


# --- liking, and leaving out ---


async def test_a_favourite_is_marked_on_its_card_and_in_the_list(scene, ada):
    await ada.says("belly breaths")
    await ada.taps("Favourite")
    assert ada.toast == "A favourite: it comes more often."
    assert ada.sees.startswith("Belly breaths ★\n")
    await ada.taps("Back")
    assert "1  ★ Belly breaths" in ada.sees
    await ada.taps("1", "Unfavourite")
    assert ada.sees.startswith("Belly breaths\n")


async def test_never_again_keeps_it_away_and_can_be_undone_for_ten_minutes(scene, ada):
    await ada.says("pigeon")
    await ada.taps("Never again")
    assert ada.sees.startswith("Pigeon will never be offered again.")
    assert ada.buttons == ["Undo", "Back"]
    never = ada.last
    await ada.says("/stretch pigeon")
    assert "Pigeon is not for now." in ada.sees
    await ada.taps_old(never, "Undo")
    assert ada.toast == "Pigeon may be offered again."
    await ada.says("pigeon")
    await ada.taps("Never again")
    await scene.pass_time(minutes=11)
    await ada.taps("Undo")
    assert ada.toast == "Too late to undo that here. /hidden brings it back."
    assert ada.sees.startswith("Pigeon will never be offered again.")


async def test_what_is_left_out_is_listed_with_its_reason_and_comes_back_with_one_tap(scene, ada):
    await ada.says("/hidden")
    assert ada.sees == "Nothing is left out. Everything that suits your settings may come."
    await ada.says("belly breaths")
    await ada.taps("Never again")
    await scene.pass_time(minutes=1)
    await ada.says("/stretch pigeon")
    await ada.taps("Start", "It hurts")
    assert "ask a doctor or physiotherapist" in ada.sees
    assert "/hidden lists what is left out" in ada.sees
    await ada.says("/hidden")
    assert ada.sees.splitlines() == [
        "Left out · 3",
        "King pigeon: it hurt, until Monday 16 March",
        "Pigeon: it hurt, until Monday 16 March",
        "Belly breaths: never again",
    ]
    message = ada.last.id
    await ada.taps("Bring it back: Pigeon")
    assert ada.toast == "Pigeon and one harder relative may be offered again."
    assert ada.last.id == message
    assert ada.buttons == ["Bring it back: Belly breaths"]
    await ada.taps("Bring it back: Belly breaths")
    assert ada.sees.startswith("Nothing is left out.")


async def test_the_card_of_what_hurt_says_so_and_brings_it_back(scene, ada):
    await ada.says("/stretch pigeon")
    await ada.taps("Start", "It hurts")
    await ada.says("pigeon")
    assert "Left out for you: it hurt, until Monday 16 March." in ada.sees
    assert "Start" not in ada.buttons
    await ada.taps("Bring it back")
    assert "Start" in ada.buttons


# --- levels ---


async def test_easy_at_the_highest_level_names_the_harder_one_that_comes_up_now(scene, ada):
    await ada.says("king pigeon")
    assert "Start" not in ada.buttons
    await done(scene, ada, "pigeon")
    await ada.taps("Easy")
    assert ada.sees.endswith("Noted: next time a little longer. Harder, and yours to try now: King pigeon.")
    await ada.says("king pigeon")
    assert "Start" in ada.buttons
    await done(scene, ada, "pigeon")
    await ada.taps("Easy")
    assert ada.sees.endswith(
        "Noted. That is the most there is of it. Harder, and yours to try now: King pigeon."
    )


async def test_a_harder_one_that_needs_a_place_she_lacks_says_so(scene, ada):
    await ada.says("/settings places chair")
    for _ in range(2):
        await done(scene, ada, "seated figure four")
        await ada.taps("Easy")
    assert ada.sees.endswith("Harder: Figure four on the back, once /settings has its place and things.")


async def test_hard_at_the_lowest_level_lets_it_rest_and_names_the_easier_one(scene, ada):
    await done(scene, ada, KNEELING)
    await ada.taps("Hard")
    assert ada.sees.endswith("Noted: next time a little shorter.")
    await done(scene, ada, KNEELING)
    await ada.taps("Hard")
    assert ada.sees.endswith(
        f"{KNEELING} rests for two weeks. The easier Chair-edge hip opener comes instead."
    )
    assert ada.buttons == ["Bring it back"]
    rated = ada.last
    await ada.says("/hidden")
    assert f"{KNEELING}: too hard, until Monday 16 March" in ada.sees
    await ada.taps_old(rated, "Bring it back")
    assert any(text.startswith(f"{KNEELING} may be offered again.") for text in ada.texts)


async def test_hard_at_the_lowest_level_of_what_has_no_easier_one_keeps_it(scene, ada):
    for _ in range(2):
        await done(scene, ada, "shoulder rolls")
        await ada.taps("Hard")
    assert ada.sees.endswith("Noted. That is the least there is of it.")
    await ada.says("/hidden")
    assert ada.sees.startswith("Nothing is left out.")


async def test_right_keeps_it_as_it_is(scene, ada):
    await done(scene, ada, "pigeon")
    await ada.taps("Right")
    assert ada.sees.endswith("Noted: it stays as it is.")
