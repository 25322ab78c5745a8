"""Somebody taps while the bot cannot answer: afterwards they see how things stand."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.wire.telegram import Telegram


@pytest.fixture
async def reminded(scene):
    """Ada has a reminder before her."""
    ada = await scene.somebody_set_up("Ada")
    await scene.until("9:47")
    assert "sitting for 46 min" in ada.sees
    return ada


async def test_a_reminder_shows_how_it_stands_after_the_bot_was_away(scene, reminded) -> None:
    messages = len(reminded.texts)
    await scene.restart(after=timedelta(minutes=4))
    await scene.playground.until(lambda: "46 minutes" not in reminded.sees)
    assert "sitting for 51 min" in reminded.sees
    assert len(reminded.texts) == messages


async def test_after_a_quick_restart_nothing_is_touched(scene, reminded) -> None:
    await scene.restart(after=timedelta(minutes=2))
    assert "sitting for 46 min" in reminded.sees


async def test_a_reminder_of_hours_ago_is_left_alone(scene, reminded) -> None:
    await scene.restart(after=timedelta(hours=12))
    assert not any("hours" in text for text in reminded.texts)


async def test_a_tap_whose_answer_came_too_late_shows_the_session(scene, monkeypatch) -> None:
    ada = await scene.somebody_set_up("Ada")
    await ada.says("/settings pictures text")
    await ada.says("Seated figure four")
    await ada.taps("Start")
    old = ada.last
    await ada.taps("Pause")
    scene.playground.journal.clear()
    call = Telegram.call
    held = []

    async def slow(self, method, read_timeout=None, **facts):
        if method == "answerCallbackQuery" and not held:
            held.append(method)
            scene.jump(minutes=5)  # the line was so slow that the tap is forgotten
        return await call(self, method, read_timeout, **facts)

    monkeypatch.setattr(Telegram, "call", slow)
    await ada.taps_old(old, "Pause")
    [shown] = scene.playground.journal.of("editMessageText")
    assert "PAUSED" in shown.arguments["text"]
