"""What a stretch on demand looks like: the menu, an offer, and an answer where there is none. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot import telling
from bot.texts import Html, Texts
from bot.wire.buttons import (
    Another,
    AskStretch,
    OfferRoutine,
    OfferStretch,
    OpenRoutines,
    OpenSettings,
    PickMinutes,
    Start,
    Unhide,
)
from bot.wire.outgoing import Key, Media, Rows, View
from content.catalogue import Catalogue
from content.eligible import Rule
from content.models import Exercise, Place

ANY = "any"
MINUTES = (1, 3, 5)
SETTINGS_PAGES = {
    Rule.PLACES: "places",
    Rule.EQUIPMENT: "places",
    Rule.CAREFUL: "careful",
}


def menu(minutes: int, texts: Texts) -> View:
    """How long (one is picked) and where; a place is the last tap."""
    times = [
        Key(texts("stretch-minutes", minutes=each, picked=_yes(each == minutes)), PickMinutes(each))
        for each in MINUTES
    ]
    places = [Key(texts("stretch-place", place=str(place)), AskStretch(minutes, place)) for place in Place]
    others = (
        Key(texts("stretch-surprise"), AskStretch(minutes, ANY)),
        Key(texts("stretch-routines"), OpenRoutines()),
    )
    return View(texts("stretch-menu"), (times, places, others))


def routines(catalogue: Catalogue, texts: Texts) -> View:
    """All routines, two in a row."""
    keys = [Key(one.name, OfferRoutine(one.id)) for one in catalogue.routines.values()]
    return View(texts("stretch-which-routine"), [keys[at : at + 2] for at in range(0, len(keys), 2)])


def _yes(truth: bool) -> str:
    return "yes" if truth else "no"


@dataclass(frozen=True, slots=True)
class Offered:
    """What is on offer, exactly how long it takes, where, what was left out of it, and a routine's name."""

    break_id: int
    exercises: Sequence[Exercise]
    seconds: int
    without: Sequence[Exercise] = ()
    routine: str = ""


def offer(offered: Offered, texts: Texts, media: Media | None = None) -> View:
    """An offer with its two answers."""
    text = texts(
        "stretch-offer-routine" if offered.routine else "stretch-offer",
        title=offered.routine,
        names=_names(offered.exercises),
        length=telling.length(offered.seconds),
        place=_places((place for one in offered.exercises for place in one.places), texts),
    )
    if offered.without:
        text = texts("stretch-offer-without", offer=text, names=_names(offered.without))
    break_id = offered.break_id
    keys = (Key(texts("button-start"), Start(break_id)), Key(texts("button-another"), Another(break_id)))
    return View(text, (keys,), media)


def _names(exercises: Iterable[Exercise]) -> str:
    return ", ".join(dict.fromkeys(one.name for one in exercises))


def _places(places: Iterable[Place], texts: Texts) -> Html:
    asked = set(places)
    *first, last = [texts("place", place=str(place)) for place in Place if place in asked]
    return texts("stretch-joined-places", first=", ".join(first), last=last) if first else last


def nothing(rules: Iterable[Rule], texts: Texts) -> View:
    """Everything is ruled out: by what, and where to change it."""
    broken = sorted(rules)
    text = texts("stretch-none", rules=rules_told(broken, texts))
    return View(text, (_settings(broken, texts), (Key(texts("button-stretch"), OfferStretch()),)))


def ruled_out(name: str, exercise: str, rules: Iterable[Rule], texts: Texts) -> View:
    """What was asked for by name is not for this person now: why, and the way back."""
    broken = sorted(rules)
    keys: Rows = (_settings(broken, texts), (Key(texts("button-stretch"), OfferStretch()),))
    if Rule.HIDDEN in broken:
        keys = ((Key(texts("stretch-bring-back"), Unhide(exercise)),), *keys)
    return View(texts("stretch-ruled-out", name=name, rules=rules_told(broken, texts)), keys)


def rules_told(rules: Iterable[Rule], texts: Texts) -> Html:
    """What stands in the way."""
    return Html(", ".join(texts("stretch-rule", rule=str(rule)) for rule in rules))


def _settings(rules: Iterable[Rule], texts: Texts) -> tuple[Key, ...]:
    pages = dict.fromkeys(SETTINGS_PAGES[rule] for rule in rules if rule in SETTINGS_PAGES)
    return tuple(Key(texts("button-settings"), OpenSettings(page)) for page in list(pages)[:1])
