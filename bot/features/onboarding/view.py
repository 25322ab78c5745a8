"""What the first meeting looks like. Pure: facts to text and buttons."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from bot import telling
from bot.features.onboarding.questions import Question
from bot.life import choices
from bot.life.whereabouts import described
from bot.storage.people import Person
from bot.texts import Texts
from bot.wire.buttons import (
    Agree,
    Answered,
    ConfirmZone,
    OwnHours,
    PickHours,
    PickInterval,
    PickZone,
    Step,
    Toggle,
    UseDefaults,
)
from bot.wire.outgoing import Key, Rows, View
from bot.zones.places import Place


def question(open_one: Question, person: Person, now: datetime, texts: Texts, hint: str = "") -> View:
    """The open question, below a hint where the last answer needs one."""
    asked = _VIEWS[open_one](person, now, texts)
    rows = asked.rows if open_one is Question.AGREE else (*asked.rows, _defaults(texts))
    return View(_below(hint, asked.text), rows)


def _agree(person: Person, _now: datetime, texts: Texts) -> View:
    button = Key(texts("onboarding-understand"), Agree())
    return View(texts("onboarding-welcome", name=person.first_name), ((button,),))


def _zone(_person: Person, _now: datetime, texts: Texts) -> View:
    return View(texts("onboarding-zone"))


def _confirm(person: Person, now: datetime, texts: Texts) -> View:
    zone = person.zone_offered or ""
    return View(
        texts("onboarding-confirm", time=telling.clock(now, zone)),
        (
            (
                Key(texts("onboarding-yes"), ConfirmZone(zone, yes=True)),
                Key(texts("onboarding-no"), ConfirmZone(zone, yes=False)),
            ),
        ),
    )


def _hours(_person: Person, _now: datetime, texts: Texts) -> View:
    return View(
        texts("onboarding-hours"),
        (
            tuple(Key(hours, PickHours(hours)) for hours in choices.HOURS),
            (Key(texts("onboarding-own-hours"), OwnHours()),),
        ),
    )


def own_hours(texts: Texts) -> View:
    """[My own hours]: how to type them."""
    return View(texts("onboarding-own-hours-how"), (_defaults(texts),))


def _interval(_person: Person, _now: datetime, texts: Texts) -> View:
    keys = tuple(
        Key(texts("onboarding-minutes", minutes=minutes), PickInterval(minutes))
        for minutes in choices.INTERVALS
    )
    return View(texts("onboarding-interval"), (keys,))


def _places(person: Person, _now: datetime, texts: Texts) -> View:
    places = choices.DEFAULT_PLACES if person.places is None else person.places
    return View(
        texts("onboarding-places"),
        (
            *_toggles(Step.PLACES, choices.PLACES, places, 3, texts),
            *_toggles(Step.PLACES, choices.EQUIPMENT, person.equipment or (), 2, texts),
            (Key(texts("onboarding-continue"), Answered(Step.PLACES)),),
        ),
    )


def _careful(person: Person, _now: datetime, texts: Texts) -> View:
    chosen = person.careful or ()
    none = Key(texts("choice-none"), Toggle(Step.CAREFUL, "none", on=True))
    on = Key(texts("onboarding-continue"), Answered(Step.CAREFUL))
    return View(
        texts("onboarding-careful"),
        (*_toggles(Step.CAREFUL, choices.CAREFUL, chosen, 2, texts), (none, on)),
    )


_VIEWS: dict[Question, Callable[[Person, datetime, Texts], View]] = {
    Question.AGREE: _agree,
    Question.ZONE: _zone,
    Question.CONFIRM: _confirm,
    Question.HOURS: _hours,
    Question.INTERVAL: _interval,
    Question.PLACES: _places,
    Question.CAREFUL: _careful,
}


def candidates(typed: str, places: Sequence[Place], texts: Texts) -> View:
    """Several places are called that: which?"""
    return View(texts("onboarding-which", typed=typed), (*_picks(places), _defaults(texts)))


def unknown(typed: str, near: Sequence[Place], texts: Texts) -> View:
    """Nothing is called that; the nearest spellings as buttons."""
    key = "onboarding-unknown-but-near" if near else "onboarding-unknown"
    return View(texts(key, typed=typed), (*_picks(near), _defaults(texts)))


def _toggles(
    step: Step, words: Sequence[str], chosen: Sequence[str], in_a_row: int, texts: Texts
) -> tuple[tuple[Key, ...], ...]:
    keys = [
        Key(_label(word, word in chosen, texts), Toggle(step, word, on=word not in chosen)) for word in words
    ]
    return tuple(tuple(keys[at : at + in_a_row]) for at in range(0, len(keys), in_a_row))


def _label(word: str, chosen: bool, texts: Texts) -> str:
    name = texts(f"choice-{word}")
    return texts("choice-chosen", name=name) if chosen else name


def _picks(places: Sequence[Place]) -> Rows:
    return tuple((Key(described(place), PickZone(place.zone)),) for place in places)


def _defaults(texts: Texts) -> tuple[Key, ...]:
    return (Key(texts("onboarding-use-defaults"), UseDefaults()),)


def _below(hint: str, text: str) -> str:
    return f"{hint}\n\n{text}" if hint else text
