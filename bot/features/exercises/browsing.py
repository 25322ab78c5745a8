"""/exercises: the whole catalogue, page by page, by place, kind and need; and exercises looked up by name."""

from __future__ import annotations

from bot.features.exercises import card, lists
from bot.features.exercises.search import find
from bot.features.exercises.shelf import Shelf
from bot.features.exercises.showing import show
from bot.life.faults import quoted
from bot.storage import tastes
from bot.turn import Turn
from bot.wire.buttons import Browse, OpenFilters


def command(turn: Turn, words: str) -> None:
    """`/exercises`, `/exercises floor strengthen`, or `/exercises pigeon`."""
    shelf = Shelf.spoken(words)
    if shelf is not None or not words:
        _list(turn, shelf or Shelf())
    elif find(words, turn.house.catalogue):
        typed(turn, words)
    else:
        _list(turn, Shelf(), turn.texts("exercises-unread", words=quoted(words)))


def browse(turn: Turn, press: Browse) -> None:
    """A page, or another filter."""
    _list(turn, Shelf.of(press.shelf))


def filters(turn: Turn, press: OpenFilters) -> None:
    """[Filter]: what there is to choose from."""
    show(turn, lists.filters(Shelf.of(press.shelf), turn.house.catalogue, turn.texts))


def is_search(turn: Turn, line: str) -> bool:
    """Whether a typed line is an exercise's name, or part of one, or nearly one."""
    return bool(find(line, turn.house.catalogue))


def typed(turn: Turn, line: str) -> None:
    """The card of what was typed; where it can be several, which?"""
    found = find(line, turn.house.catalogue)
    if len(found) == 1:
        card.show_card(turn, found[0], Shelf().number)
    else:
        show(turn, lists.which(found, turn.texts))


def _list(turn: Turn, shelf: Shelf, note: str = "") -> None:
    marks = lists.Marks(
        favourites=tastes.favourites_of(turn.conn, turn.person.id),
        left_out=frozenset(tastes.left_out(turn.conn, turn.person.id, turn.now)),
    )
    show(turn, lists.page(shelf, turn.house.catalogue, marks, turn.texts, note=note, person=turn.person))
