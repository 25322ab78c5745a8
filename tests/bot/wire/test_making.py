"""Pictures and documents are made when they are sent, and a maker that fails costs nobody the answer."""

from __future__ import annotations

import asyncio
from functools import partial

import pytest
from sqlalchemy import select

from bot.playground.samples import PHOTO
from bot.storage import mail
from bot.storage.tables import slots
from bot.wire import outgoing
from bot.wire.buttons import Start
from bot.wire.outbox import Outbox
from bot.wire.outgoing import CAPTION_AT_MOST, Key, Outgoing, View
from bot.wire.telegram import Telegram

VIEW = View("<b>Six</b> workdays", ((Key("Start", Start(1)),),))
MADE = {"what": "picture", "facts": {"days": 6}}


@pytest.fixture(autouse=True)
def _makers(edge) -> None:
    async def picture(_storage, chat_id, facts):
        assert (chat_id, facts) == (1, {"days": 6})
        return "calendar.png", PHOTO

    async def letter(_storage, _chat_id, _facts):
        return "letter.txt", b"hello"

    async def broken(_storage, _chat_id, _facts):
        raise RuntimeError("no pencil")

    edge.makers = {"picture": picture, "letter": letter, "broken": broken}


async def _send(edge, *what: Outgoing) -> Outbox:
    outbox = edge.outbox()
    outbox.enqueue(await edge.keep(*what))
    await outbox.idle()
    return outbox


def _seen(edge):
    return [message for message in edge.playground.person(1).messages if message.from_bot]


async def test_a_picture_has_its_caption_and_its_buttons(edge) -> None:
    await _send(edge, outgoing.photo("streak", VIEW, MADE))
    (seen,) = _seen(edge)
    assert (seen.media, seen.html, seen.labels) == ("photo", "<b>Six</b> workdays", ["Start"])


async def test_a_document_has_its_name_and_its_content(edge) -> None:
    await _send(edge, outgoing.document(View("A letter"), {"what": "letter"}, silent=True))
    (seen,) = _seen(edge)
    assert (seen.media, seen.text, seen.silent) == ("document", "A letter", True)
    assert edge.playground.person(1).open_file(seen.file_id) == ("letter.txt", b"hello")


async def test_a_picture_in_a_slot_replaces_the_one_before(edge) -> None:
    await _send(edge, outgoing.photo("streak", VIEW, MADE))
    first = _seen(edge)[0].id
    await _send(edge, outgoing.photo("streak", View("Seven"), MADE))
    (seen,) = _seen(edge)
    assert seen.id != first
    assert seen.text == "Seven"


async def test_a_text_in_the_place_of_a_picture_is_a_new_message(edge) -> None:
    await _send(edge, outgoing.photo("streak", VIEW, MADE))
    outbox = await _send(edge, outgoing.show("streak", View("only words")))
    assert outbox.refused == 0
    assert [seen.text for seen in _seen(edge)] == ["Six workdays", "only words"]
    await _send(edge, outgoing.show("streak", View("other words")))
    assert [seen.text for seen in _seen(edge)] == ["Six workdays", "other words"]


@pytest.mark.parametrize("what", ["broken", "unknown"])
async def test_where_a_maker_fails_the_caption_is_sent_alone_and_the_next_message_comes(edge, what) -> None:
    outbox = await _send(edge, outgoing.photo("streak", VIEW, {"what": what}), outgoing.send(View("next")))
    assert [(seen.text, seen.media) for seen in _seen(edge)] == [("Six workdays", None), ("next", None)]
    assert _seen(edge)[0].labels == ["Start"]
    assert outbox.not_made == 1
    assert await edge.unsent() == 0


async def test_where_a_maker_fails_other_words_can_be_said_instead(edge) -> None:
    await _send(edge, outgoing.document(View("A letter"), {"what": "broken", "instead": "No letter today."}))
    assert [seen.text for seen in _seen(edge)] == ["No letter today."]


async def test_what_was_to_be_made_survives_a_restart(edge) -> None:
    await edge.keep(outgoing.photo("streak", VIEW, MADE))
    after_restart = edge.outbox()
    await after_restart.resume()
    await after_restart.idle()
    assert [seen.media for seen in _seen(edge)] == ["photo"]


def test_a_caption_too_long_for_telegram_is_refused_where_it_is_made() -> None:
    with pytest.raises(ValueError, match="1025"):
        outgoing.photo("streak", View("x" * (CAPTION_AT_MOST + 1)), MADE)


@pytest.fixture
def under_way(edge, monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    """Set once a picture has reached Telegram; what is enqueued then comes while it is under way."""
    reached, call = asyncio.Event(), type(edge.telegram).call

    async def slow(telegram: Telegram, method: str, **facts: object) -> object:
        sent = await call(telegram, method, **facts)
        if method == "sendPhoto":
            reached.set()
            await asyncio.sleep(0.05)
        return sent

    monkeypatch.setattr(type(edge.telegram), "call", slow)
    return reached


async def test_after_a_farewell_nothing_that_waited_is_sent_and_no_slot_is_held(edge, under_way) -> None:
    outbox = edge.outbox()
    outbox.enqueue(await edge.keep(outgoing.photo("streak", VIEW, MADE)))
    await under_way.wait()
    outbox.enqueue(await edge.keep(outgoing.send(View("a reminder")), outgoing.farewell("Take care!")))
    await outbox.idle()
    assert [seen.text for seen in _seen(edge)] == ["Six workdays", "Take care!"]
    assert await edge.storage.read(lambda conn: list(conn.execute(select(slots)))) == []


async def test_what_is_still_being_made_at_a_farewell_is_not_sent(edge) -> None:
    at_work, go_on = asyncio.Event(), asyncio.Event()

    async def slow(_storage, _chat_id, _facts):
        at_work.set()
        await go_on.wait()
        return "calendar.png", PHOTO

    edge.makers["slow"] = slow
    outbox = edge.outbox()
    outbox.enqueue(await edge.keep(outgoing.photo("streak", VIEW, {"what": "slow"})))
    await at_work.wait()
    outbox.enqueue(await edge.keep(outgoing.farewell("Take care!")))
    go_on.set()
    await outbox.idle()
    assert [seen.text for seen in _seen(edge)] == ["Take care!"]
    assert await edge.unsent() == 0


async def test_a_farewell_is_said_in_the_tapped_message(edge) -> None:
    await _send(edge, outgoing.show("forget", VIEW))
    asked = _seen(edge)[0].id
    await _send(edge, outgoing.farewell("Take care!", message_id=asked))
    (seen,) = _seen(edge)
    assert (seen.id, seen.text, seen.labels) == (asked, "Take care!", [])
    assert await edge.storage.read(partial(mail.holds, chat_id=1, slot="forget")) is None
