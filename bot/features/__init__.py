"""What the bot can do, one folder a feature, and the order in which they answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.features import breaks, help, learn, onboarding, privacy, session, settings, streak, stretch  # noqa: A004
from bot.turn import Turn
from bot.wire.routes import Route
from scheduler.due import DueItem

# Typed lines are read by the question that is open, then by what they look like; help answers all the rest.
ROUTES: tuple[Route, ...] = (
    *onboarding.ROUTES,
    *settings.ROUTES,
    *breaks.ROUTES,
    *session.ROUTES,
    *stretch.ROUTES,
    *streak.ROUTES,
    *learn.ROUTES,
    *privacy.ROUTES,
    *help.ROUTES,
)

DUE: Mapping[str, Callable[[Turn, DueItem], None]] = {**breaks.DUE, **session.DUE}
