"""A Telegram that is far away, served for a while by a process of its own, and trusted meanwhile."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from ssl import create_default_context
from typing import Any
from urllib.request import urlopen

from bench.process import ROOT

LATE = 0.04
"""Seconds until it answers."""
_OPENSSL = (
    "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost"
)


@contextmanager
def served(module: str = "bench.far", late: float = LATE) -> Iterator[str]:
    """The server's URL; it answers after `late` seconds, and whoever is started meanwhile trusts its certificate."""
    with tempfile.TemporaryDirectory(prefix="unsit-bench-") as folder:
        certificate = _certificate(Path(folder))
        command = [sys.executable, "-m", module, str(certificate), str(late)]
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


def told_by(url: str) -> Any:
    """What the server says of itself at this address."""
    with urlopen(url, context=create_default_context()) as answer:  # noqa: S310 - our own server
        return json.load(answer)


def _certificate(folder: Path) -> Path:
    key, file = folder / "key.pem", folder / "localhost.pem"
    name = ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(file)]
    subprocess.run([*_OPENSSL.split(), *name], check=True, capture_output=True)  # noqa: S603
    file.write_text(key.read_text() + file.read_text())
    return file
