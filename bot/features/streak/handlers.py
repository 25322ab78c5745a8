"""Shows where a person stands."""

from __future__ import annotations

from bot.features.streak import view
from bot.storage.record import diary_of, standing_of
from bot.turn import Turn
from bot.wire.buttons import OpenStreak

SLOT = "streak"


def streak(turn: Turn, _words: str) -> None:
    """`/streak`."""
    standing = standing_of(turn.conn, turn.person, turn.now)
    diary = diary_of(turn.conn, turn.person.id)
    workdays = view.workdays_of_week(standing.today, diary.is_workday)
    turn.show(SLOT, view.streak(standing, workdays, turn.person.goal, turn.texts), anew=True)


def streak_tapped(turn: Turn, _press: OpenStreak) -> None:
    """[Streak]."""
    streak(turn, "")
