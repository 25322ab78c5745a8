"""A playground served over real HTTP, a clock that stands still, Ada who has said hello, and a plain client."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from bot.playground.person import Person
from bot.playground.server import Playground
from scheduler.clock import MovableClock

START = datetime(2025, 3, 12, 9, 0, tzinfo=UTC)


class Api:
    """Asks the Bot API as a plain HTTP client would; `base` is the server's address."""

    def __init__(self, base: str, token: str, http: httpx.AsyncClient) -> None:
        self.base, self.token, self.http = base, token, http

    async def ask(self, method: str, /, **parameters: Any) -> dict[str, Any]:
        """Telegram's whole answer."""
        answer = await self.http.post(f"{self.base}/bot{self.token}/{method}", json=parameters)
        body: dict[str, Any] = answer.json()
        assert body["ok"] is (answer.status_code == 200)
        assert body.get("error_code", 200) == answer.status_code
        return body

    async def do(self, method: str, /, **parameters: Any) -> Any:
        """The result of a request that must succeed."""
        body = await self.ask(method, **parameters)
        assert body["ok"], body
        return body["result"]

    async def refused(self, method: str, /, **parameters: Any) -> tuple[int, str]:
        """Code and description of a request that must be refused."""
        body = await self.ask(method, **parameters)
        assert not body["ok"], body
        return body["error_code"], body["description"]

    async def upload(self, method: str, files: dict[str, Any], /, **form: str) -> dict[str, Any]:
        """Telegram's whole answer to a multipart request."""
        url = f"{self.base}/bot{self.token}/{method}"
        body: dict[str, Any] = (await self.http.post(url, data=form, files=files)).json()
        return body


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(START)


@pytest.fixture
async def playground(clock: MovableClock) -> AsyncIterator[Playground]:
    made = Playground(":memory:", clock)
    yield made
    made.close()


@pytest.fixture
async def api(playground: Playground) -> AsyncIterator[Api]:
    async with playground.serving() as base, httpx.AsyncClient(timeout=5, verify=False) as http:
        yield Api(base, playground.token, http)


@pytest.fixture
async def ada(playground: Playground, api: Api) -> Person:
    """Ada has pressed Start, and the bot has taken note of it."""
    person = playground.person(1, "Ada")
    person.type("/start")
    (update,) = await api.do("getUpdates")
    await api.do("getUpdates", offset=update["update_id"] + 1)
    return person
