"""/hidden: everything that is left out, and the way back for each."""

from __future__ import annotations

from bot.features.exercises import leaving
from bot.features.exercises.showing import HIDDEN_SLOT, show
from bot.storage import tastes
from bot.turn import Turn
from bot.wire.buttons import OpenHidden, Restore


def command(turn: Turn, _words: str) -> None:
    """`/hidden`."""
    _list(turn, 0)


def turn_page(turn: Turn, press: OpenHidden) -> None:
    """[<] and [>]."""
    _list(turn, press.page)


def restore(turn: Turn, press: Restore) -> None:
    """[Bring it back: name]: the list goes on without it."""
    catalogue = turn.house.catalogue
    back = tastes.bring_back(turn.conn, turn.person.id, catalogue, press.exercise, turn.now)
    if back:
        name = catalogue.exercises[press.exercise].name
        turn.toast(turn.texts("exercises-back", name=name, others=len(back) - 1))
    else:
        turn.toast(turn.texts("exercises-not-left-out"))
    _list(turn, press.page)


def _list(turn: Turn, page: int) -> None:
    catalogue = turn.house.catalogue
    rows = tastes.left_out(turn.conn, turn.person.id, turn.now).values()
    known = [row for row in rows if row.exercise in catalogue.exercises]
    week = turn.person.week
    today = week.day_of(turn.now)
    view = leaving.hidden(known, page, catalogue, turn.texts, today=today, zone=week.zone)
    show(turn, view, HIDDEN_SLOT)
