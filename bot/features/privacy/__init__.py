"""/privacy: what is kept of a person, why, and who can see it."""

from __future__ import annotations

from bot.turn import Turn
from bot.wire.routes import Route, command


def privacy(turn: Turn, _words: str) -> None:
    """Short and true; the tables it tells of are in bot/storage/tables.py."""
    turn.say(turn.texts("privacy"))


ROUTES: tuple[Route, ...] = (command("privacy", privacy),)
