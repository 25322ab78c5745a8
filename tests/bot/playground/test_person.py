"""A person can do what a phone offers, and gets told when something is not on the screen."""

import asyncio

import pytest

from bot.playground.person import Person
from bot.playground.server import Playground
from bot.playground.window import ImpossibleError

TWO = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}, {"text": "Web", "url": "https://x.org"}]]}


async def update(api) -> dict:
    found = await api.do("getUpdates")
    return found[-1]


async def test_a_text_is_trimmed_and_its_commands_marked(api, ada: Person) -> None:
    assert ada.type(" /streak now ") == [2]
    message = (await update(api))["message"]
    assert message["text"] == "/streak now"
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 7}]
    assert (message["from"]["is_bot"], message["chat"]["type"]) == (False, "private")


async def test_a_very_long_text_goes_out_in_parts(api, ada: Person) -> None:
    assert len(ada.type("x" * 9000)) == 3
    parts = [each["message"]["text"] for each in await api.do("getUpdates")]
    assert [len(part) for part in parts] == [4096, 4096, 808]


async def test_a_part_never_ends_inside_a_character(api, ada: Person) -> None:
    ada.type("x" + "😀" * 2100)
    parts = [each["message"]["text"] for each in await api.do("getUpdates")]
    assert "".join(parts) == "x" + "😀" * 2100


def test_an_empty_text_cannot_be_sent(playground: Playground) -> None:
    with pytest.raises(ImpossibleError, match="empty"):
        playground.person().type("  ")


async def test_a_button_is_found_by_label_or_data_newest_first(api, ada: Person) -> None:
    await api.do("sendMessage", chat_id=1, text="old", reply_markup=TWO)
    await api.do("sendMessage", chat_id=1, text="new", reply_markup=TWO)
    ada.tap("Go")
    assert (await update(api))["callback_query"]["message"]["text"] == "new"
    ada.tap("go", message=2)
    assert (await update(api))["callback_query"]["message"]["text"] == "old"
    assert ada.tap("Web") is None


async def test_a_button_that_is_not_there_is_told_with_those_that_are(api, ada: Person) -> None:
    await api.do("sendMessage", chat_id=1, text="old", reply_markup=TWO)
    with pytest.raises(ImpossibleError, match=r"no button 'Stop'; there are \['Go', 'Web'\]"):
        ada.tap("Stop")
    with pytest.raises(ImpossibleError, match="no message 77"):
        ada.tap_data(77, "go")


async def test_tampered_data_reaches_the_bot(api, ada: Person) -> None:
    ada.tap_data(1, "drop table")
    assert (await update(api))["callback_query"]["data"] == "drop table"


async def test_places_pictures_stickers_and_voices_reach_the_bot(api, ada: Person) -> None:
    ada.send_location(38.7, -9.1)
    ada.send_photo(caption="Me")
    ada.send_sticker()
    ada.send_voice(5)
    place, photo, sticker, voice = [each["message"] for each in await api.do("getUpdates")]
    assert place["location"] == {"latitude": 38.7, "longitude": -9.1}
    assert (photo["caption"], photo["photo"][0]["width"]) == ("Me", 64)
    assert sticker["sticker"]["emoji"] == "👍"
    assert voice["voice"]["duration"] == 5
    assert [message.media for message in ada.messages[1:]] == ["location", "photo", "sticker", "voice"]


async def test_an_edited_text_reaches_the_bot(api, ada: Person) -> None:
    ada.edit(1, "/help me")
    message = (await update(api))["edited_message"]
    assert (message["text"], message["message_id"], "edit_date" in message) == ("/help me", 1, True)
    with pytest.raises(ImpossibleError):
        ada.edit(77, "x")


async def test_a_block_is_told_and_stops_the_person_too(api, ada: Person) -> None:
    ada.block()
    change = (await update(api))["my_chat_member"]
    assert (change["old_chat_member"]["status"], change["new_chat_member"]["status"]) == ("member", "kicked")
    with pytest.raises(ImpossibleError, match="unblock"):
        ada.type("hello")
    with pytest.raises(ImpossibleError):
        ada.block()
    ada.unblock()
    assert (await update(api))["my_chat_member"]["new_chat_member"]["status"] == "member"


def test_a_bot_that_said_nothing_has_no_last_message(playground: Playground) -> None:
    with pytest.raises(ImpossibleError, match="not said anything"):
        _ = playground.person().last


async def test_waiting_ends_when_something_holds(api, playground: Playground, ada: Person) -> None:
    waiting = asyncio.create_task(playground.until(lambda: ada.messages[-1].from_bot))
    await api.do("sendMessage", chat_id=1, text="hi")
    await waiting
    with pytest.raises(TimeoutError):
        await playground.until(lambda: False, timeout=0.01)


async def test_several_people_have_chats_of_their_own(api, playground: Playground, ada: Person) -> None:
    ben = playground.person(2, "Ben <b>", last_name="Bo", username="ben_bo")
    ben.type("/start")
    chat = (await update(api))["message"]["chat"]
    assert chat == {
        "id": 2,
        "first_name": "Ben <b>",
        "last_name": "Bo",
        "username": "ben_bo",
        "type": "private",
    }
    await api.do("sendMessage", chat_id=2, text="hi Ben")
    assert (len(ada.messages), ben.last.text) == (1, "hi Ben")
