"""The two questions answered by toggles: where one can move with what, and what to be careful with."""

from __future__ import annotations

from bot.features.onboarding.asking import ask, finish, is_open
from bot.features.onboarding.questions import Question
from bot.life import choices
from bot.life.answers import toggled
from bot.turn import Turn
from bot.wire.buttons import Answered, Step, Toggle


def toggle(turn: Turn, press: Toggle) -> None:
    """A place, a thing, or something to be careful with."""
    if press.step is Step.PLACES and is_open(turn, Question.PLACES):
        _toggle_place(turn, press.word, press.on)
    elif press.step is Step.CAREFUL and is_open(turn, Question.CAREFUL):
        _toggle_careful(turn, press.word, press.on)


def _toggle_place(turn: Turn, word: str, on: bool) -> None:
    places = choices.DEFAULT_PLACES if turn.person.places is None else turn.person.places
    equipment = turn.person.equipment or ()
    if (word in places + equipment) != on:
        places = toggled(places, word, choices.PLACES)
        equipment = toggled(equipment, word, choices.EQUIPMENT)
    if not places:
        turn.toast(turn.texts("onboarding-one-place"))
        return
    turn.change(places=places, equipment=equipment)
    _toast_choice(turn, word, word in places + equipment)
    ask(turn)


def _toggle_careful(turn: Turn, word: str, on: bool) -> None:
    chosen = turn.person.careful or ()
    if word == "none" and not chosen:
        finish(turn)
        return
    # With something chosen, None takes it back first: a slip must not drop what somebody is careful with.
    if word == "none":
        turn.change(careful=())
    elif (word in chosen) != on:
        turn.change(careful=toggled(chosen, word, choices.CAREFUL))
    _toast_choice(turn, word, word in (turn.person.careful or ()))
    ask(turn)


def _toast_choice(turn: Turn, word: str, on: bool) -> None:
    if word in choices.PLACES + choices.EQUIPMENT + choices.CAREFUL:
        name = turn.texts(f"choice-{word}")
        turn.toast(turn.texts("onboarding-toggled", name=name, on="yes" if on else "no"))


def answered(turn: Turn, press: Answered) -> None:
    """[Continue] below toggles."""
    if press.step is Step.PLACES and is_open(turn, Question.PLACES):
        places = choices.DEFAULT_PLACES if turn.person.places is None else turn.person.places
        turn.change(places=places, equipment=turn.person.equipment or (), careful=())
        ask(turn)
    elif press.step is Step.CAREFUL and is_open(turn, Question.CAREFUL):
        finish(turn)
