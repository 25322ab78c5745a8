"""/feedback: a line to the operator."""

from __future__ import annotations

from bot.features.feedback.handlers import feedback, is_open, never_mind, typed
from bot.wire.buttons import DropFeedback
from bot.wire.routes import Route, command, tap
from bot.wire.routes import typed as typed_line

ROUTES: tuple[Route, ...] = (
    command("feedback", feedback),
    typed_line(typed, when=is_open),
    tap(DropFeedback, never_mind),
)
