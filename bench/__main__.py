"""Measure and print: `python -m bench [section ...]`. A section is a module that yields rows, named in SECTIONS."""

import argparse
import json
import os
import platform
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from bench import calls, drawing, sizes
from bench.measures import Row

SECTIONS: Mapping[str, Callable[[], Iterable[Row]]] = {
    "drawing": drawing.rows,
    "sizes": sizes.rows,
    "calls": calls.rows,
}
RESULTS = Path(__file__).parent / "results"
LIBRARIES = ("pillow", "av")


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
    measured: dict[str, list[Row]] = {}
    for name in chosen.sections or SECTIONS:
        if not chosen.json:
            print(name)
        measured[name] = [_told(row, quiet=chosen.json) for row in SECTIONS[name]()]
    report = json.dumps(_report(measured), indent=2)
    print(report if chosen.json else _written(report))
    return 0


def _told(row: Row, quiet: bool) -> Row:
    if not quiet:
        print(f"  {row.what:<44}{row.value:>10.3f} {row.unit}", flush=True)
    return row


def _written(report: str) -> Path:
    RESULTS.mkdir(exist_ok=True)
    file = RESULTS / f"{datetime.now(UTC):%Y-%m-%dT%H%M%SZ}.json"
    file.write_text(report + "\n", encoding="utf-8")
    return file


def _report(measured: Mapping[str, Iterable[Row]]) -> dict[str, object]:
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": {"system": platform.platform(), "processor": platform.machine(), "cores": os.cpu_count()},
        "versions": {"python": platform.python_version(), **{name: version(name) for name in LIBRARIES}},
        "sections": {
            name: [{"what": row.what, "value": round(row.value, 4), "unit": row.unit} for row in rows]
            for name, rows in measured.items()
        },
    }


if __name__ == "__main__":
    sys.exit(main())
