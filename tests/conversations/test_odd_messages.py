"""What nobody expected: each gets one kind answer, nothing breaks, nothing is lost."""

from __future__ import annotations

import pytest


async def test_words_nobody_understands_get_one_line_and_three_buttons(scene):
    ada = await scene.somebody_set_up()
    said = len(ada.texts)
    await ada.says("what a day")
    assert len(ada.texts) == said + 1
    assert ada.buttons == ["Stretch now", "Next break?", "Settings"]


async def test_the_buttons_are_those_that_the_words_hint_at(scene):
    ada = await scene.somebody_set_up()
    await ada.says("could you be quiet please")
    assert ada.buttons[0] == "Pause 1 h"


async def test_a_command_without_its_slash_is_obeyed(scene):
    ada = await scene.somebody_set_up()
    await ada.says("Pause 2h")
    assert ada.sees == "Reminders rest until today 10:55."
    await ada.says("resume")
    assert "Welcome back." in ada.sees
    await ada.says("settings")
    assert "Hours: Mon-Fri 9-17" in ada.sees


async def test_a_greeting_and_a_thank_you_are_answered_in_kind(scene):
    ada = await scene.somebody_set_up()
    await ada.says("Hello!")
    assert ada.sees == "Hello Ada! What would you like?"
    await ada.says("thank you so much")
    assert ada.sees == "You're welcome!"
    assert len(ada.buttons) == 3


async def test_a_misspelt_command_gets_the_right_one(scene):
    ada = await scene.somebody_set_up()
    await ada.says("/setings")
    assert "/settings" in ada.sees


@pytest.mark.parametrize("odd", ["sticker", "photo", "voice"])
async def test_what_is_not_text_gets_one_kind_line(scene, odd: str):
    ada = await scene.somebody_set_up()
    said = len(ada.texts)
    getattr(ada.chat, f"send_{odd}")()
    await scene.settle()
    assert len(ada.texts) == said + 1
    assert len(ada.buttons) == 3


async def test_a_very_long_text_with_html_is_cut_and_harmless(scene):
    ada = await scene.somebody_set_up()
    await ada.says("<b>&" + "long " * 700)
    assert "“<b>&long long" in ada.sees
    assert len(ada.sees) < 200


async def test_html_in_a_first_name_is_only_a_name(scene):
    ada = await scene.somebody_set_up("<b>Ada</i> & Co")
    await ada.says("/start")
    assert "Good to see you, <b>Ada</i> & Co." in ada.sees


async def test_an_edited_message_is_answered_once_and_not_obeyed(scene):
    ada = await scene.somebody_set_up()
    await ada.says("/settings interval 60")
    typed = next(message for message in ada.chat.messages if message.text == "/settings interval 60")
    ada.chat.edit(typed.id, "/settings interval 90")
    await scene.settle()
    assert "don't read changes" in ada.sees
    await ada.says("/settings")
    assert "1 hour" in ada.sees


async def test_nothing_that_is_sent_in_the_middle_of_a_stretch_disturbs_it(scene):
    ada = await scene.somebody_set_up()
    await ada.says("seated figure four")
    await ada.taps("Start")
    await scene.pass_time(seconds=10)
    for line in (
        "/start",
        "hello",
        "\u202e" + "\U0001f9d8" * 1000,
        "Z" + "\u0301" * 3000,
        "/pause <b>",
        "/next",
    ):
        said = len(ada.texts)
        await ada.says(line)
        assert len(ada.texts) <= said + 1
        assert "HOLD" not in ada.sees
    ada.chat.send_sticker()
    await ada.shares_location(0, 0)
    await scene.pass_time(seconds=61)
    assert "Done." in ada.sees


async def test_a_reminders_late_tap_leaves_the_stretch_that_has_begun_in_its_message(scene):
    ada = await scene.somebody_set_up()
    await scene.until("10:00")
    reminder = ada.last
    await ada.taps("Start", "Pause")
    for late in ("Another", "In 5", "Skip", "I just moved"):
        await ada.taps_old(reminder, late)
        assert ada.toast == "That one is closed already."
    await ada.taps_old(reminder, "In a meeting: 1 h")
    assert ada.sees == "Reminders rest until today 11:00."
    assert any("PAUSED" in text for text in ada.texts)


async def test_a_menus_late_tap_leaves_the_stretch_that_has_begun_in_its_message(scene):
    ada = await scene.somebody_set_up()
    await ada.says("/stretch")
    menu = ada.last
    await ada.taps("Chair", "Start", "Pause")
    await ada.taps_old(menu, "Standing")
    assert "standing" in ada.sees
    assert any("PAUSED" in text for text in ada.texts)


async def test_a_location_out_of_the_blue_is_offered_as_the_zone(scene):
    ada = await scene.somebody_set_up()
    await ada.shares_location(35.68, 139.69)
    await ada.taps("Use as my time zone")
    assert "Asia/Tokyo" in ada.sees


async def test_a_button_that_nobody_knows_any_more_is_answered_with_a_toast(scene):
    ada = await scene.somebody_set_up()
    said = ada.texts
    ada.chat.tap_data(ada.last.id, "zz9.what")
    await scene.settle()
    assert "no longer" in ada.toast
    assert ada.texts == said


async def test_a_group_is_told_once_that_it_works_one_to_one(scene):
    ada = await scene.somebody()
    ada.chat.type_in_group("/stretch")
    await scene.settle()
    ada.chat.type_in_group("/stretch")
    await scene.settle()
    group = ada.chat.in_group()
    said = [message for message in group.messages if message.from_bot]
    assert len(said) == 1
    assert "one to one" in said[0].text
    assert said[0].labels == ["Open a chat with me"]


async def test_after_a_block_there_is_one_welcome_and_no_backlog(scene):
    ada = await scene.somebody_set_up()
    ada.chat.block()
    await scene.pass_time(days=20, hours=12)
    said = len(ada.texts)
    ada.chat.unblock()
    await scene.settle()
    assert len(ada.texts) == said + 1
    assert "Good to see you" in ada.sees
    assert "next break: tomorrow 09:4" in ada.sees
    # Telegram's apps send /start along: it takes the place of the welcome.
    await ada.says("/start")
    assert len(ada.texts) == said + 1
