"""Help, and answers to what nobody else takes."""

from __future__ import annotations

import re

import pytest

from bot import agenda
from bot.menu import COMMANDS
from bot.wire.buttons import ChangeSetting, OfferStretch, OpenHelp, OpenNext, OpenSettings
from bot.wire.incoming import Edited, Left, Location, Odd
from scheduler import due


def test_help_names_every_command_of_the_menu_and_no_other(chat):
    said = chat.type("/help")
    assert set(re.findall(r"/(\w+)", said.only.text)) == {*COMMANDS} - {"start", "help"}


def test_the_help_button_says_the_same(chat):
    assert chat.tap(OpenHelp())[0].text == chat.type("/help")[0].text


def test_a_line_nobody_understands_gets_one_line_and_three_buttons(chat):
    said = chat.type("what a day")
    assert "“what a day”" in said.only.text
    assert said.presses == [OfferStretch(), OpenNext(), OpenSettings("")]


def test_a_very_long_line_is_cut_and_html_in_it_is_harmless(chat):
    said = chat.type("<b>" + "x" * 4000)
    assert "&lt;b&gt;xxx" in said.only.text
    assert len(said.only.text) < 200


@pytest.mark.parametrize("line", ["settings", "Settings!", "next", "streak", "pause 2h", "help", "privacy"])
def test_a_command_can_be_typed_without_its_slash(chat, line: str):
    words = line.strip("!").lower()
    assert chat.type(line).text == chat.type(f"/{words}").text


def test_a_sentence_that_begins_like_a_command_is_none(chat):
    assert "I don't understand" in chat.type("next to my desk there is a plant").text


@pytest.mark.parametrize(("line", "answer"), [("Hi", "Hello Ana!"), ("ok thanks!", "You're welcome!")])
def test_a_courtesy_gets_one_back(chat, line: str, answer: str):
    said = chat.type(line)
    assert answer in said.only.text
    assert len(said.presses) == 3


def test_an_unknown_command_gets_the_closest_one(chat):
    said = chat.type("/strech 3 min")
    assert "/stretch" in said.only.text
    assert len(said.presses) == 3


def test_a_command_like_nothing_else_is_answered_too(chat):
    said = chat.type("/xyzzy" + "y" * 4000)
    assert len(said.only.text) < 200
    assert len(said.presses) == 3


@pytest.mark.parametrize("kind", ["sticker", "photo", "voice", "video", "contact", "dice"])
def test_what_is_not_text_is_answered_kindly(chat, kind: str):
    said = chat.get(Odd(kind))
    assert len(said.presses) == 3


def test_an_edited_message_is_answered_once_and_changes_nothing(chat):
    before = chat.person
    said = chat.get(Edited())
    assert "new one" in said.only.text
    assert chat.person == before


def test_a_location_nobody_asked_for_is_offered_as_the_zone(chat):
    said = chat.get(Location(35.68, 139.69))
    assert "Asia/Tokyo, where it is 18:30" in said.only.text
    (press,) = said.presses
    assert press == ChangeSetting("zone", "Asia/Tokyo")
    chat.tap(press)
    assert chat.person.zone == "Asia/Tokyo"


def test_a_location_in_the_zone_one_lives_in_needs_no_change(chat):
    said = chat.get(Location(38.72, -9.14))
    assert "already" in said.only.text


def test_a_location_that_is_nowhere_is_said_kindly(chat):
    said = chat.get(Location(0, 999))
    assert "can't find" in said.only.text


def test_a_button_of_an_earlier_version_is_answered_with_a_toast(chat):
    (answer,) = chat.tap(None)
    assert answer.action == "toast"
    assert "no longer" in answer.text


def test_somebody_who_blocks_the_bot_hears_nothing_more(chat):
    agenda.replan(chat.conn, chat.person.id, chat.now)
    assert due.next_at(chat.conn) is not None
    assert chat.get(Left()) == []
    assert chat.person.gone_at == chat.now
    assert due.next_at(chat.conn) is None


def test_a_newcomer_is_answered_too(newcomer):
    assert newcomer.get(Edited())
    assert newcomer.get(Left()) == []
