"""Messages to a Telegram 40 ms away, with TLS: ours, PTB with its default transport, and aiogram, so many at once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from ssl import create_default_context
from urllib.request import urlopen

from bench import environment
from bench.measures import Row, side_by_side
from bench.process import ROOT, measured

LATE = 0.04
SECONDS = 2.0
AT_ONCE = (16, 64, 128)
OURS, PTB, AIOGRAM = "ours", "PTB", "aiogram"
A_SECOND = 1000
TIMES_PTB = 5
OF_AIOGRAM = 0.9
_OPENSSL = (
    "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost"
)

Figures = dict[str, dict[str, float]]


def rows() -> Iterator[Row]:
    """The rates, then ours to the best of each peer's."""
    environment.python()
    with _served() as url:
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
    with urlopen(f"{url}/used", context=create_default_context()) as answer:  # noqa: S310 - our own server
        used: float = json.load(answer)
        return used


@contextmanager
def _served() -> Iterator[str]:
    """The server's URL; its certificate is trusted by whoever is started meanwhile."""
    with tempfile.TemporaryDirectory(prefix="unsit-bench-") as folder:
        certificate = _certificate(Path(folder))
        command = [sys.executable, "-m", "bench.far", str(certificate), str(LATE)]
        before = os.environ.get("SSL_CERT_FILE")
        os.environ["SSL_CERT_FILE"] = str(certificate)
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603
            try:
                assert server.stdout
                yield f"https://127.0.0.1:{int(server.stdout.readline())}"
            finally:
                server.terminate()
                os.environ.pop("SSL_CERT_FILE")
                if before is not None:
                    os.environ["SSL_CERT_FILE"] = before


def _certificate(folder: Path) -> Path:
    key, file = folder / "key.pem", folder / "localhost.pem"
    name = ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(file)]
    subprocess.run([*_OPENSSL.split(), *name], check=True, capture_output=True)  # noqa: S603
    file.write_text(key.read_text() + file.read_text())
    return file
