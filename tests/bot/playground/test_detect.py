"""Commands and addresses are marked where Telegram marks them."""

import pytest

from bot.playground.detect import with_detected
from bot.playground.formatted import Formatted, utf16_slice
from bot.playground.markup import parse_html
from bot.playground.rendering import to_html


def marked(formatted: Formatted) -> list[tuple[str, str]]:
    found = with_detected(formatted)
    return [
        (each["type"], utf16_slice(found.text, each["offset"], each["length"])) for each in found.entities
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/start", [("bot_command", "/start")]),
        ("😀 see /help.", [("bot_command", "/help")]),
        ("/start@unsit_bot now", [("bot_command", "/start@unsit_bot")]),
        ("9/10 and and/or", []),
        ("go to https://x.org/a/b.", [("url", "https://x.org/a/b")]),
    ],
)
def test_commands_and_addresses_are_found(text: str, expected: list[tuple[str, str]]) -> None:
    assert marked(Formatted(text)) == expected


def test_nothing_is_marked_inside_code_and_links() -> None:
    read = parse_html('<code>/start</code> <a href="https://x.org">/help</a>')
    assert [kind for kind, _ in marked(read)] == ["code", "text_link"]


def test_links_and_quotes_are_written_back_as_html() -> None:
    source = '<blockquote expandable>a <a href="https://x.org/?a&amp;b">b</a></blockquote>&lt;'
    assert to_html(parse_html(source)) == source


def test_code_and_moments_are_written_back_as_html() -> None:
    source = '<code>a</code><tg-time unix="17">b</tg-time>'
    assert to_html(parse_html(source)) == source
