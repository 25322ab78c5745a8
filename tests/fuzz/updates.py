"""Updates of every kind, as Telegram sends them, and some that it should never send."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from hypothesis import strategies as st
from telegram import Message, Update
from telegram.constants import MessageAttachmentType

from bot.playground.person import Person
from tests.fuzz.lines import anything, typed
from tests.fuzz.shapes import MOMENTS, a_value, fields
from tests.fuzz.stage import Stage

Json = dict[str, Any]
KINDS = [name for name, (_, is_needed) in fields(Update).items() if not is_needed]
OF_MESSAGE = [name for name, (_, is_needed) in fields(Message).items() if not is_needed]
WITHOUT_WORDS = sorted(set(OF_MESSAGE) - {"text", "from_user", "sender_chat"})
ATTACHED = [kind.value for kind in MessageAttachmentType]
ODD_NUMBERS = st.sampled_from([0, -1, 2**31, 2**53, 2**63, 2**64, -(2**63) - 1, 10**400, 1e308, -0.0])
WRONG = anything | ODD_NUMBERS | st.booleans() | st.none() | st.sampled_from([{}, [], [{}, None, 1]])
TO_COME = st.dictionaries(st.sampled_from(["hologram", "scent", "mood_2"]), st.just({"id": 1}), max_size=1)

users = st.fixed_dictionaries(
    {"first_name": anything.filter(bool), "is_bot": st.sampled_from([False] * 9 + [True])},
    optional={
        "last_name": anything,
        "username": anything,
        "language_code": st.sampled_from(["", "en", "pt-br", "de_AT", "xx", "İ"]) | anything,
        "is_premium": st.just(True),
        "has_halo": st.just({"of": "the future"}),
    },
)
"""What Telegram says of a person, but for the id."""

places = st.fixed_dictionaries(
    {
        "latitude": st.floats(-90, 90) | st.sampled_from([0, 90, -90, 91, -1e9, 1e308]),
        "longitude": st.floats(-180, 180) | st.sampled_from([0, 180, -180, 181, 1e9, -1e308]),
    },
    optional={"horizontal_accuracy": st.floats(0, 1500), "live_period": MOMENTS, "heading": st.just(361)},
)


def _some(names: list[str], depth: int, most: int) -> st.SearchStrategy[Json]:
    """Some fields of a message."""
    return st.lists(st.sampled_from(names), max_size=most, unique=True).flatmap(
        lambda chosen: st.fixed_dictionaries(
            {name: places if name == "location" else a_value(Message, name, depth) for name in chosen}
        )
    )


_bare = st.fixed_dictionaries({"message_id": st.integers(1, 2**31 - 1), "date": MOMENTS})
_content = st.one_of(
    st.fixed_dictionaries({"text": typed}),
    st.fixed_dictionaries({"location": places}),
    _some(ATTACHED, 1, 1),
    _some(WITHOUT_WORDS, 1, 1),
    _some(WITHOUT_WORDS, 2, 3),
)
messages = st.builds(lambda *parts: dict(kv for part in parts for kv in part.items()), _bare, TO_COME, _content)
"""Messages with any content, or with none that this version knows."""


def whole(kind: str) -> st.SearchStrategy[Json]:
    """The body of an update of this kind, in which nothing is missing."""
    if kind in {"message", "edited_message"}:
        return messages
    return st.builds(lambda body, more: body | more, a_value(Update, kind), TO_COME)


updates = st.sampled_from(KINDS).flatmap(lambda kind: st.tuples(st.just(kind), whole(kind)))
"""Kinds and bodies."""


def addressed(body: Json, stage: Stage, person: Person, user: Json, chat: Json) -> Json:
    """The update as it comes from this person (with `user` said of them) in this chat; of a tap with an id of its own."""
    sender = person.row.user() | user
    for name, value in (("from", sender), ("user", sender), ("chat", chat)):
        if name in body or (name != "user" and "message_id" in body):
            body = body | {name: value}
    if "chat_instance" in body:
        body = body | {"id": stage.scene.playground.ask(person.id, person.id)}
        if "message" in body:
            body["message"] = body["message"] | {"chat": chat}
    return body


@st.composite
def broken(draw: st.DrawFn) -> tuple[str, Json]:
    """An update with something in it that is missing or of a wrong kind."""
    kind, body = draw(st.sampled_from(["message", "edited_message", "callback_query", "my_chat_member"]).flatmap(
        lambda kind: st.tuples(st.just(kind), whole(kind))
    ))
    body = deepcopy(body)
    for _ in range(draw(st.integers(1, 3))):
        inside: Any = body
        while True:
            at = draw(st.sampled_from(list(inside) if isinstance(inside, dict) else range(len(inside))))
            if isinstance(inside[at], dict | list) and inside[at] and draw(st.booleans()):
                inside = inside[at]
                continue
            break
        if draw(st.booleans()):
            inside[at] = draw(WRONG)
        else:
            del inside[at]
        if not body:
            break
    return kind, body
