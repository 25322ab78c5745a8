"""Telegram's HTML parse mode, read strictly: what Telegram would refuse or quietly drop is refused."""

import re
from dataclasses import dataclass, field
from html import unescape

from bot.playground.formatted import Formatted, Json, in_order, trimmed, utf16_length
from bot.playground.refusals import RefusalError, bad_request

STYLES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "tg-spoiler": "spoiler",
}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
LINK = re.compile(r"(?:https?://|tg://|mailto:|tel:)\S+", re.IGNORECASE)
_ATTRIBUTE = r"""\s+[a-zA-Z-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>]+))?"""
_START = re.compile(rf"<([a-zA-Z][a-zA-Z0-9-]*)((?:{_ATTRIBUTE})*)\s*>")
_END = re.compile(r"</([a-zA-Z][a-zA-Z0-9-]*)\s*>")
_ATTRIBUTES = re.compile(r"""([a-zA-Z-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+)))?""")
_ENTITY = re.compile(r"&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]+));")


@dataclass
class _Open:
    tag: str
    kind: str
    start: int
    extra: Json = field(default_factory=dict)


class _Reader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.text: list[str] = []
        self.length = 0
        self.open: list[_Open] = []
        self.entities: list[Json] = []

    def read(self) -> Formatted:
        while self.at < len(self.source):
            self._step()
        if self.open:
            raise self._refusal(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        return trimmed(Formatted("".join(self.text), in_order(self.entities)))

    def _step(self) -> None:
        match self.source[self.at]:
            case "<":
                self._end_tag() if self.source.startswith("</", self.at) else self._start_tag()
            case "&":
                self._character()
            case plain:
                self._put(plain)
                self.at += 1

    def _put(self, text: str) -> None:
        self.text.append(text)
        self.length += utf16_length(text)

    def _character(self) -> None:
        found = _ENTITY.match(self.source, self.at)
        if found is None:
            raise self._refusal("Unescaped '&'", here=True)
        decimal, hexadecimal, name = found.groups()
        if name is not None and name not in NAMED:
            raise self._refusal(f'Unsupported named entity "&{name};"', here=True)
        code = int(decimal or hexadecimal or "0", 10 if decimal else 16)
        if name is None and not (0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF):
            raise self._refusal("Invalid numeric entity", here=True)
        self._put(NAMED[name] if name else chr(code))
        self.at = found.end()

    def _start_tag(self) -> None:
        found = _START.match(self.source, self.at)
        if found is None:
            raise self._refusal(self._bad_start(), here=True)
        tag = found[1].lower()
        opened = _opened(tag, _attributes(found[2]), self.length)
        if opened is None:
            raise self._refusal(f'Unsupported start tag "{tag}"', here=True)
        self._check_nesting(opened)
        self.open.append(opened)
        self.at = found.end()

    def _bad_start(self) -> str:
        name = re.match(r"<([a-zA-Z0-9-]*)", self.source[self.at :])
        closed = ">" in self.source[self.at :]
        return f'Unsupported start tag "{name[1] if name else ""}"' if closed else "Unclosed start tag"

    def _check_nesting(self, opened: _Open) -> None:
        outer = [entry.kind for entry in self.open]
        if "quote" in opened.kind and any("quote" in kind for kind in outer):
            raise self._refusal("Block quotations can't be nested", here=True)
        language_of_pre = opened.kind == "code" and outer[-1:] == ["pre"]
        if {"code", "pre"} & set(outer) and not language_of_pre:
            raise self._refusal("Code can't contain other entities", here=True)

    def _end_tag(self) -> None:
        found = _END.match(self.source, self.at)
        if found is None:
            raise self._refusal("Unclosed end tag", here=True)
        if not self.open:
            raise self._refusal("Unexpected end tag", here=True)
        opened = self.open.pop()
        if opened.tag != found[1].lower():
            expected = f'Unmatched end tag, expected "</{opened.tag}>", found "</{found[1].lower()}>"'
            raise self._refusal(expected, here=True)
        self._close(opened)
        self.at = found.end()

    def _close(self, opened: _Open) -> None:
        length = self.length - opened.start
        inside_pre = opened.kind == "code" and any(entry.kind == "pre" for entry in self.open)
        if inside_pre:
            self.open[-1].extra.update(opened.extra)
        elif length:
            extra = {} if opened.kind == "code" else opened.extra
            self.entities.append({"type": opened.kind, "offset": opened.start, "length": length, **extra})

    def _refusal(self, reason: str, here: bool = False) -> RefusalError:
        offset = len(self.source[: self.at].encode())
        where = f" at byte offset {offset}" if here else ""
        return bad_request(f"can't parse entities: {reason}{where}")


def parse_html(source: str) -> Formatted:
    """Telegram's HTML to plain text and entities; raises RefusalError with the byte offset of the fault."""
    return _Reader(source).read()


def _attributes(source: str) -> dict[str, str]:
    found = _ATTRIBUTES.finditer(source)
    return {match[1].lower(): unescape(match[2] or match[3] or match[4] or "") for match in found}


def _opened(tag: str, attributes: dict[str, str], start: int) -> _Open | None:
    if tag == "a":
        return _link(attributes, start)
    if tag == "span":
        return _Open(tag, "spoiler", start) if attributes == {"class": "tg-spoiler"} else None
    if tag == "blockquote" and not set(attributes) - {"expandable"}:
        return _Open(tag, "expandable_blockquote" if attributes else "blockquote", start)
    if tag == "tg-time":
        return _moment(attributes, start)
    if tag == "code" and attributes.get("class", "").startswith("language-"):
        return _Open(tag, "code", start, {"language": attributes["class"].removeprefix("language-")})
    return _Open(tag, STYLES[tag], start) if tag in STYLES and not attributes else None


def _link(attributes: dict[str, str], start: int) -> _Open | None:
    href = attributes.get("href", "")
    if set(attributes) != {"href"} or not LINK.fullmatch(href):
        return None
    return _Open("a", "text_link", start, {"url": href})


def _moment(attributes: dict[str, str], start: int) -> _Open | None:
    unix, form = attributes.get("unix", ""), attributes.get("format", "")
    if set(attributes) - {"unix", "format"} or not unix.isdecimal() or set(form) - set("wdDtTr"):
        return None
    shown = {"date_time_format": form} if form else {}
    return _Open("tg-time", "date_time", start, {"unix_time": int(unix), **shown})
