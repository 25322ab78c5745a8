"""Nothing is left: no error in the log, no update set aside, nothing unsent, no process, no temporary folder."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from trials.kills.ledger import Ledger

ERRORS = frozenset({"error", "critical"})


BAD_GATEWAY = "Can not load invalid JSON data"
"""What the library logs of a 502 with an HTML page, as the server sends it; the bot itself says that it waits."""

JUST_MADE = 5.0  # seconds: what was made so shortly before the end may be left for the next start

CUT_OFF = "/multiprocessing/"
"""What Python says, past the log, of processes whose bot was killed while they started."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the bot's log, and where it stands. One that is no JSON, as a traceback is not, has no level."""

    where: str
    text: str
    level: str = ""
    event: str = ""


def lines(logs: Iterable[Path]) -> Iterator[Line]:
    """All of these logs."""
    for log in logs:
        for number, text in enumerate(log.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            yield line(f"{log.name}:{number}", text)


def line(where: str, text: str) -> Line:
    """One of them."""
    try:
        facts = json.loads(text)
    except ValueError:
        return Line(where, text)
    return Line(where, text, str(facts.get("level", "")), str(facts.get("event", "")))


def errors(log: Iterable[Line]) -> Iterator[str]:
    """What the bot logs as an error, and what stands beside the log, except for what is known."""
    for is_logged, block in groupby(log, key=lambda one: bool(one.level)):
        found = list(block)
        if not is_logged and not any(CUT_OFF in one.text or one.text.startswith("{") for one in found):
            yield f"{found[0].where}: {' | '.join(one.text for one in found)[:300]}"
        for one in found:
            if one.level in ERRORS and not one.event.startswith(BAD_GATEWAY):
                yield f"{one.where}: {one.text[:300]}"


def undone(ledger: Ledger, ended: float) -> Iterator[str]:
    """Updates and messages that were not dealt with, though there was time enough until the end."""
    if ledger.damage:
        yield f"the database is damaged: {ledger.damage}"
    for left in ledger.parked:
        yield f"update {left.id} is parked: {left.why}"
    for left in ledger.unapplied:
        yield f"update {left.id} was never applied: {left.body[:200]}"
    for left in ledger.unsent:
        if left.at < ended - JUST_MADE:
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
