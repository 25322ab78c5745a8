"""The shape of a request, for a log: what it consists of, and nothing that a person or an operator wrote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

PLAIN = frozenset({"parse_mode", "type"})
"""Strings that are words of the Bot API."""


def shape(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Names with numbers as they are, and texts and files by their length alone; what is not given is left out."""
    return {name: _of(name, value) for name, value in facts.items() if value is not None}


def _of(name: str, value: object) -> Any:
    if isinstance(value, bool | int | float) or (isinstance(value, str) and name in PLAIN):
        return value
    if isinstance(value, str):
        return f"<{len(value)} characters>"
    if isinstance(value, bytes):
        return f"<{len(value)} bytes>"
    if isinstance(value, Mapping):
        return shape(value)
    if isinstance(value, Sequence):
        return [_of(name, one) for one in value]
    return f"<{type(value).__name__}>"
