"""The catalogue: everything the files hold, cross-checked, for one language.

An operator can add exercises, routines and lessons in a folder of their own, laid out like this package.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from content.checks import Everything, cross_check
from content.figures.model import Figure, filled_in
from content.files import PACKAGED, Fault, Reader
from content.models import (
    Exercise,
    ExerciseFacts,
    ExerciseWords,
    Lesson,
    LessonFacts,
    LessonWords,
    OwnWords,
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
    """All exercises by id; routines and lessons by id, in the order they are shown; sources by name.

    `figures` has the drawing of each exercise that has one.
    """

    language: str
    exercises: Mapping[str, Exercise]
    routines: Mapping[str, Routine]
    lessons: Mapping[str, Lesson]
    sources: Mapping[str, str]
    figures: Mapping[str, Figure]

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


def load(language: str = "en", root: Path = PACKAGED, own: Path | None = None) -> Catalogue:
    """Read and check everything, the operator's `own` folder included. The caller keeps the result.

    Raises CatalogueError with all faults there are.
    """
    everything, found = _read(language, root, own)
    if found or everything is None:
        raise CatalogueError(found)
    return Catalogue(
        language=language,
        exercises=MappingProxyType(everything.exercises),
        routines=MappingProxyType(_in_order(everything.routines)),
        lessons=MappingProxyType(_in_order(everything.lessons)),
        sources=MappingProxyType(dict(everything.words.sources)),
        figures=MappingProxyType(everything.figures),
    )


def faults(language: str = "en", root: Path = PACKAGED, own: Path | None = None) -> list[Fault]:
    """Every fault in the facts and in the words of `language`, by file; empty when all is well."""
    return _read(language, root, own)[1]


def drawn_faults(figures: Mapping[str, Figure], before: str = "") -> Iterator[Fault]:
    """What no body can do in these figures, frame by frame: a twentieth of a second for each."""
    from content.figures import anatomy  # noqa: PLC0415 - a start with nothing but our own figures needs none of it

    for item, figure in figures.items():
        for fault in anatomy.faults(figure):
            pose, _, message = fault.partition(": ")
            yield Fault(f"{before}poses/{item}.toml", pose, message)


def _read(language: str, root: Path, own: Path | None) -> tuple[Everything | None, list[Fault]]:
    reader = Reader(root)
    words = reader.file(f"texts/{language}/words.toml", Words)
    if words is None:
        return None, reader.faults
    everything = _items(reader, language, words)
    if own is None:
        return everything, sorted({*reader.faults, *cross_check(everything)})
    added = Reader(own, before=f"{own}/")
    sources = _own_sources(added, language)
    more = _items(added, language, words.model_copy(update={"sources": {**words.sources, **sources}}))
    twice = [
        Fault(name, "id", "is taken by an exercise, routine or lesson of Unsit itself")
        for name in _taken(everything, more, added)
    ]
    found = [_located(fault, root, own) for fault in cross_check(_joined(everything, more))]
    drawn = drawn_faults(more.figures, before=added.before)
    return _joined(everything, more), sorted({*reader.faults, *added.faults, *twice, *found, *drawn})


def _items(reader: Reader, language: str, words: Words) -> Everything:
    """Whatever is sound by itself in one folder."""
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
    drawn = ((item, reader.file(f"poses/{item}.toml", Figure, filled_in)) for item in reader.ids("poses"))
    figures = {item: figure for item, figure in drawn if figure is not None}
    known = frozenset(reader.ids("exercises"))
    return Everything(language, words, known, exercises, routines, lessons, figures)


def _own_sources(reader: Reader, language: str) -> Mapping[str, str]:
    name = f"texts/{language}/words.toml"
    if not (reader.root / name).exists():
        return {}
    words = reader.file(name, OwnWords)
    return words.sources if words else {}


def _taken(ours: Everything, own: Everything, reader: Reader) -> Iterator[str]:
    for folder in ("exercises", "routines", "lessons"):
        for item in {*getattr(ours, folder)} & {*getattr(own, folder)}:
            yield f"{reader.before}{folder}/{item}.toml"


def _joined(ours: Everything, own: Everything) -> Everything:
    """Everything together. What an own exercise calls easier or harder learns of it: our files stay as they are."""
    exercises = dict(ours.exercises)
    for one in own.exercises.values():
        for field, back in (("easier", "harder"), ("harder", "easier")):
            for other in {*getattr(one, field)} & {*ours.exercises}:
                known = getattr(exercises[other], back)
                exercises[other] = exercises[other].model_copy(update={back: (*known, one.id)})
    return replace(
        own,
        known=ours.known | own.known,
        exercises={**own.exercises, **exercises},
        routines={**own.routines, **ours.routines},
        lessons={**own.lessons, **ours.lessons},
        figures={**own.figures, **ours.figures},
    )


def _located(fault: Fault, root: Path, own: Path) -> Fault:
    """With the operator's folder before the file's name, where it is theirs."""
    is_theirs = not (root / fault.file).exists() and (own / fault.file).exists()
    return replace(fault, file=f"{own}/{fault.file}") if is_theirs else fault


def _in_order(items: Mapping[str, Ordered]) -> dict[str, Ordered]:
    return dict(sorted(items.items(), key=lambda item: item[1].order))
