"""Whatever Telegram sends becomes a value of ours or nothing, and nothing that it sends makes the reading fail."""

from __future__ import annotations

from typing import Any

import pytest
from telegram.constants import MessageAttachmentType, MessageType, UpdateType

from bot.wire.buttons import Start
from bot.wire.inbox import _chat_of
from bot.wire.incoming import (
    Command,
    Edited,
    InGroup,
    Left,
    Location,
    Odd,
    Returned,
    Tap,
    Typed,
    Unreadable,
    read,
)
from bot.wire.telegram import connect

BOT = connect("1:token", "http://127.0.0.1:1")  # nothing is asked of it
ADA = {"id": 1, "is_bot": False, "first_name": "Ada", "language_code": "pt-br"}
CHAT = {"id": 1, "type": "private", "first_name": "Ada"}
GROUP = {"id": -7, "type": "group", "title": "Desk neighbours"}
CHANNEL = {"id": -9, "type": "channel", "title": "News"}
DATE = 1772442000
FILE = {"file_id": "f", "file_unique_id": "u", "file_size": 1}
SIZES = {"width": 1, "height": 1, "duration": 1}
POLL = {
    "id": "1",
    "question": "Up?",
    "options": [{"text": "Yes", "voter_count": 0, "persistent_id": "1"}],
    "total_voter_count": 0,
    "is_closed": False,
    "is_anonymous": True,
    "type": "regular",
    "allows_multiple_answers": False,
    "allows_revoting": False,
    "members_only": False,
}
MEMBERS = {
    "old_chat_member": {"user": ADA, "status": "member"},
    "new_chat_member": {"user": ADA, "status": "kicked", "until_date": 0},
}


def _message(**content: Any) -> dict[str, Any]:
    return {"message_id": 5, "date": DATE, "chat": CHAT, "from": ADA, **content}


def _read(**update: Any) -> Any:
    found = read({"update_id": 1, **update}, BOT)
    return None if found is None else found.what


POST = {"message_id": 5, "date": DATE, "chat": CHANNEL, "sender_chat": CHANNEL, "text": "news"}
BUSINESS = {"id": "b", "user": ADA, "user_chat_id": 1, "date": DATE, "is_enabled": True}
BOOST = {
    "boost_id": "b",
    "add_date": DATE,
    "expiration_date": DATE,
    "source": {"source": "premium", "user": ADA},
}
PAY = {"currency": "XTR", "total_amount": 1, "invoice_payload": "p"}
ADDRESS = {
    "country_code": "PT",
    "state": "",
    "city": "Lisboa",
    "street_line1": "",
    "street_line2": "",
    "post_code": "",
}

# What there is besides messages to the bot and taps.
OTHERS: dict[str, Any] = {
    "channel_post": POST,
    "edited_channel_post": POST,
    "inline_query": {"id": "q", "from": ADA, "query": "", "offset": ""},
    "chosen_inline_result": {"result_id": "r", "from": ADA, "query": ""},
    "shipping_query": {"id": "q", "from": ADA, "invoice_payload": "p", "shipping_address": ADDRESS},
    "pre_checkout_query": {"id": "q", "from": ADA, **PAY},
    "poll": POLL,
    "poll_answer": {"poll_id": "1", "user": ADA, "option_ids": [0], "option_persistent_ids": ["1"]},
    "chat_member": {"chat": GROUP, "from": ADA, "date": DATE, **MEMBERS},
    "chat_join_request": {"chat": GROUP, "from": ADA, "user_chat_id": 1, "date": DATE},
    "chat_boost": {"chat": CHANNEL, "boost": BOOST},
    "removed_chat_boost": {
        "chat": CHANNEL,
        "boost_id": "b",
        "remove_date": DATE,
        "source": {"source": "premium", "user": ADA},
    },
    "message_reaction": {
        "chat": CHAT,
        "message_id": 5,
        "user": ADA,
        "date": DATE,
        "old_reaction": [],
        "new_reaction": [{"type": "emoji", "emoji": "👍"}],
    },
    "message_reaction_count": {"chat": CHANNEL, "message_id": 5, "date": DATE, "reactions": []},
    "business_connection": BUSINESS,
    "business_message": _message(text="to another", business_connection_id="b"),
    "edited_business_message": _message(text="to another", business_connection_id="b"),
    "deleted_business_messages": {"business_connection_id": "b", "chat": CHAT, "message_ids": [5]},
    "purchased_paid_media": {"from": ADA, "paid_media_payload": "p"},
    "managed_bot": {"user": ADA, "bot": {"id": 9, "is_bot": True, "first_name": "B"}},
    "guest_message": _message(text="from afar", guest_query_id="q"),
}
OF_CONCERN = {"message", "edited_message", "callback_query", "my_chat_member"}


