"""The first meeting, as a chat."""

from __future__ import annotations

import pytest


async def test_she_is_set_up_in_under_a_minute_and_told_when_the_first_break_comes(scene):
    await scene.until("14:32")
    ada = await scene.somebody("Ada")
    await ada.says("/start")
    assert "not treatment" in ada.sees
    await ada.taps("I understand")
    await ada.says("Lisbon")
    assert "It is 14:32 with you?" in ada.sees
    await ada.taps("Yes", "Mon-Fri 9-17", "45 min", "Floor", "Continue", "Knees", "Continue")
    assert "Set. Your first break: today 15:" in ada.sees
    assert ada.buttons == ["Try one now", "Settings"]


async def test_the_first_break_comes_when_it_was_promised(scene):
    ada = await scene.somebody_set_up()
    promised = ada.sees.rpartition(" ")[2].strip(".")
    await scene.until(promised)
    assert "first break" in ada.sees
    await scene.pass_time(minutes=1)
    assert "sitting" in ada.sees


async def test_the_defaults_need_two_taps_and_name_the_zone_they_assume(scene):
    joao = await scene.somebody("João", language="pt-br")
    await joao.says("/start")
    await joao.taps("I understand", "Use defaults")
    assert "America/Sao_Paulo, where it is 05:55 now" in joao.sees
    await joao.taps("Change")
    await joao.says("Manaus")
    assert "America/Manaus" in joao.sees


async def test_the_location_key_is_there_while_the_place_is_asked_for_and_no_longer(scene):
    ada = await scene.somebody()
    await ada.says("/start")
    await ada.taps("I understand")
    assert ada.chat.keyboard == [["Share my location"]]
    await ada.shares_location(-33.87, 151.21)
    assert "It is 19:55 with you?" in ada.sees
    assert ada.chat.keyboard is None


async def test_the_location_key_goes_with_the_defaults_too(scene):
    ada = await scene.somebody()
    await ada.says("/start")
    await ada.taps("I understand", "Use defaults")
    assert ada.chat.keyboard is None


async def test_a_city_of_many_is_picked_from_a_list_with_countries(scene):
    ada = await scene.somebody()
    await ada.says("/start")
    await ada.taps("I understand")
    await ada.says("portland")
    await ada.taps("Portland, Maine, United States")
    assert "It is 03:55 with you?" in ada.sees


async def test_rubbish_at_every_question_is_answered_kindly_and_loses_nothing(scene):
    ada = await scene.somebody()
    await ada.says("what is this?")
    assert ada.buttons == ["I understand"]
    await ada.taps("I understand")
    await ada.says("qwrtzpl")
    assert "I don't know “qwrtzpl”" in ada.sees
    await ada.says("Lisbon")
    await ada.taps("Yes")
    await ada.says("9 to late")
    assert "For example" in ada.sees
    await ada.says("Mon-Thu 9-12:30 13:30-18, Fri 9-15")
    assert "Mon-Thu 9-12:30 13:30-18, Fri 9-15 it is." in ada.sees
    await ada.says("every now and then")
    assert "For example" in ada.sees
    await ada.says("1 h")
    assert "Every 60 minutes it is." in ada.sees
    await ada.says("my chair")
    assert "buttons" in ada.sees
    await ada.taps("Continue", "None")
    await ada.says("/settings")
    assert "Mon-Thu 9-12:30 13:30-18, Fri 9-15" in ada.sees
    assert "1 hour" in ada.sees


async def test_a_night_shift_is_understood(scene):
    ada = await scene.somebody()
    await ada.says("/start")
    await ada.taps("I understand")
    await ada.says("Lisbon")
    await ada.taps("Yes", "My own hours")
    await ada.says("22-6")
    await ada.taps("45 min", "Continue", "None")
    assert "today 22:4" in ada.sees


@pytest.mark.parametrize("answered", range(6))
async def test_she_closes_the_app_midway_and_start_picks_up_where_she_left(scene, answered: int):
    steps = ["I understand", None, "Yes", "Mon-Fri 9-17", "45 min", "Continue"]
    asks = ["not treatment", "location", "It is 08:55", "When do you sit", "How often", "Where can you move"]
    ada = await scene.somebody()
    await ada.says("/start")
    for step in steps[:answered]:
        if step is None:
            await ada.says("Lisbon")
        else:
            await ada.taps(step)
    await scene.restart()
    await ada.says("/start")
    assert asks[answered] in ada.sees


async def test_the_same_button_twice_answers_once(scene):
    ada = await scene.somebody()
    await ada.says("/start")
    await ada.taps("I understand")
    await ada.says("Lisbon")
    await ada.taps("Yes")
    hours = ada.last
    await ada.taps("Mon-Fri 9-17")
    await ada.taps_old(hours, "Mon-Fri 8-16")
    assert "already" in ada.toast
    await ada.taps("45 min", "Continue", "None")
    await ada.says("/settings")
    assert "Mon-Fri 9-17" in ada.sees


async def test_what_needs_the_answers_waits_for_them_but_help_and_privacy_do_not(scene):
    ada = await scene.somebody()
    await ada.says("/stretch")
    assert "A few questions first" in ada.sees
    await ada.says("/privacy")
    assert "What I keep" in ada.sees
    await ada.says("/help")
    assert "/stretch" in ada.sees
    await ada.taps("Settings")
    assert ada.buttons == ["I understand"]


async def test_no_reminder_comes_before_the_questions_are_answered(scene):
    ada = await scene.somebody()
    await ada.says("/start")
    await ada.taps("I understand")
    said = len(ada.texts)
    await scene.pass_time(hours=6)
    assert len(ada.texts) == said


async def test_somebody_set_up_who_starts_again_sees_where_they_stand(scene):
    ada = await scene.somebody_set_up("Ada")
    await ada.says("/start")
    assert "Good to see you, Ada" in ada.sees
    assert "next break" in ada.sees
    await ada.taps("Settings")
    assert "Hours: Mon-Fri 9-17" in ada.sees
