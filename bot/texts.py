"""The sentences a person reads that are not content: Project Fluent, one folder a language.

Every argument is escaped for Telegram's HTML, because first names and typed text end up in it; a text made here may be
handed on as an argument by wrapping it in `Html`.
"""

from __future__ import annotations

import html
from functools import lru_cache
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource

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
        if any(isinstance(fact, str) for fact in facts.values()):
            return _formatted(self.language, key, **facts)
        return _remembered(self.language, key, **facts)


def _formatted(language: str, key: str, /, **facts: str | int | float) -> Html:
    bundle = _bundle(language)
    if not bundle.has_message(key):
        raise MissingText(key)
    pattern = bundle.get_message(key).value
    if pattern is None:
        raise MissingText(key)
    text, errors = bundle.format_pattern(pattern, {name: _safe(fact) for name, fact in facts.items()})
    if errors:
        raise MissingText(f"{key}: {errors[0]}")
    return Html(text)


# Most texts have no facts or a small number: the labels of buttons, lengths of time. Words may be a person's own, and
# are not remembered.
_remembered = lru_cache(maxsize=2048, typed=True)(_formatted)


def _safe(fact: str | int | float) -> str | int | float:
    if isinstance(fact, Html):
        return str(fact)
    return html.escape(fact.translate(_UNTURNED), quote=False) if isinstance(fact, str) else fact


@lru_cache(maxsize=8)
def _bundle(language: str) -> FluentBundle:
    bundle = FluentBundle([language], use_isolating=False)
    for path in sorted((LOCALES / language).glob("*.ftl")):
        bundle.add_resource(FluentResource(path.read_text("utf-8")))
    return bundle
