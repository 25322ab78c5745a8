"""Shows the open question, or the end when none is left; every handler of the first meeting finishes here."""

from __future__ import annotations

from bot import agenda
from bot.features.onboarding import standing, view
from bot.features.onboarding.questions import Question, next_question
from bot.life import upcoming
from bot.turn import Turn

SLOT = "onboarding"


def ask(turn: Turn, *, hint: str = "", anew: bool = False) -> None:
    """The open question: in the tapped message, or anew below what was typed."""
    question = next_question(turn.person)
    assert question is not None, "only asked of people who are not set up"
    anew = anew or not turn.callback_id
    turn.show(SLOT, view.question(question, turn.person, turn.now, turn.texts, hint), anew=anew)
    if question is Question.ZONE and not hint:
        # A message carries one kind of keyboard, so the one that shares the location needs a message of its own.
        turn.say(turn.texts("onboarding-location"), ask_location=turn.texts("onboarding-share-location"))


def is_open(turn: Turn, *questions: Question) -> bool:
    """Whether one of these is the open question; else the tap is answered politely."""
    if next_question(turn.person) in questions:
        return True
    turn.toast(turn.texts("onboarding-answered"))
    return False


def finish(turn: Turn, *, assumed: str = "", defaults: bool = False, anew: bool = False) -> None:
    """Everything is known: the first break is planned."""
    turn.change(set_up_at=turn.now)
    planned = agenda.replan(turn.conn, turn.person.id, turn.now)
    line = upcoming.told(planned, turn.now, turn.person.week.zone, turn.texts, first=True)
    end = standing.end(line, turn.person, turn.now, turn.texts, assumed=assumed, defaults=defaults)
    turn.show(SLOT, end, anew=anew)


def stand(turn: Turn) -> None:
    """Where somebody stands who is set up."""
    planned = agenda.replan(turn.conn, turn.person.id, turn.now)
    line = upcoming.told(planned, turn.now, turn.person.week.zone, turn.texts)
    turn.show(SLOT, standing.standing(line, turn.person, turn.texts), anew=True)