def test_the_samples_are_all_the_kinds_of_update_that_the_library_knows() -> None:
    assert {kind.value for kind in UpdateType} == OTHERS.keys() | OF_CONCERN


@pytest.mark.parametrize("kind", OTHERS)
def test_updates_of_no_concern_are_nothing_and_do_no_harm(kind: str) -> None:
    assert _read(**{kind: OTHERS[kind]}) is None
    assert isinstance(_chat_of({"update_id": 1, kind: OTHERS[kind]}), int)


@pytest.mark.parametrize(
    "shape", ["text", 7, None, [], {"message": "odd"}, {"chat": 5}, {"from": {"id": "x"}}]
)
def test_an_update_of_a_shape_that_nobody_has_seen_belongs_to_no_chat(shape: object) -> None:
    assert _chat_of({"update_id": 1, "later_invention": shape}) == 0


def test_a_kind_that_came_after_this_library_is_nothing() -> None:
    assert _read(later_invention={"chat": CHAT, "from": ADA}) is None


ATTACHED: dict[str, Any] = {
    "animation": FILE | SIZES,
    "audio": FILE | {"duration": 1},
    "contact": {"phone_number": "1", "first_name": "Ben"},
    "dice": {"emoji": "🎲", "value": 3},
    "document": FILE,
    "game": {"title": "t", "description": "d", "photo": [FILE | SIZES]},
    "invoice": {
        "title": "t",
        "description": "d",
        "start_parameter": "s",
        "currency": "XTR",
        "total_amount": 1,
    },
    "live_photo": FILE | SIZES | {"photo": [FILE | SIZES]},
    "paid_media": {"star_count": 1, "paid_media": [{"type": "photo", "photo": [FILE | SIZES]}]},
    "passport_data": {"data": [], "credentials": {"data": "d", "hash": "h", "secret": "s"}},
    "photo": [FILE | SIZES],
    "poll": POLL,
    "sticker": FILE | SIZES | {"type": "regular", "is_animated": False, "is_video": False},
    "story": {"chat": CHAT, "id": 1},
    "successful_payment": PAY | {"telegram_payment_charge_id": "c", "provider_payment_charge_id": "c"},
    "video": FILE | SIZES,
    "video_note": FILE | {"length": 1, "duration": 1},
    "voice": FILE | {"duration": 1},
}


def test_the_samples_are_all_the_attachments_that_the_library_knows() -> None:
    assert {kind.value for kind in MessageAttachmentType} == ATTACHED.keys() | {"location", "venue"}


@pytest.mark.parametrize("kind", ATTACHED)
def test_an_attachment_is_something_odd_whatever_it_is(kind: str) -> None:
    assert _read(message=_message(**{kind: ATTACHED[kind]})) == Odd(kind)


def test_a_place_is_a_location_with_or_without_a_name() -> None:
    spot = {"latitude": 38.7, "longitude": -9.1}
    venue = {"location": spot, "title": "Café", "address": "Rua"}
    assert _read(message=_message(location=spot)) == Location(38.7, -9.1)
    assert _read(message=_message(location=spot, venue=venue)) == Location(38.7, -9.1)


@pytest.mark.parametrize(
    "note",
    [
        {"pinned_message": _message(text="a tip")},
        {"write_access_allowed": {"from_request": True}},
        {"chat_background_set": {"type": {"type": "chat_theme", "theme_name": "🏠"}}},
        {"new_chat_title": "Us"},
    ],
)
def test_what_telegram_notes_in_the_chat_by_itself_is_not_answered(note: dict[str, Any]) -> None:
    assert next(iter(note)) in {kind.value for kind in MessageType}
    assert _read(message=_message(**note)) is None


@pytest.mark.parametrize("number", ["", "1", None, 2**63, [1]])
def test_a_person_a_chat_or_a_message_without_a_number_cannot_be_read(number: object) -> None:
    tapped = {"id": "q", "from": ADA, "chat_instance": "1", "data": "he1"}
    for update in (
        {"message": _message(text="hi") | {"from": ADA | {"id": number}}},
        {"message": _message(text="hi") | {"chat": CHAT | {"id": number}}},
        {"callback_query": tapped | {"message": _message(text="hi") | {"message_id": number}}},
    ):
        with pytest.raises(Unreadable):
            _read(**update)


