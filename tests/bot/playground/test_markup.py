"""Telegram's HTML is read as Telegram reads it, and refused where Telegram refuses or drops."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.formatted import Formatted, utf16_slice
from bot.playground.markup import parse_html
from bot.playground.refusals import RefusalError
from bot.playground.rendering import to_html


@pytest.mark.parametrize(
    ("tag", "kind"),
    [
        ("b", "bold"),
        ("strong", "bold"),
        ("i", "italic"),
        ("em", "italic"),
        ("u", "underline"),
        ("ins", "underline"),
        ("s", "strikethrough"),
        ("strike", "strikethrough"),
        ("del", "strikethrough"),
        ("code", "code"),
        ("pre", "pre"),
        ("tg-spoiler", "spoiler"),
        ("blockquote", "blockquote"),
    ],
)
def test_each_tag_becomes_its_entity(tag: str, kind: str) -> None:
    read = parse_html(f"so <{tag}>here</{tag}> it is")
    assert read == Formatted("so here it is", ({"type": kind, "offset": 3, "length": 4},))


@pytest.mark.parametrize(
    ("source", "entity"),
    [
        (
            '<a href="https://x.org/?a=1&amp;b=2">x</a>',
            {"type": "text_link", "url": "https://x.org/?a=1&b=2"},
        ),
        ('<span class="tg-spoiler">x</span>', {"type": "spoiler"}),
        ("<blockquote expandable>x</blockquote>", {"type": "expandable_blockquote"}),
        ('<pre><code class="language-python">x</code></pre>', {"type": "pre", "language": "python"}),
        (
            '<tg-time unix="1700000000" format="wDT">x</tg-time>',
            {"type": "date_time", "unix_time": 1700000000, "date_time_format": "wDT"},
        ),
    ],
)
def test_tags_with_attributes_keep_what_they_say(source: str, entity: dict[str, object]) -> None:
    assert parse_html(source) == Formatted("x", ({**entity, "offset": 0, "length": 1},))


def test_offsets_count_utf16_units() -> None:
    read = parse_html("😀 <b>é😀</b>")
    assert read.entities == ({"type": "bold", "offset": 3, "length": 3},)
    assert utf16_slice(read.text, 3, 3) == "é😀"


def test_nested_entities_come_outer_first_and_empty_ones_vanish() -> None:
    read = parse_html("<b><i>a</i>b</b><u></u>")
    assert [entity["type"] for entity in read.entities] == ["bold", "italic"]


def test_white_space_around_the_text_is_cut_with_its_entities() -> None:
    assert parse_html(" <b> hi </b>\n") == Formatted("hi", ({"type": "bold", "offset": 0, "length": 2},))


def test_character_entities_are_decoded() -> None:
    assert parse_html("&lt;&gt;&amp;&quot;&#33;&#x21;").text == '<>&"!!'


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("ab <h1>x</h1>", 'Unsupported start tag "h1" at byte offset 3'),
        ("é <br>", 'Unsupported start tag "br" at byte offset 3'),
        ("1 < 2", "Unclosed start tag at byte offset 2"),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("1 < 2 > 1", 'Unsupported start tag "" at byte offset 2'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b>x</i>", 'Unmatched end tag, expected "</b>", found "</i>" at byte offset 4'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("R&D", "Unescaped '&' at byte offset 1"),
        ("a&nbsp;b", 'Unsupported named entity "&nbsp;" at byte offset 1'),
        ("&#0;", "Invalid numeric entity at byte offset 0"),
        ("&#xD800;", "Invalid numeric entity at byte offset 0"),
        ('<b class="x">y</b>', 'Unsupported start tag "b" at byte offset 0'),
        ('<span class="red">y</span>', 'Unsupported start tag "span" at byte offset 0'),
        ("<a>y</a>", 'Unsupported start tag "a" at byte offset 0'),
        ('<a href="javascript:alert(1)">y</a>', 'Unsupported start tag "a" at byte offset 0'),
        ('<tg-time unix="soon">y</tg-time>', 'Unsupported start tag "tg-time" at byte offset 0'),
        ("<code><b>y</b></code>", "Code can't contain other entities at byte offset 6"),
        ("<blockquote><blockquote>y", "Block quotations can't be nested at byte offset 12"),
    ],
)
def test_what_telegram_cannot_parse_is_refused_with_the_place(source: str, reason: str) -> None:
    with pytest.raises(RefusalError) as caught:
        parse_html(source)
    assert caught.value.description == f"Bad Request: can't parse entities: {reason}"


_TEXTS = st.text(st.sampled_from('ab <>&"é😀\n'), min_size=1, max_size=6)
_TAGS = st.sampled_from(["b", "i", "u", "s", "tg-spoiler"])


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


_TREES = st.recursive(
    _TEXTS.map(_escaped),
    lambda inner: st.tuples(_TAGS, st.lists(inner, max_size=3)).map(
        lambda pair: f"<{pair[0]}>{''.join(pair[1])}</{pair[0]}>"
    ),
    max_leaves=8,
)


@given(st.lists(_TREES, max_size=4).map("".join))
def test_what_was_read_can_be_written_and_read_again(source: str) -> None:
    read = parse_html(source)
    again = parse_html(to_html(read))
    assert again.text == read.text
    assert sorted(map(str, again.entities)) == sorted(map(str, read.entities))


@given(st.text(max_size=30))
def test_any_text_is_either_read_or_refused(source: str) -> None:
    with contextlib.suppress(RefusalError):
        parse_html(source)
