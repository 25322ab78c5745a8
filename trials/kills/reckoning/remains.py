"""Nothing is left: no update set aside, nothing unsent, no process, no temporary folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from trials.kills.ledger import Ledger

JUST_MADE = 5.0  # seconds: what was made so shortly before the end may be left for the next start


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
