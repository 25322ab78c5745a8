"""Which edition of the time zone database is in use: rules change, also for months to come."""

from __future__ import annotations

import zoneinfo
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path


@cache
def zone_rules() -> str:
    """A fingerprint of all zones' rules as this process reads them: another one where any of them has changed."""
    digest = sha256()
    for name in sorted(zoneinfo.available_timezones()):
        digest.update(name.encode() + b"\0" + _rules_of(name))
    return digest.hexdigest()


def _rules_of(name: str) -> bytes:
    """The file that zoneinfo reads: the system's, or that of the tzdata package (PEP 615)."""
    for folder in zoneinfo.TZPATH:
        path = Path(folder, name)
        if path.is_file():
            return path.read_bytes()
    return files("tzdata").joinpath("zoneinfo", *name.split("/")).read_bytes()
