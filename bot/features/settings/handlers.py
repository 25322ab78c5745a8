"""/settings: one message, edited in place; every setting by two taps or one typed line."""

from __future__ import annotations

from bot import agenda
from bot.features.settings import change, pages
from bot.features.settings.change import WhichPlace
from bot.features.settings.pages import Setting
from bot.life import faults, upcoming
from bot.life.answers import AnswerError, AnswerFault
from bot.storage import mail
from bot.texts import Html
from bot.turn import Turn
from bot.wire.buttons import ChangeSetting, OpenSettings
from bot.wire.incoming import Location
from bot.wire.outgoing import View
from bot.zones.location import zone_at
from scheduler.workweek import WorkWeekError

SLOT = "settings"
ASKED = "settings-"


def settings(turn: Turn, words: str) -> None:
    """`/settings`, `/settings hours`, `/settings hours Mon-Fri 9-17`."""
    name, value = (*words.split(maxsplit=1), "", "")[:2]
    setting = named(name)
    if setting is None:
        _show_overview(turn, turn.texts("settings-no-such", name=faults.quoted(name)) if name else "")
    elif value:
        _change_by_words(turn, setting, value)
    else:
        _open(turn, setting)


def open_page(turn: Turn, press: OpenSettings) -> None:
    """[Settings], one of its pages, or [Back]."""
    setting = named(press.page)
    if setting is None:
        _show_overview(turn)
    else:
        _open(turn, setting)


def typed(turn: Turn, text: str) -> None:
    """The answer to the open page."""
    _change_by_words(turn, _asked(turn), text)


def located(turn: Turn, location: Location) -> None:
    """The location of the phone, as the answer to the page of the zone."""
    try:
        change.live_in(turn, zone_at(location.latitude, location.longitude) or "")
    except AnswerError as error:
        _open(turn, Setting.ZONE, faults.told(Setting.ZONE, error, turn.texts))
    else:
        _show_overview(turn, _note(turn, Setting.ZONE))


def tapped(turn: Turn, press: ChangeSetting) -> None:
    """A ready-made value, or a choice switched on or off. Tapped twice, the second changes nothing."""
    setting = named(press.name)
    if setting is None:
        turn.toast(turn.texts("settings-outdated"))
        return
    before = turn.person
    try:
        change.by_button(turn, setting, press.value)
    except (AnswerError, WorkWeekError) as error:
        too_few = error.reason is AnswerFault.TOO_LITTLE
        turn.toast(turn.texts("settings-one-place" if too_few else "settings-outdated"))
        return
    if turn.person == before:
        turn.toast(turn.texts("settings-already"))
    else:
        _show_changed(turn, setting)


def named(name: str) -> Setting | None:
    """The setting of this name."""
    return Setting(name.lower()) if name.lower() in set(Setting) else None


def asked(turn: Turn) -> Setting | None:
    """The setting whose page is open, so that a typed line answers it."""
    question = turn.person.asked or ""
    return named(question.removeprefix(ASKED)) if question.startswith(ASKED) else None


def _asked(turn: Turn) -> Setting:
    setting = asked(turn)
    assert setting is not None, "the route takes typed lines only where a page is open"
    return setting


def _change_by_words(turn: Turn, setting: Setting, words: str) -> None:
    try:
        change.by_words(turn, setting, words)
    except (AnswerError, WorkWeekError) as error:
        _open(turn, setting, faults.told(setting, error, turn.texts))
    except WhichPlace as error:
        turn.change(asked=f"{ASKED}{setting}")
        _show(turn, pages.which_place(faults.quoted(words), error.places, error.known, turn.texts))
    else:
        _show_overview(turn, _note(turn, setting))


def _show_changed(turn: Turn, setting: Setting) -> None:
    value = pages.value_told(setting, turn.person, turn.now, turn.texts)
    turn.toast(turn.texts("settings-toast", name=turn.texts(f"settings-{setting}"), value=value))
    if setting in pages.ORDER:
        _open(turn, setting)  # more may follow
    else:
        _show_overview(turn, _note(turn, setting))


def _note(turn: Turn, setting: Setting) -> Html:
    """What was changed, and when the next break is where that moved it."""
    name = turn.texts(f"settings-{setting}")
    value = pages.value_told(setting, turn.person, turn.now, turn.texts)
    saved = turn.texts("settings-saved", name=name, value=value)
    if setting not in change.MOVES_REMINDERS:
        return saved
    planned = agenda.replan(turn.conn, turn.person.id, turn.now)
    line = upcoming.told(planned, turn.now, turn.person.week.zone, turn.texts)
    return turn.texts("settings-saved-and-next", saved=saved, next=line)


def _open(turn: Turn, setting: Setting, hint: str = "") -> None:
    turn.change(asked=f"{ASKED}{setting}")
    _show(turn, pages.page(setting, turn.person, turn.now, turn.texts, hint))


def _show_overview(turn: Turn, note: str = "") -> None:
    turn.change(asked=None)
    _show(turn, pages.overview(turn.person, turn.now, turn.texts, note))


def _show(turn: Turn, view: View) -> None:
    """In the settings' own message where that was tapped; otherwise anew, below what was typed or tapped."""
    own = mail.holds(turn.conn, turn.person.id, SLOT)
    turn.show(SLOT, view, anew=not turn.message_id or turn.message_id != own)
