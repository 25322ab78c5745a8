"""Reads what somebody asks for: "stretch", "2 min", "hip floor 3 min", "doorway minute", an exercise's name. Pure.

A line is an ask only when every word of it is understood: a sentence that happens to have "floor" in it is not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from content.catalogue import Catalogue
from content.models import Place

SHORTEST, LONGEST = 1, 10  # minutes
LONGEST_LINE = 100  # characters; more is a letter, not an ask

_TOKEN = re.compile(r"\d+|[^\W\d_]+(?:'[^\W\d_]+)?")
_MINUTE = frozenset({"m", "min", "mins", "minute", "minutes"})
_SECOND = frozenset({"s", "sec", "secs", "second", "seconds"})
_HOUR = frozenset({"h", "hr", "hour", "hours"})
_COUNTED = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBERS = MappingProxyType({word: number for number, word in enumerate(_COUNTED)})
_PLACES: Mapping[str, Place] = MappingProxyType(
    dict.fromkeys(("chair", "seat", "seated", "sitting", "desk"), Place.CHAIR)
    | dict.fromkeys(("standing", "stand", "upright"), Place.STANDING)
    | dict.fromkeys(("floor", "mat", "carpet", "lying"), Place.FLOOR)
)
_ASKS = frozenset({"stretch", "stretches", "stretching", "exercise", "move", "routine", "break"})
_STARTS = _ASKS | {"start", "do"}
_TOPIC = frozenset({"hip", "hips", "psoas", "flexor", "flexors"})
_SMALL = frozenset(
    {"a", "an", "the", "my", "me", "i", "i'd", "like", "want", "need", "can", "could", "do", "let's", "give"}
    | {"please", "now", "some", "something", "quick", "short", "guided", "start"}
    | {"for", "on", "in", "at", "to", "with", "of", "and"}
)


@dataclass(frozen=True, slots=True)
class Ask:
    """What was asked for; what was not said is None. An exercise or a routine is named by its id."""

    minutes: int | None = None
    place: Place | None = None
    exercise: str | None = None
    routine: str | None = None


@dataclass(frozen=True, slots=True)
class OutOfRange:
    """An ask for no time at all, or for more than there is to offer."""


@dataclass(frozen=True, slots=True)
class Names:
    """What each name asks for: as it is written, and with its numbers as digits."""

    written: Mapping[str, Ask]
    counted: Mapping[str, Ask]

    @classmethod
    def of(cls, catalogue: Catalogue) -> Names:
        """Routines, exercises, and their other names. Where two share one, the first keeps it."""
        asks = list(_names(catalogue))
        return cls(_keyed(asks, str), _keyed(asks, _digits))


def _names(catalogue: Catalogue) -> Iterable[tuple[str, Ask]]:
    for routine in catalogue.routines.values():
        yield from ((name, Ask(routine=routine.id)) for name in (routine.name, routine.id))
    for exercise in catalogue.exercises.values():
        yield from ((name, Ask(exercise=exercise.id)) for name in (exercise.name, exercise.id))
    for exercise in catalogue.exercises.values():
        yield from ((name, Ask(exercise=exercise.id)) for name in exercise.also_known_as)


def _keyed(asks: Iterable[tuple[str, Ask]], spell: Callable[[str], str]) -> Mapping[str, Ask]:
    found: dict[str, Ask] = {}
    for name, ask in asks:
        found.setdefault(_key(_words(name), spell), ask)
    return MappingProxyType(found)


def parse(line: str, names: Names) -> Ask | OutOfRange | None:
    """What this line asks for; None where it is about something else.

    A name as it is written goes before time and place ("three minutes on the floor" is a routine), these before a
    name with its numbers as digits ("3 min floor" is not).
    """
    if len(line) > LONGEST_LINE:
        return None
    words = _words(line)
    return _named(words, names.written, str) or _wished(words) or _named(words, names.counted, _digits)


def wants_to_start(line: str) -> bool:
    """Whether the line asks to start what it names: "stretch pigeon", "do the pigeon", not "pigeon"."""
    said = (word for word in _tokens(line) if word not in _SMALL - _STARTS)
    return next(said, "") in _STARTS


def _named(words: list[str], names: Mapping[str, Ask], spell: Callable[[str], str]) -> Ask | None:
    """A routine or an exercise by its name, with or without "stretch" before it."""
    asked = words[1:] if words and words[0] in _ASKS else words
    return names.get(_key(words, spell)) or names.get(_key(asked, spell))


def _wished(words: list[str]) -> Ask | OutOfRange | None:
    """A time and a place, each at most once, and the word itself."""
    places = [_PLACES[word] for word in words if word in _PLACES]
    numbers = [number for word in words if (number := _number(word)) is not None]
    units = [word for word in words if word in _MINUTE | _SECOND | _HOUR]
    asks = [word for word in words if word in _ASKS]
    topics = [word for word in words if word in _TOPIC]
    is_understood = len(places) + len(numbers) + len(units) + len(asks) + len(topics) == len(words)
    if not is_understood or max(len(places), len(numbers), len(units)) > 1 or not (places or units or asks):
        return None
    place = places[0] if places else None
    if not numbers and not units:
        return Ask(place=place)
    return _timed(numbers[0] if numbers else 1, units[0] if units else "minutes", place)


def _timed(number: int, unit: str, place: Place | None) -> Ask | OutOfRange:
    """Seconds are rounded up to minutes."""
    minutes = number * 60 if unit in _HOUR else -(-number // 60) if unit in _SECOND else number
    return Ask(minutes, place) if SHORTEST <= minutes <= LONGEST else OutOfRange()


def _words(text: str) -> list[str]:
    """Without case, punctuation and little words."""
    return [token for token in _tokens(text) if token not in _SMALL]


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(text.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'"))


def _key(words: Iterable[str], spell: Callable[[str], str]) -> str:
    return " ".join("minute" if word in _MINUTE else spell(word) for word in words)


def _digits(word: str) -> str:
    number = _number(word)
    return word if number is None else str(number)


def _number(word: str) -> int | None:
    # No line is so long that int() would refuse its digits.
    return int(word) if word.isdecimal() else _NUMBERS.get(word)
