"""Drawn exercises in a chat: as few calls as can be, and a text wherever there is no drawing."""

from __future__ import annotations

import asyncio
from functools import partial

import pytest
from structlog.testing import capture_logs

from bot.storage import mail
from bot.storage.mail import Held
from bot.wire import outgoing
from bot.wire.buttons import Start
from bot.wire.media import store
from bot.wire.outgoing import Key, Media, View
from bot.wire.telegram import OutOfReach, Refused, Telegram

CLIP, OTHER, STILL, NO_FIGURE = (
    {"exercise": "lizard", "scenes": [{"kind": "hold", "seconds": 30}]},
    {"exercise": "lizard", "scenes": [{"kind": "hold", "seconds": 45}]},
    {"exercise": "lunge"},
    {"exercise": "unheard-of"},
)
ROWS = ((Key("Start", Start(1)),),)


def _view(text: str, recipe=CLIP, *upcoming) -> View:
    return View(text, ROWS, Media(recipe, upcoming))


TEXT = View("only words", ROWS)


@pytest.fixture
def post(edge):
    return edge.post()


@pytest.fixture
def calls(edge):
    """What was asked of Telegram since it was looked at last."""
    seen = 0

    def since() -> list[str]:
        nonlocal seen
        methods = edge.methods
        fresh, seen = methods[seen:], len(methods)
        return fresh

    return since


def _seen(edge):
    """The bot's messages: what they carry, and their words."""
    messages = [message for message in edge.playground.person(1).messages if message.from_bot]
    return [(message.media, message.text) for message in messages]


async def _held(edge, slot: str = "session") -> Held | None:
    return (await edge.storage.read(partial(mail.slots_of, chat_ids=[1])))[1].get(slot)


async def test_a_text_becomes_a_clip_becomes_a_still_in_one_call_each(edge, post, calls) -> None:
    for view, method in (
        (TEXT, "sendMessage"),
        (_view("<b>ready</b>"), "editMessageMedia"),
        (_view("hold", OTHER), "editMessageMedia"),
        (_view("hold 2", OTHER), "editMessageMedia"),
        (_view("look", STILL), "editMessageMedia"),
    ):
        await post.deliver(1, outgoing.show("session", view))
        assert calls() == [method]
    (seen,) = [message for message in edge.playground.person(1).messages if message.from_bot]
    assert (seen.media, seen.text, seen.labels) == ("photo", "look", ["Start"])
    assert await _held(edge) == Held(seen.id, drawn=True)


async def test_a_clip_has_its_caption_its_buttons_and_its_measures(edge, post) -> None:
    await post.deliver(1, outgoing.show("session", _view("<b>hold</b>"), silent=True))
    seen = edge.playground.person(1).last
    assert (seen.media, seen.html, seen.labels, seen.silent) == (
        "animation",
        "<b>hold</b>",
        ["Start"],
        True,
    )
    (entry,) = edge.playground.journal.of("sendAnimation")
    assert {name: entry.arguments[name] for name in ("width", "height", "duration")} == {
        "width": "480",
        "height": "480",
        "duration": "90",
    }


async def test_shown_anew_it_is_one_new_message_and_the_older_one_deleted(edge, post, calls) -> None:
    await post.deliver(1, outgoing.show("session", _view("right")))
    calls()
    await post.deliver(1, outgoing.show("session", _view("left"), anew=True))
    assert calls() == ["sendAnimation", "deleteMessage"]
    assert _seen(edge) == [("animation", "left")]


async def test_the_same_once_more_is_no_failure(edge, post, calls) -> None:
    for _ in range(2):
        await post.deliver(1, outgoing.show("session", _view("hold")))
    assert calls() == ["sendAnimation", "editMessageMedia"]
    assert _seen(edge) == [("animation", "hold")]


async def test_a_clip_in_the_place_of_a_deleted_message_is_a_new_one(edge, post) -> None:
    await post.deliver(1, outgoing.show("session", _view("one")))
    await edge.telegram.call("deleteMessage", chat_id=1, message_id=edge.playground.person(1).last.id)
    await post.deliver(1, outgoing.show("session", _view("two")))
    assert _seen(edge) == [("animation", "two")]
    assert await _held(edge) == Held(edge.playground.person(1).last.id, drawn=True)


async def test_a_text_after_a_clip_is_a_new_message_without_asking_in_vain(edge, post, calls) -> None:
    await post.deliver(1, outgoing.show("session", _view("hold")))
    calls()
    await post.deliver(1, outgoing.show("session", TEXT))
    assert calls() == ["sendMessage", "deleteMessage"]
    assert _seen(edge) == [(None, "only words")]
    assert edge.playground.person(1).last.silent
    assert await _held(edge) == Held(edge.playground.person(1).last.id, drawn=False)
    await post.deliver(1, outgoing.show("session", View("other words")))
    assert calls() == ["editMessageText"]


async def test_a_text_in_the_tapped_clip_of_another_slot_leaves_no_slot_behind(edge, post, calls) -> None:
    await post.deliver(1, outgoing.show("break", _view("offer", STILL)))
    tapped = edge.playground.person(1).last.id
    calls()
    await post.deliver(1, outgoing.show("session", TEXT, message_id=tapped))
    assert calls() == ["sendMessage", "deleteMessage"]
    assert await _held(edge, "break") is None
    await post.deliver(1, outgoing.close("break", "gone by"))
    assert calls() == []


async def test_a_clip_in_the_tapped_text_takes_it_over(edge, post, calls) -> None:
    await post.deliver(1, outgoing.show("break", TEXT))
    tapped = edge.playground.person(1).last.id
    await post.deliver(1, outgoing.show("session", _view("ready"), message_id=tapped))
    assert calls() == ["sendMessage", "editMessageMedia"]
    assert await _held(edge) == Held(tapped, drawn=True)
    assert await _held(edge, "break") is None


