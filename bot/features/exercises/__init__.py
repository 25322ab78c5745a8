"""The catalogue to browse: lists, cards, favourites, and what is left out."""

from __future__ import annotations

from bot.features.exercises import browsing, card, hidden
from bot.wire.buttons import (
    BringBack,
    Browse,
    Favour,
    NeverAgain,
    OpenExercise,
    OpenFilters,
    OpenHidden,
    Restore,
    UndoNever,
)
from bot.wire.routes import Route, command, tap, typed

ROUTES: tuple[Route, ...] = (
    command("exercises", browsing.command),
    tap(Browse, browsing.browse),
    tap(OpenFilters, browsing.filters),
    typed(browsing.typed, when=browsing.is_search),
    tap(OpenExercise, card.open_card),
    tap(Favour, card.favour),
    tap(NeverAgain, card.never_again),
    tap(UndoNever, card.undo_never),
    tap(BringBack, card.bring_back),
    command("hidden", hidden.command),
    tap(OpenHidden, hidden.turn_page),
    tap(Restore, hidden.restore),
)
