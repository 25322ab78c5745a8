"""/learn: one lesson at a time, with its evidence and source."""

from __future__ import annotations

from bot.features.learn.handlers import learn, next_lesson
from bot.wire.buttons import NextLesson
from bot.wire.routes import Route, command, tap

ROUTES: tuple[Route, ...] = (command("learn", learn), tap(NextLesson, next_lesson))
