"""Every text can be said, and nothing a person typed becomes markup."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax.ast import Junk, Message

import bot
from bot import texts
from bot.texts import LOCALES, Html, MissingText, Texts

KEYS = {
    entry.id.name
    for path in LOCALES.glob("en/*.ftl")
    for entry in FluentParser().parse(path.read_text("utf-8")).body
    if isinstance(entry, Message)
}


def test_every_line_of_every_file_can_be_read() -> None:
    entries = [
        entry
        for path in LOCALES.rglob("*.ftl")
        for entry in FluentParser().parse(path.read_text("utf-8")).body
    ]
    assert [entry.content for entry in entries if isinstance(entry, Junk)] == []


def _said_in_code() -> set[str]:
    """The first argument of every call of something named texts, where it is a plain string."""
    found = set()
    for path in Path(bot.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = (
                    node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                )
                if name in {"texts", "t"} and isinstance(node.args[0].value, str):
                    found.add(node.args[0].value)
    return found


def test_every_text_that_the_code_says_exists() -> None:
    assert _said_in_code() - KEYS == set()


def test_no_two_files_have_the_same_key() -> None:
    keys = [
        entry.id.name
        for path in LOCALES.glob("en/*.ftl")
        for entry in FluentParser().parse(path.read_text("utf-8")).body
        if isinstance(entry, Message)
    ]
    assert len(keys) == len(set(keys))


def test_what_a_person_typed_is_escaped() -> None:
    assert Texts()("pause-unread", words="<b>&", reason="unread").startswith("I can't read “&lt;b&gt;&amp;”")


def test_what_a_person_typed_cannot_turn_our_words_around() -> None:
    said = Texts()("pause-unread", words="ab\u202ecd\u2066", reason="unread")
    assert said.startswith("I can't read “abcd” as a pause.")


def test_a_text_made_here_is_not_escaped_twice() -> None:
    assert "<i>" in Texts()("breaks-snoozed-often", line=Html("<i>later</i>"))


def test_a_key_that_is_missing_is_an_error() -> None:
    with pytest.raises(MissingText, match="no-such-key"):
        Texts()("no-such-key")


def test_a_fact_that_is_missing_is_an_error() -> None:
    with pytest.raises(MissingText, match="when"):
        Texts()("when", day="today")


def test_a_text_that_only_puts_words_in_reads_as_fluent_has_it() -> None:
    facts = {"name": "{a} {", "value": "<3 }"}
    by_fluent, errors = texts._bundle("en").format_pattern(
        texts._pattern("en", "settings-line"), {"name": "{a} {", "value": "&lt;3 }"}
    )
    assert (Texts()("settings-line", **facts), errors) == (by_fluent, [])
