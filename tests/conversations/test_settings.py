"""Changing the settings, as a chat."""

from __future__ import annotations


async def test_two_taps_change_the_interval_in_one_message(scene):
    ada = await scene.somebody_set_up()
    await ada.says("/settings")
    settings = ada.last.id
    await ada.taps("Interval", "90 min")
    assert ada.last.id == settings
    assert "Saved. Interval: 1 h 30 min." in ada.sees
    assert "next break: today 10:3" in ada.sees


async def test_a_page_takes_a_typed_line_says_what_is_wrong_and_stays_open(scene):
    ada = await scene.somebody_set_up()
    await ada.says("/settings")
    await ada.taps("Hours")
    await ada.says("Mon-Fri 9-")
    assert "until when?" in ada.sees
    await ada.says("Mon-Fri 10-18")
    assert "Hours: Mon-Fri 10-18" in ada.sees
    assert "next break: today 10:4" in ada.sees


async def test_one_line_changes_a_setting_without_any_page(scene):
    ada = await scene.somebody_set_up()
    for line, told in (
        ("/settings interval 50", "50 minutes"),
        ("/settings goal 5", "5 breaks a day"),
        ("/settings zone Tokyo", "Asia/Tokyo, 17:55 now"),
        ("/settings careful knees, lower back", "knees, lower back"),
    ):
        await ada.says(line)
        assert told in ada.sees


async def test_toggles_answer_with_a_toast_and_stay_on_their_page(scene):
    ada = await scene.somebody_set_up()
    await ada.says("/settings")
    await ada.taps("Careful with", "Knees")
    assert ada.toast == "Careful with: knees"
    await ada.taps("Hips", "« Back")
    assert "Careful with: knees, hips" in ada.sees


async def test_an_old_button_tapped_again_changes_nothing(scene):
    ada = await scene.somebody_set_up()
    await ada.says("/settings")
    await ada.taps("Interval")
    page = ada.last
    await ada.taps("60 min")
    await ada.taps_old(page, "60 min")
    assert "already" in ada.toast


async def test_reminders_without_sound_come_without_sound(scene):
    ada = await scene.somebody_set_up()
    await ada.says("/settings")
    await ada.taps("Turn sound off")
    assert ada.toast == "Reminders: silent"
    await scene.until("10:00")
    assert "sitting" in ada.sees
    assert ada.last.silent


async def test_who_would_rather_read_says_so_with_one_tap(scene):
    ada = await scene.somebody_set_up()
    await ada.says("/settings")
    await ada.taps("Show text only")
    assert ada.toast == "Exercises: as text"
    assert "Exercises: as text" in ada.sees
    await ada.taps("Show clips")
    assert "Exercises: as clips" in ada.sees


async def test_the_zone_is_changed_by_a_shared_location(scene):
    ada = await scene.somebody_set_up()
    await ada.says("/settings zone")
    await ada.shares_location(37.74, -25.67)
    assert "Atlantic/Azores, 07:55 now" in ada.sees
    assert "next break: today 09:4" in ada.sees


async def test_hours_changed_at_noon_move_the_reminder(scene):
    ada = await scene.somebody_set_up()
    await ada.says("/settings hours Mon-Fri 13-17")
    said = len(ada.texts)
    await scene.until("13:40")
    assert len(ada.texts) == said
    await scene.until("13:50")
    assert "sitting" in ada.sees


async def test_a_command_ends_the_question_of_an_open_page(scene):
    ada = await scene.somebody_set_up()
    await ada.says("/settings interval")
    await ada.says("/help")
    await ada.says("75")
    await ada.says("/settings")
    assert "45 minutes" in ada.sees
