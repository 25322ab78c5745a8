"""Sending: what a person then sees, and all that Telegram refuses."""

from datetime import timedelta

import pytest

from bot.playground.person import Person
from bot.playground.server import Playground
from bot.playground.window import ImpossibleError
from scheduler.clock import MovableClock

GO = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}


async def test_a_message_arrives_as_it_was_meant(api, ada: Person) -> None:
    sent = await api.do(
        "sendMessage", chat_id=1, text="<b>Hi</b> &lt;3 /help", parse_mode="HTML", reply_markup=GO
    )
    assert sent["message_id"] == ada.last.id == 2
    assert (sent["text"], sent["chat"]["type"], sent["from"]["is_bot"]) == ("Hi <3 /help", "private", True)
    assert [entity["type"] for entity in sent["entities"]] == ["bold", "bot_command"]
    assert (ada.last.html, ada.last.buttons, ada.last.silent) == ("<b>Hi</b> &lt;3 /help", (("Go",),), False)


async def test_lengths_are_counted_after_parsing(api, ada: Person) -> None:
    await api.do("sendMessage", chat_id=1, text="<b>" + "x" * 4096 + "</b>", parse_mode="HTML")
    too_long = await api.refused("sendMessage", chat_id=1, text="x" * 4097)
    assert too_long == (400, "Bad Request: message is too long")
    assert (await api.refused("sendMessage", chat_id=1, text="😀" * 2049))[0] == 400


@pytest.mark.parametrize("text", ["", " \n", "<b></b>"])
async def test_an_empty_text_is_refused(api, ada: Person, text: str) -> None:
    refusal = await api.refused("sendMessage", chat_id=1, text=text, parse_mode="HTML")
    assert refusal == (400, "Bad Request: message text is empty")


@pytest.mark.parametrize("chat_id", [2, -5, "@somebody"])
async def test_a_chat_that_never_wrote_is_not_found(
    api, playground: Playground, ada: Person, chat_id
) -> None:
    playground.person(2, "Ben")
    refusal = await api.refused("sendMessage", chat_id=chat_id, text="hi")
    assert refusal == (400, "Bad Request: chat not found")


async def test_a_missing_chat_is_named(api) -> None:
    assert await api.refused("sendMessage", text="hi") == (400, "Bad Request: chat_id is empty")


async def test_other_parse_modes_are_refused(api, ada: Person) -> None:
    code, description = await api.refused("sendMessage", chat_id=1, text="*a*", parse_mode="MarkdownV2")
    assert code == 400
    assert "MarkdownV2" in description
    assert "HTML only" in description


async def test_a_blocked_bot_is_forbidden_until_unblocked(api, ada: Person) -> None:
    sent = await api.do("sendMessage", chat_id=1, text="hi")
    ada.block()
    for method, parameters in (
        ("sendMessage", {"text": "hi"}),
        ("editMessageText", {"text": "ho", "message_id": sent["message_id"]}),
        ("sendChatAction", {"action": "typing"}),
    ):
        refusal = await api.refused(method, chat_id=1, **parameters)
        assert refusal == (403, "Forbidden: bot was blocked by the user")
    ada.unblock()
    await api.do("sendMessage", chat_id=1, text="hi again")


async def test_a_silent_message_makes_no_sound(api, ada: Person) -> None:
    await api.do("sendMessage", chat_id=1, text="loud")
    await api.do("sendMessage", chat_id=1, text="quiet", disable_notification=True)
    await api.do("deleteMessage", chat_id=1, message_id=2)
    assert [message.text for message in ada.sounds] == ["loud"]
    assert ada.last.silent


async def test_a_reply_keyboard_stands_until_it_is_removed(api, ada: Person) -> None:
    place = {"text": "Here I am", "request_location": True}
    await api.do("sendMessage", chat_id=1, text="Where?", reply_markup={"keyboard": [[place], ["Lisbon"]]})
    assert ada.keyboard == [["Here I am"], ["Lisbon"]]
    assert ada.tap("Lisbon") is None
    assert ada.messages[-1].text == "Lisbon"
    with pytest.raises(ImpossibleError, match="send_location"):
        ada.tap("Here I am")
    await api.do("sendMessage", chat_id=1, text="Thanks", reply_markup={"remove_keyboard": True})
    assert ada.keyboard is None


async def test_a_one_time_keyboard_goes_after_use(api, ada: Person) -> None:
    markup = {"keyboard": [["Yes"]], "one_time_keyboard": True}
    await api.do("sendMessage", chat_id=1, text="Sure?", reply_markup=markup)
    ada.tap("Yes")
    assert ada.keyboard is None


async def test_replies_quote_what_they_answer(api, ada: Person) -> None:
    sent = await api.do("sendMessage", chat_id=1, text="hi", reply_parameters={"message_id": 1})
    assert sent["reply_to_message"]["text"] == "/start"
    refusal = await api.refused("sendMessage", chat_id=1, text="hi", reply_parameters={"message_id": 99})
    assert refusal == (400, "Bad Request: message to be replied not found")
    lenient = {"message_id": 99, "allow_sending_without_reply": True}
    assert "reply_to_message" not in await api.do(
        "sendMessage", chat_id=1, text="hi", reply_parameters=lenient
    )
    assert (await api.refused("sendMessage", chat_id=1, text="hi", reply_parameters=[1]))[0] == 400


async def test_options_of_a_message_are_told_back(api, ada: Person) -> None:
    options = {"is_disabled": True}
    sent = await api.do(
        "sendMessage", chat_id=1, text="hi", protect_content=True, link_preview_options=options
    )
    assert (sent["has_protected_content"], sent["link_preview_options"]) == (True, options)
    assert (await api.refused("sendMessage", chat_id=1, text="hi", link_preview_options=[1]))[0] == 400


async def test_an_action_must_be_one_of_telegrams(api, ada: Person) -> None:
    assert await api.do("sendChatAction", chat_id=1, action="typing") is True
    assert (await api.refused("sendChatAction", chat_id=1, action="dancing"))[0] == 400


async def test_a_message_carries_the_clocks_time(api, clock: MovableClock, ada: Person) -> None:
    clock.advance(timedelta(hours=1))
    sent = await api.do("sendMessage", chat_id=1, text="hi")
    assert sent["date"] == int(clock.now().timestamp())
    assert ada.last.date == clock.now()
