"""What a rating makes of the levels, and the one line that tells it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.features.session import view
from bot.life import offer
from bot.storage import people, tastes
from bot.storage.history import Completion
from bot.storage.known import known
from bot.storage.tastes import Why
from bot.texts import Html
from bot.turn import Turn
from bot.wire.buttons import Rating
from bot.wire.outgoing import Rows
from content.choose import Rule, ruled_out
from content.models import Exercise, Hold, Level, Pace


class Change(StrEnum):
    """What becomes of the dose."""

    LONGER = "longer"
    MORE = "more"
    SHORTER = "shorter"
    FEWER = "fewer"
    SAME = "same"  # for now
    ENDED = "ended"  # and there is no more, or no less


@dataclass(frozen=True, slots=True)
class Moved:
    """The level of an exercise before and after a rating."""

    exercise: Exercise
    before: Level
    after: Level


def moved_level(own: int, done_at: int, rating: Rating) -> Level:
    """The level from now on. It may have been done below the person's own level, to fit into the time.

    Easy never lowers, Hard never raises, and neither leaves the range of levels.
    """
    if rating is Rating.EASY:
        return Level(min(Level.HARD, max(own, done_at + 1)))
    if rating is Rating.HARD:
        return Level(max(Level.EASY, min(own, done_at - 1)))
    return Level(own)


def change_of(moved: Sequence[Moved], rating: Rating, pace: Pace) -> Change:
    """How what was rated Easy or Hard differs from here on: two levels of an exercise can have the same dose."""
    holds = all(isinstance(one.exercise.dose(one.after), Hold) for one in moved)
    if any(_work(one, one.before, pace) < _work(one, one.after, pace) for one in moved):
        return Change.LONGER if holds else Change.MORE
    if any(_work(one, one.before, pace) > _work(one, one.after, pace) for one in moved):
        return Change.SHORTER if holds else Change.FEWER
    end = Level.HARD if rating is Rating.EASY else Level.EASY
    is_ended = all(_work(one, one.after, pace) == _work(one, end, pace) for one in moved)
    return Change.ENDED if is_ended else Change.SAME


def _work(moved: Moved, level: Level, pace: Pace) -> int:
    """Seconds of work at this level."""
    dose = moved.exercise.dose(level, pace)
    return dose.seconds_a_set * dose.times


def move(turn: Turn, achieved: Iterable[Completion], rating: Rating) -> list[Moved]:
    """The levels of what was done move by the rating, and are kept."""
    own = people.levels_of(turn.conn, turn.person.id)
    moved = []
    for one in achieved:
        if one.exercise not in turn.house.catalogue.exercises:
            continue  # an operator's own, taken away meanwhile
        before = Level(own.get(one.exercise, Level.NORMAL))
        after = moved_level(before, one.level, rating)
        people.set_level(turn.conn, turn.person.id, one.exercise, after)
        moved.append(Moved(turn.house.catalogue.exercises[one.exercise], before, after))
    return moved


def note(turn: Turn, rating: Rating, moved: Sequence[Moved]) -> tuple[Html, Rows]:
    """What the person reads about it, and the buttons below."""
    change = change_of(moved, rating, Pace(turn.person.pace))
    if rating is Rating.EASY:
        return _easier_than_thought(turn, change, moved), ()
    if rating is Rating.HARD:
        return _too_hard(turn, change, moved)
    return turn.texts("session-rated-right"), ()


def _easier_than_thought(turn: Turn, change: Change, moved: Sequence[Moved]) -> Html:
    """Where there is no higher level, or one has just opened something harder, that is named."""
    line = turn.texts("session-rated-easy", change=str(change))
    opened = [harder for one in moved for harder in _harder(turn, one)]
    suiting = [one for one in opened if _suits(turn, one)]
    if suiting:
        return turn.texts("session-rated-harder", line=line, names=_names(suiting))
    elsewhere = [one for one in opened if _suits(turn, one, anywhere=True)]
    if elsewhere:
        return turn.texts("session-rated-harder-elsewhere", line=line, names=_names(elsewhere))
    return line


def _harder(turn: Turn, moved: Moved) -> list[Exercise]:
    """The harder variants that come up now: at the highest level all, on reaching it those that it unlocks."""
    if moved.after is not Level.HARD:
        return []
    harder = [turn.house.catalogue.exercises[one] for one in moved.exercise.harder]
    return harder if moved.before is Level.HARD else [one for one in harder if one.advanced]


def _too_hard(turn: Turn, change: Change, moved: Sequence[Moved]) -> tuple[Html, Rows]:
    """At the lowest level it rests, and an easier one comes instead. Of several together nobody knows which it was."""
    if len(moved) == 1 and moved[0].before is Level.EASY:
        exercise = moved[0].exercise
        relatives = (turn.house.catalogue.exercises[one] for one in exercise.easier)
        instead = next((one for one in relatives if _suits(turn, one)), None)
        if instead is not None:
            tastes.rest_it(turn.conn, turn.person.id, (exercise.id,), Why.HARD, turn.now)
            text = turn.texts("session-rated-rests", name=exercise.name, easier=instead.name)
            return text, view.bring_back(exercise.id, turn.texts)
    return turn.texts("session-rated-hard", change=str(change)), ()


def _suits(turn: Turn, exercise: Exercise, *, anywhere: bool = False) -> bool:
    """Whether it may come up for this person, at their places with their things, or `anywhere`."""
    remembered = known(turn.conn, turn.person.id, turn.now)
    circumstances = offer.circumstances(turn.person, remembered, offer.LONGEST_SECONDS)
    forgiven = {Rule.PLACES, Rule.EQUIPMENT} if anywhere else set()
    return not ruled_out(exercise, circumstances) - forgiven


def _names(exercises: Iterable[Exercise]) -> str:
    return ", ".join(dict.fromkeys(one.name for one in exercises))