async def test_a_closed_clip_leaves_one_quiet_line(edge, post, calls) -> None:
    await post.deliver(1, outgoing.show("break", _view("offer", STILL)))
    calls()
    await post.deliver(1, outgoing.close("break", "gone by"))
    assert calls() == ["sendMessage", "deleteMessage"]
    assert _seen(edge) == [(None, "gone by")]
    assert edge.playground.person(1).last.silent
    assert await _held(edge, "break") is None


async def test_last_words_come_before_the_picture_goes(edge, post, monkeypatch) -> None:
    await post.deliver(1, outgoing.show("break", _view("offer", STILL)))
    call = Telegram.call

    async def killed(telegram, method, **facts):
        if method == "deleteMessage":
            raise OutOfReach("cut")
        return await call(telegram, method, **facts)

    monkeypatch.setattr(Telegram, "call", killed)
    await post.deliver(1, outgoing.close("break", "gone by"))
    assert _seen(edge) == [("photo", "offer"), (None, "gone by")]
    assert await _held(edge, "break") is None


async def test_last_words_on_a_picture_that_no_slot_knows_are_said_below_it(edge, post) -> None:
    await post.deliver(1, outgoing.send(_view("offer", STILL)))
    tapped = edge.playground.person(1).last.id
    await post.deliver(1, outgoing.close("break", "gone by", message_id=tapped))
    assert _seen(edge) == [("photo", "offer"), (None, "gone by")]


async def test_a_message_that_is_never_edited_can_be_drawn_too(edge, post) -> None:
    await post.deliver(1, outgoing.send(_view("look", STILL)))
    assert _seen(edge) == [("photo", "look")]


async def test_somebody_who_leaves_gets_the_last_words_below_a_clip(edge, post) -> None:
    await post.deliver(1, outgoing.show("session", _view("hold")))
    clip = edge.playground.person(1).last.id
    await post.deliver(1, outgoing.farewell("Take care!", message_id=clip))
    assert _seen(edge)[-1] == (None, "Take care!")


async def _slow(_recipe, _figure):
    await asyncio.sleep(60)


async def _broken(_recipe, _figure):
    raise RuntimeError("no pencil")


async def _no_picture(_recipe, _figure):
    return b"no picture at all"


@pytest.mark.parametrize(
    ("draw", "recipe"),
    [(_slow, CLIP), (_broken, CLIP), (_no_picture, STILL), (None, NO_FIGURE), (None, {"colour": "red"})],
)
async def test_what_cannot_be_drawn_is_said_at_once_in_its_place(
    edge, calls, monkeypatch, draw, recipe
) -> None:
    monkeypatch.setattr(store, "MAKING_PATIENCE", 0.1)
    edge.draw = draw or edge.draw
    illustrator = edge.illustrator()
    post = edge.post(illustrator)
    await post.deliver(1, outgoing.show("session", TEXT))
    calls()
    with capture_logs() as logs:
        await post.deliver(1, outgoing.show("session", _view("hold 0:30", recipe)))
    assert _seen(edge) == [(None, "hold 0:30")]
    told = [log["log_level"] for log in logs if log["event"] == "shown as text"]
    assert told == ["info" if draw is _slow else "warning"]
    assert calls()[-1] == "editMessageText"
    assert illustrator.made_as_text == 1
    assert await _held(edge) == Held(edge.playground.person(1).last.id, drawn=False)


async def test_what_cannot_be_drawn_replaces_a_clip_by_a_text(edge, post, calls) -> None:
    await post.deliver(1, outgoing.show("session", _view("ready")))
    calls()
    edge.draw = _broken
    post = edge.post()
    await post.deliver(1, outgoing.show("session", _view("hold", OTHER)))
    assert calls() == ["sendMessage", "deleteMessage"]
    await post.deliver(1, outgoing.show("session", _view("left", OTHER), anew=True))
    assert calls() == ["sendMessage", "deleteMessage"]
    assert _seen(edge) == [(None, "left")]


async def test_the_reason_is_logged_once_and_every_text_counted(edge, capsys) -> None:
    illustrator = edge.illustrator()
    post = edge.post(illustrator)
    for number in range(3):
        await post.deliver(1, outgoing.show("session", _view(f"{number}", NO_FIGURE)))
    assert illustrator.made_as_text == 3
    assert capsys.readouterr().out.count("unheard-of has no figure") == 1


async def test_a_text_that_telegram_refuses_stays_refused(edge, post) -> None:
    with pytest.raises(Refused, match="Can't parse entities"):
        await post.deliver(1, outgoing.show("session", _view("<b>open")))


async def test_what_comes_next_is_ready_before_it_is_shown(edge, tmp_path) -> None:
    edge.folder = tmp_path
    post = edge.post()
    await post.deliver(1, outgoing.show("session", _view("ready", CLIP, OTHER, NO_FIGURE)))
    await edge.galleries[-1].ahead.idle()
    assert [len(recipe.scenes) and recipe.scenes[0].seconds for recipe in edge.drawn] == [30, 45]
    edge.draw = _broken
    await post.deliver(1, outgoing.show("session", _view("hold", OTHER)))
    assert _seen(edge) == [("animation", "hold")]


async def test_a_two_sided_minute_is_at_most_six_calls(edge, post, calls) -> None:
    await post.deliver(1, outgoing.show("session", _view("offer", STILL)))
    calls()
    await post.deliver(1, outgoing.show("session", _view("right")))
    await post.deliver(1, outgoing.show("session", _view("left", OTHER), anew=True))
    await post.deliver(1, outgoing.show("session", View("done"), anew=True))
    assert len(calls()) == 5
    assert _seen(edge) == [(None, "done")]
