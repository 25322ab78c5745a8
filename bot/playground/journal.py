"""A log of what was asked of the server, for tests and for a curious developer."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass

LONGEST = 200


@dataclass(frozen=True)
class Entry:
    """One request: `at` in epoch seconds, its arguments in short, the HTTP code, result or description."""

    at: float
    method: str
    arguments: Mapping[str, str]
    code: int
    answer: object


class Journal:
    """The last ten thousand requests, oldest first."""

    def __init__(self) -> None:
        self.entries: deque[Entry] = deque(maxlen=10_000)

    def note(self, entry: Entry) -> None:
        """Append one request."""
        self.entries.append(entry)

    def of(self, *methods: str) -> list[Entry]:
        """The requests of these methods."""
        return [entry for entry in self.entries if entry.method in methods]

    def clear(self) -> None:
        """Start afresh."""
        self.entries.clear()


def shortened(value: object) -> str:
    """`value` in at most 200 characters."""
    text = str(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
