"""A stretch on demand."""

from __future__ import annotations

from bot.features.stretch import handlers
from bot.wire.buttons import AskStretch, OfferRoutine, OfferStretch, OpenRoutines, PickMinutes
from bot.wire.routes import Route, command, tap, typed

ROUTES: tuple[Route, ...] = (
    command("stretch", handlers.command),
    typed(handlers.typed, when=handlers.is_ask),
    tap(OfferStretch, handlers.open_menu),
    tap(PickMinutes, handlers.pick_minutes),
    tap(AskStretch, handlers.asked),
    tap(OpenRoutines, handlers.open_routines),
    tap(OfferRoutine, handlers.routine),
    Route(handlers.asked_for, handlers.another),
)
