"""Updates of every kind, as Telegram sends them, and some that it should never send."""

from __future__ import annotations

from collections.abc import Iterable
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
messages = st.builds(lambda bare, more, content: bare | more | content, _bare, TO_COME, _content)
"""Messages with any content, or with none that this version knows."""


def whole(kind: str) -> st.SearchStrategy[Json]:
    """The body of an update of this kind, in which nothing is missing."""
    if kind in {"message", "edited_message"}:
        return messages
    return st.builds(lambda body, more: body | more, a_value(Update, kind), TO_COME)


def of(kinds: Iterable[str]) -> st.SearchStrategy[tuple[str, Json]]:
    """Updates of these kinds: kind and body."""
    return st.sampled_from(sorted(kinds)).flatmap(lambda kind: st.tuples(st.just(kind), whole(kind)))


updates = of(KINDS)


def addressed(body: Json, stage: Stage, person: Person, user: Json, chat: Json) -> Json:
    """The update as it comes from this person, with `user` said of them, in this chat; a tap has an id of its own."""
    sender = person.row.user() | user
    for name, value in (("from", sender), ("user", sender), ("chat", chat)):
        if name in body or (name != "user" and "message_id" in body):
            body = body | {name: value}
    if "chat_instance" in body:
        body = body | {"id": stage.scene.playground.ask(person.id, person.id)}
        if "message" in body:
            body["message"] = body["message"] | {"chat": chat}
    return body


LEFT_OUT = object()
breakages = st.lists(
    st.tuples(st.lists(st.integers(0, 40), min_size=1, max_size=4), WRONG | st.just(LEFT_OUT)),
    min_size=1,
    max_size=3,
)
"""Ways into a body, and what is found there instead of what should be."""


def broken(body: Json, breakages: list[tuple[list[int], Any]]) -> Json:
    """The body with all that done to it."""
    whole = deepcopy(body)
    for way, wrong in breakages:
        _break(whole, way, wrong)
    return whole


def _break(inside: Any, way: list[int], wrong: Any) -> None:
    names = list(inside) if isinstance(inside, dict) else list(range(len(inside)))
    if not names:
        return
    at = names[way[0] % len(names)]
    if way[1:] and isinstance(inside[at], dict | list):
        _break(inside[at], way[1:], wrong)
    elif wrong is LEFT_OUT:
        del inside[at]
    else:
        inside[at] = deepcopy(wrong)  # a later way may lead into it
