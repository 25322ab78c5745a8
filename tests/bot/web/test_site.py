"""How the bot is, and its figures, for those who watch over it; and the port behind which they are."""

from __future__ import annotations

import ast
import asyncio
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

import bot
from bot.config import ConfigError
from bot.storage.database import Unavailable
from bot.web import server
from scheduler import due


async def _figures(house) -> dict[str, float]:
    """By their names, with the values of their labels behind."""
    text = (await house.http.get("/metrics")).text
    samples = [sample for family in text_string_to_metric_families(text) for sample in family.samples]
    return {" ".join((sample.name, *sample.labels.values())): sample.value for sample in samples}


async def test_beside_polling_it_tells_how_it_is_and_what_it_did(street) -> None:
    async with street(webhook=False) as house:
        healthy = await house.http.get("/healthz")
        assert healthy.status_code == 200
        assert healthy.json() == {
            "database": "ok",
            "receiving": "ok",
            "ticker": "ok",
            "ticker_lag_seconds": 0.0,
        }
        assert (await house.http.post("/hook")).status_code == 404
        house.playground.person(1, "Ada").type("/start")
        late = house.clock.now() - timedelta(seconds=3)
        await house.app.storage.write(partial(due.put, kind="step", person=99, at=late))
        house.app.ticker.wake()
        await house.settle()
        figures = await _figures(house)
        lateness = [
            figures[f"unsit_due_lateness_seconds_bucket step {bound}"] for bound in ("2.5", "5.0", "+Inf")
        ]
        assert lateness == [0, 1, 1]
        assert figures["unsit_due_lateness_seconds_sum step"] == 3
        assert figures["unsit_updates_received_total message"] == 1
        assert figures["unsit_sends_total sent"] == 1
        assert figures["unsit_updates_parked_total"] == 0
        assert figures["unsit_inbox_waiting"] == figures["unsit_outbox_waiting"] == 0
        assert figures["unsit_due_waiting reminder"] == figures["unsit_due_lag_seconds step"] == 0
        assert figures["unsit_database_up"] == 1
        assert figures["unsit_telegram_heard_timestamp_seconds"] == house.clock.now().timestamp()
        assert figures["process_resident_memory_bytes"] > 10**6
        assert not any(name.startswith("unsit_webhook") for name in figures)


async def test_what_is_wrong_is_named_and_is_no_success(street, monkeypatch: pytest.MonkeyPatch) -> None:
    async with street(webhook=True) as house:
        assert (await house.http.get("/healthz")).status_code == 200
        assert (await _figures(house))["unsit_webhook_waiting"] == 0

        async def away(*_: object, **__: object) -> object:
            raise Unavailable("the disk is gone")

        monkeypatch.setattr(type(house.app.storage), "read", away)
        house.app.receiver.heard_at -= timedelta(minutes=10)
        house.app.ticker.looked_at -= 3600
        monkeypatch.setattr(house.app.ticker, "_look", lambda: asyncio.sleep(60))
        ill = await house.http.get("/healthz")
        assert ill.status_code == 503
        assert ill.json() == {
            "database": "does not answer",
            "receiving": "telegram was not heard lately",
            "ticker": "does not look",
            "ticker_lag_seconds": 0.0,
        }
        assert "disk" not in ill.text
        figures = await _figures(house)
        assert figures["unsit_database_up"] == 0
        assert "unsit_inbox_waiting" not in figures


async def test_a_webhook_of_ours_is_given_up_where_polling_is_chosen_again(street) -> None:
    async with street(webhook=True) as house:
        pass
    async with street(webhook=False) as house:
        house.playground.person(1, "Ada").type("/start")
        await house.settle()
        assert len(house.playground.journal.of("deleteWebhook")) == 1
    async with street(webhook=False) as house:
        assert len(house.playground.journal.of("deleteWebhook")) == 1


async def test_a_port_that_is_taken_is_a_wrong_setting() -> None:
    with server.taken(0) as listener:
        listener.listen()
        port = listener.getsockname()[1]
        with pytest.raises(ConfigError, match=rf"^PORT: {port} cannot be used \(.*\)\. Example: PORT=8080$"):
            server.taken(port)


SERVES = {"prometheus_client", "starlette", "uvicorn"}


def _imported_at_once(path: Path) -> set[str]:
    """What is imported where this file is, but for what a function or a check of types imports."""
    body = ast.parse(path.read_text("utf-8")).body
    names = {alias.name for node in body if isinstance(node, ast.Import) for alias in node.names}
    return names | {node.module or "" for node in body if isinstance(node, ast.ImportFrom)}


def test_without_a_port_nothing_of_it_is_even_imported() -> None:
    house = Path(bot.__file__).parent
    others = [
        path for path in house.rglob("*.py") if path.relative_to(house).parts[0] not in ("web", "playground")
    ]
    assert len(others) > 100
    for path in others:
        found = _imported_at_once(path)
        assert not {name.partition(".")[0] for name in found} & SERVES, path
        assert not any(name.startswith("bot.web") for name in found), path
