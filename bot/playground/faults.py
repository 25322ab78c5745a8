"""Misfortune on purpose, when switched on: lost connections, server errors, slowness, updates repeated or reordered."""

import random
from collections import deque
from collections.abc import Mapping
from enum import Enum


class Fault(Enum):
    """One way in which a request can go wrong."""

    DROP_BEFORE = "the connection is lost before the work is done"
    DROP_AFTER = "the work is done, but the connection is lost before the answer"
    ERROR_500 = "an internal server error, nothing is done"
    ERROR_502 = "a bad gateway with an HTML page, nothing is done"
    PAGE = "a page in place of an answer, with `page_code`: somebody between us and the server speaks in its place"
    FLOOD = "429 with a retry_after, nothing is done"
    SLOW = "the answer comes late"
    TWICE = "getUpdates hands the same update out twice"
    REORDERED = "getUpdates hands the updates out the other way round"


class Faults:
    """Faults by chance (`rates`, from a seed) and by order (`next`). Without either nothing ever fails."""

    def __init__(self, seed: int = 0) -> None:
        self.rates: Mapping[Fault, float] = {}
        self.flood_seconds = 1
        self.page_code = 200
        self.slow_seconds = 0.05
        self._random = random.Random(seed)  # noqa: S311 - chance for tests, not a secret
        self._ordered: deque[tuple[Fault, str | None]] = deque()

    def next(self, fault: Fault, method: str | None = None, times: int = 1) -> None:
        """The next `times` requests (of `method`, or of any) meet this fault."""
        self._ordered.extend([(fault, method)] * times)

    def heal(self) -> None:
        """Nothing fails any more, by chance or by order."""
        self.rates = {}
        self._ordered.clear()

    def draw(self, method: str) -> Fault | None:
        """The fault that this request meets, if any."""
        for entry in self._ordered:
            if entry[1] in (None, method):
                self._ordered.remove(entry)
                return entry[0]
        chance = self._random.random()
        for fault, rate in self.rates.items():
            if chance < rate:
                return fault
            chance -= rate
        return None
