"""Measure and print: `python -m bench [section ...]`. A section is a module of this package that yields rows."""

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from importlib import import_module
from pathlib import Path

from bench.measures import Row
from bench.process import Failed, TooMuch
from bench.report import line, report, written


def _rows(section: str) -> Iterable[Row]:
    """Imported when its turn comes, so that a section that cannot run here keeps none of the others from it."""
    rows: Iterable[Row] = import_module(f"bench.{section}").rows()
    return rows


NAMES = (
    "schedules",
    "burst",
    "reminders",
    "sending",
    "two",
    "start",
    "limit",
    "tap",
    "sessions",
    "drawing",
    "sizes",
    "calls",
)
SECTIONS: Mapping[str, Callable[[], Iterable[Row]]] = {name: partial(_rows, name) for name in NAMES}
RESULTS = Path(__file__).parent / "results"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the sections; the figures go to the screen and into a file of RESULTS, or to the screen as JSON."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "sections", nargs="*", metavar="section", help=f"of {', '.join(SECTIONS)} (default: all)"
    )
    parser.add_argument("--json", action="store_true", help="print JSON, and write no file")
    chosen = parser.parse_args(arguments)
    unknown = [name for name in chosen.sections if name not in SECTIONS]
    if unknown:
        parser.error(f"there is no section {unknown[0]!r}; sections are {', '.join(SECTIONS)}")
    measured: dict[str, list[Row]] = {name: [] for name in chosen.sections or SECTIONS}
    file = RESULTS / f"{datetime.now(UTC):%Y-%m-%dT%H%M%SZ}.json"
    failed = 0
    for name, rows in measured.items():
        failed += not _run(name, rows, quiet=chosen.json)
        if not chosen.json:  # what a later section does cannot take it away
            written(report(measured), file)
    print(json.dumps(report(measured), indent=2) if chosen.json else file)
    return 1 if failed else 0


def _run(name: str, rows: list[Row], *, quiet: bool) -> bool:
    """Add the section's rows; whether it came to its end."""
    if not quiet:
        print(name, flush=True)
    try:
        for row in SECTIONS[name]():
            rows.append(row)
            if not quiet:
                print(line(row), flush=True)
    except (Failed, TooMuch) as error:
        print(f"  {name} ended early: {error}", file=sys.stderr)
        rows.append(Row("ended early", None, "", note=str(error)))
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
