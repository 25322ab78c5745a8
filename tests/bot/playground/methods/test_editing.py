"""Edits: what can be changed into what, and the refusals a bot must live with."""

import json

import pytest

from bot.playground.methods.editing import NOT_MODIFIED
from bot.playground.person import Person
from bot.playground.samples import picture

GO = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}
ON = {"inline_keyboard": [[{"text": "On", "callback_data": "on"}]]}


async def sent_photo(api) -> int:
    answer = await api.upload("sendPhoto", {"photo": picture(4, 4)}, chat_id="1", caption="Look")
    return int(answer["result"]["message_id"])


async def test_a_text_changes_in_place(api, ada: Person) -> None:
    sent = await api.do("sendMessage", chat_id=1, text="one", reply_markup=GO)
    edited = await api.do(
        "editMessageText", chat_id=1, message_id=sent["message_id"], text="two", reply_markup=ON
    )
    assert (edited["text"], "edit_date" in edited) == ("two", True)
    assert (ada.last.id, ada.last.text, ada.last.labels) == (sent["message_id"], "two", ["On"])
    assert ada.last.edited


async def test_an_edit_without_buttons_takes_the_buttons_away(api, ada: Person) -> None:
    await api.do("sendMessage", chat_id=1, text="one", reply_markup=GO)
    await api.do("editMessageText", chat_id=1, message_id=2, text="two")
    assert ada.last.labels == []


async def test_an_edit_that_changes_nothing_is_refused(api, ada: Person) -> None:
    await api.do("sendMessage", chat_id=1, text="<b>one</b>", parse_mode="HTML", reply_markup=GO)
    same = {"chat_id": 1, "message_id": 2, "text": "<strong>one</strong>", "parse_mode": "HTML"}
    refusal = (400, f"Bad Request: {NOT_MODIFIED}")
    assert await api.refused("editMessageText", **same, reply_markup=GO) == refusal
    await api.do("editMessageText", **same, reply_markup=ON)
    assert await api.refused("editMessageText", **same, reply_markup=ON) == refusal
    assert await api.refused("editMessageReplyMarkup", chat_id=1, message_id=2, reply_markup=ON) == refusal


async def test_buttons_alone_can_change(api, ada: Person) -> None:
    await api.do("sendMessage", chat_id=1, text="one", reply_markup=GO)
    await api.do("editMessageReplyMarkup", chat_id=1, message_id=2, reply_markup=ON)
    assert (ada.last.text, ada.last.labels) == ("one", ["On"])
    await api.do("editMessageReplyMarkup", chat_id=1, message_id=2)
    assert ada.last.labels == []


@pytest.mark.parametrize(
    ("message_id", "description"),
    [
        (99, "message to edit not found"),
        (None, "message identifier is not specified"),
        (1, "message can't be edited"),
    ],
)
async def test_what_cannot_be_found_or_is_not_the_bots_is_refused(
    api, ada: Person, message_id: int | None, description: str
) -> None:
    refusal = await api.refused("editMessageText", chat_id=1, message_id=message_id, text="x")
    assert refusal == (400, f"Bad Request: {description}")


async def test_a_deleted_message_cannot_be_edited(api, ada: Person) -> None:
    await api.do("sendMessage", chat_id=1, text="one")
    await api.do("deleteMessage", chat_id=1, message_id=2)
    refusal = await api.refused("editMessageText", chat_id=1, message_id=2, text="x")
    assert refusal == (400, "Bad Request: message to edit not found")


async def test_a_message_with_a_reply_keyboard_can_never_be_edited(api, ada: Person) -> None:
    await api.do("sendMessage", chat_id=1, text="one", reply_markup={"keyboard": [["a"]]})
    refusal = await api.refused("editMessageText", chat_id=1, message_id=2, text="x")
    assert refusal == (400, "Bad Request: message can't be edited")


async def test_an_edit_takes_inline_keyboards_only(api, ada: Person) -> None:
    await api.do("sendMessage", chat_id=1, text="one")
    refusal = await api.refused(
        "editMessageText", chat_id=1, message_id=2, text="x", reply_markup={"remove_keyboard": True}
    )
    assert refusal == (400, "Bad Request: inline keyboard expected")


async def test_a_text_that_grows_too_long_is_refused(api, ada: Person) -> None:
    await api.do("sendMessage", chat_id=1, text="one")
    refusal = await api.refused("editMessageText", chat_id=1, message_id=2, text="x" * 4097)
    assert refusal == (400, "Bad Request: MESSAGE_TOO_LONG")


async def test_a_picture_never_becomes_a_text(api, ada: Person) -> None:
    photo = await sent_photo(api)
    refusal = await api.refused("editMessageText", chat_id=1, message_id=photo, text="x")
    assert refusal == (400, "Bad Request: there is no text in the message to edit")
    await api.do("editMessageCaption", chat_id=1, message_id=photo, caption="<b>New</b>", parse_mode="HTML")
    assert (ada.last.html, ada.last.media) == ("<b>New</b>", "photo")


async def test_a_text_has_no_caption(api, ada: Person) -> None:
    await api.do("sendMessage", chat_id=1, text="one")
    refusal = await api.refused("editMessageCaption", chat_id=1, message_id=2, caption="x")
    assert refusal == (400, "Bad Request: there is no caption in the message to edit")


async def test_media_can_change_and_take_the_place_of_a_text(api, ada: Person) -> None:
    await api.do("sendMessage", chat_id=1, text="one")
    media = {"type": "photo", "media": "attach://new", "caption": "Now a picture"}
    form = {"chat_id": "1", "message_id": "2", "media": json.dumps(media)}
    answer = await api.upload("editMessageMedia", {"new": picture(8, 8)}, **form)
    assert answer["result"]["photo"][0]["width"] == 8
    assert (ada.last.media, ada.last.text) == ("photo", "Now a picture")
    kept = {"type": "photo", "media": answer["result"]["photo"][0]["file_id"], "caption": "Now a picture"}
    refusal = await api.refused("editMessageMedia", chat_id=1, message_id=2, media=kept)
    assert refusal == (400, f"Bad Request: {NOT_MODIFIED}")


@pytest.mark.parametrize(
    "media",
    [None, [], {"type": "audio", "media": "x"}, {"type": "photo", "media": "x", "colour": "red"}],
)
async def test_media_of_an_unknown_kind_is_refused(api, ada: Person, media: object) -> None:
    await api.do("sendMessage", chat_id=1, text="one")
    assert (await api.refused("editMessageMedia", chat_id=1, message_id=2, media=media))[0] == 400
