"""A guided stretch in clips: seated figure four is 6 s to get ready, 30 s a side, 5 s to switch."""

from __future__ import annotations

import pytest

READY, HOLD, SWITCH = 6, 30, 5
ALL = READY + HOLD + SWITCH + HOLD
QUIET = {"answerCallbackQuery", "getUpdates", "getMe"}


@pytest.fixture
async def ada(scene):
    """Ada, in Lisbon, at her desk at 9:00; she has had a reminder's worth of sitting."""
    ada = await scene.somebody_set_up("Ada")
    await ada.says("seated figure four")
    return ada


@pytest.fixture
def calls(scene):
    """The calls since the last look, but for those that every tap and the receiving take."""
    journal = scene.playground.journal

    def look() -> list[str]:
        fresh = [entry.method for entry in journal.entries if entry.method not in QUIET]
        journal.clear()
        return fresh

    return look


async def test_a_two_sided_minute_costs_no_more_than_six_calls(scene, ada, calls):
    calls()
    await ada.taps("Start")
    await scene.pass_time(seconds=ALL)
    assert "Done." in ada.sees
    made = calls()
    assert made == ["editMessageMedia", "sendAnimation", "deleteMessage", "sendMessage", "deleteMessage"]
    assert len(made) <= 6


async def test_while_a_clip_plays_nothing_is_sent_and_nothing_is_edited(scene, ada, calls):
    await ada.taps("Start")
    calls()
    await scene.pass_time(seconds=READY + HOLD - 1)
    assert calls() == []
    await scene.pass_time(seconds=1)
    assert calls() == ["sendAnimation", "deleteMessage"]


async def test_the_switch_and_the_end_are_heard_and_the_chat_keeps_one_message_of_it(scene, ada):
    await ada.taps("Start")
    started, heard = ada.last.id, len(ada.chat.sounds)
    assert ada.last.media == "animation"
    await scene.pass_time(seconds=READY + HOLD)
    switched = ada.last.id
    assert len(ada.chat.sounds) == heard + 1
    await scene.pass_time(seconds=SWITCH + HOLD)
    assert len(ada.chat.sounds) == heard + 2
    ids = [message.id for message in ada.chat.messages]
    assert started not in ids
    assert switched not in ids


async def test_a_clip_goes_out_by_its_id_from_the_second_time_on(scene, ada):
    await ada.taps("Start")
    first = ada.last.file_id
    await ada.taps("Stop")
    await ada.says("seated figure four")
    await ada.taps("Start")
    assert ada.last.file_id == first


async def test_a_restart_while_a_clip_plays_changes_nothing(scene, ada, calls):
    await ada.taps("Start")
    await scene.pass_time(seconds=READY + 10)
    await scene.restart()
    calls()
    await scene.pass_time(seconds=HOLD - 11)
    assert "sendAnimation" not in calls()
    await scene.pass_time(seconds=1)
    assert "SWITCH SIDES" in ada.sees


async def test_who_chooses_text_in_the_middle_has_it_from_the_next_session_on(scene, ada):
    await ada.taps("Start")
    await ada.says("/settings pictures text")
    await scene.pass_time(seconds=READY + HOLD)
    assert ada.last.media == "animation"
    await scene.pass_time(seconds=SWITCH + HOLD)
    await ada.says("seated figure four")
    assert ada.last.media is None
    await ada.taps("Start")
    assert "GET READY" in ada.sees
    assert ada.last.media is None


async def test_pause_and_resume_stay_in_the_one_message(scene, ada):
    await ada.taps("Start")
    message = ada.last.id
    await scene.pass_time(seconds=READY + 10)
    await ada.taps("Pause")
    assert (ada.last.id, ada.last.media) == (message, "photo")
    await ada.taps("Resume")
    assert (ada.last.id, ada.last.media) == (message, "animation")
