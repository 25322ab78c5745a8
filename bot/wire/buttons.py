"""Every button of the bot: a frozen dataclass each, and the one way to and from Telegram's callback data.

The data reads `code.field.field`, at most 64 bytes (Telegram's limit, which the library does not check). A code carries
its version (`ab1`): when a button's fields change it gets a new code, and the old one stays readable for as long as
messages with it may be tapped, or is answered as outdated.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, ClassVar, Self, TypeVar, dataclass_transform, get_type_hints

LIMIT = 64
_SEPARATOR = "."


B = TypeVar("B", bound="Button")


class OutdatedButton(ValueError):
    """This button is from an earlier version, or not ours."""


@dataclass(frozen=True, slots=True)
class Button:
    """What a tap means. Fields are int, bool, str (without a full stop) or StrEnum, in order."""

    code: ClassVar[str] = ""

    def data(self) -> str:
        """The callback data. Raises ValueError where a value cannot be carried in 64 bytes."""
        names: tuple[str, ...] = self.__match_args__  # of its fields
        words = [self.code, *(_word(getattr(self, name)) for name in names)]
        data = _SEPARATOR.join(words)
        if len(data.encode()) > LIMIT:
            raise ValueError(
                f"{type(self).__name__} needs {len(data.encode())} bytes, Telegram takes {LIMIT}"
            )
        return data

    @classmethod
    def read(cls, words: list[str]) -> Self:
        """The button of these words. Raises OutdatedButton."""
        kinds = _kinds(cls.code)
        if len(words) != len(kinds):
            raise OutdatedButton
        try:
            return cls(*map(_value, kinds, words))
        except ValueError as error:
            raise OutdatedButton from error


@cache
def _kinds(code: str) -> tuple[Any, ...]:
    """The types of the fields of the button with this code."""
    of = REGISTER[code]
    hints = get_type_hints(of)
    return tuple(hints[field.name] for field in dataclasses.fields(of))


REGISTER: dict[str, type[Button]] = {}


@dataclass_transform(frozen_default=True)
def button(code: str) -> Callable[[type[B]], type[B]]:
    """Make the class a frozen dataclass whose callback data begins with this code, which no other may have."""

    def register(kind: type[B]) -> type[B]:
        made = dataclass(frozen=True, slots=True)(kind)
        made.code = code
        if REGISTER.setdefault(code, made) is not made:
            raise ValueError(f"two buttons have the code {code}")
        return made

    return register


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    word = str(value)
    if _SEPARATOR in word:
        raise ValueError(f"{word!r} has a full stop in it")
    return word


def _value(kind: Any, word: str) -> Any:
    if kind is bool:
        if word not in {"0", "1"}:
            raise ValueError(word)
        return word == "1"
    if kind is int:
        number = int(word)
        # Beyond 63 bits no database row can be meant; int() also reads "١", "+1" and "1_0", which we never wrote.
        if str(number) != word or abs(number) >= 2**63:
            raise ValueError(word)
        return number
    return kind(word)


class Step(StrEnum):
    """Which question of the first meeting a button answers."""

    ZONE = "zone"
    HOURS = "hours"
    INTERVAL = "interval"
    PLACES = "places"
    CAREFUL = "careful"


# --- first meeting ---


@button("ag1")
class Agree(Button):
    """[I understand] below the safety line."""


@button("df1")
class UseDefaults(Button):
    """[Use defaults]: the rest of the questions are answered for the person."""


@button("pz1")
class PickZone(Button):
    """One of the candidates of an ambiguous city."""

    zone: str


@button("cz1")
class ConfirmZone(Button):
    """ "It is 14:32 with you?" [Yes] [No]."""

    zone: str
    yes: bool


@button("ph1")
class PickHours(Button):
    """A ready-made work week, by its text (`Mon-Fri 9-17`)."""

    hours: str


@button("oh1")
class OwnHours(Button):
    """[My own hours]: the next typed line is read as hours."""


@button("pi1")
class PickInterval(Button):
    """Minutes of sitting before a reminder."""

    minutes: int


@button("tg2")
class Toggle(Button):
    """A place, a thing or a contraindication switched `on` or off, so that a doubled tap changes nothing.

    `word` is its id; `none` clears the careful list.
    """

    step: Step
    word: str
    on: bool


@button("an1")
class Answered(Button):
    """[Continue] below toggles."""

    step: Step


# --- a reminder, or an offer that was asked for ---


@button("st1")
class Start(Button):
    """[Start] what this break offers."""

    break_id: int


@button("ao1")
class Another(Button):
    """[Another]: something else in its place."""

    break_id: int


@button("sn1")
class Snooze(Button):
    """[In 5] and [In 15]."""

    break_id: int
    minutes: int


@button("sk1")
class Skip(Button):
    """[Skip], no guilt."""

    break_id: int


@button("jm1")
class JustMoved(Button):
    """[I just moved]."""

    break_id: int


@button("us1")
class UndoSkip(Button):
    """[Undo] after a skip."""

    break_id: int


@button("ud1")
class UndoDone(Button):
    """[Undo] after Done for today; the date in ISO form."""

    day: str


@button("dt1")
class DoneForToday(Button):
    """[Done for today]: no reminder until the next workday."""


@button("sd1")
class SlowDown(Button):
    """[Slow down] after three unanswered reminders: the longer interval stays."""


@button("kg1")
class KeepGoing(Button):
    """[Keep going] after three unanswered reminders: the usual interval again."""


@button("pf1")
class PauseFor(Button):
    """A ready-made pause, as the words that /pause would take (`1h`, `tomorrow`)."""

    words: str


@button("rs1")
class Resume(Button):
    """[Resume] reminders."""


# --- on demand ---


@button("as1")
class AskStretch(Button):
    """A stretch of so many minutes in this place; `any` lets the bot choose the place."""

    minutes: int
    place: str


@button("os1")
class OfferStretch(Button):
    """[Try one now], [Stretch]: opens the choice of time and place."""


@button("pm1")
class PickMinutes(Button):
    """How long: the choice of time and place shows it as picked."""

    minutes: int


@button("rl1")
class OpenRoutines(Button):
    """[Routines]: all of them, by name."""


@button("or1")
class OfferRoutine(Button):
    """A routine by its id."""

    routine: str


# --- the catalogue; `shelf` is the filter and the page that [Back] leads to, as one number ---


@button("br1")
class Browse(Button):
    """A page of the list of exercises."""

    shelf: int


@button("bf1")
class OpenFilters(Button):
    """[Filter]: what the list shows."""

    shelf: int


@button("ex1")
class OpenExercise(Button):
    """An exercise's card."""

    exercise: str
    shelf: int


