"""What a run leaves: a line on the screen for each figure, and a file with the machine and the versions."""

from __future__ import annotations

import json
import os
import platform
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from bench import environment
from bench.measures import Row

LIBRARIES = ("aiohttp", "av", "pillow", "psycopg", "python-telegram-bot", "sqlalchemy")
_WIDTH = 62


def line(row: Row) -> str:
    """The row in words, with what is aimed at."""
    parts = [f"  {row.what:<{_WIDTH}}{number(row.value):>12} {row.unit}", *_aims(row)]
    if row.met is not None:
        parts.append("met" if row.met else "MISSED")
    return "  ".join([*parts, f"({row.note})"] if row.note else parts)


def _aims(row: Row) -> list[str]:
    return [
        f"{words} {number(aim)}"
        for words, aim in (("at least", row.at_least), ("at most", row.at_most))
        if aim is not None
    ]


def number(value: float | None) -> str:
    """Three figures are as many as a measurement is good for."""
    if value is None:
        return "-"
    return f"{float(f'{value:.3g}'):,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def report(measured: Mapping[str, Iterable[Row]]) -> dict[str, object]:
    """All that was measured, and with what."""
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": machine(),
        "versions": {
            "python": platform.python_version(),
            "sqlite": sqlite3.sqlite_version,
            **{name: version(name) for name in LIBRARIES},
        },
        "peers": dict(environment.versions()),
        "sections": {name: [_kept(row) for row in rows] for name, rows in measured.items()},
    }


def machine() -> dict[str, object]:
    """What it ran on; `load` is how many processes wanted a core in the minute before the end."""
    return {
        "system": platform.platform(),
        "processor": _processor(),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
    }


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    lines = information.read_text().splitlines() if information.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _kept(row: Row) -> dict[str, object]:
    value = None if row.value is None else float(f"{row.value:.5g}")
    given = {name: what for name, what in asdict(row).items() if what not in (None, "")}
    return given | {"value": value} | ({} if row.met is None else {"met": row.met})


def written(found: Mapping[str, object], file: Path) -> None:
    """Into this file, in place of what it held."""
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
