"""The table of the README, made from the result of one run: `python -m bench.published bench/results/….json`."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.process import ROOT
from bench.report import number

README = ROOT / "README.md"
KEPT = Path(__file__).parent / "results" / "published.json"
BEGIN, END = "<!-- bench: python -m bench.published -->", "<!-- bench ends -->"
WORDS = {True: "yes", False: "**no**", None: ""}


def table(found: Mapping[str, Any]) -> str:
    """As Markdown: where and with what it was measured, and each figure with what is aimed at."""
    machine, versions = found["machine"], {**found["versions"], **found["peers"]}
    told = ", ".join(f"{name} {version}" for name, version in sorted(versions.items()))
    lines = [
        f"Measured {found['at'][:10]} on {machine['cores']} cores ({machine['processor']}, {machine['system']}), "
        f"with {number(machine['load'])} processes wanting one; {told}.",
        "",
        "| work | measured | aimed at | met |",
        "|---|---|---|---|",
        *(line for name, rows in found["sections"].items() for line in _rows(name, rows)),
    ]
    return "\n".join(lines)


def _rows(section: str, rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for row in rows:
        note = f" ({row['note']})" if "note" in row else ""
        value = f"{number(row['value'])} {row['unit']}" if row["value"] is not None else "-"
        yield f"| {section}: {row['what']} | {value}{note} | {_aim(row)} | {WORDS[row.get('met')]} |"


def _aim(row: Mapping[str, Any]) -> str:
    aims = (("at least", row.get("at_least")), ("at most", row.get("at_most")))
    return ", ".join(f"{words} {number(aim)}" for words, aim in aims if aim is not None)


def with_table(readme: str, found: Mapping[str, Any]) -> str:
    """The text with this result's table in its place. Raises ValueError where it has no place for one."""
    before, begin, rest = readme.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"README.md has no line {BEGIN} with {END} below it")
    return f"{before}{BEGIN}\n{table(found)}\n{END}{after}"


def main(result: Path) -> None:
    """Keep this result, and put its table into the README."""
    if result.resolve() != KEPT:
        shutil.copyfile(result, KEPT)
    found = json.loads(KEPT.read_text(encoding="utf-8"))
    README.write_text(with_table(README.read_text(encoding="utf-8"), found), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else KEPT)