@button("sx1")
class StartExercise(Button):
    """[Start] on a card: the exercise is asked for by name and started at once."""

    exercise: str


@button("fv1")
class Favour(Button):
    """[Favourite] and, with `on` false, [Unfavourite]."""

    exercise: str
    on: bool
    shelf: int


@button("ng1")
class NeverAgain(Button):
    """[Never again]."""

    exercise: str
    shelf: int


@button("uv1")
class UndoNever(Button):
    """[Undo] after Never again."""

    exercise: str
    shelf: int


@button("bb1")
class BringBack(Button):
    """[Bring it back] on a card."""

    exercise: str
    shelf: int


@button("hi1")
class OpenHidden(Button):
    """A page of what is left out."""

    page: int


@button("rh1")
class Restore(Button):
    """[Bring it back: name] in the list of what is left out."""

    exercise: str
    page: int


# --- the guided session ---


class Control(StrEnum):
    """What the buttons below a running session do."""

    PAUSE = "pause"
    RESUME = "resume"
    NEXT = "next"
    BACK = "back"
    STOP = "stop"
    HURTS = "hurts"
    MORE = "more"


@button("pl1")
class Play(Button):
    """A control of this session, tapped while it showed the step `index` (so that a doubled Next moves once)."""

    session_id: int
    index: int
    control: Control


@button("rp1")
class ReplaceSession(Button):
    """[End it and start this]: a new session asks to end the running one."""

    break_id: int


@button("ks1")
class KeepSession(Button):
    """[Carry on] with the running session instead of starting a new one."""


class Rating(StrEnum):
    """How it was."""

    EASY = "easy"
    RIGHT = "right"
    HARD = "hard"
    NOT_DONE = "notdone"


@button("rt1")
class Rate(Button):
    """[Easy] [Right] [Hard] [Didn't do it] at the end of a session."""

    session_id: int
    rating: Rating


@button("ux1")
class UndoNotDone(Button):
    """[Undo] after Didn't do it."""

    session_id: int


@button("uh1")
class Unhide(Button):
    """[Bring it back]: an exercise that was left out is offered again."""

    exercise: str


# --- the rest ---


@button("ok1")
class OpenStreak(Button):
    """[Streak]."""


@button("wy1")
class OpenWhy(Button):
    """[Why 6?]: the days that decided the streak."""


@button("ld1")
class LogDay(Button):
    """A day on which something was done that nobody wrote down, as an ISO date."""

    day: str


@button("se1")
class OpenSettings(Button):
    """[Settings], or one of its pages."""

    page: str


@button("cs1")
class ChangeSetting(Button):
    """A setting set to a value by a tap (`interval`, `45`)."""

    name: str
    value: str


@button("nx1")
class OpenNext(Button):
    """[When is the next?]."""


@button("nl1")
class NextLesson(Button):
    """[Another lesson]."""


@button("he1")
class OpenHelp(Button):
    """[Help]."""


@button("fa1")
class ForgetAll(Button):
    """[Erase all], ten minutes from when it was asked (seconds since 1970)."""

    asked_at: int


@button("fk1")
class KeepAll(Button):
    """[Keep it]."""


@button("fn1")
class DropFeedback(Button):
    """[Never mind] below the question what to pass on."""


def decode(data: str) -> Button:
    """The button that this callback data means. Raises OutdatedButton, also for anything tampered with."""
    code, *words = data.split(_SEPARATOR)
    kind = REGISTER.get(code)
    if kind is None:
        raise OutdatedButton
    return kind.read(words)
