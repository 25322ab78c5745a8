"""What the bot wrote beside its work: no error, and nothing past the log but for what a kill explains."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from trials.kills.process import Life
from trials.kills.reckoning.lives import Lives

ERRORS = frozenset({"error", "critical"})
SPAWNED = "/multiprocessing/"
"""Python's own files, which tell past the log of a process that was starting, or shared something, at the kill."""

RUN_BY_SPAWN = '"<string>"'  # the file of what such a process is told to run first
SHOWN = 300  # characters
CANNOT_BE_USED = "The database cannot be used at the moment"
OF_AN_OUTAGE = frozenset({"nothing can be written, trying again until it can", "queue_unavailable"})


def errors(lives: Iterable[Life], known: Lives) -> Iterator[str]:
    """All that is wrong in their logs."""
    for life in lives:
        texts = life.log.read_text(encoding="utf-8", errors="replace").splitlines()
        wrong = wrong_in(texts, killed=life.killed)
        yield from (f"{life.log.name}: {line[:SHOWN]}" for line in wrong if not _is_told(line, life, known))


def wrong_in(texts: Sequence[str], *, killed: bool) -> Iterator[str]:
    """What is logged as an error, and what stands past the log and does not come of a kill."""
    past: list[str] = []
    for text in texts:
        if (level := _level(text)) is None:
            past.append(text)
        elif level in ERRORS:
            yield text
    if killed and past and past[-1] is texts[-1] and past[-1].startswith("{"):
        del past[-1]  # a line that was cut off
    for said in _apart(past):
        if not (killed and _comes_of_a_kill(said)):
            yield " | ".join(said)


def _is_told(line: str, life: Life, known: Lives) -> bool:
    """Whether the database was away, and the bot says so as it should: in its log, or where it could not begin."""
    facts = json.loads(line) if line.startswith("{") else {}
    if str(facts.get("event")).startswith(CANNOT_BE_USED):
        return life.ready is None and known.lacked_database(life.begun, life.ended)
    if facts.get("event") not in OF_AN_OUTAGE:
        return False
    at = datetime.fromisoformat(facts["timestamp"]).timestamp()
    return known.lacked_database(at, at)


def _level(text: str) -> str | None:
    """None where it is no line of the log."""
    try:
        facts = json.loads(text)
    except ValueError:
        return None
    return str(facts["level"]) if isinstance(facts, dict) and "level" in facts else None


def _apart(past: Iterable[str]) -> Iterator[list[str]]:
    """Each traceback, and each other line with the indented ones after it."""
    said: list[str] = []
    is_open = False  # a traceback goes on until its error is named
    for text in past:
        is_indented = text.startswith(" ")
        if said and not is_indented and not is_open:
            yield said
            said = []
        is_open = text.startswith("Traceback") or (is_open and is_indented)
        said.append(text)
    if said:
        yield said


def _comes_of_a_kill(said: Sequence[str]) -> bool:
    if not said[0].startswith("Traceback"):
        return SPAWNED in said[0]
    files = [text for text in said if text.startswith('  File "')]
    return bool(files) and all(SPAWNED in file or RUN_BY_SPAWN in file for file in files)
