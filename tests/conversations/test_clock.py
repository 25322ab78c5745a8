"""The clock is set while people wait or exercise: nobody is left in silence, nobody gets a burst, no hold hangs."""

from __future__ import annotations

from datetime import timedelta

import pytest

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
SITTING = "You've been sitting"


async def reminded_at_noon(scene):
    """She has just been reminded, on a Tuesday, so that the day before was a workday too."""
    scene.jump(days=1, hours=3)
    ada = await scene.somebody_set_up()
    await ada.says("/settings pictures text")
    await scene.pass_time(minutes=50)
    assert ada.sees.startswith(SITTING)
    return ada


async def is_reminded_once_after(scene, somebody, minutes: int, but_not_after: int) -> None:
    """Something comes between these two, and nothing else."""
    count = len(somebody.texts)
    await scene.pass_time(minutes=but_not_after)
    assert len(somebody.texts) == count
    await scene.pass_time(minutes=minutes - but_not_after)
    assert len(somebody.texts) == count + 1
    assert somebody.sees.startswith(SITTING)


@pytest.mark.parametrize(
    ("by", "answer", "wait"),
    [
        (HOUR, None, 45),
        (HOUR, "In 15", 15),
        (HOUR, "In a meeting: 1 h", 60),
        (DAY, "In 15", 48),
        (DAY, None, 48),
    ],
)
async def test_set_back_the_next_reminder_comes_when_it_would_have_come_or_an_interval_later(
    scene, by, answer, wait
) -> None:
    ada = await reminded_at_noon(scene)
    if answer:
        await ada.taps(answer)
    scene.clock.advance(-by)
    await scene.settle()
    await is_reminded_once_after(scene, ada, wait, but_not_after=wait - 6)


async def test_set_back_by_seconds_nobody_is_reminded_later_than_planned(scene) -> None:
    ada = await reminded_at_noon(scene)
    await scene.pass_time(minutes=30)
    scene.clock.advance(timedelta(seconds=-20))
    await scene.settle()
    await is_reminded_once_after(scene, ada, 21, but_not_after=14)


async def test_a_clock_that_is_wrong_until_it_has_asked_the_time_changes_nothing_for_good(scene) -> None:
    ada = await scene.somebody_set_up()
    await ada.says("/pause 3 days")
    rests = ada.sees
    await scene.restart(after=-900 * DAY)  # a machine without a battery
    scene.jump(days=900)
    await scene.settle()
    count = len(ada.texts)
    await scene.pass_time(hours=8)
    assert len(ada.texts) == count
    await ada.says("/next")
    assert rests.removeprefix("Reminders rest until ").rstrip(".") in ada.sees


async def test_set_back_before_somebody_came_every_page_of_theirs_still_opens(scene) -> None:
    ada = await scene.somebody_set_up()
    scene.clock.advance(-3 * DAY)
    await scene.settle()
    for command in ("/streak", "/next", "/settings", "/stretch", "/log yesterday", "/late 20:00", "/sick"):
        await ada.says(command)
        assert "Something went wrong" not in ada.sees
    assert scene.app.inbox.parked == 0


async def test_set_back_while_the_bot_was_not_running_nobody_waits_a_day(scene) -> None:
    ada = await reminded_at_noon(scene)
    await scene.restart(after=-DAY)
    await is_reminded_once_after(scene, ada, 48, but_not_after=42)


@pytest.mark.parametrize("by", [-DAY, HOUR])
async def test_set_in_the_middle_of_a_hold_it_pauses_and_asks_and_reminders_come_again(scene, by) -> None:
    ada = await reminded_at_noon(scene)
    await ada.taps("Start")
    await scene.pass_time(seconds=20)
    scene.clock.advance(by)
    await scene.settle()
    assert "I was away for a moment. Carry on?" in ada.sees
    await ada.taps("Resume")
    await scene.pass_time(minutes=2)
    assert any(text.startswith("Done") for text in ada.texts)
    await is_reminded_once_after(scene, ada, 50, but_not_after=42)


async def test_set_back_a_session_left_paused_is_still_closed_after_three_hours(scene) -> None:
    ada = await reminded_at_noon(scene)
    await ada.taps("Start", "Pause")
    scene.clock.advance(-DAY)
    await scene.settle()
    await scene.pass_time(hours=3, minutes=1)
    assert any("You left this one" in text for text in ada.texts)


async def test_asleep_for_eight_hours_with_sessions_and_reminders_each_gets_one_word_at_most(scene) -> None:
    people = [await scene.somebody_set_up(f"Ada {n}", n) for n in range(1, 5)]
    exercising, *waiting = people
    await scene.until("09:50")
    await exercising.taps("Start")
    await waiting[0].says("/late 20:00")
    counts = [len(person.texts) for person in people]
    scene.jump(hours=8)
    await scene.settle()
    assert [len(person.texts) - count for person, count in zip(people, counts, strict=True)] == [0, 1, 0, 0]
    assert "You left this one" in str(exercising.texts)
    await scene.until("2026-03-03 09:50")
    assert all(person.sees.startswith(SITTING) for person in (exercising, *waiting[1:]))
