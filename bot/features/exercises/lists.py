"""What a list of exercises looks like: a page with its filter, the filters, and a choice between a few. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bot import drawings
from bot.features.exercises.shelf import Need, Shelf, everything_on, page_of, pages
from bot.storage.people import Person
from bot.texts import Html, Texts
from bot.wire.buttons import Browse, Button, OpenExercise, OpenFilters
from bot.wire.outgoing import Key, View
from content.catalogue import Catalogue
from content.media.recipes import IN_A_ROW
from content.models import Exercise, Kind, Place


@dataclass(frozen=True, slots=True)
class Marks:
    """What a list marks: the person's favourites, and what is left out for them."""

    favourites: frozenset[str] = frozenset()
    left_out: frozenset[str] = frozenset()


def page(
    shelf: Shelf,
    catalogue: Catalogue,
    marks: Marks,
    texts: Texts,
    *,
    note: str = "",
    person: Person | None = None,
) -> View:
    """One page of the shelf: an exercise each row, then the places to switch between, pages and filters.

    For a `person` who likes pictures there is one of them all, and they are numbered as in there.
    """
    passing = everything_on(shelf, catalogue)
    at, here = page_of(passing, shelf.page)
    shelf = replace(shelf, page=at)
    media = drawings.grid(catalogue, person, [one.id for one in here]) if person else None
    rows = _numbers(here, shelf, texts) if media else _names(here, marks, shelf, texts)
    text = _heading(shelf, len(passing), texts)
    if media:
        lines = [
            texts("exercises-numbered", number=number, name=_marked(one, marks, texts))
            for number, one in enumerate(here, 1)
        ]
        text = Html("\n".join([text, *lines]))
    turning = pager(at, pages(len(passing)), lambda to: Browse(replace(shelf, page=to).number), texts)
    places = [_toggle(shelf, place, texts, then=Browse) for place in Place]
    filtering = [Key(texts("exercises-button-filter"), OpenFilters(shelf.number))]
    return View(f"{note}\n\n{text}" if note else text, (*rows, turning, places, filtering), media)


def filters(shelf: Shelf, catalogue: Catalogue, texts: Texts) -> View:
    """Every filter as a toggle, and how many exercises pass those that are on."""
    count = len(everything_on(shelf, catalogue))
    toggles: list[Sequence[StrEnum]] = [
        tuple(Place),
        (Kind.STRETCH, Kind.STRENGTHEN, Kind.MOBILISE),
        (Kind.PANDICULATE, Kind.BREATHE),
        (Need.NOTHING, Need.DOORWAY, Need.WALL),
        (Need.BLOCK, Need.STRAP),
    ]
    rows = [[_toggle(shelf, value, texts, then=OpenFilters) for value in row] for row in toggles]
    last = [Key(texts("exercises-button-show", count=count), Browse(shelf.number))]
    if shelf.chosen:
        last.append(Key(texts("exercises-button-clear"), OpenFilters(Shelf().number)))
    return View(texts("exercises-filters"), (*rows, last))


def which(found: Iterable[Exercise], texts: Texts) -> View:
    """What was typed can be several."""
    rows = [[Key(one.name, OpenExercise(one.id, Shelf().number))] for one in found]
    return View(
        texts("exercises-which"), (*rows, [Key(texts("exercises-button-all"), Browse(Shelf().number))])
    )


def pager(at: int, count: int, to: Callable[[int], Button], texts: Texts) -> list[Key]:
    """[<] and [>] where there is something before or after; the pages count from 0."""
    before = [Key(texts("exercises-button-before"), to(at - 1))] if at > 0 else []
    after = [Key(texts("exercises-button-after"), to(at + 1))] if at + 1 < count else []
    return before + after


def _heading(shelf: Shelf, count: int, texts: Texts) -> Html:
    chosen = Html(", ".join(texts("exercises-filter", name=str(value)).lower() for value in shelf.chosen))
    if count == 0:
        return texts("exercises-none", chosen=chosen)
    return texts(
        "exercises-list",
        filtered="yes" if chosen else "no",
        chosen=chosen,
        count=count,
        page=shelf.page + 1,
        pages=pages(count),
    )


def _names(here: Sequence[Exercise], marks: Marks, shelf: Shelf, texts: Texts) -> list[list[Key]]:
    return [[Key(_marked(one, marks, texts), OpenExercise(one.id, shelf.number))] for one in here]


def _numbers(here: Sequence[Exercise], shelf: Shelf, texts: Texts) -> list[list[Key]]:
    """In rows as the picture has them, so that both fit on a phone."""
    keys = [
        Key(texts("exercises-number", number=number), OpenExercise(one.id, shelf.number))
        for number, one in enumerate(here, 1)
    ]
    return [keys[at : at + IN_A_ROW] for at in range(0, len(keys), IN_A_ROW)]


def _marked(exercise: Exercise, marks: Marks, texts: Texts) -> Html:
    mark = "hidden" if exercise.id in marks.left_out else "plain"
    mark = "favourite" if mark == "plain" and exercise.id in marks.favourites else mark
    return texts("exercises-name", name=exercise.name, mark=mark)


def _toggle(shelf: Shelf, value: StrEnum, texts: Texts, then: type[Browse] | type[OpenFilters]) -> Key:
    name = texts("exercises-filter", name=str(value))
    label = texts("choice-chosen", name=name) if value in shelf.chosen else name
    return Key(label, then(shelf.toggled(value).number))
