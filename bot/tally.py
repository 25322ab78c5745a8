"""What should not have happened and was counted, said in the log: a line an hour at most, none where all is well."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import structlog

log = structlog.get_logger(__name__)


class Tally:
    """Counters by the names under which they are said; each only ever grows."""

    def __init__(self, counters: Mapping[str, Callable[[], int]]) -> None:
        self._counters = counters
        self._said: Mapping[str, int] = dict.fromkeys(counters, 0)

    @property
    def counts(self) -> Mapping[str, int]:
        """All of them, since the start."""
        return {name: count() for name, count in self._counters.items()}

    async def say(self) -> None:
        """Those that have grown since the last time, and by how much."""
        now = self.counts
        grown = {name: count - self._said[name] for name, count in now.items() if count > self._said[name]}
        self._said = now
        if grown:
            log.warning("since the last look", **grown)
