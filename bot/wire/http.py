"""HTTP that hands on what Telegram says, and nobody else.

A hotel's log-in page comes with 200, a proxy's refusal with 403 or 404. Taken for Telegram's word they would be a
refusal, a person who blocked the bot, and a token that is not accepted.
"""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from telegram.error import BadRequest, NetworkError
from telegram.request import HTTPXRequest


class Http(HTTPXRequest):
    """The library's, where a page that somebody else put in the place of an answer is a failure of the network."""

    async def do_request(self, *args: Any, **facts: Any) -> tuple[int, bytes]:
        """The HTTP status and the body, where it is Telegram's. Raises NetworkError, and BadRequest for too much."""
        code, body = await super().do_request(*args, **facts)
        if code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:  # whoever says so will say it again
            raise BadRequest("Request Entity Too Large")
        if not _is_telegrams(body):
            raise NetworkError(
                f"the answer ({code}) is not Telegram's: is there a proxy, or a page to log in?"
            )
        return code, body


def _is_telegrams(body: bytes) -> bool:
    """By the Bot API every answer is a JSON object with a field `ok`, and with `result` where it is true."""
    if body.startswith((b'{"ok":true,"result":', b'{"ok":false,')):  # as it writes nearly all of them
        return True
    try:
        answer = json.loads(body)
    except ValueError:
        return False
    return isinstance(answer, dict) and (answer.get("ok") is False or "result" in answer)
