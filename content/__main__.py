"""`python -m content check` finds every fault in the content; `list` shows all exercises; `preview` draws them."""

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from content.catalogue import Catalogue, CatalogueError, drawn_faults, faults, languages, load
from content.eligible import seconds_at
from content.models import Exercise, Level
from content.preview.sheet import PreviewError, preview


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 1 when the content has faults, or cannot be drawn."""
    chosen = _parser().parse_args(arguments)
    if chosen.command == "check":
        return _check(chosen.own)
    try:
        catalogue = load(chosen.language, own=chosen.own)
        if chosen.command == "list":
            _list(catalogue)
        else:
            print(preview(catalogue, chosen.out, chosen.only, tell=lambda line: print(line, flush=True)))
    except (CatalogueError, PreviewError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m content", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    checking = commands.add_parser("check", help="find every fault in the content")
    listing = commands.add_parser("list", help="show all exercises")
    drawing = commands.add_parser("preview", help="draw exercises, with a page that shows them")
    drawing.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder to write to")
    drawing.add_argument("--only", nargs="+", default=[], metavar="ID", help="these exercises (default: all)")
    for command in (checking, listing, drawing):
        command.add_argument(
            "--own", type=_folder, metavar="DIR", help="with exercises of your own, laid out like content/"
        )
    for command in (listing, drawing):
        command.add_argument(
            "--language", default="en", choices=languages(), help="of the words (default: en)"
        )
    return parser


def _folder(path: str) -> Path:
    if not Path(path).is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder {path}")
    return Path(path)


def _check(own: Path | None) -> int:
    found = {fault for language in languages() for fault in faults(language, own=own)}
    if not found:
        found = set(drawn_faults(load().figures))
    for fault in sorted(found):
        print(fault if own and fault.file.startswith(f"{own}/") else f"content/{fault}")
    counted = "" if found else f": {_counts(load(own=own))}"
    print(f"{len(found)} {'fault' if len(found) == 1 else 'faults'}{counted}")
    return 1 if found else 0


def _counts(catalogue: Catalogue) -> str:
    spoken = ", ".join(languages())
    exercises, routines, lessons = catalogue.exercises, catalogue.routines, catalogue.lessons
    return f"{len(exercises)} exercises, {len(routines)} routines, {len(lessons)} lessons in {spoken}"


def _list(catalogue: Catalogue) -> None:
    for row in _aligned(_rows(catalogue)):
        print(row)


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
