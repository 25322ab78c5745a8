"""Kill the bot again and again while people use it, and reckon up what was lost or came twice."""

from __future__ import annotations

import argparse
import asyncio
import shutil
import tempfile
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

from trials.kills.evidence import Choice, Evidence
from trials.kills.trial import held
from trials.kills.verdict import Verdict, reckon

SHOWN = 12  # lines of each kind of fault


def add_options(parser: argparse.ArgumentParser, usual: Choice = Choice()) -> None:  # noqa: B008 - frozen
    """What can be chosen; see Choice."""
    parser.add_argument("--seed", type=int, default=usual.seed, help="what happens by chance follows from it")
    parser.add_argument("--kills", type=int, default=usual.kills, help="how often the bot is killed")
    parser.add_argument("--quiet", type=int, default=usual.quiet, help="people who only get reminders")
    parser.add_argument("--lively", type=int, default=usual.lively, help="people who tap and type")


def run(chosen: argparse.Namespace) -> int:
    """Hold the trial and print what came of it; 1 where something is wrong. Then its folder stays, to look into."""
    return carried_out("kills", Choice(chosen.seed, chosen.kills, chosen.quiet, chosen.lively), held, reckon)


def carried_out(
    name: str,
    choice: Choice,
    held: Callable[[Choice, Path], Coroutine[Any, Any, Evidence]],
    reckon: Callable[[Evidence], Verdict],
) -> int:
    """The trial of this name, as `run` does."""
    folder = Path(tempfile.mkdtemp(prefix=f"unsit-{name}-"))
    verdict = reckon(asyncio.run(held(choice, folder)))
    print(f"{name}: seed {choice.seed}, {choice.quiet} quiet and {choice.lively} lively people")
    for line in report(verdict):
        print(line)
    if verdict.wrong:
        print(f"The database and the logs are in {folder}")
    else:
        shutil.rmtree(folder)
    return verdict.exit_code


def report(verdict: Verdict) -> Iterator[str]:
    """The figures, then what is wrong."""
    for name, value in verdict.figures.items():
        yield f"  {name:<20}{value}"
    for name, lines in verdict.wrong.items():
        yield f"WRONG: {name} ({len(lines)})"
        yield from (f"    {line}" for line in lines[:SHOWN])
    if not verdict.wrong:
        yield "  nothing was lost, and nothing came twice without a reason"
