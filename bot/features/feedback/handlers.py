"""Passes a line on to the operator's chat, and says so."""

from __future__ import annotations

from bot.features.feedback import rules
from bot.storage import feedbacks
from bot.texts import Html
from bot.turn import Turn
from bot.wire.buttons import DropFeedback
from bot.wire.outgoing import Key, View

SLOT = "feedback"


def feedback(turn: Turn, words: str) -> None:
    """`/feedback words`; without words the next typed line is passed on."""
    if not turn.house.operator:
        turn.say(turn.texts("feedback-nobody"))
    elif _has_had_enough(turn):
        turn.say(turn.texts("feedback-enough", most=rules.MOST))
    elif words.strip():
        _pass_on(turn, words.strip())
    else:
        _ask(turn, turn.texts("feedback-ask", most=rules.LONGEST))


def is_open(turn: Turn, _text: str) -> bool:
    """Whether a typed line answers the question."""
    return rules.is_question(turn.person.asked, turn.now)


def typed(turn: Turn, text: str) -> None:
    """The answer to the question."""
    turn.change(asked=None)
    feedback(turn, text)


def never_mind(turn: Turn, _press: DropFeedback) -> None:
    """[Never mind]."""
    if is_open(turn, ""):
        turn.change(asked=None)
    turn.finish(SLOT, turn.texts("feedback-dropped"))


def _ask(turn: Turn, text: Html) -> None:
    turn.change(asked=rules.question(turn.now))
    never = Key(turn.texts("feedback-never-mind"), DropFeedback())
    turn.show(SLOT, View(text, ((never,),)), anew=True)


def _pass_on(turn: Turn, words: str) -> None:
    if len(words) > rules.LONGEST:
        _ask(turn, turn.texts("feedback-too-long", length=len(words), most=rules.LONGEST))
        return
    feedbacks.add(turn.conn, turn.person.id, turn.now)
    person = turn.person
    line = turn.texts("feedback-to-operator", id=str(person.id), name=person.first_name, words=words)
    turn.pass_on(line, turn.house.operator)
    turn.drop(SLOT)
    turn.say(turn.texts("feedback-passed-on", words=words))


def _has_had_enough(turn: Turn) -> bool:
    return feedbacks.count(turn.conn, turn.person.id, turn.now - rules.DAY) >= rules.MOST
