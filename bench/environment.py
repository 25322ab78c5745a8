"""The peers' environment: exact versions, made at first use and again when they change."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bench.process import ROOT, measured

REQUIREMENTS = Path(__file__).parent / "peers" / "requirements.txt"
FOLDER = ROOT / ".venv-peers"
_NAMES = (
    "aiogram",
    "aiosqlite",
    "apscheduler",
    "asyncpg",
    "procrastinate",
    "python-telegram-bot",
    "sqlalchemy",
)


def python(folder: Path = FOLDER, requirements: Path = REQUIREMENTS) -> Path:
    """The peers' interpreter. Needs the network where the environment has to be made."""
    stamp, wanted = folder / "made-from", hashlib.sha256(requirements.read_bytes()).hexdigest()
    interpreter = folder / "bin" / "python"
    if not stamp.exists() or stamp.read_text() != wanted:
        _uv("venv", "--quiet", "--clear", "--python", sys.executable, str(folder))
        to = ("--python", str(interpreter), "--requirements", str(requirements))
        _uv("pip", "install", "--quiet", "--require-hashes", *to)
        stamp.write_text(wanted)
    return interpreter


def peer(name: str, **arguments: Any) -> dict[str, float]:
    """`measured` for a module of bench.peers, in the peers' environment."""
    return measured(f"bench.peers.{name}", python=python(), **arguments)


def versions() -> Mapping[str, str]:
    """Of the peers, by name; empty as long as their environment was not made."""
    if not (FOLDER / "made-from").exists():
        return {}
    code = f"import json, importlib.metadata as m; print(json.dumps({{n: m.version(n) for n in {_NAMES}}}))"
    found: dict[str, str] = json.loads(subprocess.check_output([python(), "-c", code]))  # noqa: S603
    return found


def _uv(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "uv", *arguments], check=True)  # noqa: S603
