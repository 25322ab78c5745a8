"""The first meeting: six questions, and until they are answered nothing else that needs the answers."""

from __future__ import annotations

from bot.features.onboarding import handlers, toggling, where
from bot.turn import Turn
from bot.wire.buttons import (
    Agree,
    Answered,
    ConfirmZone,
    NextLesson,
    OpenHelp,
    OwnHours,
    PickHours,
    PickInterval,
    PickZone,
    Toggle,
    UseDefaults,
)
from bot.wire.incoming import Command, Location, Odd, Returned, Tap, Typed, What
from bot.wire.routes import Route, command, kind, tap

_COMMANDS_FOR_ALL = frozenset({"start", "help", "privacy", "learn"})
_OWN = (
    Agree,
    Answered,
    ConfirmZone,
    OwnHours,
    PickHours,
    PickInterval,
    PickZone,
    Toggle,
    UseDefaults,
)
_BUTTONS_FOR_ALL = (*_OWN, OpenHelp, NextLesson)


def _too_early(turn: Turn, what: What) -> What | None:
    """What the other features may only be asked by somebody who is set up."""
    if turn.person.set_up_at is not None:
        return None
    if isinstance(what, Command):
        return None if what.name in _COMMANDS_FOR_ALL else what
    if isinstance(what, Tap) and what.press is not None:
        return None if isinstance(what.press, _BUTTONS_FOR_ALL) else what
    return None


def _typed_during(turn: Turn, what: What) -> str | None:
    return what.text if isinstance(what, Typed) and turn.person.set_up_at is None else None


def _located_during(turn: Turn, what: What) -> Location | None:
    return what if isinstance(what, Location) and turn.person.set_up_at is None else None


def _odd_during(turn: Turn, what: What) -> Odd | None:
    return what if isinstance(what, Odd) and turn.person.set_up_at is None else None


ROUTES: tuple[Route, ...] = (
    Route(_too_early, handlers.too_early),
    command("start", handlers.start),
    kind(Returned, handlers.returned),
    tap(Agree, handlers.agree),
    tap(PickZone, where.pick),
    tap(ConfirmZone, where.confirm),
    tap(PickHours, handlers.pick_hours),
    tap(OwnHours, handlers.own),
    tap(PickInterval, handlers.pick_interval),
    tap(Toggle, toggling.toggle),
    tap(Answered, toggling.answered),
    tap(UseDefaults, handlers.use_defaults),
    Route(_typed_during, handlers.typed),
    Route(_located_during, handlers.located),
    Route(_odd_during, handlers.odd),
)
