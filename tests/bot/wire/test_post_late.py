"""Messages older than 48 hours, which a bot cannot delete: no button on them stays alive."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest

from bot.playground.faults import Fault
from bot.storage import mail
from bot.wire import outgoing
from bot.wire.buttons import Start
from bot.wire.calls import Calls
from bot.wire.outgoing import Key, Media, View

CLIP = {"exercise": "lizard", "scenes": [{"kind": "hold", "seconds": 30}]}
ROWS = ((Key("Start", Start(1)),),)
TOO_LATE = timedelta(hours=49)


def _drawn(text: str) -> View:
    return View(text, ROWS, Media(CLIP))


@pytest.fixture
def post(edge):
    return edge.post()


def _seen(edge):
    """The bot's messages: what they carry, their words and their buttons."""
    messages = [message for message in edge.playground.person(1).messages if message.from_bot]
    return [(message.media, message.text, message.labels) for message in messages]


async def _asked(edge, post, out) -> list[str]:
    before = len(edge.methods)
    await post.deliver(1, out)
    return edge.methods[before:]


async def _is_held(edge, slot: str = "break") -> bool:
    return await edge.storage.read(partial(mail.holds, chat_id=1, slot=slot)) is not None


async def test_a_clip_closed_too_late_has_the_last_words_and_no_buttons(edge, post) -> None:
    await post.deliver(1, outgoing.show("break", _drawn("offer")))
    edge.clock.advance(TOO_LATE)
    asked = await _asked(edge, post, outgoing.close("break", "<b>gone</b> by", ROWS))
    assert asked == ["sendMessage", "deleteMessage", "editMessageCaption"]
    assert _seen(edge) == [("animation", "gone by", []), (None, "gone by", ["Start"])]
    assert not await _is_held(edge)


@pytest.mark.parametrize(
    ("view", "anew", "carries"),
    [
        (_drawn("again"), True, "animation"),
        (View("again", ROWS), True, None),
        (View("again", ROWS), False, None),
    ],
)
async def test_a_clip_replaced_too_late_keeps_its_words_and_loses_its_buttons(
    edge, post, view: View, anew: bool, carries: str | None
) -> None:
    await post.deliver(1, outgoing.show("break", _drawn("offer")))
    edge.clock.advance(TOO_LATE)
    await post.deliver(1, outgoing.show("break", view, anew=anew))
    assert _seen(edge) == [("animation", "offer", []), (carries, "again", ["Start"])]
    await post.deliver(1, outgoing.show("break", view, anew=anew))
    assert len(_seen(edge)) == 2


async def test_words_too_long_for_a_caption_take_the_buttons_only(edge, post) -> None:
    await post.deliver(1, outgoing.show("break", _drawn("offer")))
    edge.clock.advance(TOO_LATE)
    words = "long " * 300 + "words"
    await post.deliver(1, outgoing.show("break", View(words, ROWS)))
    assert _seen(edge) == [("animation", "offer", []), (None, words, ["Start"])]


async def test_a_text_shown_anew_too_late_keeps_its_words_without_buttons(edge, post) -> None:
    await post.deliver(1, outgoing.show("break", View("offer", ROWS)))
    edge.clock.advance(TOO_LATE)
    await post.deliver(1, outgoing.show("break", View("again", ROWS), anew=True))
    assert _seen(edge) == [(None, "offer", []), (None, "again", ["Start"])]


@pytest.mark.parametrize("view", [_drawn("offer"), View("offer", ROWS), View("offer")])
async def test_what_is_dropped_too_late_stays_without_buttons(edge, post, view: View) -> None:
    await post.deliver(1, outgoing.show("break", view))
    edge.clock.advance(TOO_LATE)
    await post.deliver(1, outgoing.drop("break"))
    assert _seen(edge) == [("animation" if view.media else None, "offer", [])]
    assert not await _is_held(edge)


async def test_what_is_gone_already_is_not_edited(edge, post) -> None:
    await post.deliver(1, outgoing.show("break", _drawn("offer")))
    await edge.telegram.call("deleteMessage", chat_id=1, message_id=edge.playground.person(1).last.id)
    assert await _asked(edge, post, outgoing.close("break", "gone by")) == ["sendMessage", "deleteMessage"]


@pytest.mark.parametrize(
    ("out", "last"),
    [
        (outgoing.close("break", "bye"), "editMessageCaption"),
        (outgoing.show("break", View("bye")), "editMessageReplyMarkup"),
    ],
)
async def test_where_nothing_can_be_done_about_it_nothing_is_raised(edge, post, out, last: str) -> None:
    await post.deliver(1, outgoing.show("break", _drawn("offer")))
    edge.clock.advance(TOO_LATE)
    edge.playground.faults.next(Fault.ERROR_502, last)
    assert await _asked(edge, post, out) == ["sendMessage", "deleteMessage", last]
    assert _seen(edge) == [("animation", "offer", ["Start"]), (None, "bye", [])]


async def test_to_delete_tells_whether_the_message_is_gone(edge, post) -> None:
    calls = Calls(edge.telegram)
    await post.deliver(1, outgoing.show("break", _drawn("offer")))
    offer = edge.playground.person(1).last.id
    edge.clock.advance(TOO_LATE)
    assert not await calls.delete(1, offer)
    await post.deliver(1, outgoing.send(View("news")))
    news = edge.playground.person(1).last.id
    assert [await calls.delete(1, news) for _ in range(2)] == [True, True]
