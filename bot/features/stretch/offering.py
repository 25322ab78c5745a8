"""Offers on demand: chosen for a time and a place, or asked for by name; written into the ledger and shown."""

from __future__ import annotations

from collections.abc import Iterable

from bot import drawings
from bot.features.stretch import ask, view
from bot.life import offer
from bot.storage import asked, breaks, mail
from bot.storage.breaks import Break, Origin
from bot.storage.known import known
from bot.turn import Turn
from bot.wire.outgoing import View
from content.choose import Choice, NothingEligible
from content.models import Exercise, Place
from content.safety import SHORT_BREAK_SECONDS

SLOT = "offer"


def show(turn: Turn, shown: View) -> None:
    """Where a button was tapped, its message changes, unless a session has begun in it; a typed ask gets a new one."""
    in_session = turn.message_id == mail.holds(turn.conn, turn.person.id, "session")
    turn.show(SLOT, shown, anew=not turn.callback_id or in_session)


def offer_time(turn: Turn, minutes: int, place: Place | None) -> None:
    """So many minutes, in this place or in any that suits the person."""
    seconds = SHORT_BREAK_SECONDS if minutes <= 1 else 60 * min(minutes, ask.LONGEST)
    choice = _choose(turn, seconds, place)
    if choice is None:
        return
    made = breaks.add(
        turn.conn,
        turn.person.id,
        Origin.ASKED,
        turn.now,
        exercises=choice.exercises,
        seconds=choice.seconds,
        limit_seconds=seconds,
        reason=str(choice.reason),
        place=place,
    )
    asked.close_earlier(turn.conn, turn.person.id, made, turn.now)
    _show_offer(turn, view.Offered(made, _exercises(turn, choice.exercises), choice.seconds))


def offer_routine(turn: Turn, routine_id: str) -> None:
    """A routine, without those of its exercises that are wrong for the person now."""
    found = turn.house.catalogue.routines[routine_id]
    remembered = known(turn.conn, turn.person.id, turn.now)
    safe = offer.still_safe(turn.house.catalogue, turn.person, remembered, found.exercises)
    if not safe:
        _refuse(turn, found.name, found.parts[0])
        return
    left_out = [one for one in found.exercises if one not in safe]
    _offer_named(turn, safe, routine_id, _exercises(turn, left_out))


def offer_exercise(turn: Turn, exercise: str) -> None:
    """One exercise by its name, unless it is wrong for the person now."""
    remembered = known(turn.conn, turn.person.id, turn.now)
    if offer.unsafe(turn.house.catalogue, turn.person, remembered, exercise):
        _refuse(turn, turn.house.catalogue.exercises[exercise].name, exercise)
        return
    _offer_named(turn, (exercise,))


def swap(turn: Turn, found: Break) -> None:
    """Something else in its place, never what was just refused."""
    # Of a long offer only the last refusal counts: with more, too little would be left to fill the time.
    earlier = found.refused if found.limit_seconds <= SHORT_BREAK_SECONDS else ()
    refused = (*earlier, *found.exercises)
    place = None if found.place is None else Place(found.place)
    choice = _choose(turn, max(found.limit_seconds, SHORT_BREAK_SECONDS), place, refused)
    if choice is None:
        return
    if choice.exercises == found.exercises:
        turn.toast(turn.texts("stretch-no-other"))
        return
    breaks.swap(turn.conn, found.id, choice.exercises, choice.seconds, refused)
    _show_offer(turn, view.Offered(found.id, _exercises(turn, choice.exercises), choice.seconds))


def _show_offer(turn: Turn, offered: view.Offered) -> None:
    """The offer, with a picture of its first exercise."""
    remembered = known(turn.conn, turn.person.id, turn.now)
    ids = [exercise.id for exercise in offered.exercises]
    media = drawings.of_offer(turn.house.catalogue, turn.person, remembered, ids, offer.LONGEST_SECONDS)
    show(turn, view.offer(offered, turn.texts, media))


def _choose(turn: Turn, seconds: int, place: Place | None, refused: tuple[str, ...] = ()) -> Choice | None:
    """The choice; where there is none, the person is told why, and None."""
    remembered = known(turn.conn, turn.person.id, turn.now)
    today = turn.person.week.day_of(turn.now)
    try:
        return offer.pick(
            turn.house.catalogue,
            turn.person,
            remembered,
            today,
            seconds=seconds,
            place=place,
            refused=refused,
        )
    except NothingEligible as none:
        show(turn, view.nothing(none.rules, turn.texts))
        return None


def _offer_named(
    turn: Turn, exercises: tuple[str, ...], routine: str | None = None, without: tuple[Exercise, ...] = ()
) -> None:
    """What was asked for by name, at the person's own levels and pace, however long it is."""
    made, seconds = asked.ask_by_name(
        turn.conn, turn.person, turn.house.catalogue, exercises, turn.now, routine=routine
    )
    name = turn.house.catalogue.routines[routine].name if routine else ""
    _show_offer(turn, view.Offered(made, _exercises(turn, exercises), seconds, without, name))


def _refuse(turn: Turn, name: str, exercise: str) -> None:
    remembered = known(turn.conn, turn.person.id, turn.now)
    rules = offer.unsafe(turn.house.catalogue, turn.person, remembered, exercise)
    show(turn, view.ruled_out(name, exercise, rules, turn.texts))


def _exercises(turn: Turn, ids: Iterable[str]) -> tuple[Exercise, ...]:
    return tuple(turn.house.catalogue.exercises[one] for one in ids)
