"""Messages to a Telegram 40 ms away, with TLS: ours, PTB with its default transport, and aiogram, so many at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from bench import environment
from bench.distant import served, told_by
from bench.measures import Row, side_by_side
from bench.process import measured

SECONDS = 2.0
AT_ONCE = (16, 64, 128)
OURS, PTB, AIOGRAM = "ours", "PTB", "aiogram"
A_SECOND = 1000
TIMES_PTB = 5
OF_AIOGRAM = 0.9

Figures = dict[str, dict[str, float]]


def rows() -> Iterator[Row]:
    """The rates, then ours to the best of each peer's."""
    environment.python()
    with served() as url:
        found = side_by_side(
            {
                f"{who}, {at_once} at once": partial(_measured, send, url, at_once)
                for who, send in _everyone().items()
                for at_once in AT_ONCE
            }
        )
    yield from _rates(found)
    best = {who: max(_of(found, who, "messages/s")) for who in _everyone()}
    yield Row("ours, at best", best[OURS], "messages/s", at_least=A_SECOND)
    yield Row("ours to PTB, each at its best", best[OURS] / best[PTB], "times", at_least=TIMES_PTB)
    yield Row("ours to aiogram, each at its best", best[OURS] / best[AIOGRAM], "times", at_least=OF_AIOGRAM)
    yield Row("the server's processor, at most", max(_of(found, "", "server busy")) * 100, "%")


def _everyone() -> dict[str, Callable[..., dict[str, float]]]:
    return {
        OURS: partial(measured, "bench.ours.sending"),
        PTB: partial(environment.peer, "ptb_sending"),
        AIOGRAM: partial(environment.peer, "aiogram_sending"),
    }


def _rates(found: Figures) -> Iterator[Row]:
    for name, figures in found.items():
        busy = f"its processor {figures['busy']:.0%} busy, the server's {figures['server busy']:.0%}"
        yield Row(name, figures["messages/s"], "messages/s", note=busy)
        yield Row(f"{name}, processor time of each", figures["us"], "us")


def _of(found: Figures, who: str, figure: str) -> list[float]:
    return [figures[figure] for name, figures in found.items() if name.startswith(who)]


def _measured(send: Callable[..., dict[str, float]], url: str, at_once: int) -> dict[str, float]:
    before = _used(url)
    figures = send(url=url, at_once=at_once, seconds=SECONDS)
    return {**figures, "server busy": (_used(url) - before) / SECONDS}


def _used(url: str) -> float:
    """Seconds of processor time that the server took so far."""
    return float(told_by(f"{url}/used"))
