"""Formatted text as Telegram keeps it: plain text beside entities counted in UTF-16 code units."""

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class Formatted:
    """Plain text and the entities laid over it, in Telegram's JSON."""

    text: str
    entities: tuple[Json, ...] = ()


def utf16_length(text: str) -> int:
    """The length of `text` in UTF-16 code units, Telegram's unit of offsets and limits."""
    return len(text.encode("utf-16-le")) // 2


def utf16_slice(text: str, offset: int, length: int) -> str:
    """The part of `text` that an entity covers."""
    return text.encode("utf-16-le")[offset * 2 : (offset + length) * 2].decode("utf-16-le")


def parts(text: str, units: int) -> list[str]:
    """`text` cut into pieces of at most `units` UTF-16 units, never inside a character."""
    pieces, room = [""], units
    for character in text:
        size = utf16_length(character)
        if size > room:
            pieces.append("")
            room = units
        pieces[-1] += character
        room -= size
    return pieces


def trimmed(formatted: Formatted) -> Formatted:
    """The text without the white space around it, as Telegram stores it; entities are cut to fit."""
    left = utf16_length(formatted.text) - utf16_length(formatted.text.lstrip())
    text = formatted.text.strip()
    cut = (_cut(entity, left, utf16_length(text)) for entity in formatted.entities)
    return Formatted(text, in_order(entity for entity in cut if entity["length"] > 0))


def _cut(entity: Json, left: int, size: int) -> Json:
    start = max(entity["offset"] - left, 0)
    end = min(entity["offset"] + entity["length"] - left, size)
    return {**entity, "offset": start, "length": end - start}


def in_order(entities: Any) -> tuple[Json, ...]:
    """Entities by where they begin, the outer one first."""
    return tuple(sorted(entities, key=lambda entity: (entity["offset"], -entity["length"])))
