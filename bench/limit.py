"""Reminders at the limit of thirty a second, which the server enforces in any second that it can look at."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from bench import api, filled
from bench.api import TOKEN, Api
from bench.environment import peer
from bench.measures import Row, side_by_side
from bench.running import bot, started

LIMIT = 30
SECONDS = 6
"""Counted after the first burst, which the limit lets through."""
CHATS = LIMIT * (SECONDS + 3)
OF_THE_LIMIT = 0.98
LATENCIES = {"at once": 0.0, "after 40 ms": 0.04}
OURS, PTB = "ours", "PTB AIORateLimiter"


def rows() -> Iterator[Row]:
    """The bot with reminders that wait to go out, beside PTB with as many; an answer at once, and one from afar."""
    with tempfile.TemporaryDirectory(prefix="unsit-bench-") as folder:
        for answered, latency in LATENCIES.items():
            sent: dict[str, Callable[[Api], None]] = {OURS: partial(_ours, Path(folder)), PTB: _ptb}
            found = side_by_side({name: partial(_measured, latency, send) for name, send in sent.items()})
            for name, figures in found.items():
                aims = (OF_THE_LIMIT, 0.0) if name == OURS else (None, None)
                what = f"{name}, answered {answered}"
                yield Row(f"{what}: of the limit", figures["rate"], "times", at_least=aims[0])
                yield Row(f"{what}: answers with 429", figures["refused"], "in all", at_most=aims[1])


def _measured(latency: float, send: Callable[[Api], None]) -> dict[str, float]:
    with api.served(limit=LIMIT, latency=latency) as server:
        send(server)
        return {"rate": _rate(server.sent) / LIMIT, "refused": float(server.refused)}


def _rate(sent: Sequence[float]) -> float:
    """Messages a second, counted in whole limits: a sender may send them in bursts, or evenly."""
    bursts = min(SECONDS, (len(sent) - 1) // LIMIT - 1)
    return LIMIT * bursts / (sent[LIMIT * (1 + bursts)] - sent[LIMIT])


def _ours(folder: Path, server: Api) -> None:
    file = folder / f"{len(list(folder.glob('*.db')))}.db"
    filled.reminders(file, CHATS)
    with started(*bot(server, filled.url_of(file))) as program:
        program.until(lambda: _is_over(server))


def _ptb(server: Api) -> None:
    peer("ptb_limit", url=server.url, token=TOKEN, chats=CHATS, rate=LIMIT, seconds=SECONDS + 2.5)


def _is_over(server: Api) -> bool:
    return len(server.sent) > LIMIT * (1 + SECONDS)
