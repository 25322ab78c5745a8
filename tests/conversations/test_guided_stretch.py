"""A guided stretch, from Start to how it was: seated figure four is 6 s to get ready, 30 s a side, 5 s to switch."""

from __future__ import annotations

from datetime import timedelta

import pytest

READY, HOLD, SWITCH = 6, 30, 5
ALL = READY + HOLD + SWITCH + HOLD


@pytest.fixture
async def ada(scene):
    """Ada, in Lisbon, at her desk at 9:00. She has chosen text; clips are in test_guided_clips.py."""
    ada = await scene.somebody_set_up("Ada")
    await ada.says("/settings pictures text")
    await scene.until("09:00")
    return ada


async def begin(ada, what="seated figure four"):
    await ada.says(what)
    await ada.taps("Start")


async def done(scene, ada, what="seated figure four"):
    await begin(ada, what)
    await scene.pass_time(seconds=ALL)


# --- led step by step ---


async def test_she_is_led_through_both_sides_and_told_how_many_days_in_a_row(scene, ada):
    await begin(ada)
    assert "GET READY" in ada.sees
    await scene.pass_time(seconds=READY)
    assert "HOLD  right side  0:30, until 09:00:36" in ada.sees
    await scene.pass_time(seconds=HOLD)
    assert "SWITCH SIDES  now the left side" in ada.sees
    await scene.pass_time(seconds=SWITCH)
    assert "HOLD  left side  0:30, until 09:01:11" in ada.sees
    await scene.pass_time(seconds=HOLD)
    assert ada.sees == "Done. 1 workday so far."
    assert ada.buttons == ["Easy", "Right", "Hard", "Didn't do it"]


async def test_a_new_message_with_sound_calls_her_at_the_switch_and_at_the_end(scene, ada):
    await begin(ada)
    started, heard = ada.last.id, len(ada.chat.sounds)
    await scene.pass_time(seconds=READY + HOLD)
    switched = ada.last.id
    assert len(ada.chat.sounds) == heard + 1
    await scene.pass_time(seconds=SWITCH + HOLD)
    assert len(ada.chat.sounds) == heard + 2
    ids = [message.id for message in ada.chat.messages]
    assert started not in ids
    assert switched not in ids


async def test_the_bar_moves_no_more_often_than_every_ten_seconds(scene, ada):
    await begin(ada)
    await scene.pass_time(seconds=READY)
    looks = []
    for _ in range(HOLD):
        looks.append(ada.sees)
        await scene.pass_time(seconds=1)
    assert [looks.index(look) for look in dict.fromkeys(looks)] == [0, 10, 20]


# --- controls ---


async def test_a_pause_keeps_the_remaining_seconds_for_as_long_as_it_takes(scene, ada):
    await begin(ada)
    await scene.pass_time(seconds=READY + 13)
    await ada.taps("Pause")
    assert "PAUSED  right side  0:17 to go" in ada.sees
    await scene.pass_time(minutes=20)
    assert "PAUSED  right side  0:17 to go" in ada.sees
    await ada.taps("Resume")
    assert "0:17, until 09:20:36" in ada.sees
    await scene.pass_time(seconds=16)
    assert "HOLD  right side" in ada.sees
    await scene.pass_time(seconds=1)
    assert "SWITCH" in ada.sees


async def test_next_tapped_twice_moves_once(scene, ada):
    await begin(ada)
    ready = ada.last
    await ada.taps_old(ready, "Next")
    await ada.taps_old(ready, "Next")
    assert "HOLD  right side" in ada.sees
    assert ada.toast == "That step is over already."


# --- what counts ---


async def test_tapping_through_is_not_doing_it(scene, ada):
    await begin(ada)
    await ada.taps("Next", "Next", "Next", "Next")
    assert "does not count" in ada.sees
    assert ada.buttons == ["Stretch now"]
    await ada.says("/streak")
    assert "No streak yet" in ada.sees


async def test_half_of_it_counts_as_a_part(scene, ada):
    await begin(ada)
    await scene.pass_time(seconds=READY + HOLD)
    await ada.taps("Stop")
    assert ada.sees == "Stopped. You did half or more, so it counts. 1 workday so far."


# --- it hurts ---


async def test_when_it_hurts_it_stops_at_once_and_the_exercise_stays_away_until_she_brings_it_back(
    scene, ada
):
    await begin(ada)
    await scene.pass_time(seconds=READY + 5)
    await ada.taps("It hurts")
    assert "Stop here." in ada.sees
    assert "ask a doctor" in ada.sees
    assert "I leave Seated figure four and" in ada.sees
    await ada.says("/stretch figure four on the back")
    assert "what is left out (/hidden)" in ada.sees
    await ada.says("/stretch seated figure four")
    await ada.taps("Bring it back")
    assert ada.sees == "Seated figure four may be offered again. Go gently."
    await ada.says("/stretch figure four on the back")
    assert "Start" in ada.buttons


# --- starts and restarts ---


