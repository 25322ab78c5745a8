"""Streaks that are fair, and say why."""

from __future__ import annotations

import pytest


async def _does_one(scene, ada) -> None:
    await ada.says("1 min chair")
    await ada.taps("Start")
    await scene.pass_time(minutes=2)


@pytest.fixture
async def ada(scene):
    """Ada, in Lisbon, on a Monday at nine."""
    ada = await scene.somebody_set_up()
    await scene.until("09:00")
    return ada


async def test_the_streak_comes_with_a_calendar_of_the_last_weeks(scene, ada) -> None:
    await _does_one(scene, ada)
    await ada.says("/streak")
    assert ada.last.media == "photo"
    assert "1 workday so far · best 1" in ada.sees
    assert "Freezes: none yet, the next after 6 more days" in ada.sees


async def test_a_newer_streak_replaces_the_older_picture(scene, ada) -> None:
    await ada.says("/streak")
    await ada.says("/streak")
    assert len([message for message in ada.chat.messages if message.media == "photo"]) == 1


async def test_why_tells_each_deciding_day(scene, ada) -> None:
    await _does_one(scene, ada)
    await scene.until("2026-03-05 10:00")
    await _does_one(scene, ada)
    await ada.says("/streak")
    await ada.taps("Why 1?")
    assert "today: done" in ada.sees
    assert "Wed 4 Mar: missed, so it began anew" in ada.sees


async def test_a_freeze_saves_a_missed_workday(scene, ada) -> None:
    for day in ("02", "03", "04", "05", "06", "09", "10"):
        await scene.until(f"2026-03-{day} 09:30")
        await _does_one(scene, ada)
    await ada.says("/streak")
    assert "7 workdays in a row" in ada.sees
    assert "Freezes: 1 in hand" in ada.sees
    await scene.until("2026-03-12 09:30")
    await _does_one(scene, ada)
    await ada.says("/streak")
    assert "8 workdays in a row" in ada.sees
    await ada.taps("Why 8?")
    assert "Wed 11 Mar: missed, saved by a freeze" in ada.sees


async def test_a_forgotten_day_can_be_told_once_and_not_too_late(scene, ada) -> None:
    await scene.until("2026-03-04 09:30")
    await ada.says("/log")
    assert ada.buttons == ["yesterday", "Monday 2 March"]
    await ada.taps("yesterday")
    assert ada.sees == "Noted: yesterday counts. 1 workday so far."
    await ada.says("/log yesterday")
    assert ada.sees == "That day counts already."
    await ada.says("/log 5 days ago")
    assert ada.sees == "That is too long ago: /log goes two days back."
    await ada.says("/log <b>banana</b>")
    assert ada.sees == "I can't read that as a day. For example: /log yesterday"
    await ada.says("/log today")
    assert ada.sees.startswith("Today is not over")


async def test_a_sick_day_told_afterwards_saves_the_streak(scene, ada) -> None:
    await _does_one(scene, ada)
    await scene.until("2026-03-04 09:30")
    await ada.says("/sick yesterday")
    assert ada.sees == "Noted: yesterday was a sick day. Your streak is safe."
    await _does_one(scene, ada)
    await ada.says("/streak")
    assert "2 workdays in a row" in ada.sees


async def test_what_was_not_done_is_taken_back_and_given_back_for_ten_minutes(scene, ada) -> None:
    await _does_one(scene, ada)
    await ada.taps("Didn't do it")
    await ada.says("/streak")
    assert "No streak yet" in ada.sees
    await ada.taps("Undo")
    await ada.says("/streak")
    assert "1 workday so far" in ada.sees


async def test_ten_minutes_later_it_is_too_late_to_undo(scene, ada) -> None:
    await _does_one(scene, ada)
    await ada.taps("Didn't do it")
    await scene.pass_time(minutes=11)
    await ada.taps("Undo")
    assert ada.toast == "It's too late to undo that."
    await ada.says("/streak")
    assert "No streak yet" in ada.sees


async def test_it_survives_a_flight_around_the_world(scene, ada) -> None:
    await _does_one(scene, ada)
    for day, city in (("03", "Tokyo"), ("04", "Auckland"), ("05", "Honolulu"), ("06", "Lisbon")):
        await ada.says(f"/settings zone {city}")
        await scene.until(
            f"2026-03-{day} 11:00", {"Tokyo": "Asia/Tokyo", "Auckland": "Pacific/Auckland"}.get(city, "UTC")
        )
        await _does_one(scene, ada)
    await ada.says("/streak")
    await ada.taps("Why 5?")
    assert "missed, so it began anew" not in ada.sees


async def test_what_is_done_before_the_day_starts_counts_for_the_evening_before(scene, ada) -> None:
    await ada.says("/settings day 04:00")
    await ada.says("/next")
    planned = ada.sees
    await ada.says("/settings day 00:00")
    await ada.says("/next")
    assert ada.sees == planned  # reminders are not touched
    await ada.says("/settings day 04:00")
    await scene.until("2026-03-03 01:00")
    await _does_one(scene, ada)
    await scene.until("2026-03-03 12:00")
    await ada.says("/settings day 00:00")  # nor is the past
    await ada.says("/streak")
    await ada.taps("Why 1?")
    assert "Mon 2 Mar: done" in ada.sees
    assert "today: still open" in ada.sees
