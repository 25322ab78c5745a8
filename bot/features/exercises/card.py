"""An exercise's card, and what a person decides there: favourite, never again, back again."""

from __future__ import annotations

from bot import drawings
from bot.features.exercises import card_view
from bot.features.exercises.card_view import Facts
from bot.features.exercises.showing import show
from bot.life import offer
from bot.life.undo import is_possible
from bot.storage import people, tastes
from bot.storage.known import known
from bot.storage.tastes import Why
from bot.turn import Turn
from bot.wire.buttons import BringBack, Favour, NeverAgain, OpenExercise, UndoNever
from content.choose import ruled_out
from content.models import Exercise, Level, Pace
from content.steps import duration


def open_card(turn: Turn, press: OpenExercise) -> None:
    """The card of this exercise."""
    exercise = _named(turn, press.exercise)
    if exercise is not None:
        show_card(turn, exercise, press.shelf)


def favour(turn: Turn, press: Favour) -> None:
    """[Favourite] makes it come more often, [Unfavourite] as often as others."""
    exercise = _named(turn, press.exercise)
    if exercise is None:
        return
    if press.on:
        changed = tastes.favour(turn.conn, turn.person.id, exercise.id, turn.now)
    else:
        changed = tastes.unfavour(turn.conn, turn.person.id, exercise.id)
    on = "yes" if press.on else "no"
    turn.toast(turn.texts("exercises-favoured" if changed else "exercises-favoured-already", on=on))
    if changed:
        show_card(turn, exercise, press.shelf)


def never_again(turn: Turn, press: NeverAgain) -> None:
    """[Never again]: left out for good, with [Undo]."""
    exercise = _named(turn, press.exercise)
    if exercise is None:
        return
    if exercise.id in tastes.left_out(turn.conn, turn.person.id, turn.now):
        turn.toast(turn.texts("exercises-left-out-already"))
        return
    tastes.never_again(turn.conn, turn.person.id, exercise.id, turn.now)
    show(turn, card_view.never(exercise, press.shelf, turn.texts))


def undo_never(turn: Turn, press: UndoNever) -> None:
    """[Undo] after Never again."""
    exercise = _named(turn, press.exercise)
    if exercise is None:
        return
    row = tastes.left_out(turn.conn, turn.person.id, turn.now).get(exercise.id)
    if row is None or row.why is not Why.NEVER:
        turn.toast(turn.texts("exercises-not-left-out"))
        return
    if not is_possible(row.since, turn.now):
        turn.toast(turn.texts("exercises-undo-too-late"))
        return
    people.bring_back(turn.conn, turn.person.id, exercise.id)
    turn.toast(turn.texts("exercises-back", name=exercise.name, others=0))
    show_card(turn, exercise, press.shelf)


def bring_back(turn: Turn, press: BringBack) -> None:
    """[Bring it back] on the card of what is left out."""
    exercise = _named(turn, press.exercise)
    if exercise is None:
        return
    back = tastes.bring_back(turn.conn, turn.person.id, turn.house.catalogue, exercise.id, turn.now)
    if not back:
        turn.toast(turn.texts("exercises-not-left-out"))
        return
    turn.toast(turn.texts("exercises-back", name=exercise.name, others=len(back) - 1))
    show_card(turn, exercise, press.shelf)


def show_card(turn: Turn, exercise: Exercise, shelf: int) -> None:
    """Everything about it, as it is for this person now."""
    remembered, catalogue = known(turn.conn, turn.person.id, turn.now), turn.house.catalogue
    circumstances = offer.circumstances(turn.person, remembered, offer.LONGEST_SECONDS)
    level = Level(remembered.levels.get(exercise.id, Level.NORMAL))
    steps = offer.steps_of(catalogue, turn.person, remembered, (exercise.id,), offer.LONGEST_SECONDS)
    facts = Facts(
        exercise=exercise,
        dose=exercise.dose(level, Pace(turn.person.pace)),
        seconds=duration(steps),
        source=catalogue.sources[exercise.source],
        easier=tuple(catalogue.exercises[one] for one in exercise.easier),
        harder=tuple(catalogue.exercises[one] for one in exercise.harder),
        favourite=exercise.id in remembered.favourites,
        rules=ruled_out(exercise, circumstances),
        careful=exercise.contraindications & circumstances.careful,
        left_out=tastes.left_out(turn.conn, turn.person.id, turn.now).get(exercise.id),
        today=turn.person.week.day_of(turn.now),
        zone=turn.person.week.zone,
        shelf=shelf,
    )
    media = drawings.still(catalogue, turn.person, steps)
    show(turn, card_view.card(facts, turn.texts, media))


def _named(turn: Turn, exercise: str) -> Exercise | None:
    """The exercise of a button; one that is not there any more is answered, and None."""
    found = turn.house.catalogue.exercises.get(exercise)
    if found is None:
        turn.toast(turn.texts("exercises-gone"))
    return found
