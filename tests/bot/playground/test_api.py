"""Requests are read whichever way they come; wrong tokens, methods and parameters are errors."""

import asyncio

import httpx
import pytest

from bot.playground.person import Person
from bot.playground.server import Playground


async def test_a_wrong_token_is_unauthorized(api, ada: Person) -> None:
    answer = await api.http.post(f"{api.base}/bot1:wrong/getMe")
    assert (answer.status_code, answer.json()["description"]) == (401, "Unauthorized")
    assert (await api.http.get(f"{api.base}/file/bot1:wrong/photos/file_0.png")).status_code == 401


async def test_an_unknown_method_is_not_found(api) -> None:
    assert await api.refused("sendSticker") == (404, "Not Found")
    assert await api.refused("getme") == (404, "Not Found")


@pytest.mark.parametrize("method", ["getMe", "getUpdates", "sendMessage", "deleteWebhook"])
async def test_an_unknown_parameter_is_named(api, ada: Person, method: str) -> None:
    code, description = await api.refused(method, colour="red")
    assert (code, description) == (400, f"Bad Request: the playground knows no parameter colour of {method}")


async def test_an_upload_nobody_asked_for_is_refused(api, ada: Person) -> None:
    answer = await api.upload("sendMessage", {"extra": b"x"}, chat_id="1", text="hi")
    assert "no parameter extra" in answer["description"]


async def test_parameters_come_as_query_form_or_json(api, ada: Person) -> None:
    url = f"{api.base}/bot{api.token}/sendMessage"
    keyboard = '{"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}'
    await api.http.get(url, params={"chat_id": 1, "text": "query"})
    await api.http.post(url, data={"chat_id": "1", "text": "form", "reply_markup": keyboard})
    await api.http.post(url, json={"chat_id": "1", "text": "json", "reply_markup": keyboard})
    await api.http.post(url, json={"chat_id": 1, "text": "null", "reply_markup": None})
    assert [message.text for message in ada.messages[1:]] == ["query", "form", "json", "null"]
    assert ada.messages[-2].labels == ["Go"]


@pytest.mark.parametrize(
    ("parameters", "description"),
    [
        ({"chat_id": 1, "text": 7}, "text must be a string"),
        ({"chat_id": "one", "text": "a"}, "chat_id must be an integer"),
        ({"chat_id": 10**30, "text": "a"}, "chat_id must be an integer of 64 bits"),
        (
            {"chat_id": 1, "text": "a", "disable_notification": "maybe"},
            "disable_notification must be a boolean",
        ),
        ({"chat_id": 1, "text": "a", "reply_markup": "{"}, "can't parse reply_markup JSON object"),
    ],
)
async def test_values_of_the_wrong_kind_are_refused(api, ada: Person, parameters, description: str) -> None:
    assert await api.refused("sendMessage", **parameters) == (400, f"Bad Request: {description}")


async def test_half_a_character_is_refused(api, ada: Person) -> None:
    url, headers = f"{api.base}/bot{api.token}/sendMessage", {"Content-Type": "application/json"}
    answer = await api.http.post(url, content=rb'{"chat_id": 1, "text": "\ud83d"}', headers=headers)
    assert answer.json()["description"] == "Bad Request: strings must be encoded in UTF-8"


@pytest.mark.parametrize("body", [b"{", b"[1]"])
async def test_a_body_that_is_no_object_is_refused(api, body: bytes) -> None:
    url, headers = f"{api.base}/bot{api.token}/getMe", {"Content-Type": "application/json"}
    answer = await api.http.post(url, content=body, headers=headers)
    assert answer.status_code == 400


async def test_the_journal_tells_what_was_asked_and_answered(
    api, playground: Playground, ada: Person
) -> None:
    playground.journal.clear()
    await api.do("sendMessage", chat_id=1, text="x" * 300)
    await api.refused("sendMessage", chat_id=9, text="hi")
    await api.upload("sendDocument", {"document": ("a.txt", b"12345")}, chat_id="1")
    sent, refused = playground.journal.of("sendMessage")
    assert (sent.code, refused.code, refused.answer) == (200, 400, "Bad Request: chat not found")
    assert len(sent.arguments["text"]) == 201
    assert playground.journal.of("sendDocument")[0].arguments["document"] == "<5 bytes>"


async def test_it_listens_on_this_machine_only(api) -> None:
    assert httpx.URL(api.base).host == "127.0.0.1"


@pytest.mark.parametrize(
    ("method", "parameters"),
    [
        ("setMyCommands", {"commands": [], "scope": {"type": []}}),
        ("setChatMenuButton", {"menu_button": {"type": []}}),
        ("sendMessage", {"chat_id": 1, "text": "a", "reply_parameters": {"message_id": "x"}}),
        ("editMessageMedia", {"chat_id": 1, "message_id": 2, "media": {"type": []}}),
    ],
)
async def test_an_object_with_rubbish_inside_is_refused_and_not_an_error_of_the_server(
    api, ada: Person, method: str, parameters: dict
) -> None:
    await api.do("sendMessage", chat_id=1, text="one")
    code, description = await api.refused(method, **parameters)
    assert (code, "can't parse" in description) == (400, True)


async def test_a_client_that_dies_in_the_middle_of_its_request_is_noted_and_nothing_is_done(
    api, playground: Playground, ada: Person
) -> None:
    host = httpx.URL(api.base)
    _, writer = await asyncio.open_connection(host.host, host.port)
    head = f"POST /bot{api.token}/sendMessage HTTP/1.1\r\nHost: {host.host}:{host.port}\r\n"
    writer.write(f"{head}Content-Type: application/json\r\nContent-Length: 99\r\n\r\n{{".encode())
    await writer.drain()
    await asyncio.sleep(0.05)
    writer.transport.abort()
    for _ in range(100):
        if playground.journal.of("sendMessage"):
            break
        await asyncio.sleep(0.02)
    assert playground.journal.of("sendMessage")[0].answer == "the client has gone"
    assert len(ada.messages) == 1


async def test_an_update_is_handed_over_as_it_stands_and_its_question_can_be_answered(
    api, ada: Person, playground: Playground
) -> None:
    question = playground.ask(ada.id)
    playground.deliver("callback_query", {"id": question, "from": {"first_name": "half \ud83d"}})
    [*_, update] = await api.do("getUpdates")
    assert update["callback_query"] == {"id": question, "from": {"first_name": "half \ud83d"}}
    assert await api.do("answerCallbackQuery", callback_query_id=question)


async def test_who_allows_writing_need_not_have_said_a_word(api, ada: Person, playground: Playground) -> None:
    ben = playground.person(2, "Ben")
    assert await api.refused("sendMessage", chat_id=2, text="hi") == (400, "Bad Request: chat not found")
    ben.allow_writing()
    await api.do("sendMessage", chat_id=2, text="hi")
    assert ben.last.text == "hi"
