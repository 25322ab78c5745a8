"""The catalogue: everything the files hold, cross-checked, for one language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from content.checks import Everything, cross_check
from content.files import PACKAGED, Fault, Reader
from content.models import (
    Exercise,
    ExerciseFacts,
    ExerciseWords,
    Lesson,
    LessonFacts,
    LessonWords,
    Routine,
    RoutineFacts,
    RoutineWords,
    Words,
)

Ordered = TypeVar("Ordered", Routine, Lesson)

__all__ = ["Catalogue", "CatalogueError", "Fault", "faults", "languages", "load"]


class CatalogueError(Exception):
    """The content has faults; each says which file and field to mend."""

    def __init__(self, found: Iterable[Fault]) -> None:
        self.faults = tuple(found)
        super().__init__("\n".join(["the content has faults:", *map(str, self.faults)]))


@dataclass(frozen=True)
class Catalogue:
    """All exercises by id; routines and lessons by id, in the order they are shown; sources by name."""

    language: str
    exercises: Mapping[str, Exercise]
    routines: Mapping[str, Routine]
    lessons: Mapping[str, Lesson]
    sources: Mapping[str, str]

    def harder_than(self, exercise: str) -> frozenset[str]:
        """The ids of all exercises that build on `exercise`, directly or further on; not itself."""
        found: set[str] = set()
        ahead = list(self.exercises[exercise].harder)
        while ahead:
            harder = ahead.pop()
            if harder not in found:
                found.add(harder)
                ahead += self.exercises[harder].harder
        return frozenset(found)


def languages(root: Path = PACKAGED) -> tuple[str, ...]:
    """The languages there are texts for, in alphabetical order."""
    return tuple(sorted(path.name for path in (root / "texts").iterdir() if path.is_dir()))


def load(language: str = "en", root: Path = PACKAGED) -> Catalogue:
    """Read and check everything. The caller keeps the result; each call reads anew.

    Raises CatalogueError with all faults there are.
    """
    everything, found = _read(language, root)
    if found or everything is None:
        raise CatalogueError(found)
    return Catalogue(
        language=language,
        exercises=MappingProxyType(everything.exercises),
        routines=MappingProxyType(_in_order(everything.routines)),
        lessons=MappingProxyType(_in_order(everything.lessons)),
        sources=MappingProxyType(dict(everything.words.sources)),
    )


def faults(language: str = "en", root: Path = PACKAGED) -> list[Fault]:
    """Every fault in the facts and in the words of `language`, by file; empty when all is well."""
    return _read(language, root)[1]


def _read(language: str, root: Path) -> tuple[Everything | None, list[Fault]]:
    reader = Reader(root)
    words = reader.file(f"texts/{language}/words.toml", Words)
    if words is None:
        return None, reader.faults
    exercises = {
        item: Exercise(**dict(facts), **dict(said), id=item, side_words=words.sides)
        for item, facts, said in reader.items("exercises", language, ExerciseFacts, ExerciseWords)
    }
    routines = {
        item: Routine(**dict(facts), **dict(said), id=item)
        for item, facts, said in reader.items("routines", language, RoutineFacts, RoutineWords)
    }
    lessons = {
        item: Lesson(**dict(facts), **dict(said), id=item)
        for item, facts, said in reader.items("lessons", language, LessonFacts, LessonWords)
    }
    everything = Everything(language, words, frozenset(reader.ids("exercises")), exercises, routines, lessons)
    return everything, sorted({*reader.faults, *cross_check(everything)})


def _in_order(items: Mapping[str, Ordered]) -> dict[str, Ordered]:
    return dict(sorted(items.items(), key=lambda item: item[1].order))
