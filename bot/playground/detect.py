"""What Telegram marks in plain text by itself: commands and web addresses."""

import re

from bot.playground.formatted import Formatted, Json, in_order, utf16_length

COMMAND = re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,32}(?:@[A-Za-z0-9_]{3,32})?(?![\w/@])")
ADDRESS = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)]")
OPAQUE = {"code", "pre", "text_link", "date_time"}


def with_detected(formatted: Formatted) -> Formatted:
    """`formatted` with bot_command and url entities added where no link or code stands already."""
    taken = [_range(entity) for entity in formatted.entities if entity["type"] in OPAQUE]
    found = [*_found("url", ADDRESS, formatted.text), *_found("bot_command", COMMAND, formatted.text)]
    added: list[Json] = []
    for entity in found:
        if not any(_overlap(_range(entity), other) for other in taken):
            added.append(entity)
            taken.append(_range(entity))
    return Formatted(formatted.text, in_order((*formatted.entities, *added)))


def _found(kind: str, pattern: re.Pattern[str], text: str) -> list[Json]:
    return [
        {"type": kind, "offset": utf16_length(text[: match.start()]), "length": utf16_length(match[0])}
        for match in pattern.finditer(text)
    ]


def _range(entity: Json) -> range:
    return range(entity["offset"], entity["offset"] + entity["length"])


def _overlap(one: range, other: range) -> bool:
    return one.start < other.stop and other.start < one.stop
