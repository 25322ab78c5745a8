"""What the settings look like: an overview, and a page for each that is more than a switch. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from bot import telling
from bot.life import choices
from bot.life.whereabouts import described, zone_told
from bot.storage.people import Person
from bot.texts import Html, Texts
from bot.wire.buttons import ChangeSetting, OpenSettings
from bot.wire.outgoing import Key, Rows, View
from bot.zones.places import Place


class Setting(StrEnum):
    """The settings by the names that are typed and carried by buttons."""

    HOURS = "hours"
    INTERVAL = "interval"
    PLACES = "places"
    EQUIPMENT = "equipment"
    CAREFUL = "careful"
    GOAL = "goal"
    STOP = "stop"
    PACE = "pace"
    PICTURES = "pictures"
    SILENT = "silent"
    ZONE = "zone"
    DAY = "day"


SWITCHES = frozenset({Setting.PICTURES, Setting.SILENT})
"""Those that have two values, and so a button in place of a page."""

ON, OFF, CLEAR = "+", "-", "none"
"""How the button of a choice carries what it makes of it: absolute, so that a doubled tap changes nothing."""


def overview(person: Person, now: datetime, texts: Texts, note: str = "") -> View:
    """Every setting with its value, below a note on what was just changed."""
    lines = [texts("settings-title"), *(_line(setting, person, now, texts) for setting in Setting)]
    keys = [_key(setting, person, texts) for setting in Setting]
    rows = tuple(tuple(keys[at : at + 2]) for at in range(0, len(keys), 2))
    return View(_below(note, "\n".join(lines)), rows)


def page(setting: Setting, person: Person, now: datetime, texts: Texts, hint: str = "") -> View:
    """How to change this setting, by tapping or typing, below a hint where the last answer needs one."""
    if setting in SWITCHES:
        return overview(person, now, texts, hint)
    text = texts(f"settings-{setting}-how", value=value_told(setting, person, now, texts))
    return View(_below(hint, text), (*_ready_made(setting, person, texts), _back(texts)))


def which_place(typed: str, places: Sequence[Place], known: bool, texts: Texts) -> View:
    """What was typed means several places, or none but these are spelled nearly so."""
    text = texts("settings-zone-which" if known else "settings-zone-unknown", typed=typed)
    picks = tuple((Key(described(place), ChangeSetting(Setting.ZONE, place.zone)),) for place in places)
    return View(text, (*picks, _back(texts)))


def value_told(setting: Setting, person: Person, now: datetime, texts: Texts) -> Html:
    """The value of a setting as a person reads it."""
    if setting in ORDER:
        return _list(chosen(setting, person), texts)
    if setting is Setting.ZONE:
        zone = person.week.zone
        return texts("settings-zone-now", zone=zone_told(zone), time=telling.clock(now, zone))
    return _TOLD[setting](person, texts)


_TOLD: Mapping[Setting, Callable[[Person, Texts], Html]] = {
    Setting.HOURS: lambda person, texts: texts("settings-value", value=person.hours or ""),
    Setting.INTERVAL: lambda person, texts: telling.span(timedelta(minutes=person.interval or 0), texts),
    Setting.GOAL: lambda person, texts: texts("settings-breaks-a-day", count=person.goal),
    Setting.STOP: lambda person, texts: texts("settings-stop-told", automatic=_yes(person.auto_done)),
    Setting.PACE: lambda person, texts: texts("settings-pace-told", pace=person.pace),
    Setting.PICTURES: lambda person, texts: texts("settings-pictures-told", clips=_yes(person.clips)),
    Setting.SILENT: lambda person, texts: texts("settings-sound", silent=_yes(person.silent)),
    Setting.DAY: lambda person, texts: texts(
        "settings-day-told", time=minutes_told(person.day_start_minutes)
    ),
}


def _yes(truth: bool) -> str:
    return "yes" if truth else "no"


def chosen(setting: Setting, person: Person) -> tuple[str, ...]:
    """What is chosen where several can be."""
    of = {
        Setting.PLACES: person.places,
        Setting.EQUIPMENT: person.equipment,
        Setting.CAREFUL: person.careful,
    }
    return of[setting] or ()


ORDER = {
    Setting.PLACES: choices.PLACES,
    Setting.EQUIPMENT: choices.EQUIPMENT,
    Setting.CAREFUL: choices.CAREFUL,
}
"""What there is to choose from where several can be chosen."""


def _line(setting: Setting, person: Person, now: datetime, texts: Texts) -> Html:
    name = texts(f"settings-{setting}")
    return texts("settings-line", name=name, value=value_told(setting, person, now, texts))


def _key(setting: Setting, person: Person, texts: Texts) -> Key:
    if setting is Setting.SILENT:
        label = texts("settings-switch-sound", silent="yes" if person.silent else "no")
        return Key(label, ChangeSetting(setting, "off" if person.silent else "on"))
    if setting is Setting.PICTURES:
        label = texts("settings-switch-pictures", clips=_yes(person.clips))
        return Key(label, ChangeSetting(setting, "text" if person.clips else "clips"))
    return Key(texts(f"settings-{setting}"), OpenSettings(setting))


def _ready_made(setting: Setting, person: Person, texts: Texts) -> Rows:
    if setting in ORDER:
        return _toggles(setting, person, texts)
    values: dict[Setting, tuple[Sequence[str | int], Callable[[str | int], str]]] = {
        Setting.HOURS: (choices.HOURS, str),
        Setting.INTERVAL: (choices.INTERVALS, lambda value: texts("settings-minutes", minutes=value)),
        Setting.GOAL: (choices.GOALS, str),
        Setting.STOP: (choices.SWITCH, lambda value: texts("settings-stop-key", value=str(value))),
        Setting.PACE: (choices.PACES, lambda value: texts("settings-pace-told", pace=str(value))),
        Setting.DAY: (choices.DAY_STARTS, str),
    }
    if setting not in values:
        return ()
    ready, label = values[setting]
    return (tuple(Key(label(value), ChangeSetting(setting, str(value))) for value in ready),)


def _toggles(setting: Setting, person: Person, texts: Texts) -> Rows:
    on = chosen(setting, person)
    keys = [_toggle(setting, word, word in on, texts) for word in ORDER[setting]]
    rows = [tuple(keys[at : at + 2]) for at in range(0, len(keys), 2)]
    if setting is not Setting.PLACES:
        rows.append((Key(texts("choice-none"), ChangeSetting(setting, CLEAR)),))
    return rows


def _toggle(setting: Setting, word: str, on: bool, texts: Texts) -> Key:
    name = texts(f"choice-{word}")
    label = texts("choice-chosen", name=name) if on else name
    return Key(label, ChangeSetting(setting, f"{OFF if on else ON}{word}"))


def minutes_told(minutes: int) -> str:
    """Minutes after midnight as a time of day."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _list(words: Sequence[str], texts: Texts) -> Html:
    if not words:
        return texts("settings-nothing")
    return texts("settings-value", value=", ".join(texts(f"choice-{word}").lower() for word in words))


def _back(texts: Texts) -> tuple[Key, ...]:
    return (Key(texts("settings-back"), OpenSettings("")),)


def _below(note: str, text: str) -> str:
    return f"{note}\n\n{text}" if note else text
