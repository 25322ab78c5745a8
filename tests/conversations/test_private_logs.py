"""A whole conversation at INFO, with names, lines, faults and outages: nothing that anybody wrote is in the log."""

from __future__ import annotations

import io
import logging
import sys
from collections.abc import Iterator

import pytest
import structlog

from bot import logs
from bot.playground.faults import Fault
from bot.storage import mail
from bot.wire import incoming

NAME = "Zarathustra <b>& {0} %s"
SECRETS = ("Zarathustra", "quixotic", "gallstone", "38.7", "Reykjav")


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """All that is logged, as an operator has it."""
    root, written = logging.getLogger(), io.StringIO()
    handlers, level = root.handlers[:], root.level
    monkeypatch.setattr(sys, "stderr", written)
    logs.set_up("INFO", "json")
    yield written
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


async def test_nothing_that_somebody_writes_or_is_called_is_in_the_log(
    log: io.StringIO, scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    zara = await scene.somebody(NAME)
    await zara.says("/start")
    await zara.says("quixotic before it is time")
    await zara.taps("I understand")
    await zara.says("my gallstone hurts")
    await zara.shares_location(38.72, -9.14)
    await zara.says("Reykjavik")
    await zara.taps("Yes", "Mon-Fri 9-17", "45 min", "Continue", "Continue")
    await zara.says("/settings interval quixotic")
    await zara.says("/quixotic gallstone")
    await zara.says("/feedback quixotic gallstone")
    await scene.until("10:50")
    await zara.taps("Start")
    scene.playground.faults.next(Fault.ERROR_500, "sendMessage")
    scene.playground.faults.next(Fault.FLOOD, "sendMessage")
    scene.playground.faults.next(Fault.DROP_AFTER, "getUpdates")
    await zara.says("gallstone again")
    await scene.playground.until(lambda: scene.playground.unconfirmed() == 0, timeout=20)
    await _fault_in(zara, monkeypatch)
    zara.chat.block()
    await scene.settle()
    await scene.restart()
    zara.chat.unblock()
    await scene.settle()
    lines = log.getvalue()
    assert "parked" in lines  # it was written to
    assert "not sent yet" in lines
    for secret in SECRETS:
        assert secret.lower() not in lines.lower()


async def _fault_in(zara, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of ours, whose message quotes what was written; and one while that is noted."""

    def unreadable(raw: dict, _bot: object) -> None:
        raise ValueError(f"cannot make sense of {raw}")

    with monkeypatch.context() as patched:
        patched.setattr(incoming, "read", unreadable)
        await zara.says("quixotic gallstone")
        park = mail.park

        def fails(conn, update_id: int, error: str) -> None:
            park(conn, update_id, error)
            raise RuntimeError(error)

        patched.setattr(mail, "park", fails)
        await zara.says("quixotic once more")
