"""What to do about failures: how long to wait before trying again, and what to say of an error in the log."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from traceback import extract_tb

# Enough for any delay, and few enough not to overflow a timedelta.
_MOST_DOUBLINGS = 30


def growing_delay(failures: int, first: timedelta, longest: timedelta) -> timedelta:
    """How long to wait after so many failures in a row: `first`, then twice as long each time up to
    `longest`."""
    doublings = min(max(failures - 1, 0), _MOST_DOUBLINGS)
    return min(longest, first * (1 << doublings))


def anonymous(error: BaseException) -> dict[str, str]:
    """What the log may know of an error: its type and where it arose.

    Its message is left out, since that may quote what a person wrote.
    """
    frames = extract_tb(error.__traceback__)
    arose = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "unknown"
    return {"error": type(error).__qualname__, "arose": arose}
