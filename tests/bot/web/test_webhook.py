"""Updates that Telegram brings are let in by their secret, and acknowledged once they are kept."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

import pytest
from structlog.testing import capture_logs

from bot.storage.database import Unavailable

UPDATE = json.dumps({"update_id": 7, "message": {"chat": {"id": 1, "type": "private"}}}).encode()


async def _in_parts(part: bytes, size: int, pause: float = 0) -> AsyncIterator[bytes]:
    """A body of two parts that does not say how long it is."""
    for half in (size // 2, size - size // 2):
        yield part * half
        await asyncio.sleep(pause)


async def test_a_person_is_answered_through_the_webhook(street) -> None:
    async with street(webhook=True) as house:
        ada = house.playground.person(1, "Ada")
        ada.type("/start")
        await house.settle()
        ada.tap("I understand")
        await house.settle()
        assert "time zone" in ada.last.text
        (hook,) = house.playground.journal.of("setWebhook")
        assert "my_chat_member" in hook.arguments["allowed_updates"]
        assert house.playground.journal.of("getUpdates") == []
        assert house.app.inbox.received == {"message": 1, "callback_query": 1}


async def test_who_has_the_secret_is_let_in_and_only_what_can_be_kept_is_to_come_again(
    street, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with street(webhook=True) as house:
        for secret in (None, "", "let-me-out", "let-me-in2", "l\xe4t"):
            assert await house.deliver(UPDATE, secret) == 403
        assert house.app.inbox.received == {}
        with capture_logs() as logs:
            assert await house.deliver(b'{"update_id": "my knee hurts"}') == 200
            assert await house.deliver(b"my knee hurts") == 200
            assert await house.deliver(b"[" * 100_000) == 200
            assert await house.deliver(b'{"update_id": 99999999999999999999}') == 200
        assert len(logs) == 4
        assert "knee" not in str(logs)
        assert await house.deliver(b" " * (2**20 + 1)) == 413
        assert await house.deliver(_in_parts(b" ", 2**20 + 1)) == 413
        monkeypatch.setattr("bot.web.deliveries.PATIENCE", 0.05)
        assert await house.deliver(_in_parts(b" ", 2, pause=0.5)) == 408
        assert await house.deliver(UPDATE) == 200
        assert await house.deliver(UPDATE) == 200
        assert house.app.inbox.received == {"message": 1}
        assert (await house.http.get("/hook")).status_code == 405


async def test_what_cannot_be_kept_now_comes_again_until_it_is(
    street, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with street(webhook=True) as house:
        write, refused = house.app.storage.write, []

        async def full(work, **facts):
            if len(refused) < 2:
                refused.append(work)
                raise Unavailable("the disk is full")
            return await write(work, **facts)

        monkeypatch.setattr(type(house.app.storage), "write", staticmethod(full))
        assert await house.deliver(UPDATE) == 503
        ada = house.playground.person(1, "Ada")
        ada.type("/start")
        await house.settle()
        assert len(refused) == 2
        assert house.app.inbox.received == {"message": 2}
