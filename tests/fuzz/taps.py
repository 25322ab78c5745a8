"""Callback data that no message of the bot's carries: every button, with its fields tampered with."""

from __future__ import annotations

import dataclasses
from enum import StrEnum
from typing import Any, get_type_hints

from hypothesis import strategies as st

from bot.features.settings.pages import Setting
from bot.life import choices
from bot.menu import COMMANDS
from bot.wire.buttons import REGISTER, Button
from content import catalogue
from tests.fuzz.lines import anything

_CATALOGUE = catalogue.load()
NUMBERS = (
    st.integers(-2, 3)
    | st.integers(0, 300)
    | st.sampled_from([10**6, 2**31, 2**53, 2**62, 2**63 - 1, -(2**63) + 1, 2**63, 10**30])
)
WORDS = st.sampled_from(
    [
        *_CATALOGUE.exercises,
        *_CATALOGUE.routines,
        *(str(setting) for setting in Setting),
        *choices.PLACES,
        *choices.EQUIPMENT,
        *choices.CAREFUL,
        *(f"{sign}{word}" for sign in "+-" for word in (*choices.PLACES, *choices.CAREFUL)),
        *COMMANDS,
        *("none", "any", "on", "off", "short", "long", "clips", "text"),
        *("1h", "30", "2h", "tomorrow", "until 14:00", "9999 weeks", "until 31 dec 9999", "until 1 jan 1"),
        *("Europe/Lisbon", "Etc/UTC", "Nowhere/Here", "../../etc", "Mon-Fri 9-17", "22-6", "Sat 25-99"),
        *("2026-03-02", "2026-03-01", "0001-01-01", "9999-12-31", "yesterday", "999 days ago", ""),
    ]
)
_MISWRITTEN = st.sampled_from(["", "007", "+1", "1_0", "٣", "²", "1e3", "0x1", "-0", "9" * 40, "\0", "true"])


OWN = "own"
"""Stands for the number of the person's own reminder or session, which is known when they tap."""


def _field(name: str, kind: Any) -> st.SearchStrategy[str]:
    meant: st.SearchStrategy[str]
    if name in {"break_id", "session_id"}:
        meant = st.just(OWN) | NUMBERS.map(str)
    elif kind is bool:
        meant = st.sampled_from(["0", "1"])
    elif kind is int:
        meant = NUMBERS.map(str)
    elif isinstance(kind, type) and issubclass(kind, StrEnum):
        meant = st.sampled_from([str(one) for one in kind])
    else:
        meant = WORDS
    return meant


def _data(kind: type[Button]) -> st.SearchStrategy[str]:
    """Data of this button that reads well, with values of any kind."""
    hints = get_type_hints(kind)
    words = [_field(field.name, hints[field.name]) for field in dataclasses.fields(kind)]
    return st.tuples(st.just(kind.code), *words).map(".".join)


def _tampered(data: str) -> st.SearchStrategy[str]:
    """The same with a word changed, lost or added, another version, cut off, or too long."""
    code, *words = data.split(".")
    at = st.integers(0, max(0, len(words) - 1))
    return st.one_of(
        st.builds(
            lambda i, word: ".".join([code, *words[:i], word, *words[i + 1 :]]), at, _MISWRITTEN | anything
        ),
        st.builds(lambda word: f"{data}.{word}", _MISWRITTEN | anything),
        st.integers(0, len(data)).map(lambda length: data[:length]),
        st.sampled_from(["0", "2", "99", ""]).map(lambda version: ".".join([code[:-1] + version, *words])),
        st.just(data.upper()),
        st.just(data * 20),
    )


well_read = st.sampled_from(list(REGISTER.values())).flatmap(_data)
data = well_read | well_read.flatmap(_tampered) | anything
"""Callback data, most of it of buttons that there are."""
