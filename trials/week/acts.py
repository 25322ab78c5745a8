"""What a person did, and when, as far as it can move a reminder."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto


class Did(StrEnum):
    """One kind of act."""

    SAID_SOMETHING = auto()
    """Anything that moves no reminder by itself: a sign of life."""
    SET_UP = auto()
    SNOOZED = auto()
    SKIPPED = auto()
    TOOK_SKIP_BACK = auto()
    MOVED = auto()
    STARTED = auto()
    ENDED_MOVED = auto()
    """The stretch is over, and enough of it was done."""
    ENDED = auto()
    """The stretch is over, and too little was done."""
    PAUSED = auto()
    RESUMED = auto()
    DONE_FOR_TODAY = auto()
    SLOWED_DOWN = auto()
    KEPT_GOING = auto()
    CHANGED_HOURS = auto()
    CHANGED_ZONE = auto()
    CHANGED_INTERVAL = auto()
    LEFT = auto()
    RETURNED = auto()


@dataclass(frozen=True, slots=True)
class Act:
    """`minutes` of a snooze, a pause or an interval; `days` of a pause, the day of the act being the first; `words` are
    hours or a zone. `whole_range`: a day off of a night shift ends with its last range, not at midnight."""

    at: datetime
    did: Did
    minutes: int = 0
    days: int = 0
    words: str = ""
    whole_range: bool = False
