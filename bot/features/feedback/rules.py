"""How much may be passed on, and for how long a question for it stays open. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

LONGEST = 500
"""Characters of a line."""

MOST = 5
"""Lines of one person within a day."""

DAY = timedelta(days=1)
OPEN_FOR = timedelta(minutes=10)
_ASKED = "feedback-"


def question(now: datetime) -> str:
    """What is kept of the open question: that it was asked, and when."""
    return f"{_ASKED}{int(now.timestamp())}"


def is_question(asked: str | None, now: datetime) -> bool:
    """Whether a line typed now answers it. Later it may be meant for the bot alone, and must not reach anybody else."""
    number = (asked or "").removeprefix(_ASKED)
    if asked == number or not number.isdigit():
        return False
    return now.timestamp() - int(number) <= OPEN_FOR.total_seconds()
