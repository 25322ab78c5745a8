"""What is kept of a person as the content of files. Pure."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from bot.features.privacy.history import Entry
from bot.storage.everything import Kept

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_json(kept: Kept, about: Mapping[str, Any], asked_at: str) -> bytes:
    """One key a table, and `about` with what they mean. Moments are ISO 8601 in UTC."""
    whole: dict[str, Any] = {"about": {"made_for": asked_at, **about}, **kept}
    return json.dumps(whole, ensure_ascii=False, indent=2, default=_plain).encode()


def as_csv(entries: Iterable[Entry]) -> bytes:
    """A row for each entry. UTF-8 with a byte order mark: without it Excel takes the file for another encoding."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(Entry.COLUMNS)
    writer.writerows([_harmless(cell) for cell in entry.cells()] for entry in entries)
    return file.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    """No cell is taken for a formula, whatever is in it (OWASP, "CSV injection")."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _plain(value: object) -> object:
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(f"an export has no form for {type(value).__name__}")
