"""The sentences a person reads that are not content: Project Fluent, one folder a language.

Every argument is escaped for Telegram's HTML, because first names and typed text end up in it; a text made here may be
handed on as an argument by wrapping it in `Html`.
"""

from __future__ import annotations

import html
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.resolver import Pattern
from fluent.syntax.ast import Placeable, TextElement, VariableReference

LOCALES = Path(__file__).parent / "locales"


# Marks that turn the direction of all that follows: in a name or a quoted line they would turn our own words too.
_UNTURNED = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])


class Html(str):
    """Text that is already Telegram HTML and must not be escaped again."""

    __slots__ = ()


class MissingText(LookupError):
    """A message id that the language's files do not have, or cannot be formatted with what it was given."""


class Texts:
    """The texts of one language: `texts("reminder-sitting", minutes=50)`."""

    def __init__(self, language: str = "en") -> None:
        self.language = language
        _bundle(language)  # read at the start, not before the first message

    def __call__(self, key: str, /, **facts: str | int | float) -> Html:
        """The message `key` with its facts filled in. Raises MissingText."""
        words = {name: _safe(fact) for name, fact in facts.items() if isinstance(fact, str)}
        if not words:
            return _remembered(self.language, key, **facts)
        frame = _frame(self.language, key)
        if frame is None or len(words) < len(facts):
            return _formatted(self.language, key, **{**facts, **words})
        return _filled(key, frame, words)


def _filled(key: str, frame: str, words: Mapping[str, str]) -> Html:
    try:
        return Html(frame.format_map(words))
    except KeyError as error:
        raise MissingText(f"{key}: {error}") from error


@lru_cache(maxsize=2048)
def _frame(language: str, key: str) -> str | None:
    """The message for `str.format_map`, where it does no more than put facts between words; None where it decides.

    Fluent takes ten times as long over such a message.
    """
    pattern = _pattern(language, key)
    frame = ""
    for element in getattr(pattern, "elements", [pattern]):  # Fluent leaves out a pattern around one element
        if isinstance(element, TextElement):
            frame += element.value.replace("{", "{{").replace("}", "}}")
        elif isinstance(element, Placeable) and isinstance(element.expression, VariableReference):
            frame += f"{{{element.expression.id.name}}}"
        else:
            return None
    return frame


def _pattern(language: str, key: str) -> Pattern:
    bundle = _bundle(language)
    if not bundle.has_message(key):
        raise MissingText(key)
    pattern = bundle.get_message(key).value
    if pattern is None:
        raise MissingText(key)
    return pattern


def _formatted(language: str, key: str, /, **facts: str | int | float) -> Html:
    text, errors = _bundle(language).format_pattern(_pattern(language, key), facts)
    if errors:
        raise MissingText(f"{key}: {errors[0]}")
    return Html(text)


# Most texts have no facts or a small number: the labels of buttons, lengths of time. Words may be a person's own, and
# are not remembered.
_remembered = lru_cache(maxsize=2048, typed=True)(_formatted)


def _safe(fact: str) -> str:
    return str(fact) if isinstance(fact, Html) else html.escape(fact.translate(_UNTURNED), quote=False)


@lru_cache(maxsize=8)
def _bundle(language: str) -> FluentBundle:
    bundle = FluentBundle([language], use_isolating=False)
    for path in sorted((LOCALES / language).glob("*.ftl")):
        bundle.add_resource(FluentResource(path.read_text("utf-8")))
    return bundle
