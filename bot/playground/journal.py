"""A log of what was asked of the server, for tests and for a curious developer."""

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass

LONGEST = 200


@dataclass(frozen=True)
class Entry:
    """One request, which came at `begun` and was dealt with `at` (epoch seconds): its arguments in short, the HTTP
    code, result or description, and the fault that it met (empty: none)."""

    begun: float
    at: float
    method: str
    arguments: Mapping[str, str]
    code: int
    answer: object
    fault: str = ""


class Journal:
    """The last ten thousand requests, oldest first; who listens hears of every one."""

    def __init__(self) -> None:
        self.entries: deque[Entry] = deque(maxlen=10_000)
        self._listeners: list[Callable[[Entry], None]] = []

    def listen(self, listener: Callable[[Entry], None]) -> None:
        """Call `listener` with each request from now on, when its work is done and before its answer goes out."""
        self._listeners.append(listener)

    def note(self, entry: Entry) -> None:
        """Append one request."""
        self.entries.append(entry)
        for listener in self._listeners:
            listener(entry)

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
