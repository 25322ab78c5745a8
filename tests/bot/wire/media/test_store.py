"""A drawing is given to Telegram once, and sent by its id from then on."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select

from bot.playground.samples import CLIP
from bot.storage import media
from bot.storage.tables import media as table
from bot.wire.calls import Calls, File
from bot.wire.media.drawing import Drawing, NotMade, drawing_of
from bot.wire.media.shelf import Shelf
from bot.wire.media.store import MAKING_PATIENCE, MediaStore
from bot.wire.media.studio import Studio
from bot.wire.outgoing import Outgoing
from bot.wire.telegram import OutOfReach, Refused
from content.media.recipes import Clip, Scene
from content.steps import StepKind

FORGOTTEN = "AnAC0009_" + "0" * 40  # as an id of another bot


@pytest.fixture
def drawing(figures) -> Drawing:
    return drawing_of(Clip(exercise="lizard", scenes=(Scene(kind=StepKind.HOLD, seconds=30),)), figures)


def _store(edge) -> MediaStore:
    """As another process would have: nothing in memory is shared."""
    return MediaStore(edge.storage, Studio(edge.draw, Shelf(None)), edge.clock)


def _send(edge):
    """Sends the file to Ada; how it was sent is noted."""
    calls, sources = Calls(edge.telegram), []

    async def send(file: File):
        sources.append(file.source)
        return await calls.send_media(1, Outgoing("show", "caption"), file)

    return send, sources


async def _row(edge):
    return await edge.storage.read(lambda conn: conn.execute(select(table)).one())


async def test_it_is_uploaded_once_and_sent_by_its_id_afterwards(edge, drawing: Drawing) -> None:
    send, sources = _send(edge)
    message = await _store(edge).put(drawing, send)
    assert message is not None
    await _store(edge).put(drawing, send)
    assert sources == [CLIP, message["animation"]["file_id"]]
    assert (message["animation"]["width"], message["animation"]["duration"]) == (480, 90)
    row = await _row(edge)
    assert (row.kind, row.bytes, row.uploaded_at, row.claimed_until) == (
        "animation",
        len(CLIP),
        edge.clock.now(),
        None,
    )


async def test_several_who_need_it_at_once_upload_it_once(edge, drawing: Drawing) -> None:
    send, sources = _send(edge)
    await asyncio.gather(*(_store(edge).put(drawing, send) for _ in range(4)))
    assert len(sources) == 4
    assert sources.count(CLIP) == 1


@pytest.mark.parametrize("words", [FORGOTTEN, "nonsense"])
async def test_an_id_that_telegram_no_longer_takes_is_uploaded_again(
    edge, drawing: Drawing, words: str
) -> None:
    send, sources = _send(edge)
    keep = partial(media.keep, digest=drawing.digest, kind="animation", file_id=words, size=1)
    await edge.storage.write(partial(keep, now=edge.clock.now()))
    message = await _store(edge).put(drawing, send)
    assert message is not None
    assert sources == [words, CLIP]
    assert (await _row(edge)).file_id == message["animation"]["file_id"]


async def test_an_id_that_another_process_has_replaced_is_replaced_here_without_an_upload(
    edge, drawing: Drawing
) -> None:
    send, sources = _send(edge)
    here = _store(edge)
    message = await here.put(drawing, send)
    assert message is not None
    kept = message["animation"]["file_id"]
    keep = partial(media.keep, digest=drawing.digest, kind="animation", size=1, now=edge.clock.now())
    await edge.storage.write(partial(keep, file_id=FORGOTTEN))
    assert await here.missing([drawing]) == []  # looked up now, and known from then on
    await edge.storage.write(partial(keep, file_id=kept))
    await here.put(drawing, send)
    assert sources == [CLIP, FORGOTTEN, kept]


@pytest.mark.parametrize("refusal", ["IMAGE_PROCESS_FAILED", "can't parse entities", "PEER_ID_INVALID"])
async def test_another_refusal_says_nothing_against_the_id(edge, drawing: Drawing, refusal: str) -> None:
    sources = []

    async def refuses(file: File):
        sources.append(file.source)
        raise Refused(refusal)

    keep = partial(media.keep, digest=drawing.digest, kind="animation", file_id="kept", size=1)
    await edge.storage.write(partial(keep, now=edge.clock.now()))
    with pytest.raises(Refused, match=refusal):
        await _store(edge).put(drawing, refuses)
    assert sources == ["kept"]
    assert (await _row(edge)).file_id == "kept"


async def test_a_claim_that_comes_after_the_time_is_used_and_not_left_behind(
    edge, drawing: Drawing, monkeypatch: pytest.MonkeyPatch
) -> None:
    loop, write = asyncio.get_running_loop(), edge.storage.write
    late = 0.0
    time = loop.time
    monkeypatch.setattr(loop, "time", lambda: time() + late)

    async def slow(work, **how):
        nonlocal late
        done = await write(work, **how)
        late = MAKING_PATIENCE + 1  # the time is up as soon as it is committed
        await asyncio.sleep(0.01)
        return done

    async def send(file: File):
        return {"animation": {"file_id": "new"}}

    monkeypatch.setattr(edge.storage, "write", slow)
    await _store(edge).put(drawing, send)
    row = await _row(edge)
    assert (row.file_id, row.claimed_until) == ("new", None)


async def test_while_another_uploads_one_waits_and_uploads_when_the_claim_has_run_out(
    edge, drawing: Drawing
) -> None:
    send, sources = _send(edge)
    claim = partial(media.claim, digest=drawing.digest, kind="animation", lease=timedelta(seconds=1))
    await edge.storage.write(claim)  # and killed
    with pytest.raises(NotMade, match="not ready yet"):
        await _store(edge).put(drawing, send, patience=0.2)
    assert sources == []
    await _store(edge).put(drawing, send)  # within its patience
    assert sources == [CLIP]


@pytest.mark.parametrize("failure", [OutOfReach("cut"), Refused("IMAGE_PROCESS_FAILED")])
async def test_an_upload_that_fails_leaves_the_way_free(edge, drawing: Drawing, failure: Exception) -> None:
    async def fails(_file: File):
        raise failure

    with pytest.raises(type(failure)):
        await _store(edge).put(drawing, fails)
    send, sources = _send(edge)
    await _store(edge).put(drawing, send, patience=0.2)
    assert sources == [CLIP]


async def test_what_telegram_takes_for_something_else_is_not_kept_and_told_of_once(
    edge, drawing: Drawing, figures, capsys: pytest.CaptureFixture[str]
) -> None:
    async def document(_recipe, _figure):
        return b"no clip at all"

    edge.draw = document
    send, sources = _send(edge)
    store = _store(edge)
    for _ in range(2):
        await store.put(drawing, send, patience=1)
    assert sources == [b"no clip at all"] * 2
    assert capsys.readouterr().out.count("took a drawing for something else") == 1
    scene = Scene(kind=StepKind.HOLD, seconds=45)
    await store.put(drawing_of(Clip(exercise="lizard", scenes=(scene,)), figures), send)
    assert capsys.readouterr().out.count("took a drawing for something else") == 1


@pytest.mark.parametrize("answer", [None, {}])
async def test_a_message_that_is_gone_or_has_not_changed_teaches_nothing(
    edge, drawing: Drawing, answer, capsys: pytest.CaptureFixture[str]
) -> None:
    async def sent(_file: File):
        return answer

    assert await _store(edge).put(drawing, sent) == answer
    assert capsys.readouterr().out == ""
    assert [one.digest for one in await _store(edge).missing([drawing, drawing])] == [drawing.digest]
