"""What is left out, and why and until when, in words and as a list with a way back for each. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from bot import telling
from bot.features.exercises.lists import pager
from bot.features.exercises.shelf import page_of, pages
from bot.storage.tastes import LeftOut
from bot.texts import Html, Texts
from bot.wire.buttons import OpenHidden, Restore
from bot.wire.outgoing import Key, View
from content.catalogue import Catalogue


def left_out_told(left_out: LeftOut, today: date, zone: str, texts: Texts) -> Html:
    """ "it hurt; until Monday 16 March", "never again"."""
    if left_out.until is None:
        return texts("exercises-why", why=str(left_out.why))
    until = left_out.until.astimezone(ZoneInfo(zone)).date()
    day = telling.day_name(until, today, texts)
    return texts("exercises-why-until", why=texts("exercises-why", why=str(left_out.why)), day=day)


def hidden(
    rows: Sequence[LeftOut], page: int, catalogue: Catalogue, texts: Texts, *, today: date, zone: str
) -> View:
    """Everything left out, a page of it, each with its button."""
    if not rows:
        return View(texts("exercises-hidden-none"))
    at, here = page_of(rows, page)
    lines = [texts("exercises-hidden", count=len(rows), page=at + 1, pages=pages(len(rows)))]
    for row in here:
        name = catalogue.exercises[row.exercise].name
        lines.append(texts("exercises-hidden-line", name=name, why=left_out_told(row, today, zone, texts)))
    keys = [[_restore(row.exercise, at, catalogue, texts)] for row in here]
    return View("\n".join(lines), (*keys, pager(at, pages(len(rows)), OpenHidden, texts)))


def _restore(exercise: str, page: int, catalogue: Catalogue, texts: Texts) -> Key:
    name = catalogue.exercises[exercise].name
    return Key(texts("exercises-button-restore", name=name), Restore(exercise, page))