def test_a_first_name_is_no_longer_than_names_are() -> None:
    found = read(
        {"update_id": 1, "message": _message(text="hi") | {"from": ADA | {"first_name": "A" * 5000}}}, BOT
    )
    assert found is not None
    assert found.first_name == "A" * 64


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("checklist", {"title": "Today", "tasks": [{"id": 1, "text": "stand up"}]}),
        ("giveaway", {"chats": [CHANNEL], "winners_selection_date": DATE, "winner_count": 1}),
    ],
)
def test_what_people_send_besides_attachments_is_odd_and_gets_an_answer(kind: str, content: Any) -> None:
    assert _read(message=_message(**{kind: content})) == Odd(kind)


def test_what_stands_beside_a_message_makes_no_note_of_it() -> None:
    assert _read(message=_message(hologram={"file_id": "h"}, effect_id="5104841245755180586")) == Odd(
        "unknown"
    )


def test_a_message_of_a_kind_that_came_after_this_library_is_odd_and_gets_an_answer() -> None:
    assert _read(message=_message(hologram={"file_id": "h"})) == Odd("unknown")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("/Stretch@unsit_bot  3 min", Command("stretch", "3 min")),
        ("/pause\n2 h", Command("pause", "2 h")),
        ("/pause\n2 h and more", Command("pause", "2 h and more")),
        ("/", Command("", "")),
        ("3 min floor", Typed("3 min floor")),
        ("\ud83d", Typed("\ud83d")),
    ],
)
def test_text_is_a_command_or_a_line(text: str, what: object) -> None:
    assert _read(message=_message(text=text)) == what


def test_an_edit_is_one_but_not_a_live_location_that_moves() -> None:
    assert _read(edited_message=_message(text="changed", edit_date=DATE)) == Edited()
    moved = _message(location={"latitude": 1, "longitude": 2, "live_period": 60}, edit_date=DATE)
    assert _read(edited_message=moved) is None


@pytest.mark.parametrize(
    ("message", "message_id"),
    [
        ({"message": _message(text="offer")}, 5),
        ({"message": {"chat": CHAT, "message_id": 6, "date": 0}}, 6),
        ({}, 0),
    ],
)
def test_a_tap_is_read_also_where_its_message_is_old_or_gone(
    message: dict[str, Any], message_id: int
) -> None:
    query = {"id": "q", "from": ADA, "chat_instance": "c", **message}
    assert _read(callback_query={**query, "data": Start(3).data()}) == Tap(Start(3), "q", message_id)
    assert _read(callback_query={**query, "data": "tampered"}) == Tap(None, "q", message_id)
    assert _read(callback_query={**query, "game_short_name": "g"}) == Tap(None, "q", message_id)
    assert _chat_of({"callback_query": query}) == 1


@pytest.mark.parametrize(("status", "what"), [("kicked", Left()), ("member", Returned())])
def test_blocking_and_unblocking_are_told(status: str, what: object) -> None:
    new = {"user": ADA, "status": status, **({"until_date": 0} if status == "kicked" else {})}
    change = {"chat": CHAT, "from": ADA, "date": DATE, **MEMBERS, "new_chat_member": new}
    assert _read(my_chat_member=change) == what


def test_a_group_is_told_apart_and_its_members_comings_and_goings_are_nothing() -> None:
    assert _read(message=_message(chat=GROUP, text="/start")) == InGroup()
    query = {"id": "q", "from": ADA, "chat_instance": "c", "message": _message(chat=GROUP), "data": "x"}
    assert _read(callback_query=query) == InGroup("q")
    assert _read(message=_message(chat=GROUP, new_chat_members=[ADA])) is None
    assert _read(my_chat_member={"chat": GROUP, "from": ADA, "date": DATE, **MEMBERS}) is None


def test_other_bots_and_channels_get_no_answer() -> None:
    bot = {"id": 9, "is_bot": True, "first_name": "Other"}
    assert _read(message=_message(**{"from": bot, "text": "hi"})) is None
    assert _read(message={"message_id": 5, "date": DATE, "chat": CHANNEL, "text": "hi"}) is None
