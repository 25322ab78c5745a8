"""What receives updates, however they come: asked for (`puller`) or brought (`webhook`)."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class Receiver(Protocol):
    """`heard_at`: when Telegram last answered or brought something. `out_of_reach`: the last try found nobody there.

    `failures`: tries in vain, in a row.
    """

    heard_at: datetime
    out_of_reach: bool
    failures: int

    async def run(self) -> None:
        """Receive until cancelled. Raises NotUs."""

    def hears(self, now: datetime) -> bool:
        """Whether updates come, as far as can be told."""

    async def idle(self) -> None:
        """Return when whoever is to be told of an outage has been."""
