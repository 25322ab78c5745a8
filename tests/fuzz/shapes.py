"""Anything that Telegram may send, made from the annotations of the library's classes.

Each class becomes JSON with all that it needs and a few of its optional fields, so a new version of the library, with
new kinds and new fields, is covered without a line here.
"""

from __future__ import annotations

import inspect
import re
import types
import typing
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from unittest.mock import MagicMock

import telegram
from hypothesis import strategies as st
from telegram import InaccessibleMessage, MaybeInaccessibleMessage, Message, TelegramObject

from tests.fuzz.lines import anything

DEEPEST = 3  # objects within objects; deeper than that only what is needed
FIELDS_AT_MOST = 4  # optional ones
IDS = st.integers(1, 2**52 - 1)  # "at most 52 significant bits"
NUMBERS = st.integers(-5, 10_000) | IDS
MOMENTS = st.integers(0, 2**31 - 1)
OF_PYTHON = frozenset({"self", "api_kwargs"})
WRITTEN = {"from_user": "from"}  # a word of Python's
TAGS = ("type", "status", "source")
NEEDED_AFTER_ALL = re.compile(r"`(\w+)` is (?:a )?required")
STAND_IN = MagicMock()  # for any value where an object is built only to look at it

Json = dict[str, Any]


def an_object(kind: type[TelegramObject], depth: int = 0) -> st.SearchStrategy[Json]:
    """The JSON of one object of this class, or of one that derives from it."""
    return st.sampled_from(_concrete(kind)).flatmap(lambda one: _of(one, depth))


@cache
def fields(kind: type[TelegramObject]) -> dict[str, tuple[Any, bool]]:
    """The fields of a class: annotation, and whether it is needed."""
    names = {**vars(telegram), **vars(inspect.getmodule(kind) or telegram)}
    hints = typing.get_type_hints(kind.__init__, names)
    parameters = [
        one for one in inspect.signature(kind.__init__).parameters.values() if one.name not in OF_PYTHON
    ]
    needed = {one.name for one in parameters if one.default is inspect.Parameter.empty}
    needed |= _needed_after_all(kind, needed)
    return {one.name: (hints[one.name], one.name in needed) for one in parameters}


def _needed_after_all(kind: type[TelegramObject], needed: set[str]) -> set[str]:
    """What came with a later version of the Bot API: written as optional, and asked for by the constructor."""
    given: dict[str, Any] = dict.fromkeys(needed, STAND_IN)
    while True:
        try:
            kind(**given)
        except Exception as error:
            found = NEEDED_AFTER_ALL.search(str(error))
            if found is None:
                return set(given)
            given[found[1]] = STAND_IN
        else:
            return set(given)


def _of(kind: type[TelegramObject], depth: int) -> st.SearchStrategy[Json]:
    needed = {
        name: _value(hint, depth, name) for name, (hint, is_needed) in fields(kind).items() if is_needed
    }
    others = [name for name, (_, is_needed) in fields(kind).items() if not is_needed]
    if depth >= DEEPEST or not others:
        return st.fixed_dictionaries(needed).map(lambda made: _written(made, kind))
    chosen = st.lists(st.sampled_from(others), max_size=FIELDS_AT_MOST, unique=True)
    return chosen.flatmap(
        lambda names: st.fixed_dictionaries(
            needed | {name: _value(fields(kind)[name][0], depth, name) for name in names}
        )
    ).map(lambda made: _written(made, kind))


def a_value(kind: type[TelegramObject], name: str, depth: int = 0) -> st.SearchStrategy[Any]:
    """The JSON of one field of this class."""
    return _value(fields(kind)[name][0], depth, name)


def _value(hint: Any, depth: int, name: str) -> st.SearchStrategy[Any]:
    origin, inner = (
        typing.get_origin(hint),
        [one for one in typing.get_args(hint) if one is not types.NoneType],
    )
    if origin in {typing.Union, types.UnionType}:
        of_time = [one for one in inner if one in {datetime, timedelta}]  # these come as numbers
        return _value((of_time or inner)[0], depth, name)
    if origin is typing.Literal:
        return st.sampled_from(inner)
    if origin in {list, tuple, Sequence}:
        return st.lists(_value(inner[0], depth, name), max_size=2)
    if inspect.isclass(hint) and issubclass(hint, TelegramObject):
        return an_object(hint, depth + 1)
    if inspect.isclass(hint) and issubclass(hint, datetime | timedelta):
        return MOMENTS
    return _plain(hint, name)


def _plain(hint: Any, name: str) -> st.SearchStrategy[Any]:
    if hint is bool:
        return st.booleans()
    if hint is int:
        return IDS if name.endswith("id") else NUMBERS
    if hint is float:
        return st.floats(-1e6, 1e6) | st.integers(-200, 200)
    if hint is str or (inspect.isclass(hint) and issubclass(hint, str)):
        return anything
    return st.just({})


@cache
def _concrete(kind: type[TelegramObject]) -> list[type[TelegramObject]]:
    """The class itself, or those that stand for it on the wire, which say in a tag which they are."""
    if kind is MaybeInaccessibleMessage:
        return [Message, InaccessibleMessage]
    derived = [one for one in kind.__subclasses__() if one.__module__.startswith("telegram.") and _tag(one)]
    return derived or [kind]


@cache
def _tag(kind: type[TelegramObject]) -> Json:
    """The field by which a derived class is told from others: its constructor sets it."""
    if kind is InaccessibleMessage:
        return {"date": 0}
    of_parent = fields(kind.__base__ or TelegramObject)
    fixed = [tag for tag in TAGS if tag in of_parent and tag not in fields(kind)]
    if not fixed:
        return {}
    made = kind(**{name: STAND_IN for name, (_, is_needed) in fields(kind).items() if is_needed})
    return {tag: str(getattr(made, tag)) for tag in fixed}


def _written(made: Json, kind: type[TelegramObject]) -> Json:
    return {WRITTEN.get(name, name): value for name, value in made.items()} | _tag(kind)
