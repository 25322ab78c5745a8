"""The guided session: started from an offer, led step by step, rated at its end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from bot.features.session import controls, live, rating, starting
from bot.features.session.controls import show_again
from bot.features.session.live import SLOT, STEP
from bot.turn import Turn
from bot.wire.buttons import (
    KeepSession,
    Play,
    Rate,
    ReplaceSession,
    Start,
    StartExercise,
    UndoNotDone,
    Unhide,
)
from bot.wire.routes import Route, tap
from scheduler.due import DueItem

__all__ = ["DUE", "ROUTES", "show_again"]

ROUTES: tuple[Route, ...] = (
    tap(Start, starting.start),
    tap(StartExercise, starting.start_exercise),
    tap(ReplaceSession, starting.replace),
    tap(KeepSession, starting.keep),
    tap(Play, controls.control),
    tap(Rate, rating.rate),
    tap(UndoNotDone, rating.undo_not_done),
    tap(Unhide, rating.unhide),
)

# By slot: what a drawn view of it does when it has reached the person late, or as a text.
REACHED: Mapping[str, Callable[[Turn, datetime, timedelta, bool], None]] = {SLOT: live.reached}

DUE: Mapping[str, Callable[[Turn, DueItem], None]] = {STEP: controls.tick}
