"""Each action becomes the right calls, also where the message or the slot is no longer what it was."""

from __future__ import annotations

from functools import partial

import pytest

from bot.storage import mail
from bot.wire import outgoing
from bot.wire.buttons import Start
from bot.wire.outgoing import Key, View
from bot.wire.post import Post
from bot.wire.telegram import Refused

OFFER = View("offer", ((Key("Start", Start(1)),),))


@pytest.fixture
def post(edge) -> Post:
    return edge.post()


def _methods(edge) -> list[str]:
    return [entry.method for entry in edge.playground.journal.entries if entry.method != "getMe"]


async def _held(edge, slot: str) -> int | None:
    return await edge.storage.read(partial(mail.holds, chat_id=1, slot=slot))


async def test_closing_or_dropping_an_empty_slot_asks_nothing_of_telegram(edge, post: Post) -> None:
    for out in (outgoing.close("break", "gone by"), outgoing.drop("break")):
        await post.deliver(1, out)
    assert _methods(edge) == []


async def test_a_dropped_slot_is_empty_and_its_message_gone(edge, post: Post) -> None:
    await post.deliver(1, outgoing.show("break", OFFER))
    await post.deliver(1, outgoing.drop("break"))
    assert [message.text for message in edge.playground.person(1).messages] == ["/start"]
    assert await _held(edge, "break") is None


async def test_a_message_that_was_deleted_already_is_dropped_without_a_word(edge, post: Post) -> None:
    await post.deliver(1, outgoing.show("break", OFFER))
    await edge.telegram.call("deleteMessage", chat_id=1, message_id=edge.playground.person(1).last.id)
    await post.deliver(1, outgoing.drop("break"))
    assert await _held(edge, "break") is None


async def test_last_words_on_another_message_leave_the_slot_alone(edge, post: Post) -> None:
    await post.deliver(1, outgoing.send(OFFER))
    tapped = edge.playground.person(1).last.id
    await post.deliver(1, outgoing.show("break", View("newer")))
    await post.deliver(1, outgoing.close("break", "done", message_id=tapped))
    texts = [message.text for message in edge.playground.person(1).messages]
    assert texts == ["/start", "done", "newer"]
    assert await _held(edge, "break") == edge.playground.person(1).last.id


async def test_a_slot_takes_a_message_from_the_slot_that_held_it(edge, post: Post) -> None:
    await post.deliver(1, outgoing.show("break", OFFER))
    message_id = edge.playground.person(1).last.id
    await post.deliver(1, outgoing.show("session", View("ready"), message_id=message_id))
    assert (await _held(edge, "break"), await _held(edge, "session")) == (None, message_id)


async def test_the_keyboard_that_asks_for_a_location_comes_and_goes(edge, post: Post) -> None:
    ada = edge.playground.person(1)
    await post.deliver(1, outgoing.send(View("where?"), ask_location="Share"))
    assert ada.keyboard == [["Share"]]
    await post.deliver(1, outgoing.send(View("thanks"), drop_keyboard=True))
    assert ada.keyboard is None


async def test_a_toast_may_be_empty_or_a_box_to_close(edge, post: Post) -> None:
    ada = edge.playground.person(1)
    await post.deliver(1, outgoing.send(OFFER))
    for text, alert in (("", False), ("careful", True)):
        tapped = ada.tap("Start")
        assert tapped is not None
        await post.deliver(1, outgoing.toast(tapped, text, alert=alert))
    assert [(toast.text, toast.alert) for toast in ada.toasts] == [("", False), ("careful", True)]


async def test_silence_is_passed_on(edge, post: Post) -> None:
    await post.deliver(1, outgoing.send(View("hush"), silent=True))
    assert edge.playground.person(1).last.silent


async def test_what_is_wrong_in_itself_is_refused(edge, post: Post) -> None:
    await post.deliver(1, outgoing.show("break", OFFER))
    with pytest.raises(Refused, match="Can't parse entities"):
        await post.deliver(1, outgoing.show("break", View("<b>open")))
