"""Shows the next lesson; never the same twice until all were seen."""

from __future__ import annotations

from bot.features.learn.order import next_of
from bot.features.learn.view import lesson_view
from bot.storage import lessons
from bot.turn import Turn
from bot.wire.buttons import NextLesson

SLOT = "lesson"


def learn(turn: Turn, _words: str) -> None:
    """`/learn`."""
    _teach(turn, anew=True)


def next_lesson(turn: Turn, _press: NextLesson) -> None:
    """[Another lesson] in the place of the one before."""
    _teach(turn, anew=False)


def _teach(turn: Turn, *, anew: bool) -> None:
    taught = turn.house.catalogue.lessons
    lesson = taught[next_of(list(taught), lessons.seen(turn.conn, turn.person.id))]
    lessons.see(turn.conn, turn.person.id, lesson.id, turn.now)
    turn.show(SLOT, lesson_view(lesson, turn.house.catalogue, turn.texts), anew=anew)
