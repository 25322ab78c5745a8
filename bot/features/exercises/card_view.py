"""What an exercise's card looks like: how to do it first, everything else about it below. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot import telling
from bot.features.exercises.amounts import dose_told
from bot.features.exercises.leaving import left_out_told
from bot.storage.tastes import LeftOut
from bot.texts import Html, Texts
from bot.wire.buttons import (
    BringBack,
    Browse,
    Button,
    Favour,
    NeverAgain,
    OpenExercise,
    OpenSettings,
    StartExercise,
    UndoNever,
)
from bot.wire.outgoing import Key, Media, Rows, View
from content.eligible import Rule
from content.models import Contraindication, Dose, DoseFrom, Exercise

OF_THE_BODY = frozenset({Rule.CAREFUL, Rule.HIDDEN, Rule.ADVANCED})
OF_THE_PLACE = frozenset({Rule.PLACES, Rule.EQUIPMENT})


@dataclass(frozen=True, slots=True)
class Facts:
    """An exercise as it is for one person: at their dose, with what speaks against it. `seconds` is the whole time.

    `shelf` is where [Back] leads, `today` the person's date in their IANA `zone`.
    """

    exercise: Exercise
    dose: Dose
    seconds: int
    source: str
    easier: tuple[Exercise, ...]
    harder: tuple[Exercise, ...]
    favourite: bool
    rules: frozenset[Rule]
    careful: frozenset[Contraindication]
    left_out: LeftOut | None
    today: date
    zone: str
    shelf: int


def card(facts: Facts, texts: Texts, media: Media | None = None) -> View:
    """The card: title, steps and dose, then whatever speaks against it, then the details."""
    one = facts.exercise
    steps = [
        texts("exercises-step", number=number, line=line) for number, line in enumerate(one.instructions(), 1)
    ]
    dose = texts(
        "exercises-dose", dose=dose_told(one, facts.dose, texts), length=telling.length(facts.seconds)
    )
    title = texts("exercises-title", name=one.name, favourite="yes" if facts.favourite else "no")
    details = texts("exercises-details", details=Html("\n".join(_details(facts, texts))))
    return View(
        "\n".join([title, *steps, dose, *_against(facts, texts), details]), _rows(facts, texts), media
    )


def never(exercise: Exercise, shelf: int, texts: Texts) -> View:
    """It was told to stay away."""
    undo = Key(texts("button-undo"), UndoNever(exercise.id, shelf))
    return View(texts("exercises-never", name=exercise.name), ((undo, _back(shelf, texts)),))


def _against(facts: Facts, texts: Texts) -> list[Html]:
    """Plainly: why it is not offered to this person."""
    found = []
    if facts.left_out is not None:
        told = left_out_told(facts.left_out, facts.today, facts.zone, texts)
        found.append(texts("exercises-is-left-out", why=told))
    if facts.careful:
        found.append(texts("exercises-not-with", careful=_careful(facts.careful, texts)))
    if Rule.ADVANCED in facts.rules:
        easier = ", ".join(one.name for one in facts.easier)
        found.append(texts("exercises-advanced", easier=easier))
    if facts.rules & OF_THE_PLACE and not found:
        found.append(texts("exercises-no-place"))
    return found


def _details(facts: Facts, texts: Texts) -> Iterable[Html]:
    one = facts.exercise
    yield texts("exercises-feel", feel=one.feel)
    yield texts("exercises-cues", cues=" ".join(one.cues))
    yield texts("exercises-mistake", mistake=one.mistake)
    if one.contraindications:
        yield texts("exercises-leave-out-with", careful=_careful(one.contraindications, texts))
    kind = texts("exercises-filter", name=str(one.kind))
    yield texts("exercises-is", kind=kind, posture=texts("exercises-posture", posture=str(one.posture)))
    yield texts("exercises-needs", needs=_needs(one, texts))
    if one.also_known_as:
        yield texts("exercises-also", names=", ".join(one.also_known_as))
    from_source = "yes" if one.dose_from is DoseFrom.SOURCE else "no"
    yield texts("exercises-source", source=facts.source, dose=from_source)


def _rows(facts: Facts, texts: Texts) -> Rows:
    one, shelf = facts.exercise, facts.shelf
    start = [] if facts.rules & OF_THE_BODY else [Key(texts("button-start"), StartExercise(one.id))]
    settings = [Key(texts("button-settings"), OpenSettings("careful"))] if facts.careful else []
    taste: Button = Favour(one.id, not facts.favourite, shelf)
    liking = Key(texts("exercises-button-favourite", on="yes" if facts.favourite else "no"), taste)
    if facts.left_out is None:
        leaving = Key(texts("exercises-button-never"), NeverAgain(one.id, shelf))
    else:
        leaving = Key(texts("exercises-button-back-again"), BringBack(one.id, shelf))
    easier = [[_relative("exercises-button-easier", other, shelf, texts)] for other in facts.easier]
    harder = [[_relative("exercises-button-harder", other, shelf, texts)] for other in facts.harder]
    return (start, settings, [liking, leaving], *easier, *harder, [_back(shelf, texts)])


def _relative(label: str, exercise: Exercise, shelf: int, texts: Texts) -> Key:
    return Key(texts(label, name=exercise.name), OpenExercise(exercise.id, shelf))


def _back(shelf: int, texts: Texts) -> Key:
    return Key(texts("exercises-button-back"), Browse(shelf))


def _careful(careful: Iterable[Contraindication], texts: Texts) -> Html:
    asked = set(careful)
    named = (texts("exercises-careful", what=str(one)) for one in Contraindication if one in asked)
    return Html(", ".join(named))


def _needs(exercise: Exercise, texts: Texts) -> Html:
    things = ["chair"] if exercise.chair or "chair" in exercise.places else []
    needed = [texts(f"choice-{thing}").lower() for thing in (*things, *exercise.needs)]
    optional = [
        texts("exercises-optional", thing=texts(f"choice-{one}").lower()) for one in exercise.optional
    ]
    return Html(", ".join([*needed, *optional])) or texts("exercises-needs-nothing")
