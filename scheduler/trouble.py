"""What to do about failures: how long to wait before trying again, and what to say of an error in the log."""

from __future__ import annotations

from pathlib import Path
from traceback import extract_tb

# Enough for any delay, and few enough not to overflow.
_MOST_DOUBLINGS = 30


def growing_delay(failures: int, first: float, longest: float, chance: float = 1.0) -> float:
    """Seconds to wait after so many failures in a row: `first`, then twice as long each time up to `longest`.

    Up to half of it is up to `chance` (0 to 1), so that those who failed together do not come back together.
    """
    doublings = min(max(failures - 1, 0), _MOST_DOUBLINGS)
    return min(longest, first * 2.0**doublings) * (0.5 + chance / 2)


def anonymous(error: BaseException) -> dict[str, str]:
    """What the log may know of an error: its type and where it arose.

    Its message is left out, since that may quote what a person wrote.
    """
    frames = extract_tb(error.__traceback__)
    arose = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "unknown"
    return {"error": type(error).__qualname__, "arose": arose}
