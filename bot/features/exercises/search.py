"""Finds exercises by what somebody types: a name, a part of one, or a near spelling. Pure.

A line is a search only when all of it is understood: a sentence that happens to have "knee" in it is not.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from content.catalogue import Catalogue
from content.models import Exercise

MOST_FOUND = 6
_LONGEST_LINE = 60  # characters; no name is longer
_SHORTEST_PART = 4  # letters of a single word that is part of a name; shorter ones are everyday words
_ALIKE = 0.8  # two letters swapped in a word of seven
_SMALL = frozenset(
    {"a", "an", "the", "my", "me", "i", "please", "show", "what", "is", "about", "exercise", "pose"}
)


def find(line: str, catalogue: Catalogue) -> tuple[Exercise, ...]:
    """The exercise of that name alone; else those with all these words in their names; else the nearest spelled."""
    words = _words(line)
    if not words or len(line) > _LONGEST_LINE:
        return ()
    exercises = catalogue.exercises.values()
    asked = "".join(words)
    found = (
        [one for one in exercises if asked == _key(one.name)]
        or [one for one in exercises if asked in map(_key, one.also_known_as)]
        or _with_parts(words, exercises)
        or [one for one in exercises if asked == _key(one.id)]
        or _nearest(asked, exercises)
    )
    return tuple(found[:MOST_FOUND])


def _with_parts(words: list[str], exercises: Iterable[Exercise]) -> list[Exercise]:
    if len(words) == 1 and len(words[0]) < _SHORTEST_PART:
        return []
    return [one for one in exercises if any(_has_all(name, words) for name in _names(one))]


def _has_all(name: str, words: list[str]) -> bool:
    of_name = _words(name)
    return all(any(each.startswith(word) for each in of_name) for word in words)


def _nearest(asked: str, exercises: Iterable[Exercise]) -> list[Exercise]:
    spelled = {_key(name): one for one in exercises for name in _names(one)}
    near = difflib.get_close_matches(asked, spelled, n=MOST_FOUND, cutoff=_ALIKE)
    return list({spelled[name].id: spelled[name] for name in near}.values())


def _names(exercise: Exercise) -> tuple[str, ...]:
    return (exercise.name, *exercise.also_known_as)


def _key(name: str) -> str:
    return "".join(_words(name))


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"[^\W_]+", text.casefold()) if word not in _SMALL]
