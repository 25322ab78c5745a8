"""/streak: days in a row, this week, today."""

from __future__ import annotations

from bot.features.streak.handlers import streak, streak_tapped
from bot.wire.buttons import OpenStreak
from bot.wire.routes import Route, command, tap

ROUTES: tuple[Route, ...] = (command("streak", streak), tap(OpenStreak, streak_tapped))
