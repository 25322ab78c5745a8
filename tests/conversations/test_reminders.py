"""Reminders: they come when they should, say what is true, and every answer does what it says."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from bot.storage import breaks
from bot.storage.breaks import Origin, Outcome
from scheduler import due


async def test_she_is_reminded_once_she_has_sat_for_her_interval(scene) -> None:
    ada = await scene.somebody_set_up()
    assert "Your first break: today 09:4" in ada.sees
    await scene.until("09:44")
    assert "sitting" not in ada.sees
    await scene.until("09:50")
    assert ada.sees.startswith("You've been sitting for 4")
    assert ada.buttons == ["Start", "Another", "In 5", "In 15", "Skip", "I just moved", "In a meeting: 1 h"]
    assert not ada.last.silent


async def test_she_snoozes_moves_and_is_not_bothered_again_before_her_interval_is_over(scene) -> None:
    ada = await scene.somebody_set_up()
    await scene.until("09:50")
    await ada.taps("In 15")
    later = scene.now + timedelta(minutes=15)
    assert ada.sees == f"Later, then: today {later:%H:%M}."
    await scene.until(f"{later:%H:%M}")
    assert ada.sees.startswith("You've been sitting for 1 h")
    await ada.taps("I just moved")
    assert ada.sees.startswith("Good, that counts as movement. Next one today 10:5")
    count = len(ada.texts)
    await scene.until("10:49")
    assert len(ada.texts) == count
    await scene.pass_time(minutes=10)
    assert ada.sees.startswith("You've been sitting for 4")


async def test_another_is_never_what_was_just_refused(scene) -> None:
    ada = await scene.somebody_set_up()
    await scene.until("09:50")
    offers = [ada.sees.splitlines()[1]]
    for _ in range(4):
        await ada.taps("Another")
        offers.append(ada.sees.splitlines()[1])
    assert len(set(offers)) == 5
    assert len([text for text in ada.texts if "sitting" in text]) == 1


async def test_a_skip_is_closed_without_guilt_and_the_next_comes_an_interval_later(scene) -> None:
    ada = await scene.somebody_set_up()
    await scene.until("09:50")
    await ada.taps("Skip")
    assert ada.sees.startswith("Skipped. Next one today 10:3")
    assert ada.buttons == ["Undo"]
    await scene.pass_time(minutes=50)
    # She has not moved: the minutes are the real ones.
    assert ada.sees.startswith("You've been sitting for 1 h 3")


async def test_an_unanswered_reminder_is_closed_when_the_next_comes(scene) -> None:
    ada = await scene.somebody_set_up()
    await scene.until("09:50")
    await scene.pass_time(minutes=50)
    live = [message for message in ada.chat.messages if "Skip" in message.labels]
    assert len(live) == 1
    assert "A reminder went by. No harm done." in ada.texts


async def test_old_buttons_and_doubled_taps_are_answered_politely_and_change_nothing(scene) -> None:
    ada = await scene.somebody_set_up()
    await ada.says("/settings pictures text")  # an answered picture is gone, and its buttons with it
    await scene.until("09:50")
    old = ada.last
    await ada.taps("Skip")
    line = ada.sees
    for label in ("Skip", "In 5", "I just moved", "Another", "Start"):
        await ada.taps_old(old, label)
        assert ada.toast != ""
        assert ada.sees == line


async def test_snoozed_three_times_in_a_row_she_may_be_done_for_today(scene) -> None:
    ada = await scene.somebody_set_up()
    await scene.until("09:50")
    for _ in range(2):
        await ada.taps("In 5")
        assert ada.buttons == []
        await scene.pass_time(minutes=5)
    await ada.taps("In 5")
    await ada.taps("Done for today")
    assert ada.sees.startswith("That's it for today. Next one tomorrow 09:4")
    count = len(ada.texts)
    await scene.until("2026-03-03 09:40")
    assert len(ada.texts) == count
    await scene.pass_time(minutes=10)
    assert ada.sees.startswith("You've been sitting")


async def test_after_three_unanswered_it_asks_gently_once_and_comes_half_as_often(scene) -> None:
    ada = await scene.somebody_set_up()
    await scene.until("12:20")
    assert ada.sees.startswith("3 reminders in a row went by")
    assert ada.buttons == ["Slow down", "Keep going", "Done for today"]
    asked = ada.last.date
    count = len(ada.texts)
    await scene.until("13:30")
    assert len(ada.texts) == count
    await scene.until("13:50")
    assert ada.sees.startswith("You've been sitting")
    assert ada.last.date - asked >= timedelta(minutes=90)


async def test_keep_going_brings_the_usual_interval_back(scene) -> None:
    ada = await scene.somebody_set_up()
    await scene.until("12:40")
    await ada.taps("Keep going")
    assert ada.sees.startswith("Back to the usual. Next one today 13:")
    await scene.pass_time(minutes=50)
    assert ada.sees.startswith("You've been sitting")


async def test_slow_down_makes_the_longer_interval_the_setting(scene) -> None:
    ada = await scene.somebody_set_up()
    await scene.until("12:40")
    await ada.taps("Slow down")
    assert ada.sees.startswith("From now on every 90 minutes.")
    await ada.says("/settings")
    assert "Interval: 1 h 30 min" in ada.sees


async def test_nothing_comes_outside_her_hours_or_on_her_days_off(scene) -> None:
    ada = await scene.somebody_set_up()
    await scene.until("16:58")
    count = len(ada.texts)
    await scene.until("2026-03-03 09:40")
    assert len(ada.texts) == count
    await scene.until("2026-03-06 17:00")
    count = len(ada.texts)
    await scene.until("2026-03-09 09:40")
    assert len(ada.texts) == count


async def test_a_meeting_rests_reminders_and_the_one_that_fell_into_it_comes_right_after(scene) -> None:
    ada = await scene.somebody_set_up()
    await scene.until("09:50")
    await ada.taps("In a meeting: 1 h")
    over = scene.now + timedelta(hours=1)
    assert ada.sees == f"Reminders rest until today {over:%H:%M}."
    count = len(ada.texts)
    await scene.pass_time(minutes=59)
    assert len(ada.texts) == count
    await scene.pass_time(minutes=2)
    assert ada.sees.startswith("You've been sitting for 1 h 5")


async def test_pause_takes_words_or_shows_the_usual_ones_and_resume_ends_it(scene) -> None:
    ada = await scene.somebody_set_up()
    await ada.says("/pause")
    await ada.taps("2 hours")
    assert ada.sees == "Reminders rest until today 10:55."
    await ada.taps("Resume")
    assert ada.sees.startswith("Welcome back. Next reminder: today 09:4")
    await ada.says("/pause tomorrow")
    assert ada.sees == "Reminders rest until Wednesday 00:00."
    await ada.says("/next")
    assert "Next reminder: Wednesday 09:4" in ada.sees
    await ada.says("/resume")
    await ada.says("/resume")
    assert ada.sees.startswith("Reminders were not paused.")


async def test_a_pause_that_cannot_be_read_is_answered_with_examples(scene) -> None:
    ada = await scene.somebody_set_up()
    for words, reason in [
        ("<b>banana", "can't read “<b>banana”"),
        ("until 8:00", "over already"),
        ("0", "over already"),
        ("800 days", "a year"),
    ]:
        await ada.says(f"/pause {words}")
        assert reason in ada.sees
        assert "/pause until 14:00" in ada.sees


async def test_next_says_when_and_why(scene) -> None:
    ada = await scene.somebody_set_up()
    await ada.says("/next")
    assert ada.sees.startswith("Next reminder: today 09:4")
    assert "from the start of your hours" in ada.sees


async def test_a_late_reminder_after_an_outage_comes_once_and_a_stale_one_not_at_all(scene) -> None:
    ada = await scene.somebody_set_up()
    count = len(ada.texts)
    await scene.restart(after=timedelta(hours=3))
    assert len(ada.texts) == count + 1
    assert ada.sees.startswith("You've been sitting for 2 h 5")
    await scene.restart(after=timedelta(hours=8))
    assert len(ada.texts) == count + 1


async def test_somebody_who_blocks_the_bot_is_left_in_peace_and_welcomed_back(scene) -> None:
    ada = await scene.somebody_set_up()
    ada.chat.block()
    await scene.settle()
    scene.playground.journal.clear()
    await scene.pass_time(hours=5)
    assert scene.playground.journal.of("sendMessage") == []
    ada.chat.unblock()
    await scene.settle()
    count = len(ada.texts)
    await scene.pass_time(minutes=55)
    assert len(ada.texts) <= count + 1


async def test_somebody_who_reacts_after_a_long_silence_is_not_reminded_on_the_spot(scene) -> None:
    ada = await scene.somebody_set_up()
    await scene.until("2026-03-03 12:00")
    await ada.says("hello, I'm here")
    count = len(ada.texts)
    await scene.pass_time(minutes=44)
    assert len(ada.texts) == count
    await scene.pass_time(minutes=10)
    assert len(ada.texts) == count + 1


async def test_somebody_who_arrives_in_another_zone_has_not_been_sitting_there_all_day(scene) -> None:
    ada = await scene.somebody_set_up()
    await scene.until("18:00")
    await ada.says("/settings zone New York")
    assert "13:00 now" in ada.sees
    await scene.pass_time(minutes=50)
    assert ada.sees.startswith("You've been sitting for 4")


async def test_after_a_long_silence_the_next_counts_from_the_sign_of_life_and_says_so(scene) -> None:
    ada = await scene.somebody_set_up()
    await scene.until("13:30")
    await ada.says("hello")
    await ada.says("/next")
    assert ada.sees.startswith("Next reminder: today 14:1")
    assert ada.sees.endswith("counted from when I heard from you again.")


async def test_every_reminder_has_one_row_in_the_ledger_and_never_two_are_live(scene) -> None:
    ada = await scene.somebody_set_up()
    reminders = 0
    for label in ("In 5", "Skip", "I just moved", "In a meeting: 1 h", None, "Start"):
        before = {message.id for message in ada.chat.messages}
        while (ada.last.id in before) or "Skip" not in ada.buttons:
            await scene.pass_time(minutes=1)
        reminders += 1
        assert sum("Skip" in message.labels for message in ada.chat.messages) == 1
        if label:
            await ada.taps(label)
    await scene.pass_time(minutes=3)
    rows = await scene.app.storage.read(lambda conn: breaks.latest(conn, 1, Origin.REMINDER, 50))
    assert reminders == len(rows)
    assert [row.outcome for row in reversed(rows)] == [
        Outcome.SNOOZED,
        Outcome.SKIPPED,
        Outcome.MOVED,
        Outcome.SKIPPED,
        Outcome.UNANSWERED,
        Outcome.DONE,
    ]
    # Of all that, one was a break with us and one without.
    await ada.says("/streak")
    assert "Today: 2 of 4" in ada.sees


async def test_a_reminder_on_the_screen_when_a_short_pause_begins_comes_again_right_after_it_once(
    scene,
) -> None:
    ada = await scene.somebody_set_up()
    await scene.until("09:50")
    await ada.says("/pause 10")
    over = scene.now + timedelta(minutes=10)
    count = len(ada.texts)
    await scene.pass_time(minutes=9)
    assert len(ada.texts) == count
    await scene.pass_time(minutes=1)
    assert len(ada.texts) == count + 1
    assert ada.sees.startswith("You've been sitting for 1 hour")
    assert ada.last.date == over
    await scene.pass_time(minutes=44)
    assert len(ada.texts) == count + 1


async def test_another_where_changed_settings_leave_nothing_is_answered_and_keeps_the_reminder(scene) -> None:
    ada = await scene.somebody_set_up()
    await scene.until("09:50")
    reminder = ada.last
    await ada.says("/settings places floor")
    await ada.says("/settings careful knees, lower back, hips, balance, pregnant, recent surgery")
    await ada.taps_old(reminder, "Another")
    assert ada.toast == "Your settings leave nothing else to offer."
    assert scene.app.inbox.parked == 0
    await ada.taps_old(reminder, "I just moved")
    assert any(text.startswith("Good, that counts") for text in ada.texts)


async def test_a_reminder_that_was_in_hand_when_the_bot_was_killed_comes_right_after_the_restart(
    scene,
) -> None:
    ada = await scene.somebody_set_up("Ada")
    in_an_hour = scene.now + timedelta(hours=1)
    claim = partial(due.claim, now=in_an_hour, kinds=["reminder"], limit=1, lease=timedelta(minutes=1))
    assert len(await scene.app.storage.write(claim)) == 1
    await scene.restart(after=timedelta(hours=1))
    await scene.pass_time(seconds=1)
    assert "sitting" in ada.sees
