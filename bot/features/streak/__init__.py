"""/streak: days in a row, this week, today, and why; /log for a day that was forgotten."""

from __future__ import annotations

from bot.features.streak.handlers import log, log_tapped, streak, streak_tapped, why
from bot.features.streak.makers import makers
from bot.wire.buttons import LogDay, OpenStreak, OpenWhy
from bot.wire.routes import Route, command, tap

__all__ = ["ROUTES", "makers"]

ROUTES: tuple[Route, ...] = (
    command("streak", streak),
    tap(OpenStreak, streak_tapped),
    tap(OpenWhy, why),
    command("log", log),
    tap(LogDay, log_tapped),
)
