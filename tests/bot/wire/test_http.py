"""What a proxy or a hotel's network says in Telegram's place is not believed."""

from __future__ import annotations

import asyncio

import pytest

from bot.playground.faults import Fault
from bot.wire.telegram import OutOfReach, Refused, connect


@pytest.mark.parametrize("code", [200, 400, 401, 403, 404, 409])
async def test_a_page_that_somebody_else_put_in_telegrams_place_is_no_word_of_telegrams(
    edge, code: int
) -> None:
    edge.playground.faults.page_code = code
    edge.playground.faults.next(Fault.PAGE)
    with pytest.raises(OutOfReach, match=rf"{code}.*not Telegram's") as caught:
        await edge.telegram.call("sendMessage", chat_id=1, text="hello")
    assert "Log in" not in str(caught.value)


@pytest.mark.parametrize("body", [b'{"error": "blocked"}', b"[]", b'{"ok": true}'])
async def test_json_that_is_not_the_bot_apis_is_no_word_of_telegrams_either(serve, body: bytes) -> None:
    async def blocked(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body))

    telegram = connect("1:token", await serve(blocked))
    with pytest.raises(OutOfReach, match="not Telegram's"):
        await telegram.call("getMe")
    await telegram.hang_up()


async def test_what_is_too_large_for_whoever_it_passes_is_refused_and_not_tried_for_ever(edge) -> None:
    edge.playground.faults.page_code = 413
    edge.playground.faults.next(Fault.PAGE)
    with pytest.raises(Refused) as caught:
        await edge.telegram.call("sendMessage", chat_id=1, text="hello")
    assert caught.value.method == "sendMessage"
