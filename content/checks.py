"""What must hold between the files: ids, doses, words, and safety. Each rule yields the faults it finds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from string import Formatter

from content.figures.model import Figure
from content.files import Fault
from content.models import DoseFrom, Exercise, Lesson, Level, Place, Routine, Words
from content.safety import too_few_in_a_chair, unlisted
from content.steps import duration, expand

GENERAL = "general"
"""The source of well-known exercises that come from nobody in particular."""

LINE_LIMIT = 90


@dataclass(frozen=True)
class Everything:
    """All that was read and is sound by itself; `known` also has the exercises that are not."""

    language: str
    words: Words
    known: frozenset[str]
    exercises: dict[str, Exercise]
    routines: dict[str, Routine]
    lessons: dict[str, Lesson]
    figures: dict[str, Figure]


def cross_check(everything: Everything) -> list[Fault]:
    """All faults that show only when items are looked at together, or against the rules of the house."""
    per_exercise = (_exercise(exercise, everything) for exercise in everything.exercises.values())
    return [
        *chain.from_iterable(per_exercise),
        *_figures(everything),
        *_routines(everything),
        *_lessons(everything),
        *_same_order("routines", everything.routines),
        *_same_order("lessons", everything.lessons),
        *_chair(everything),
    ]


def _exercise(exercise: Exercise, everything: Everything) -> Iterator[Fault]:
    file = f"exercises/{exercise.id}.toml"
    for field, message in chain(
        _relatives(exercise, everything),
        _doses(exercise),
        _source(exercise, everything),
        _careful(exercise),
    ):
        yield Fault(file, field, message)
    for field, message in _steps(exercise):
        yield Fault(f"texts/{everything.language}/{file}", field, message)


def _relatives(exercise: Exercise, everything: Everything) -> Iterator[tuple[str, str]]:
    for field, back in (("easier", "harder"), ("harder", "easier")):
        for other in getattr(exercise, field):
            if other not in everything.known:
                yield field, f"there is no exercise {other!r}"
            relative = everything.exercises.get(other)
            if relative is not None and exercise.id not in getattr(relative, back):
                yield field, f"{other} does not list this exercise as {back}"
    if exercise.id in _above(exercise, everything):
        yield "harder", "leads back to this exercise"
    if exercise.advanced and not exercise.easier:
        yield "easier", "an advanced exercise needs an easier one that leads to it"


def _above(exercise: Exercise, everything: Everything) -> set[str]:
    found: set[str] = set()
    ahead = list(exercise.harder)
    while ahead:
        other = ahead.pop()
        if other in everything.exercises and other not in found:
            found.add(other)
            ahead += everything.exercises[other].harder
    return found


def _doses(exercise: Exercise) -> Iterator[tuple[str, str]]:
    doses = {level: exercise.dose(level) for level in Level}
    for level, dose in doses.items():
        if not exercise.range.holds(dose):
            said = f"{dose.amount}, {dose.times} times"
            allowed = f"{exercise.range.amount}, {exercise.range.times} times"
            yield f"doses.{level.name.lower()}", f"{said} is outside the range {allowed}"
    if len({dose.type for dose in doses.values()}) > 1:
        yield "doses", "all levels must have one type of dose"
    work = [dose.seconds_a_set * dose.times for dose in doses.values()]
    if work != sorted(work):
        yield "doses", "a harder level must not be shorter than an easier one"


def _source(exercise: Exercise, everything: Everything) -> Iterator[tuple[str, str]]:
    if exercise.source not in everything.words.sources:
        yield "source", f"unknown source {exercise.source!r}"
    if exercise.source == GENERAL and exercise.dose_from is DoseFrom.SOURCE:
        yield "dose_from", "a general exercise has no source to take its dose from"


def _careful(exercise: Exercise) -> Iterator[tuple[str, str]]:
    for contraindication, why in unlisted(exercise):
        yield "contraindications", f"{contraindication} must be listed: {why}"


def _steps(exercise: Exercise) -> Iterator[tuple[str, str]]:
    placeholders: set[str] = set()
    for number, line in enumerate(exercise.steps):
        try:
            here = {name for _, name, _, _ in Formatter().parse(line) if name is not None}
            if unknown := here.difference(*exercise.side_words.values()):
                raise KeyError(", ".join(sorted(unknown)))
            longest = max(len(line.format_map(words)) for words in exercise.side_words.values())
        except (KeyError, ValueError) as error:
            yield f"steps.{number}", f"a placeholder is unknown or broken: {error}"
            continue
        placeholders |= here
        if longest > LINE_LIMIT:
            yield f"steps.{number}", f"{longest} characters with the side filled in, {LINE_LIMIT} at most"
    if placeholders and not exercise.sides:
        yield "steps", "name a side, but the exercise has none"
    if exercise.sides and not placeholders:
        yield "steps", "must say which side works, as in {side}"


def _figures(everything: Everything) -> Iterator[Fault]:
    """A figure belongs to an exercise, and stands by whatever that needs."""
    for item, figure in everything.figures.items():
        file = f"poses/{item}.toml"
        if item not in everything.known:
            yield Fault(file, "-", f"there is no exercise {item!r}")
            continue
        exercise = everything.exercises.get(item)
        if exercise is not None:
            there = {prop.kind for prop in figure.props}
            chair = {Place.CHAIR} if Place.CHAIR in exercise.places else set()
            for thing in sorted({*map(str, chair), *map(str, exercise.needs)} - there):
                yield Fault(file, "props", f"the exercise needs a {thing}, and none is drawn")


def _routines(everything: Everything) -> Iterator[Fault]:
    for routine in everything.routines.values():
        file = f"routines/{routine.id}.toml"
        if routine.source not in everything.words.sources:
            yield Fault(file, "source", f"unknown source {routine.source!r}")
        missing = [part for part in routine.parts if part not in everything.known]
        yield from (Fault(file, "parts", f"there is no exercise {part!r}") for part in missing)
        if all(part in everything.exercises for part in routine.parts):
            yield from (Fault(file, field, message) for field, message in _parts(routine, everything))


def _parts(routine: Routine, everything: Everything) -> Iterator[tuple[str, str]]:
    exercises = [everything.exercises[part] for part in routine.exercises]
    for exercise in exercises:
        if exercise.advanced:
            yield "parts", f"{exercise.id} is advanced and reached only from its easier exercise"
    seconds = duration(expand(exercises, {}))
    if seconds not in routine.seconds:
        yield "seconds", f"it takes {seconds} s, and its name promises {routine.seconds}"


def _lessons(everything: Everything) -> Iterator[Fault]:
    for lesson in everything.lessons.values():
        if lesson.source not in everything.words.sources:
            yield Fault(f"lessons/{lesson.id}.toml", "source", f"unknown source {lesson.source!r}")


def _same_order(folder: str, items: Mapping[str, Routine] | Mapping[str, Lesson]) -> Iterator[Fault]:
    taken: dict[int, str] = {}
    for item in items.values():
        if item.order in taken:
            yield Fault(f"{folder}/{item.id}.toml", "order", f"{item.order} is taken by {taken[item.order]}")
        taken.setdefault(item.order, item.id)


def _chair(everything: Everything) -> Iterator[Fault]:
    for careful in too_few_in_a_chair(everything.exercises.values()):
        names = ", ".join(sorted(careful)) or "nothing"
        message = f"careful with {names}: fewer than three exercises remain with only a chair"
        yield Fault("exercises", "contraindications", message)
