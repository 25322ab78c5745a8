"""The page's own API: events out, deeds in, strangers kept out."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import httpx
import pytest

from bot.playground import site
from bot.playground.person import Person
from bot.playground.samples import CLIP, picture
from bot.playground.screen import Screen
from bot.playground.server import Playground
from scheduler.clock import MovableClock

GO = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}


@asynccontextmanager
async def events(api, person: int = 1) -> AsyncIterator[Any]:
    """A function that waits for the next event: its kind and what it carries."""
    url = f"{api.base}/playground/people/{person}/events"
    async with api.http.stream("GET", url) as answer:
        lines = answer.aiter_lines()

        async def following() -> tuple[str, dict[str, Any]]:
            kind = ""
            async with asyncio.timeout(3):
                async for line in lines:
                    if line.startswith("event: "):
                        kind = line.removeprefix("event: ")
                    elif line.startswith("data: "):
                        return kind, json.loads(line.removeprefix("data: "))
            raise AssertionError("the stream has ended")

        yield following


async def do(api, deed: str, **body: Any) -> httpx.Response:
    return await api.http.post(f"{api.base}/playground/people/1/{deed}", json=body)


async def test_the_page_and_its_parts_are_served_without_outside_resources(api) -> None:
    page = await api.http.get(api.base)
    assert "<!doctype html>" in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    for name in ("style.css", "app.js", "chat.js"):
        part = await api.http.get(f"{api.base}/{name}")
        assert part.status_code == 200
        assert "//fonts" not in part.text
    assert (await api.http.get(f"{api.base}/server.py")).status_code == 404


async def test_the_stream_begins_with_everything_and_goes_on_with_changes(api, ada: Person) -> None:
    await api.do("sendMessage", chat_id=1, text="<b>one</b>", parse_mode="HTML", reply_markup=GO)
    async with events(api) as following:
        kind, state = await following()
        assert (kind, [message["text"] for message in state["messages"]]) == ("state", ["/start", "one"])
        assert state["messages"][1]["buttons"] == GO["inline_keyboard"]
        await api.do("editMessageText", chat_id=1, message_id=2, text="two")
        kind, changes = await following()
        assert (kind, [message["text"] for message in changes["messages"]]) == ("changes", ["two"])
        await api.do("deleteMessage", chat_id=1, message_id=2)
        assert (await following())[1]["deleted"] == [2]


async def test_answers_actions_and_clock_moves_are_streamed(api, clock: MovableClock, ada: Person) -> None:
    await api.do("sendMessage", chat_id=1, text="one", reply_markup=GO)
    async with events(api) as following:
        await following()
        query = (await do(api, "tap", message=2, data="go")).json()["result"]
        await following()
        await api.do("answerCallbackQuery", callback_query_id=query, text="Yes")
        assert (await following())[1]["toasts"] == [
            {"query": query, "text": "Yes", "alert": False, "url": None}
        ]
        await api.do("sendChatAction", chat_id=1, action="typing")
        assert (await following())[1]["typing"] == "typing"
        clock.advance(timedelta(hours=1))
        assert (await following())[1]["now"] == clock.now().timestamp()


async def test_a_new_person_gets_a_name_and_an_empty_chat(api, playground: Playground) -> None:
    async with events(api, person=2) as following:
        _, state = await following()
    assert (state["person"]["first_name"], state["known"], state["messages"]) == ("Ben", False, [])


@pytest.mark.parametrize("number", [0, 2**52 + 1, 10**30])
async def test_nobody_has_a_number_that_telegram_does_not_give(api, number: int) -> None:
    assert (await api.http.get(f"{api.base}/playground/people/{number}/events")).status_code == 404


async def test_pictures_are_streamed_with_their_size(api, ada: Person) -> None:
    await api.upload("sendPhoto", {"photo": picture(40, 30)}, chat_id="1")
    async with events(api) as following:
        _, state = await following()
    file = state["messages"][-1]["file"]
    assert (file["kind"], file["width"], file["height"]) == ("photo", 40, 30)
    assert (await api.http.get(f"{api.base}{file['url']}")).headers["content-type"] == "image/png"


async def test_a_quiet_stream_shows_that_it_lives(api, ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site, "ALIVE_SECONDS", 0.01)
    async with api.http.stream("GET", f"{api.base}/playground/people/1/events") as answer, asyncio.timeout(2):
        async for line in answer.aiter_lines():
            if line == ": alive":
                return
    raise AssertionError("the stream has ended")


async def test_the_menu_a_person_sees_is_the_narrowest(api, ada: Person) -> None:
    for name, scope in (("all", None), ("own", {"type": "chat", "chat_id": 1})):
        commands = [{"command": name, "description": "x"}]
        await api.do("setMyCommands", commands=commands, scope=scope)
    async with events(api) as following:
        _, state = await following()
    assert [command["command"] for command in state["commands"]] == ["own"]


async def test_deeds_become_updates(api, ada: Person) -> None:
    await do(api, "type", text="hello")
    await do(api, "location", latitude=1, longitude=2)
    await do(api, "sticker", emoji="🔥")
    await do(api, "edit", message=2, text="hello!")
    await api.http.post(f"{api.base}/playground/people/1/photo", content=picture(4, 4))
    await do(api, "block")
    await do(api, "unblock")
    kinds = [next(key for key in update if key != "update_id") for update in await api.do("getUpdates")]
    assert kinds == ["message"] * 3 + ["edited_message", "message", "my_chat_member", "my_chat_member"]


async def test_what_cannot_be_done_is_told(api, ada: Person) -> None:
    for deed, body in (
        ("type", {"text": ""}),
        ("tap", {"message": 9, "data": "x"}),
        ("type", {}),
        ("unblock", {}),
    ):
        answer = await do(api, deed, **body)
        assert answer.status_code == 400
        assert answer.json()["error"]
    assert (await do(api, "dance")).status_code == 404
    bad = await api.http.post(f"{api.base}/playground/people/1/photo", content=b"no picture")
    assert bad.json() == {"error": "Bad Request: IMAGE_PROCESS_FAILED"}


async def test_what_was_read_never_goes_back(api, ada: Person) -> None:
    await do(api, "read", message=1)
    await do(api, "read", message=0)
    async with events(api) as following:
        assert (await following())[1]["read"] == 1


async def test_files_are_shown_and_documents_downloaded(api, ada: Person) -> None:
    document = await api.upload("sendDocument", {"document": ("März.csv", b"a,b")}, chat_id="1")
    file_id = document["result"]["document"]["file_id"]
    answer = await api.http.get(f"{api.base}/playground/files/{file_id}")
    assert answer.content == b"a,b"
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''M%C3%A4rz.csv"
    assert (await api.http.get(f"{api.base}/playground/files/nothing")).status_code == 404


@pytest.mark.parametrize(
    ("asked", "status", "told", "part"),
    [
        ("bytes=0-", 206, f"bytes 0-{len(CLIP) - 1}/{len(CLIP)}", CLIP),
        ("bytes=4-7", 206, f"bytes 4-7/{len(CLIP)}", b"ftyp"),
        ("bytes=4-99999", 206, f"bytes 4-{len(CLIP) - 1}/{len(CLIP)}", CLIP[4:]),
        ("bytes=-8", 206, f"bytes {len(CLIP) - 8}-{len(CLIP) - 1}/{len(CLIP)}", CLIP[-8:]),
        ("bytes=99999-", 416, f"bytes */{len(CLIP)}", b""),
        ("bytes=7-4", 416, f"bytes */{len(CLIP)}", b""),
        ("bytes=-0", 416, f"bytes */{len(CLIP)}", b""),
        ("bytes=0-1,4-7", 200, None, CLIP),
        ("lines=1-2", 200, None, CLIP),
    ],
)
async def test_a_player_gets_the_range_of_a_clip_that_it_asks_for(
    api, ada: Person, asked: str, status: int, told: str | None, part: bytes
) -> None:
    sent = await api.upload("sendAnimation", {"animation": ("a.mp4", CLIP)}, chat_id="1")
    file_id = sent["result"]["animation"]["file_id"]
    path = (await api.do("getFile", file_id=file_id))["file_path"]
    for url in (f"/playground/files/{file_id}", f"/file/bot{api.token}/{path}"):
        answer = await api.http.get(f"{api.base}{url}", headers={"Range": asked})
        assert (answer.status_code, answer.content) == (status, part)
        assert answer.headers.get("content-range") == told
        assert answer.headers["accept-ranges"] == "bytes"
        if part:
            assert answer.headers["content-type"] == "video/mp4"


async def test_the_clock_is_moved_by_whoever_owns_it(clock: MovableClock) -> None:
    moves: list[timedelta | str] = []

    async def move(where: timedelta | str) -> None:
        moves.append(where)
        clock.advance(timedelta(minutes=1))

    playground = Playground(":memory:", clock, move_clock=move)
    async with playground.serving() as base, httpx.AsyncClient() as http:
        for body in ({"advance_seconds": 60}, {"next_working_morning": True}, {"real": True}):
            answer = await http.post(f"{base}/playground/clock", json=body)
            assert answer.json() == {"now": clock.now().timestamp()}
        for body in ({}, [], {"advance_seconds": "x"}, {"advance_seconds": -1}, {"advance_seconds": 1e300}):
            assert (await http.post(f"{base}/playground/clock", json=body)).status_code == 400
    playground.close()
    assert moves == [timedelta(seconds=60), "next_working_morning", "real"]


async def test_a_clock_nobody_moves_says_so(api) -> None:
    assert (await api.http.post(f"{api.base}/playground/clock", json={"real": True})).status_code == 409


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:80", "192.168.1.5:8081", ""])
async def test_a_foreign_host_is_turned_away(api, host: str) -> None:
    answer = await api.http.get(api.base, headers={"Host": host})
    assert answer.status_code in {400, 403}


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
async def test_another_sites_page_cannot_drive_the_chat(api, ada: Person, headers: dict[str, str]) -> None:
    url = f"{api.base}/playground/people/1/type"
    assert (await api.http.post(url, json={"text": "hi"}, headers=headers)).status_code == 403
    assert len(ada.messages) == 1


async def test_another_sites_picture_cannot_call_the_bot_api(api, ada: Person) -> None:
    url = f"{api.base}/bot{api.token}/sendMessage?chat_id=1&text=spam"
    assert (await api.http.get(url, headers={"Sec-Fetch-Site": "cross-site"})).status_code == 403
    assert len(ada.messages) == 1


async def test_a_link_on_another_site_may_lead_to_the_page(api) -> None:
    assert (await api.http.get(api.base, headers={"Sec-Fetch-Site": "cross-site"})).status_code == 200


async def test_the_own_page_may(api, ada: Person) -> None:
    url = f"{api.base}/playground/people/1/type"
    assert (await api.http.post(url, json={"text": "hi"}, headers={"Origin": api.base})).status_code == 200


async def test_closing_ends_streams_and_polls_at_once(playground: Playground, clock: MovableClock) -> None:
    async with httpx.AsyncClient() as http:
        async with playground.serving() as base:
            stream = asyncio.create_task(http.get(f"{base}/playground/people/1/events"))
            poll = asyncio.create_task(http.get(f"{base}/bot{playground.token}/getUpdates?timeout=30"))
            await asyncio.sleep(0.05)
        async with asyncio.timeout(1):
            assert (await poll).json()["result"] == []
            assert "event: state" in (await stream).text


async def test_nothing_that_changes_while_the_page_is_being_told_is_missed(
    playground: Playground, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = site.Site(ada._messenger, Screen(ada._messenger), None)
    stream = told._stream(ada)
    assert (await anext(stream)).startswith("event: state")
    ada.type("said while the first event is on its way")
    async with asyncio.timeout(1):
        assert "said while" in await anext(stream)
    await stream.aclose()
