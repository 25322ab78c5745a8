"""`python -m content check` finds every fault in the content; `list` shows all exercises."""

import argparse
import sys
from collections.abc import Iterable, Sequence

from content.catalogue import Catalogue, CatalogueError, faults, languages, load
from content.eligible import seconds_at
from content.models import Exercise, Level


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 1 when the content has faults."""
    parser = argparse.ArgumentParser(prog="python -m content", description=__doc__)
    parser.add_argument("command", choices=["check", "list"])
    parser.add_argument("--language", default="en", choices=languages(), help="for list (default: en)")
    chosen = parser.parse_args(arguments)
    return _check() if chosen.command == "check" else _list(chosen.language)


def _check() -> int:
    found = sorted({fault for language in languages() for fault in faults(language)})
    for fault in found:
        print(f"content/{fault}")
    print(f"{len(found)} {'fault' if len(found) == 1 else 'faults'}" + ("" if found else f": {_counts()}"))
    return 1 if found else 0


def _counts() -> str:
    catalogue = load()
    spoken = ", ".join(languages())
    exercises, routines, lessons = catalogue.exercises, catalogue.routines, catalogue.lessons
    return f"{len(exercises)} exercises, {len(routines)} routines, {len(lessons)} lessons in {spoken}"


def _list(language: str) -> int:
    try:
        catalogue = load(language)
    except CatalogueError as error:
        print(error, file=sys.stderr)
        return 1
    for row in _aligned(_rows(catalogue)):
        print(row)
    return 0


def _rows(catalogue: Catalogue) -> list[tuple[str, ...]]:
    heading = ("id", "name", "kind", "posture", "needs", "normal", "discreet", "careful with", "source")
    return [heading, *(_row(exercise) for exercise in catalogue.exercises.values())]


def _row(exercise: Exercise) -> tuple[str, ...]:
    chair = ("chair",) if exercise.chair else ()
    needs = [*chair, *exercise.needs, *(f"({optional})" for optional in exercise.optional)]
    return (
        exercise.id,
        exercise.name,
        exercise.kind,
        exercise.posture,
        " ".join(needs) or "-",
        f"{seconds_at(exercise, Level.NORMAL)} s",
        "yes" if exercise.discreet else "no",
        " ".join(sorted(exercise.contraindications)) or "-",
        exercise.source,
    )


def _aligned(rows: Sequence[Sequence[str]]) -> Iterable[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


if __name__ == "__main__":
    sys.exit(main())
