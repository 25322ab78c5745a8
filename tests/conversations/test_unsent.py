"""Reminders that reached nobody: none counts as unanswered, none is lost in silence, none comes as a backlog."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from functools import partial

from sqlalchemy import select

from bot.life.door import Door
from bot.playground.faults import Fault
from bot.storage import sessions
from bot.storage.breaks import Outcome
from bot.storage.tables import breaks, withheld
from bot.wire.outgoing import View


async def _outcomes(scene) -> list[str | None]:
    """What became of each reminder, oldest first."""
    reminders = select(breaks.c.outcome).where(breaks.c.origin == "reminder").order_by(breaks.c.id)
    return await scene.app.storage.read(lambda conn: list(conn.scalars(reminders)))


async def _withheld(scene) -> list[str]:
    """Why reminders were withheld, oldest first."""
    reasons = select(withheld.c.reason).order_by(withheld.c.id)
    return await scene.app.storage.read(lambda conn: list(conn.scalars(reasons)))


async def _sees(holds: Callable[[], bool]) -> None:
    """Wait until it holds; of requests that fail the playground rings no bell."""
    for _ in range(1000):
        if holds():
            return
        await asyncio.sleep(0.005)
    raise TimeoutError


async def test_what_cannot_be_sent_for_hours_comes_once_and_nobody_is_called_unanswering(scene) -> None:
    ada = await scene.somebody_set_up()
    await ada.says("/settings pictures text")
    await scene.until("09:40")
    count, journal = len(ada.texts), scene.playground.journal
    # Telegram can be asked for updates, but takes nothing: reminders are made, and grow too old.
    scene.playground.faults.next(Fault.ERROR_502, "sendMessage", times=1000)
    for _ in range(12):
        journal.clear()
        scene.jump(minutes=11)
        await _sees(lambda: bool(journal.of("sendMessage")))
    scene.playground.faults.heal()
    scene.jump(seconds=31)
    await scene.settle()
    assert ada.texts[count:] == [ada.sees]
    assert ada.sees.startswith("You've been sitting for 2 h 5")
    *before, last = await _outcomes(scene)
    assert len(before) > 3
    assert set(before) == {Outcome.UNSENT}
    assert last is None


async def test_who_was_not_reached_by_the_question_whether_to_go_on_is_asked_again(scene) -> None:
    ada = await scene.somebody_set_up()
    await ada.says("/settings pictures text")
    await scene.until("11:55")
    assert await _outcomes(scene) == [Outcome.UNANSWERED, Outcome.UNANSWERED, None]
    scene.playground.faults.next(Fault.ERROR_502, "sendMessage", times=1000)
    scene.playground.journal.clear()
    scene.jump(minutes=20)
    await _sees(lambda: bool(scene.playground.journal.of("sendMessage")))
    scene.jump(minutes=11)  # that was the question; now it is too old
    await _sees(lambda: scene.app.outbox.stale == 1)
    scene.playground.faults.heal()
    await scene.pass_time(minutes=3)
    assert "Keep going" in ada.buttons
    assert (await _outcomes(scene))[3:] == [Outcome.UNSENT, None]


async def test_while_nobody_is_there_no_reminder_is_made(scene, monkeypatch) -> None:
    monkeypatch.setattr("bot.wire.puller.LONGEST_WAIT", 0.01)  # this is no test of how long it waits
    ada = await scene.somebody_set_up()
    count = len(ada.texts)
    scene.playground.faults.rates = {Fault.DROP_BEFORE: 1.0}
    ada.chat.type("hello?")  # ends the long poll that is open
    await _sees(lambda: scene.app.receiver.out_of_reach)
    for _ in range(18):
        scene.jump(minutes=10)
        await asyncio.sleep(0)
    assert await _outcomes(scene) == []
    scene.playground.faults.heal()
    await scene.settle()
    assert [text for text in ada.texts[count:] if "sitting" in text] == [ada.sees]
    assert await _outcomes(scene) == [None]


async def test_what_telegram_refuses_is_not_tried_again_and_again(scene, monkeypatch) -> None:
    ada = await scene.somebody_set_up()
    monkeypatch.setattr("bot.features.breaks.view.reminder", lambda *_facts: View("<b>never closed"))
    await scene.until("09:50")
    assert await _outcomes(scene) == [Outcome.REFUSED]
    await scene.until("10:25")
    assert await _outcomes(scene) == [Outcome.REFUSED]
    monkeypatch.undo()
    await scene.until("10:40")
    assert ada.sees.startswith("You've been sitting for 1 h 3")


async def test_a_reminder_that_is_due_when_it_is_not_wanted_is_withheld_with_the_reason(scene) -> None:
    ada = await scene.somebody_set_up()
    await ada.says("Seated figure four")
    await scene.until("09:44")
    await ada.taps("Start", "Pause")
    await ada.says("/resume")  # plans anew, in the middle of the session
    await scene.until("09:50")
    assert await _withheld(scene) == ["in_session"]
    await ada.taps("Stop")
    await scene.restart(after=timedelta(hours=10))
    assert await _withheld(scene) == ["in_session", "next_workday"]


async def test_who_is_shut_out_and_let_in_again_is_reminded_again(scene) -> None:
    ada = await scene.somebody_set_up()
    scene.door = Door(allowed=frozenset({7}))
    await scene.restart()
    count = len(ada.texts)
    await scene.until("16:00")
    assert len(ada.texts) == count
    assert await _withheld(scene) == ["shut_out"]
    scene.door = Door()
    await scene.restart()
    await scene.until("2026-03-03 09:50")
    assert "sitting" in ada.sees


async def test_the_session_of_somebody_shut_out_ends_in_silence(scene) -> None:
    ada = await scene.somebody_set_up()
    await ada.says("Seated figure four")
    await ada.taps("Start")
    scene.door = Door(allowed=frozenset({7}))
    await scene.restart()
    scene.playground.journal.clear()
    await scene.pass_time(hours=3)
    assert not [
        entry for entry in scene.playground.journal.entries if entry.method.startswith(("send", "edit"))
    ]
    assert await scene.app.storage.read(partial(sessions.live, person_id=1)) is None
