"""What is not sent says why, and what was cut off goes out all the same, once."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from structlog.testing import capture_logs

import bot
from bot.fleet.presence import Alone
from bot.playground.faults import Fault
from bot.storage import mail
from bot.wire import outgoing
from bot.wire.buttons import Start
from bot.wire.calls import Calls
from bot.wire.outgoing import Importance, Key, View

TAP = View("tap", ((Key("Start", Start(1)),),))


def _texts(edge) -> list[str]:
    return [message.text for message in edge.playground.person(1).messages if message.from_bot]


async def test_a_row_whose_turn_was_cut_off_at_its_commit_goes_out_at_the_next_look(edge) -> None:
    outbox = edge.outbox()
    await edge.keep(outgoing.send(View("kept, but nobody was told of it")))
    await outbox.resume()
    await outbox.idle()
    assert _texts(edge) == ["kept, but nobody was told of it"]


async def test_what_was_left_by_another_goes_before_what_was_written_after_it(edge) -> None:
    left, *newer = await edge.keep(*(outgoing.send(View(text)) for text in ("left", "newer", "newest")))
    outbox = edge.outbox()
    outbox.enqueue(newer)
    outbox.enqueue([left])
    await outbox.idle()
    assert _texts(edge) == ["left", "newer", "newest"]


async def test_what_was_left_by_another_does_not_stand_for_a_newer_view(edge) -> None:
    left, newer = await edge.keep(*(outgoing.show("session", View(text)) for text in ("left", "newer")))
    outbox = edge.outbox()
    outbox.enqueue([newer])
    outbox.enqueue([left])
    await outbox.idle()
    assert _texts(edge) == ["newer"]


async def test_what_has_gone_out_is_written_down_before_all_else_that_waits_to_be(edge) -> None:
    """A kill until then sends it again: whoever restarts in a backlog would flood people with what they have."""
    outbox, others = edge.outbox(), asyncio.Queue[None]()

    async def keep_writing() -> None:
        while True:
            await edge.storage.write(lambda _: time.sleep(0.01))
            others.put_nowait(None)

    busy = [asyncio.create_task(keep_writing()) for _ in range(40)]
    outbox.enqueue(await edge.keep(outgoing.show("break", TAP)))
    before = others.qsize()
    await outbox.idle()
    written_first = others.qsize() - before
    for task in busy:
        task.cancel()
    await asyncio.gather(*busy, return_exceptions=True)
    assert (
        written_first < 20
    )  # twice it waits for who is writing; in turn it would be all forty of them twice


async def test_a_kill_while_the_old_message_is_still_to_be_deleted_does_not_bring_the_new_one_twice(
    edge, monkeypatch: pytest.MonkeyPatch
) -> None:
    outbox, waiting = edge.outbox(), list[int]()
    outbox.enqueue(await edge.keep(outgoing.show("break", View("old"))))
    await outbox.idle()
    delete = Calls.delete

    async def count_before(calls: Calls, chat_id: int, message_id: int) -> bool:
        waiting.append(await edge.unsent())
        return await delete(calls, chat_id, message_id)

    monkeypatch.setattr(Calls, "delete", count_before)
    outbox.enqueue(await edge.keep(outgoing.show("break", View("new"), anew=True)))
    await outbox.idle()
    assert waiting == [0]
    assert _texts(edge) == ["new"]


async def test_a_row_that_is_under_way_is_not_sent_twice(edge) -> None:
    edge.playground.faults.slow_seconds = 0.1
    edge.playground.faults.next(Fault.SLOW, "sendMessage")
    outbox = edge.outbox()
    rows = await edge.keep(outgoing.send(View("once")))
    outbox.enqueue(rows)
    await asyncio.sleep(0.02)
    await outbox.resume()
    outbox.enqueue(rows)
    await outbox.idle()
    assert _texts(edge) == ["once"]


async def test_a_row_that_is_settled_while_the_rows_are_read_is_not_sent_twice(edge, monkeypatch) -> None:
    outbox = edge.outbox()
    rows = await edge.keep(outgoing.send(View("once")))
    read = edge.storage.read

    async def slow(work):
        found = await read(work)
        if isinstance(work, partial) and work.func is mail.unsent:
            outbox.enqueue(rows)
            await outbox.idle()
        return found

    monkeypatch.setattr(edge.storage, "read", slow)
    await outbox.resume()
    await outbox.idle()
    assert _texts(edge) == ["once"]
    assert await edge.unsent() == 0


async def test_a_row_that_is_taken_over_while_the_rows_are_read_is_left_to_the_other(
    edge, monkeypatch
) -> None:
    presence, read = Alone(), edge.storage.read
    outbox = edge.outbox(presence=presence)
    await edge.keep(outgoing.send(TAP))

    async def late(work):
        rows = await read(work)
        presence.id = "anew"
        outbox.disown()
        return rows

    monkeypatch.setattr(edge.storage, "read", late)
    await outbox.resume()
    assert outbox.waiting(1) == 0


async def test_nothing_more_is_asked_for_somebody_who_is_gone(edge) -> None:
    edge.playground.person(1).block()
    outbox = edge.outbox()
    outbox.enqueue(await edge.keep(*(outgoing.send(View(str(number))) for number in range(5))))
    await outbox.idle()
    assert len(edge.playground.journal.of("sendMessage")) == 1
    assert edge.gone == [1]
    assert await edge.unsent() == 0


async def test_a_refusal_is_logged_with_its_method_and_shape_and_without_what_was_written(edge) -> None:
    outbox = edge.outbox()
    with capture_logs() as logs:
        outbox.enqueue(await edge.keep(outgoing.send(View("<private>my knee hurts"))))
        await outbox.idle()
    [refused] = [log for log in logs if log["event"] == "refused"]
    assert refused["method"] == "sendMessage"
    assert refused["shape"]["text"] == "<22 characters>"
    assert "start tag" in refused["reason"]
    assert not any(word in str(logs) for word in ("private", "knee", edge.playground.token))
    assert outbox.refused == 1


async def test_what_comes_too_late_is_counted_and_said(edge) -> None:
    soon = edge.clock.now() + timedelta(minutes=10)
    bodies = [(outgoing.send(View("reminder")).dump(), soon)]
    keep = partial(mail.queue, chat_id=1, bodies=bodies, importance=Importance.REMINDER, now=edge.clock.now())
    await edge.storage.write(keep)
    edge.clock.advance(timedelta(minutes=10))
    outbox = edge.outbox()
    with capture_logs() as logs:
        await outbox.resume()
        await outbox.idle()
    assert outbox.stale == 1
    assert [(log["event"], log["chat"]) for log in logs] == [("not sent: too late", 1)]
    assert await edge.unsent() == 0


@pytest.mark.parametrize("away", [False, True])
async def test_whoever_tapped_and_got_no_answer_in_time_is_known(edge, away: bool) -> None:
    outbox = edge.outbox()
    outbox.enqueue(await edge.keep(outgoing.send(TAP)))
    await outbox.idle()
    tapped = edge.playground.person(1).tap("Start")
    until = edge.clock.now() + timedelta(seconds=150) if away else None
    bodies = [(outgoing.toast(tapped, "late").dump(), until)]
    keep = partial(mail.queue, chat_id=1, bodies=bodies, importance=Importance.ANSWER, now=edge.clock.now())
    rows = await edge.storage.write(keep)
    edge.clock.advance(timedelta(minutes=5))
    outbox.enqueue(rows)
    await outbox.idle()
    assert edge.missed == [1]
    assert outbox.refused == 0
    assert await edge.unsent() == 0


async def test_a_chat_goes_on_where_nobody_can_show_how_things_stand(edge) -> None:
    async def on_missed(chat_id: int) -> None:
        raise RuntimeError("as asked")

    outbox = edge.outbox(news=replace(edge.news(), on_missed=on_missed))
    outbox.enqueue(await edge.keep(outgoing.toast("1", "unknown tap"), outgoing.toast("2", "another")))
    await outbox.idle()
    assert await edge.unsent() == 0


KILLED = """
import asyncio, os, signal, sys
from bot.storage import database
from bot.texts import Texts
from bot.turn import House, Turns
from bot.wire import outgoing
from bot.wire.outgoing import Importance, View
from content.catalogue import Catalogue
from scheduler.clock import SystemClock

class Killed:
    def enqueue(self, rows):
        os.kill(os.getpid(), signal.SIGKILL)

async def main():
    storage = await database.open(sys.argv[1])
    house = House(Catalogue("en", {}, {}, {}, {}, {}), Texts(), "unsit_bot")
    turns = Turns(storage, SystemClock(), house, Killed().enqueue, lambda: None)
    await turns.take(1, lambda conn, now, house: (1, Importance.ANSWER, [outgoing.send(View("answered"))]))

asyncio.run(main())
"""


async def test_what_was_applied_but_not_answered_before_a_kill_is_answered_after_it(
    edge, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'bot.db'}"
    command = [sys.executable, "-c", KILLED, url]
    killed = await asyncio.to_thread(
        subprocess.run, command, env={**os.environ, "PYTHONPATH": str(Path(bot.__file__).parents[1])}
    )
    assert killed.returncode == -signal.SIGKILL
    after = edge.outbox()
    await after.resume()
    await after.idle()
    assert _texts(edge) == ["answered"]
    assert await edge.unsent() == 0
