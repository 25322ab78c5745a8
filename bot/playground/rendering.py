"""Entities back into Telegram's HTML, so that a test can read what a person sees."""

from html import escape

from bot.playground.formatted import Formatted, Json, utf16_length, utf16_slice

TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "code": "code",
    "pre": "pre",
    "spoiler": "tg-spoiler",
    "blockquote": "blockquote",
}


def to_html(formatted: Formatted) -> str:
    """The text with its entities as tags, properly nested; detected commands and addresses stay plain."""
    marked = [entity for entity in formatted.entities if _tags(entity) != ("", "")]
    points = {0, utf16_length(formatted.text)}
    points |= {entity["offset"] for entity in marked}
    points |= {entity["offset"] + entity["length"] for entity in marked}
    return "".join(_around(formatted.text, marked, sorted(points)))


def _around(text: str, entities: list[Json], points: list[int]) -> list[str]:
    pieces: list[str] = []
    for start, end in zip(points, [*points[1:], None], strict=True):
        ending = [entity for entity in entities if entity["offset"] + entity["length"] == start]
        pieces += [_tags(entity)[1] for entity in reversed(ending)]
        pieces += [_tags(entity)[0] for entity in entities if entity["offset"] == start]
        if end is not None:
            pieces.append(escape(utf16_slice(text, start, end - start), quote=False))
    return pieces


def _tags(entity: Json) -> tuple[str, str]:
    match entity["type"]:
        case "text_link":
            return f'<a href="{escape(entity["url"])}">', "</a>"
        case "expandable_blockquote":
            return "<blockquote expandable>", "</blockquote>"
        case "date_time":
            return f'<tg-time unix="{entity["unix_time"]}">', "</tg-time>"
        case kind if kind in TAGS:
            return f"<{TAGS[kind]}>", f"</{TAGS[kind]}>"
        case _:
            return "", ""
