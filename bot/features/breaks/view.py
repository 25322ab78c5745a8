"""What reminders look like. Pure: facts to text and buttons."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache

from bot import telling
from bot.storage.breaks import Break
from bot.texts import Html, Texts
from bot.wire.buttons import (
    Another,
    Button,
    DoneForToday,
    JustMoved,
    KeepGoing,
    OpenSettings,
    PauseFor,
    Resume,
    Skip,
    SlowDown,
    Snooze,
    Start,
)
from bot.wire.outgoing import Key, Media, Rows, View
from content.catalogue import Catalogue

SNOOZES = (5, 15)  # minutes


def reminder(
    offered: Break, catalogue: Catalogue, now: datetime, texts: Texts, media: Media | None = None
) -> View:
    """How long the person has sat, what is on offer, and everything they may answer."""
    sat = _sat((now - (offered.sitting_since or now)) // timedelta(minutes=1), texts)
    if not offered.exercises:
        settings = Key(texts("button-settings"), OpenSettings("careful"))
        return View(texts("breaks-move-anyway", sat=sat), (*_answers(offered.id, texts), (settings,)))
    exercise = catalogue.exercises[offered.exercises[0]]
    offer = _offer(exercise.name, offered.seconds, str(exercise.posture.place), texts)
    return View(
        texts("breaks-reminder", sat=sat, offer=offer),
        (
            (
                Key(texts("button-start"), Start(offered.id)),
                Key(texts("button-another"), Another(offered.id)),
            ),
            *_answers(offered.id, texts),
        ),
        media,
    )


def _answers(break_id: int, texts: Texts) -> Rows:
    later = [
        Key(texts("button-in-minutes", minutes=minutes), Snooze(break_id, minutes)) for minutes in SNOOZES
    ]
    return (
        (*later, Key(texts("button-skip"), Skip(break_id))),
        (
            Key(texts("button-just-moved"), JustMoved(break_id)),
            Key(texts("button-in-a-meeting"), PauseFor("1h")),
        ),
    )


# The same words for many people who are reminded at the same time.


@lru_cache(maxsize=512)
def _sat(minutes: int, texts: Texts) -> Html:
    return texts("breaks-sitting", span=telling.span(timedelta(minutes=minutes), texts))


@lru_cache(maxsize=512)
def _offer(name: str, seconds: int, place: str, texts: Texts) -> Html:
    return texts("breaks-offer", name=name, length=telling.length(seconds), place=texts("place", place=place))


def gentle(unanswered: int, texts: Texts) -> View:
    """After several reminders without an answer: how should it go on?"""
    return View(
        texts("breaks-gentle", count=unanswered),
        (
            (Key(texts("button-slow-down"), SlowDown()), Key(texts("button-keep-going"), KeepGoing())),
            (Key(texts("button-done-for-today"), DoneForToday()),),
        ),
    )


def way_to_rest(texts: Texts) -> Rows:
    """Below a reminder that was snoozed often."""
    return ((Key(texts("button-done-for-today"), DoneForToday()),),)


def undo(press: Button, texts: Texts) -> Rows:
    """Below what can be taken back for a while."""
    return ((Key(texts("button-undo"), press),),)


def pause_menu(text: Html, texts: Texts) -> View:
    """The usual pauses."""

    def row(*words: str) -> tuple[Key, ...]:
        return tuple(Key(texts(f"pause-for-{word}"), PauseFor(word)) for word in words)

    return View(text, (row("30", "1h", "2h"), row("today", "tomorrow")))


def resting(text: Html, texts: Texts) -> View:
    """Reminders rest; one tap ends that."""
    return View(text, ((Key(texts("button-resume"), Resume()),),))
