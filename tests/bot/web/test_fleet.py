"""Of a fleet behind a webhook every process takes deliveries in, and one looks after the webhook."""

from __future__ import annotations

import json

from bot.fleet.duty import POLLING
from bot.wire.webhook import Hook
from tests.bot.web.conftest import SECRET
from tests.postgresql import PostgreSQL


async def test_each_process_takes_in_and_is_well_and_one_sets_the_webhook(
    street, postgresql: PostgreSQL
) -> None:
    url = postgresql.emptied()
    async with street(webhook=True, database=url) as first:
        hook = Hook(f"{first.http.base_url}/hook", SECRET)
        async with street(webhook=True, database=url, hook=hook) as second:
            assert (first.app.presence.has(POLLING), second.app.presence.has(POLLING)) == (True, False)
            for house in (first, second):
                assert (await house.http.get("/healthz")).status_code == 200
            ada = first.playground.person(1, "Ada")
            body = {"message_id": 1, "date": 1, "text": "/help"}
            who = {
                "from": {"id": 1, "is_bot": False, "first_name": "Ada"},
                "chat": {"id": 1, "type": "private"},
            }
            ada.type("/start")
            await first.settle()
            number = 500_000_000
            assert (
                await second.deliver(json.dumps({"update_id": number, "message": body | who}).encode()) == 200
            )
            await second.settle()
            assert second.app.inbox.received == {"message": 1}
            await first.playground.until(lambda: len(ada.messages) >= 3)
        assert len(first.playground.journal.of("setWebhook")) == 1
