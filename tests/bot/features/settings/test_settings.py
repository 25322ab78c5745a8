"""The settings, turn by turn."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.features.settings.pages import SWITCHES, Setting
from bot.storage import mail, people
from bot.wire.buttons import ChangeSetting, OpenSettings
from bot.wire.incoming import Location
from scheduler import due


def told(chat) -> dict[str, object]:
    """What the person decided; which question is open is another matter."""
    facts = {name: getattr(chat.person, name) for name in chat.person.__dataclass_fields__}
    return {name: fact for name, fact in facts.items() if name != "asked"}


def test_the_overview_tells_every_setting(chat):
    shown = chat.type("/settings").text
    for value in (
        "Mon-Fri 9-17",
        "50 minutes",
        "chair, standing",
        "nothing special",
        "4 breaks a day",
        "with sound",
        "as clips",
        "Europe/Lisbon, 09:30 now",
    ):
        assert value in shown


@pytest.mark.parametrize("setting", [setting for setting in Setting if setting is not Setting.ZONE])
def test_every_setting_is_changed_within_two_taps(chat, setting: Setting):
    chat.type("/settings")
    if setting not in SWITCHES:
        chat.tap(OpenSettings(setting))
    before = told(chat)
    offered = chat.type(f"/settings {setting}").presses
    ready = [press for press in offered if isinstance(press, ChangeSetting) and press.name == setting]
    assert any(chat.tap(press) and told(chat) != before for press in ready)


@pytest.mark.parametrize(
    ("line", "column", "value"),
    [
        ("/settings hours Tue 9-12", "hours", "Tue 9-12"),
        ("/settings interval 1.5 h", "interval", 90),
        ("/settings places floor, chair", "places", ("chair", "floor")),
        ("/settings equipment wall strap", "equipment", ("wall", "strap")),
        ("/settings careful lower back", "careful", ("low_back",)),
        ("/settings careful none", "careful", ()),
        ("/settings goal 5", "goal", 5),
        ("/settings silent on", "silent", True),
        ("/settings pictures text", "clips", False),
        ("/settings pictures clips", "clips", True),
        ("/settings zone Tokyo", "zone", "Asia/Tokyo"),
        ("/settings Zone europe/berlin", "zone", "Europe/Berlin"),
    ],
)
def test_every_setting_can_be_typed_in_one_line(chat, line: str, column: str, value: object):
    assert "Saved." in chat.type(line).text
    assert getattr(chat.person, column) == value


@pytest.mark.parametrize(
    "line",
    [
        "/settings hours whenever",
        "/settings hours off",
        "/settings interval 5",
        "/settings interval <b>",
        "/settings places moon",
        "/settings places none",
        "/settings equipment trampoline",
        "/settings careful everything",
        "/settings goal 99",
        "/settings silent perhaps",
        "/settings pictures perhaps",
        "/settings zone xyzzyqq",
        "/settings zone " + "x" * 4000,
        "/settings nonsense 5",
    ],
)
def test_a_wrong_value_changes_nothing_and_is_answered_with_an_example(chat, line: str):
    before = told(chat)
    shown = chat.type(line).text
    assert "<code>" in shown
    assert len(shown) < 1000
    assert told(chat) == before


def test_a_page_takes_a_typed_line_and_a_wrong_one_keeps_it_open(chat):
    chat.tap(OpenSettings("interval"))
    assert "“soon”" in chat.type("soon").text
    assert "Saved." in chat.type("75").text
    assert chat.person.interval == 75
    assert chat.person.asked is None


@pytest.mark.parametrize("elsewhere", ["/help", "/start", "/settings"])
def test_a_command_ends_the_open_question(chat, elsewhere: str):
    chat.tap(OpenSettings("interval"))
    chat.type(elsewhere)
    chat.type("75")
    assert chat.person.interval == 50


def test_back_ends_the_open_question(chat):
    chat.tap(OpenSettings("interval"))
    chat.tap(OpenSettings(""))
    chat.type("75")
    assert chat.person.interval == 50


def test_new_hours_are_a_fact_with_a_date_and_move_the_reminder(chat):
    chat.wait(days=1)
    shown = chat.type("/settings hours Mon-Fri 13-18").text
    history = people.hours_history(chat.conn, chat.person.id)
    assert [hours for _, hours in history] == ["Mon-Fri 9-17", "Mon-Fri 13-18"]
    assert history[1][0] == chat.now
    assert "next break: <b>today 13:5" in shown
    at = due.next_at(chat.conn)
    assert at is not None
    assert timedelta(hours=4) < at - chat.now < timedelta(hours=5)


def test_hours_that_are_the_same_add_nothing_to_the_history(chat):
    chat.type("/settings hours weekdays 9-17")
    assert len(people.hours_history(chat.conn, chat.person.id)) == 1


def test_a_new_zone_is_a_fact_with_a_date_and_the_next_break_is_told_in_it(chat):
    shown = chat.type("/settings zone Azores").text
    assert "Atlantic/Azores, 08:30 now" in shown
    assert "next break: <b>today 09:5" in shown
    assert [zone for _, zone in people.zone_history(chat.conn, chat.person.id)] == [
        "Europe/Lisbon",
        "Atlantic/Azores",
    ]


def test_a_city_of_several_zones_lists_them_and_a_tap_decides(chat):
    shown = chat.type("/settings zone Portland")
    assert ChangeSetting("zone", "America/Los_Angeles") in shown.presses
    chat.tap(ChangeSetting("zone", "America/Los_Angeles"))
    assert chat.person.zone == "America/Los_Angeles"


def test_after_a_list_of_candidates_another_city_can_be_typed(chat):
    chat.type("/settings zone Portland")
    chat.type("Tokyo")
    assert chat.person.zone == "Asia/Tokyo"


def test_the_zone_page_takes_a_shared_location(chat):
    chat.tap(OpenSettings("zone"))
    chat.get(Location(35.68, 139.69))
    assert chat.person.zone == "Asia/Tokyo"


def test_a_location_that_is_nowhere_keeps_the_page_open(chat):
    chat.tap(OpenSettings("zone"))
    assert "can't find" in chat.get(Location(200, 0)).text
    assert chat.person.asked == "settings-zone"


def test_a_choice_is_toasted_and_stays_on_its_page(chat):
    chat.tap(OpenSettings("careful"))
    shown = chat.tap(ChangeSetting("careful", "+knees"))
    assert shown.toast == "Careful with: knees"
    assert ChangeSetting("careful", "-knees") in shown.presses
    assert chat.person.careful == ("knees",)


@pytest.mark.parametrize(
    "press",
    [
        ChangeSetting("careful", "+knees"),
        ChangeSetting("interval", "90"),
        ChangeSetting("silent", "on"),
        ChangeSetting("pictures", "text"),
    ],
)
def test_a_button_tapped_twice_changes_once(chat, press: ChangeSetting):
    chat.tap(press)
    after_one = told(chat)
    answers = chat.tap(press)
    assert "already" in answers.toast
    assert len(answers) == 1
    assert told(chat) == after_one


def test_the_last_place_stays(chat):
    chat.tap(ChangeSetting("places", "-chair"))
    assert "has to stay" in chat.tap(ChangeSetting("places", "-standing")).toast
    assert chat.person.places == ("standing",)


@pytest.mark.parametrize(
    "press",
    [
        ChangeSetting("weather", "sunny"),
        ChangeSetting("careful", "+moon"),
        ChangeSetting("interval", "soon"),
        ChangeSetting("hours", "never"),
        ChangeSetting("zone", "Moon/Base"),
        ChangeSetting("silent", "perhaps"),
        ChangeSetting("pictures", "perhaps"),
        ChangeSetting("goal", "0"),
    ],
)
def test_a_tampered_button_is_answered_and_changes_nothing(chat, press: ChangeSetting):
    before = chat.person
    answers = chat.tap(press)
    assert answers.toast
    assert len(answers) == 1
    assert chat.person == before


def test_the_settings_edit_their_own_message_and_leave_others_alone(chat):
    mail.hold(chat.conn, chat.person.id, "settings", chat.shown_in, chat.now)
    (edit, _toast) = sorted(chat.tap(OpenSettings("goal")), key=lambda answer: answer.action)
    assert not edit.anew
    assert edit.message_id == chat.shown_in
    chat.shown_in += 1
    (new, _toast) = sorted(chat.tap(OpenSettings("")), key=lambda answer: answer.action)
    assert new.anew
