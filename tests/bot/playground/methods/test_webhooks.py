"""A webhook gets what getUpdates would: over HTTP, with its secret, and again until it is taken."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.playground.connections import Connections
from bot.playground.person import Person
from bot.playground.server import Playground


class Hook:
    """Answers with these codes, then with 200."""

    def __init__(self, *codes: int) -> None:
        self._codes = list(codes)
        self.got: list[tuple[str, dict[str, Any]]] = []

    async def _take(self, request: Request) -> Response:
        self.got.append((request.headers.get("x-telegram-bot-api-secret-token", ""), await request.json()))
        return Response(status_code=self._codes.pop(0) if self._codes else 200)

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[str]:
        app = Starlette(routes=[Route("/hook", self._take, methods=["POST"])])
        async with Connections().serving(app, 0, lambda: None) as address:
            yield f"{address}/hook"


async def test_each_update_is_brought_with_the_secret_and_again_until_it_is_taken(
    api, playground: Playground, ada: Person
) -> None:
    hook = Hook(503)
    async with hook.listening() as url:
        await api.do("setWebhook", url=url, secret_token="abc", allowed_updates=["message"])
        ada.type("one")
        ada.type("two")
        await playground.until(lambda: playground.unconfirmed() == 0)
    assert [(secret, update["message"]["text"]) for secret, update in hook.got] == [
        ("abc", "one"),
        ("abc", "one"),
        ("abc", "two"),
    ]
    info = await api.do("getWebhookInfo")
    assert (info["url"], info["pending_update_count"]) == (url, 0)
    assert "503" in info["last_error_message"]


async def test_different_people_are_brought_side_by_side(api, playground: Playground, ada: Person) -> None:
    both = asyncio.Barrier(2)

    async def take(_request: Request) -> Response:
        await both.wait()
        return Response()

    app = Starlette(routes=[Route("/", take, methods=["POST"])])
    async with Connections().serving(app, 0, lambda: None) as address:
        await api.do("setWebhook", url=f"{address}/")
        ada.type("one")
        playground.person(2, "Bo").type("/start")
        await playground.until(lambda: playground.unconfirmed() == 0)


async def test_who_polls_beside_a_webhook_is_told_so_until_it_is_deleted(api, ada: Person) -> None:
    await api.do("setWebhook", url="http://127.0.0.1:9/nobody")
    code, why = await api.refused("getUpdates")
    assert code == 409
    assert "while webhook is active" in why
    await api.do("deleteWebhook")
    assert await api.do("getUpdates") == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"url": "ftp://x.org/hook"},
        {"url": "https://x.org", "secret_token": "with space"},
        {"url": "https://x.org", "max_connections": 101},
    ],
)
async def test_what_telegram_would_not_take_is_refused(api, wrong: dict[str, Any]) -> None:
    assert (await api.refused("setWebhook", **wrong))[0] == 400