async def test_start_on_what_was_left_paused_brings_it_down_to_the_end_of_the_chat(scene, ada):
    await ada.says("seated figure four")
    await ada.taps("Start", "Pause")
    await scene.pass_time(minutes=20)
    await ada.says("seated figure four")
    await ada.taps("Start")
    assert ada.toast == "You have begun it: here it waits for you."
    assert "PAUSED" in ada.sees
    assert sum("PAUSED" in text for text in ada.texts) == 1
    await ada.taps("Resume")
    assert "GET READY" in ada.sees


async def test_two_taps_on_start_start_one_session(scene, ada):
    await ada.says("seated figure four")
    offer = ada.last
    await ada.taps_old(offer, "Start")
    await scene.pass_time(seconds=READY)
    await ada.taps_old(offer, "Start")
    assert ada.toast == "It is running already."
    assert "HOLD  right side" in ada.sees


async def test_a_second_session_asks_to_end_the_first(scene, ada):
    await begin(ada)
    await scene.pass_time(seconds=READY + HOLD)
    await begin(ada, "slow march")
    assert "You are in the middle of Seated figure four." in ada.sees
    await ada.taps("End it and start this")
    assert "Slow march" in ada.sees
    assert "GET READY" in ada.sees
    assert sum("GET READY" in text for text in ada.texts) == 1
    assert "Ended for the next one. What was done is kept." in ada.texts
    await scene.pass_time(minutes=2)
    assert "Done. 1 workday so far." in ada.sees


async def test_a_restart_in_the_middle_of_a_hold_goes_on_at_the_right_second(scene, ada):
    await begin(ada)
    await scene.pass_time(seconds=READY + 12)
    await scene.restart(after=timedelta(seconds=4))
    await scene.pass_time(seconds=13)
    assert "HOLD  right side" in ada.sees
    await scene.pass_time(seconds=1)
    assert "SWITCH SIDES" in ada.sees
    await scene.pass_time(seconds=SWITCH + HOLD)
    assert "Done." in ada.sees


async def test_after_a_long_outage_it_pauses_and_asks(scene, ada):
    await begin(ada)
    await scene.pass_time(seconds=READY + 12)
    await scene.restart(after=timedelta(minutes=10))
    assert "I was away for a moment. Carry on? 0:20 to go" in ada.sees
    assert ada.buttons == ["Resume", "Stop", "It hurts"]
    await scene.pass_time(minutes=5)
    assert "Carry on?" in ada.sees
    await ada.taps("Resume")
    assert "HOLD  right side  0:20" in ada.sees
    await scene.pass_time(seconds=20 + SWITCH + HOLD)
    assert "Done." in ada.sees


async def test_a_session_left_paused_is_closed_after_three_hours_and_reminders_come_again(scene, ada):
    await begin(ada)
    await scene.pass_time(seconds=READY + HOLD)
    await ada.taps("Pause")
    await scene.pass_time(hours=2, minutes=59)
    assert "PAUSED" in ada.sees
    await scene.pass_time(minutes=2)
    assert "You left this one, so I closed it. What was done is kept." in ada.texts
    await scene.pass_time(minutes=50)
    assert "You've been sitting" in ada.sees


# --- reminders ---


async def test_no_reminder_comes_during_a_session_and_the_next_counts_from_its_end(scene, ada):
    await scene.until("09:44")
    await begin(ada)
    await scene.pass_time(seconds=READY)
    await ada.taps("Pause")
    await scene.until("10:00")
    assert "PAUSED" in ada.sees
    await ada.taps("Resume")
    await scene.pass_time(seconds=HOLD + SWITCH + HOLD)
    await scene.until("10:40")
    assert "Done." in ada.sees
    await scene.until("10:51")
    assert "You've been sitting" in ada.sees


async def test_a_stretch_on_demand_answers_the_reminder_that_waits(scene, ada):
    await scene.until("09:50")
    assert "You've been sitting" in ada.sees
    await done(scene, ada)
    assert "You moved without it." in ada.texts


# --- how it was ---


async def test_easy_makes_it_longer_next_time_and_hard_shorter(scene, ada):
    await done(scene, ada)
    await ada.taps("Easy")
    assert ada.sees == "Done. 1 workday so far.\nNoted: next time a little longer."
    assert ada.buttons == []
    await ada.says("seated figure four")
    assert "1:41" in ada.sees
    await ada.taps("Start")
    await scene.pass_time(seconds=ALL + 30)
    await ada.taps("Hard")
    await ada.says("seated figure four")
    assert "1:11" in ada.sees


async def test_didnt_do_it_takes_it_back(scene, ada):
    await done(scene, ada)
    await ada.taps("Didn't do it")
    assert "Taken back" in ada.sees
    await ada.says("/streak")
    assert "No streak yet" in ada.sees


async def test_workdays_in_a_row_grow_over_a_weekend(scene, ada):
    scene.jump(days=4)
    await done(scene, ada)
    assert ada.sees == "Done. 1 workday so far."
    scene.jump(days=3)
    await done(scene, ada)
    assert ada.sees == "Done. 2 workdays in a row."
