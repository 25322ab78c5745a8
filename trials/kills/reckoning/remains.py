"""Nothing is left: no error in the log, no update set aside, nothing unsent, no process, no temporary folder."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from trials.kills.ledger import Ledger

ERRORS = frozenset({"error", "critical"})


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the bot's log, and where it stands. One that is no JSON, as a traceback is not, has no level."""

    where: str
    text: str
    level: str
    facts: Mapping[str, object]


def lines(logs: Iterable[Path]) -> Iterator[Line]:
    """All of these logs."""
    for log in logs:
        for number, text in enumerate(log.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            yield line(f"{log.name}:{number}", text)


def line(where: str, text: str) -> Line:
    """One of them. A kill may have cut it off."""
    try:
        facts = json.loads(text)
    except ValueError:
        facts = None
    return (
        Line(where, text, str(facts.get("level", "")), facts)
        if isinstance(facts, dict)
        else Line(where, text, "", {})
    )


def errors(log: Iterable[Line]) -> Iterator[str]:
    """What the bot logs as an error, and what is no log line at all, unless it is the beginning of one."""
    for one in log:
        if one.level in ERRORS or (not one.level and not one.text.startswith("{")):
            yield f"{one.where}: {one.text[:300]}"


def undone(ledger: Ledger) -> Iterator[str]:
    """Updates and messages that were not dealt with, though there was time enough."""
    if ledger.damage:
        yield f"the database is damaged: {ledger.damage}"
    for left in ledger.parked:
        yield f"update {left.id} is parked: {left.why}"
    for left in ledger.unapplied:
        yield f"update {left.id} was never applied: {left.body[:200]}"
    for left in ledger.unsent:
        yield f"a message to {left.chat} was never sent: {left.body[:200]}"


def left_over(processes: Iterable[int], temporary: Iterable[str]) -> Iterator[str]:
    """What killed bots have left on the machine."""
    yield from (f"something of process group {group} still runs" for group in processes)
    yield from (f"{name} was left in the folder for temporary files" for name in temporary)


def bad_end(exit_code: int | None, *, rested: bool) -> Iterator[str]:
    """Whether the last bot came to rest, and stopped in good order."""
    if not rested:
        yield "the bot did not come to rest"
    if exit_code != 0:
        yield "the bot did not stop on SIGTERM" if exit_code is None else f"its exit code was {exit_code}"
