"""How it is said that a typed line is not the value it was meant to be, each time with an example. Pure."""

from __future__ import annotations

from bot.life.answers import AnswerError
from bot.texts import Html, Texts
from scheduler.workweek import WorkWeekError

QUOTED = 40
"""Characters of what was typed, when it is said back."""


def quoted(typed: str) -> str:
    """What was typed, short enough to be said back."""
    line = " ".join(typed.split())
    return line if len(line) <= QUOTED else f"{line[:QUOTED]}…"


def told(of: str, error: AnswerError | WorkWeekError, texts: Texts) -> Html:
    """What is wrong with a value of this setting ("hours", "interval", "goal" ...), and an example."""
    return texts(f"answer-{of}-fault", reason=str(error.reason), part=quoted(error.part))
