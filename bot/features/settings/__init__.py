"""The settings: seen at a glance, changed by a tap or a typed line."""

from __future__ import annotations

from bot.features.settings import handlers
from bot.features.settings.pages import Setting
from bot.turn import Turn
from bot.wire.buttons import ChangeSetting, OpenSettings
from bot.wire.incoming import Location, Typed, What
from bot.wire.routes import Route, command, tap


def _answer_of(turn: Turn, what: What) -> str | None:
    return what.text if isinstance(what, Typed) and handlers.asked(turn) else None


def _location_of(turn: Turn, what: What) -> Location | None:
    return what if isinstance(what, Location) and handlers.asked(turn) is Setting.ZONE else None


ROUTES: tuple[Route, ...] = (
    command("settings", handlers.settings),
    tap(OpenSettings, handlers.open_page),
    tap(ChangeSetting, handlers.tapped),
    Route(_answer_of, handlers.typed),
    Route(_location_of, handlers.located),
)
