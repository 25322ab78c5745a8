"""Each tap is answered once, in time, in at most 200 characters."""

from datetime import timedelta

import pytest

from bot.playground.person import Person
from scheduler.clock import MovableClock

TOO_OLD = (400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
GO = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}


@pytest.fixture
async def query(api, ada: Person) -> str:
    await api.do("sendMessage", chat_id=1, text="Ready?", reply_markup=GO)
    query = ada.tap("Go")
    assert query is not None
    return query


async def test_a_tap_reaches_the_bot_with_its_message(api, query: str) -> None:
    (update,) = await api.do("getUpdates")
    asked = update["callback_query"]
    assert (asked["id"], asked["data"], asked["from"]["id"]) == (query, "go", 1)
    assert (asked["message"]["text"], asked["message"]["reply_markup"]) == ("Ready?", GO)


async def test_the_person_sees_the_answer(api, ada: Person, query: str) -> None:
    assert await api.do("answerCallbackQuery", callback_query_id=query, text="Off we go", show_alert=True)
    (toast,) = ada.toasts
    assert (toast.query_id, toast.text, toast.alert) == (query, "Off we go", True)


async def test_a_second_answer_is_refused(api, query: str) -> None:
    await api.do("answerCallbackQuery", callback_query_id=query)
    assert await api.refused("answerCallbackQuery", callback_query_id=query) == TOO_OLD


async def test_a_late_answer_is_refused(api, clock: MovableClock, query: str) -> None:
    clock.advance(timedelta(seconds=151))
    assert await api.refused("answerCallbackQuery", callback_query_id=query) == TOO_OLD


async def test_an_unknown_tap_cannot_be_answered(api) -> None:
    assert await api.refused("answerCallbackQuery", callback_query_id="17") == TOO_OLD


async def test_an_answer_has_at_most_200_characters(api, query: str) -> None:
    refusal = await api.refused("answerCallbackQuery", callback_query_id=query, text="x" * 201)
    assert refusal == (400, "Bad Request: MESSAGE_TOO_LONG")
    await api.do("answerCallbackQuery", callback_query_id=query, text="x" * 200)
