"""Days that go differently: the goal, days off, long days, and taking things back."""

from __future__ import annotations

import pytest


@pytest.fixture
async def ada(scene):
    """Ada, in Lisbon, on a Monday at nine."""
    ada = await scene.somebody_set_up()
    await scene.until("09:00")
    return ada


async def _moves(scene, ada) -> None:
    while "I just moved" not in ada.buttons:
        await scene.pass_time(minutes=5)
    await ada.taps("I just moved")


async def test_when_the_goal_is_met_she_may_be_done_for_today_once(scene, ada) -> None:
    await ada.says("/settings goal 2")
    await _moves(scene, ada)
    await _moves(scene, ada)
    assert ada.sees == "That was today's goal: 2 breaks. More is welcome, and so is calling it a day."
    assert ada.buttons == ["Done for today"]
    await ada.taps("Done for today")
    assert ada.sees.startswith("That's it for today. Next one tomorrow")
    await ada.taps("Undo")
    await _moves(scene, ada)
    assert ada.sees.startswith("Good, that counts")


async def test_she_can_let_the_goal_end_the_day_by_itself(scene, ada) -> None:
    await ada.says("/settings goal 1")
    await ada.says("/settings stop on")
    await _moves(scene, ada)
    assert ada.sees == "Today's goal is met: 1 break. I'm quiet until your next working hours."
    count = len(ada.texts)
    await scene.until("2026-03-03 09:40")
    assert len(ada.texts) == count


async def test_done_for_today_can_be_undone_for_ten_minutes(scene, ada) -> None:
    await ada.says("/settings goal 1")
    await _moves(scene, ada)
    await ada.taps("Done for today")
    await scene.pass_time(minutes=9)
    await ada.taps("Undo")
    assert ada.sees.startswith("Reminders again. Next one today")


async def test_done_for_today_cannot_be_undone_later(scene, ada) -> None:
    await ada.says("/settings goal 1")
    await _moves(scene, ada)
    await ada.taps("Done for today")
    line = ada.sees
    await scene.pass_time(minutes=11)
    await ada.taps("Undo")
    assert ada.toast == "It's too late to undo that."
    assert ada.sees == line


async def test_done_for_today_leaves_no_reminder_waiting(scene, ada) -> None:
    await ada.says("/settings goal 1")
    await _moves(scene, ada)
    await scene.pass_time(minutes=50)
    assert "Skip" in ada.buttons
    await ada.taps("Done for today")
    assert ada.sees == "Reminders rest now."
    assert not any("Skip" in message.labels for message in ada.chat.messages)


async def test_a_skip_can_be_undone_and_the_reminder_is_live_again(scene, ada) -> None:
    await scene.until("09:50")
    offer = ada.sees.splitlines()[1]
    await ada.taps("Skip", "Undo")
    assert ada.sees.splitlines()[1] == offer
    await ada.taps("I just moved")
    assert ada.sees.startswith("Good, that counts")


async def test_a_skip_cannot_be_undone_later(scene, ada) -> None:
    await scene.until("09:50")
    await ada.taps("Skip")
    line = ada.sees
    await scene.pass_time(minutes=11)
    await ada.taps("Undo")
    assert ada.toast == "It's too late to undo that."
    assert ada.sees == line


async def test_a_sick_day_is_quiet_and_the_next_workday_is_not(scene, ada) -> None:
    await ada.says("/sick")
    assert ada.sees.startswith(
        "Get well soon. Quiet until tomorrow 00:00, and your streak is safe. Next one tomorrow 09:4"
    )
    count = len(ada.texts)
    await scene.until("2026-03-03 09:40")
    assert len(ada.texts) == count
    await scene.pass_time(minutes=10)
    assert ada.sees.startswith("You've been sitting")


async def test_a_sick_day_answers_the_reminder_that_waits(scene, ada) -> None:
    await scene.until("09:50")
    await ada.says("/sick")
    assert not any("Skip" in message.labels for message in ada.chat.messages)


async def test_a_sick_day_said_in_the_evening_counts_too(scene, ada) -> None:
    await ada.says("1 min chair")
    await ada.taps("Start")
    await scene.until("2026-03-03 18:00")
    await ada.says("/sick")
    await scene.until("2026-03-04 10:00")
    await ada.says("/streak")
    await ada.taps("Why 1?")
    assert "Tue 3 Mar: paused" in ada.sees


async def test_a_day_off_can_be_said_the_day_before(scene, ada) -> None:
    await ada.says("/holiday tomorrow")
    assert ada.sees.startswith("Noted: tomorrow is a day off, and your streak is safe. Next one today 09:4")
    await scene.until("2026-03-03 08:00")
    await ada.says("/next")
    assert "Next reminder: Wednesday 09:4" in ada.sees or "Next reminder: tomorrow 09:4" in ada.sees


async def test_a_part_of_a_day_is_a_pause_and_no_day_off(scene, ada) -> None:
    await ada.says("/sick 2h")
    assert "I can't read “2h” as a day. For example: /sick" in ada.sees


async def test_a_holiday_lasts_as_long_as_she_says(scene, ada) -> None:
    await ada.says("/holiday until 9 March")
    assert "Next one Monday 9 March 09:4" in ada.sees
    await ada.says("/holiday yesterday")
    assert ada.sees == "Noted: yesterday was a day off. Your streak is safe."
    await ada.says("/holiday banana")
    assert "I can't read “banana” as a day." in ada.sees
    assert "/holiday until 5 Dec" in ada.sees


async def test_a_late_evening_has_reminders_and_the_next_does_not(scene, ada) -> None:
    await ada.says("/late 20:00")
    assert ada.sees.startswith("A long one, then: reminders until today 20:00, today only.")
    await scene.until("19:30")
    count = len(ada.texts)
    assert ada.last.date.hour >= 17
    await scene.until("2026-03-03 17:05")
    during = len(ada.texts)
    assert during > count
    await scene.until("2026-03-03 21:00")
    assert len(ada.texts) == during


async def test_a_night_made_longer_has_reminders_to_its_end(scene, ada) -> None:
    await ada.says("/settings hours Mon-Fri 22-6")
    await scene.until("2026-03-03 05:30")
    await ada.says("/late 9:00")
    count = len(ada.texts)
    await scene.until("08:50")
    assert len(ada.texts) >= count + 2
    await ada.taps("Done for today")
    assert ada.sees.startswith("That's it for today. Next one today 22:4")


async def test_late_says_what_it_cannot_do(scene, ada) -> None:
    for words, reason in (("", "Until when?"), ("16:00", "last that long already"), ("soon", "Until when?")):
        await ada.says(f"/late {words}")
        assert reason in ada.sees
        assert "/late 20:00" in ada.sees
