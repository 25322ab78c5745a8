"""Which question of the first meeting is open. Pure: it follows from what is known of a person, nothing else."""

from __future__ import annotations

from enum import StrEnum

from bot.storage.people import Person


class Question(StrEnum):
    """The questions, in order. CONFIRM is "It is 14:32 with you?", the second half of the one about the zone."""

    AGREE = "agree"
    ZONE = "zone"
    CONFIRM = "confirm"
    HOURS = "hours"
    INTERVAL = "interval"
    PLACES = "places"
    CAREFUL = "careful"


def next_question(person: Person) -> Question | None:
    """The first question without an answer; None for somebody who is set up.

    The toggles of a question are kept as they are tapped, so it is not they that tell whether it was answered:
    [Continue] below the places gives `careful` its first, empty value, and that closes the places.
    """
    if person.set_up_at is not None:
        return None
    if person.agreed_at is None:
        return Question.AGREE
    if person.zone is None:
        return Question.ZONE if person.zone_offered is None else Question.CONFIRM
    if person.hours is None:
        return Question.HOURS
    if person.interval is None:
        return Question.INTERVAL
    return Question.PLACES if person.careful is None else Question.CAREFUL
