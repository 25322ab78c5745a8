"""A stretch on demand: asked for by a command, a typed line or a tap."""

from __future__ import annotations

from bot.features.stretch import ask, offering, view
from bot.features.stretch.ask import Ask, Names, OutOfRange
from bot.life.faults import quoted
from bot.storage import breaks
from bot.storage.breaks import Origin
from bot.turn import Turn
from bot.wire.buttons import Another, AskStretch, OfferRoutine, OfferStretch, OpenRoutines, PickMinutes
from bot.wire.incoming import Tap, What
from bot.wire.outgoing import View
from content.models import Place


def command(turn: Turn, words: str) -> None:
    """`/stretch`, or `/stretch 3 min floor`."""
    found = ask.parse(f"stretch {words}", Names.of(turn.house.catalogue))
    if found is None:
        turn.say(turn.texts("stretch-unread", words=quoted(words)), _menu(turn).rows)
        return
    _answer(turn, found)


def is_ask(turn: Turn, line: str) -> bool:
    """Whether a typed line asks for a stretch. The name of an exercise alone does not: it is looked up."""
    found = ask.parse(line, Names.of(turn.house.catalogue))
    if isinstance(found, Ask) and found.exercise is not None:
        return ask.wants_to_start(line)
    return found is not None


def typed(turn: Turn, line: str) -> None:
    """A line that asks for a stretch."""
    found = ask.parse(line, Names.of(turn.house.catalogue))
    assert found is not None
    _answer(turn, found)


def open_menu(turn: Turn, _press: OfferStretch) -> None:
    """[Stretch now]: what it was tapped on stays as it is."""
    turn.show(offering.SLOT, _menu(turn), anew=True)


def pick_minutes(turn: Turn, press: PickMinutes) -> None:
    """How long; where is still open."""
    offering.show(turn, view.menu(press.minutes, turn.texts))


def open_routines(turn: Turn, _press: OpenRoutines) -> None:
    """[Routines]."""
    offering.show(turn, view.routines(turn.house.catalogue, turn.texts))


def asked(turn: Turn, press: AskStretch) -> None:
    """A time and a place from the menu."""
    place = Place(press.place) if press.place in set(Place) else None
    offering.offer_time(turn, press.minutes, place)


def routine(turn: Turn, press: OfferRoutine) -> None:
    """A routine from the menu."""
    if press.routine in turn.house.catalogue.routines:
        offering.offer_routine(turn, press.routine)
        return
    turn.toast(turn.texts("stretch-unknown-routine"))
    offering.show(turn, _menu(turn))


def asked_for(turn: Turn, what: What) -> Another | None:
    """Takes [Another] where its break was asked for, not a reminder."""
    press = what.press if isinstance(what, Tap) else None
    if not isinstance(press, Another):
        return None
    found = breaks.load(turn.conn, turn.person.id, press.break_id)
    return press if found is not None and found.origin is Origin.ASKED else None


def another(turn: Turn, press: Another) -> None:
    """Something else in its place."""
    found = breaks.load(turn.conn, turn.person.id, press.break_id)
    if found is None or not found.live:
        turn.toast(turn.texts("stretch-closed"))
        return
    offering.swap(turn, found)


def _answer(turn: Turn, found: Ask | OutOfRange) -> None:
    if isinstance(found, OutOfRange):
        turn.say(turn.texts("stretch-out-of-range"), _menu(turn).rows)
    elif found.routine is not None:
        offering.offer_routine(turn, found.routine)
    elif found.exercise is not None:
        offering.offer_exercise(turn, found.exercise)
    elif found.minutes is None and found.place is None:
        offering.show(turn, _menu(turn))
    else:
        offering.offer_time(turn, found.minutes or ask.SHORTEST, found.place)


def _menu(turn: Turn) -> View:
    return view.menu(ask.SHORTEST, turn.texts)
