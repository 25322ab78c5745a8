"""Help: asked for, and for everything that no other feature took."""

from __future__ import annotations

from bot.features.help import handlers
from bot.wire.buttons import OpenHelp
from bot.wire.incoming import Command, Edited, Left, Location, Odd, Tap, Typed
from bot.wire.routes import Route, command, kind, tap

ROUTES: tuple[Route, ...] = (
    command("help", handlers.help_with_all),
    tap(OpenHelp, handlers.help_tapped),
    kind(Typed, handlers.typed),
    kind(Command, handlers.unknown_command),
    kind(Odd, handlers.odd),
    kind(Edited, handlers.edited),
    kind(Location, handlers.located),
    kind(Tap, handlers.outdated),
    kind(Left, handlers.left),
)
