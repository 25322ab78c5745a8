"""What a process left unsent goes out of another's hands, and each chat's answers come in order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from trials.fleet.polling import another_was_well
from trials.kills.ledger import Left
from trials.kills.lively import TOKEN
from trials.kills.process import Life
from trials.kills.reckoning.lives import Lives, is_of
from trials.kills.record import Call


def out_of_order(calls: Sequence[Call]) -> Iterator[str]:
    """Odd lines that were answered before an earlier one of the same person."""
    newest: defaultdict[int, int] = defaultdict(int)
    answered: set[str] = set()
    for call in sorted(calls, key=lambda call: call.at):
        found = TOKEN.search(call.text) if call.done and call.sends else None
        if found is None or found[0] in answered:
            continue
        answered.add(found[0])
        number = int(found[0].rpartition("n")[2])
        if number < newest[call.chat]:
            yield f"chat {call.chat}: line {number} was answered after line {newest[call.chat]}"
        newest[call.chat] = max(number, newest[call.chat])


def taken_over_after(calls: Sequence[Call], lives: Lives) -> list[float]:
    """Seconds from the kill of a process to when what it had not sent, or not noted as sent, came from another.

    Without those in which the database was away, or another process was not well all the time.
    """
    by_chat: defaultdict[int, list[Call]] = defaultdict(list)
    for call in calls:
        if call.done and call.sends:
            by_chat[call.chat].append(call)
    waits = []
    for life in lives.all:
        for left in _its_own(life):
            came = (call for call in by_chat[left.chat] if call.begun > life.ended and _tells(call))
            first = next((call for call in came if is_of(left, call) and call.by != life.process), None)
            if first is not None and another_was_well(life, life.ended, first.at, lives):
                waits.append(first.at - life.ended)
    return waits


def _its_own(life: Life) -> list[Left]:
    return [left for left in life.unsent if life.killed and left.process.endswith(f":{life.id}")]


def _tells(call: Call) -> bool:
    """Whether it has something by which its row is known."""
    return bool(call.buttons or TOKEN.search(call.text))
