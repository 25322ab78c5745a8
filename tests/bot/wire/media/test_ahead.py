"""What comes soon is made ready, and uploaded where there is a chat for it."""

from __future__ import annotations

import asyncio
import time
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest

from bot.playground.faults import Fault
from bot.storage import media
from bot.wire.calls import Calls
from bot.wire.media import ahead
from bot.wire.media.drawing import Drawing, drawing_of
from content.media.recipes import Clip, Scene
from content.steps import StepKind


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "PACE", 0.0)
    monkeypatch.setattr(ahead, "WAIT", 0.0)


@pytest.fixture
def drawings(figures) -> list[Drawing]:
    scenes = [Scene(kind=StepKind.HOLD, seconds=seconds) for seconds in (20, 30, 45)]
    return [drawing_of(Clip(exercise="lizard", scenes=(scene,)), figures) for scene in scenes]


def _gallery(edge, *, chat: int = 0):
    edge.media_chat = chat
    edge.illustrator()
    return edge.galleries[-1]


async def test_without_a_chat_it_is_drawn_only(edge, drawings, tmp_path: Path) -> None:
    edge.folder = tmp_path / "media"
    parts = _gallery(edge)
    parts.ahead.add(drawings)
    await parts.ahead.idle()
    assert sorted(path.name for path in edge.folder.rglob("*.mp4")) == sorted(d.name for d in drawings)
    assert edge.methods == []


async def test_with_a_chat_each_is_uploaded_once_and_silently(edge, drawings) -> None:
    edge.playground.person(9, "Pictures").type("/start")
    parts = _gallery(edge, chat=9)
    for _ in range(2):
        parts.ahead.add(drawings)
        await parts.ahead.idle()
    assert edge.methods == ["sendAnimation"] * 3
    seen = [message for message in edge.playground.person(9).messages if message.from_bot]
    assert all(message.silent and message.media == "animation" for message in seen)
    assert await parts.store.missing(drawings) == []


@pytest.mark.parametrize("chat", [77, 9])
async def test_a_chat_that_cannot_be_written_to_is_told_of_once_and_left_alone(
    edge, drawings, chat: int, capsys: pytest.CaptureFixture[str]
) -> None:
    person = edge.playground.person(9, "Pictures")
    person.type("/start")
    person.block()
    parts = _gallery(edge, chat=chat)
    parts.ahead.add(drawings)
    await parts.ahead.idle()
    assert edge.methods == ["sendAnimation"]
    assert capsys.readouterr().out.count("MEDIA_CHAT_ID: this chat cannot be written to") == 1
    assert len(edge.drawn) == 3


async def test_who_waits_to_upload_while_the_chat_is_found_shut_does_not_try_it(edge, drawings) -> None:
    uploader = _gallery(edge, chat=77).uploader
    assert await asyncio.gather(*(uploader.upload(drawing) for drawing in drawings)) == [False] * 3
    assert edge.methods == ["sendAnimation"]
    assert "chat not found" in uploader.trouble.lower()


async def test_a_429_is_obeyed_and_a_lost_connection_tried_again(edge, drawings) -> None:
    edge.playground.faults.flood_seconds = 1
    edge.playground.faults.next(Fault.FLOOD, "sendAnimation")
    edge.playground.faults.next(Fault.ERROR_502, "sendAnimation")
    parts = _gallery(edge, chat=1)
    parts.ahead.add(drawings[:1])
    await parts.ahead.idle()
    assert edge.methods == ["sendAnimation"] * 3
    assert await parts.store.missing(drawings[:1]) == []


async def test_whether_telegram_keeps_it_is_told(edge, drawings) -> None:
    uploader = _gallery(edge, chat=1).uploader
    edge.playground.faults.next(Fault.ERROR_502, "sendAnimation", times=ahead.TRIES)
    assert not await uploader.upload(drawings[0])
    assert "502" in uploader.trouble
    assert uploader.open
    assert await uploader.upload(drawings[0])


async def test_what_telegram_takes_for_something_else_counts_as_not_kept(edge, drawings) -> None:
    async def document(_recipe, _figure):
        return b"no clip at all"

    edge.draw = document
    uploader = _gallery(edge, chat=1).uploader
    assert not await uploader.upload(drawings[0])
    assert uploader.trouble == ahead.NOT_KEPT
    assert uploader.open


async def test_an_id_that_telegram_no_longer_takes_says_nothing_against_the_chat(edge, drawings) -> None:
    keep = partial(media.keep, digest=drawings[0].digest, kind="animation", file_id="nonsense", size=1)
    await edge.storage.write(partial(keep, now=edge.clock.now()))
    uploader = _gallery(edge, chat=1).uploader
    assert await uploader.upload(drawings[0])
    assert edge.methods == ["sendAnimation"] * 2
    assert uploader.open


async def test_uploads_keep_their_pace_whoever_asks_for_them(edge, drawings, monkeypatch) -> None:
    monkeypatch.setattr(ahead, "PACE", 0.15)
    loop, send, sent = asyncio.get_running_loop(), Calls.send_media, []

    async def noted(calls, *facts):
        sent.append(loop.time())
        return await send(calls, *facts)

    monkeypatch.setattr(Calls, "send_media", noted)
    uploader = _gallery(edge, chat=1).uploader
    await asyncio.gather(*(uploader.upload(drawing) for drawing in drawings))
    gaps = [later - earlier for earlier, later in pairwise(sent)]
    assert len(gaps) == 2
    assert min(gaps) >= 0.15 - time.get_clock_info("monotonic").resolution


async def test_of_too_much_the_oldest_is_dropped_and_the_newest_made_first(
    edge, drawings, monkeypatch
) -> None:
    monkeypatch.setattr(ahead, "AT_MOST", 2)
    parts = _gallery(edge)
    parts.ahead.add([*drawings, *drawings])
    assert parts.ahead.dropped == 1  # the first
    await parts.ahead.idle()
    assert edge.drawn == [drawings[2].recipe, drawings[1].recipe]


async def test_one_that_fails_does_not_stop_the_next(edge, drawings) -> None:
    draw = edge.draw

    async def first_fails(recipe, figure):
        if not edge.drawn:
            edge.drawn.append(recipe)
            raise RuntimeError("no pencil")
        return await draw(recipe, figure)

    edge.draw = first_fails
    parts = _gallery(edge)
    parts.ahead.add(drawings)
    await parts.ahead.idle()
    assert len(edge.drawn) == 3


async def test_it_is_left_off_in_the_middle(edge, drawings) -> None:
    begun = asyncio.Event()

    async def slow(_recipe, _figure):
        begun.set()
        await asyncio.sleep(60)

    edge.draw = slow
    parts = _gallery(edge)
    parts.ahead.add(drawings)
    await begun.wait()
    await asyncio.wait_for(parts.close(), 5)
