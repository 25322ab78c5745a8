"""What the bot can do, one folder a feature, and the order in which they answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from bot.features import (
    breaks,
    exercises,
    feedback,
    help,  # noqa: A004
    learn,
    onboarding,
    privacy,
    session,
    settings,
    streak,
    stretch,
)
from bot.features.help.likely import without_slash
from bot.menu import COMMANDS
from bot.turn import Called, House, Turn
from bot.wire import routes
from bot.wire.incoming import Command, Typed, What
from bot.wire.making import Maker
from bot.wire.outgoing import Unsent
from bot.wire.routes import Route
from scheduler.due import DueItem


def _spoken(_turn: Turn, what: What) -> Command | None:
    return without_slash(what.text, COMMANDS) if isinstance(what, Typed) else None


def _obey(turn: Turn, command: Command) -> None:
    routes.answer(ROUTES, turn, command)


# What is kept of a person, and a word to the operator, are for those too who are not set up.
# Typed lines are read by the question that is open, then by what they look like, then as a command without
# its slash; help answers all the rest.
ROUTES: tuple[Route, ...] = (
    *privacy.ROUTES,
    *feedback.ROUTES,
    *onboarding.ROUTES,
    *settings.ROUTES,
    *breaks.ROUTES,
    *session.ROUTES,
    *stretch.ROUTES,
    *streak.ROUTES,
    *learn.ROUTES,
    Route(_spoken, _obey),
    *exercises.ROUTES,
    *help.ROUTES,
)

# By slot: what follows from a drawing that came late, or as a text.
REACHED: Mapping[str, Callable[[Turn, datetime, timedelta, bool], None]] = session.REACHED

# By slot: what follows from a new message that never reached the person.
UNSENT: Mapping[str, Callable[[Turn, datetime, Unsent], None]] = breaks.UNSENT

DUE: Mapping[str, Callable[[Turn, DueItem], None]] = {**breaks.DUE, **session.DUE}

# Of these many that are due at once are handled together.
DUE_TOGETHER: Mapping[str, Callable[[Sequence[Called]], None]] = breaks.DUE_TOGETHER

# The same for people whom the operator no longer lets in; where nothing is named, all goes on, but in silence.
SHUT_OUT: Mapping[str, Callable[[Turn, DueItem], None]] = {**DUE, **breaks.SHUT_OUT}

# To somebody whose tap could not be answered; the first that has something live shows it as it stands now.
SHOW_AGAIN: tuple[Callable[[Turn], bool], ...] = (session.show_again, breaks.show_again)


def makers(house: House) -> Mapping[str, Maker]:
    """Who makes the pictures and documents that go out, by the names that Outgoing.made uses."""
    return {**streak.makers(house), **privacy.makers(house)}
