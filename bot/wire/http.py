"""HTTP that hands on what Telegram says, and nobody else.

A hotel's log-in page comes with 200, a proxy's refusal with 403 or 404. Taken for Telegram's word they would be a
refusal, a person who blocked the bot, and a token that is not accepted.
"""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from telegram.error import BadRequest, NetworkError
from telegram.request import BaseRequest, RequestData

from bot.wire.client import Client, Timeouts
from bot.wire.form import form

_UNNAMED = BaseRequest.DEFAULT_NONE


class Http(BaseRequest):
    """The library's requests, where a page somebody else put in the place of an answer is a failure of the network.

    At most `connections` requests are under way. It is ready at once, and again when initialized after a shutdown.
    """

    def __init__(self, connections: int, timeouts: Timeouts, *, proxy: str | None = None) -> None:
        self._connections = connections
        self._timeouts = timeouts
        self._proxy = proxy
        self._client: Client | None = None
        self._is_shut = False

    @property
    def read_timeout(self) -> float | None:
        """In seconds, where a request names none."""
        return self._timeouts.read

    async def initialize(self) -> None:
        """Be ready. Nothing is connected yet."""
        self._is_shut = False

    async def shutdown(self) -> None:
        """Close all connections; what is under way fails."""
        self._is_shut = True
        client, self._client = self._client, None
        if client:
            await client.close()

    async def do_request(  # noqa: PLR0917 - the library's signature
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = _UNNAMED,
        write_timeout: Any = _UNNAMED,
        connect_timeout: Any = _UNNAMED,
        pool_timeout: Any = _UNNAMED,
    ) -> tuple[int, bytes]:
        """The HTTP status and the body, where it is Telegram's.

        Raises TimedOut, NetworkError, and BadRequest for too much. No call is made twice: where the connection is lost
        nobody knows whether it was carried out.
        """
        named = {
            "pool": pool_timeout,
            "connect": connect_timeout,
            "write": write_timeout,
            "upload": write_timeout,
            "read": read_timeout,
        }
        timeouts = self._timeouts.but({step: time for step, time in named.items() if time is not _UNNAMED})
        body = await form(request_data) if request_data else None
        code, answer = await self._opened().exchange(method, url, body, timeouts)
        _believe(method, code, answer)
        return code, answer

    def _opened(self) -> Client:
        if self._is_shut:
            raise RuntimeError("it was shut down, and not initialized since")
        if not self._client:
            self._client = Client(self._connections, {"User-Agent": self.USER_AGENT}, self._proxy)
        return self._client


def _believe(method: str, code: int, body: bytes) -> None:
    if code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:  # whoever says so will say it again
        raise BadRequest("Request Entity Too Large")
    is_file = method == "GET" and code == HTTPStatus.OK
    if not is_file and not _is_telegrams(body):
        raise NetworkError(f"the answer ({code}) is not Telegram's: is there a proxy, or a page to log in?")


def _is_telegrams(body: bytes) -> bool:
    """By the Bot API every answer is a JSON object with a field `ok`, and with `result` where it is true."""
    if body.startswith((b'{"ok":true,"result":', b'{"ok":false,')):  # as it writes nearly all of them
        return True
    try:
        answer = json.loads(body)
    except ValueError:
        return False
    return isinstance(answer, dict) and (answer.get("ok") is False or "result" in answer)
