"""/privacy, /export and /forget: what is kept of a person, all of it as files, and the way to have it erased."""

from __future__ import annotations

from bot.features.privacy.handlers import export, forget, forget_all, keep_all, privacy
from bot.features.privacy.makers import makers
from bot.wire.buttons import ForgetAll, KeepAll
from bot.wire.routes import Route, command, tap

__all__ = ["ROUTES", "makers"]

ROUTES: tuple[Route, ...] = (
    command("privacy", privacy),
    command("export", export),
    command("forget", forget),
    tap(ForgetAll, forget_all),
    tap(KeepAll, keep_all),
)
