"""Brings updates to the bot's webhook over HTTP: each again and again, until it is answered with success."""

import asyncio
import json

import httpx

from bot.playground.formatted import Json
from bot.playground.messenger import Messenger

HEADER = "X-Telegram-Bot-Api-Secret-Token"
RETRY_SECONDS = 0.05  # Telegram's own waits grow to minutes; whoever tries something here sits before it
PATIENCE = 10.0  # seconds for an answer


class Courier:
    """Works while `run` does. One person's updates come one after the other, different people's side by side."""

    def __init__(self, messenger: Messenger) -> None:
        self._messenger = messenger

    async def run(self) -> None:
        """Bring all that waits, whenever a webhook is set, until cancelled."""
        while True:
            while not self._messenger.settings.get("webhook"):
                await self._messenger.bell.wait()
            async with httpx.AsyncClient(trust_env=False, timeout=PATIENCE) as client:
                await self._bring_all(client)

    async def _bring_all(self, client: httpx.AsyncClient) -> None:
        while hook := self._messenger.settings.get("webhook"):
            updates = _first_of_each(self._take(hook["max_connections"]))
            if not updates:
                await self._messenger.bell.wait()
            elif not all(await asyncio.gather(*(self._bring(client, hook, one) for one in updates))):
                await asyncio.sleep(RETRY_SECONDS)

    def _take(self, limit: int) -> list[Json]:
        with self._messenger.database.transaction():
            self._messenger.updates.drop_stale(self._messenger.now())
            return self._messenger.updates.take(limit)

    async def _bring(self, client: httpx.AsyncClient, hook: Json, update: Json) -> bool:
        """Whether it was taken."""
        headers = {"content-type": "application/json"}
        if hook["secret_token"]:
            headers[HEADER] = hook["secret_token"]
        body = json.dumps(update).encode("ascii")  # half a character that somebody sent stays what it was
        try:
            answer = await client.post(hook["url"], content=body, headers=headers)
            fault = "" if answer.is_success else f"Wrong response from the webhook: {answer.status_code}"
        except httpx.HTTPError as error:
            fault = f"Connection failed: {type(error).__name__}"
        with self._messenger.database.transaction():
            if fault:
                self._messenger.settings.put("webhook_error", [int(self._messenger.now()), fault])
            else:
                self._messenger.updates.forget(update["update_id"])
        self._messenger.changed()
        return not fault


def _first_of_each(updates: list[Json]) -> list[Json]:
    """The oldest update of each person."""
    firsts: dict[object, Json] = {}
    for update in updates:
        body = next((part for part in update.values() if isinstance(part, dict)), {})
        firsts.setdefault(body.get("from", {}).get("id"), update)
    return list(firsts.values())
