"""Whatever arrives: nothing breaks, and every word of a person's is answered once."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.playground.person import Person
from tests.fuzz.cast import SET_UP, STANDS
from tests.fuzz.judge import answers, judge_answered, judge_quiet, judge_tapped, said_to
from tests.fuzz.stage import Stage, tries
from tests.fuzz.updates import addressed, broken, messages, updates, users

Json = dict[str, Any]
stands = st.sampled_from(list(STANDS))


def private(person: Person) -> Json:
    return {"id": person.id, "type": "private", "first_name": "Ada"}


@given(stands, users, updates)
@tries(0.25)
def test_every_kind_of_update_is_answered_as_it_should_be(stage: Stage, stands: str, user: Json, update) -> None:
    person = stage.somebody(stands)
    kind, body = update[0], addressed(update[1], stage, person, user, private(person))
    came = stage.deliver(kind, body)
    if kind == "callback_query" and not body["from"]["is_bot"]:
        judge_tapped(came, person.id, body["id"])
    else:
        judge_answered(came, person.id, answers(kind, body))


@given(stands, users, messages)
@tries(0.25)
def test_every_message_is_answered_once(stage: Stage, stands: str, user: Json, body: Json) -> None:
    person = stage.somebody(stands)
    body = addressed(body, stage, person, user, private(person))
    judge_answered(stage.deliver("message", body), person.id, answers("message", body))


@given(st.sampled_from(["group", "supergroup", "channel"]), users, updates)
@tries(0.25)
def test_a_group_is_told_once_and_nothing_else_is_said_there(stage: Stage, kind_of_chat: str, user, update) -> None:
    person, group = stage.somebody(), stage.group()
    chat = {"id": group, "type": kind_of_chat, "title": "Desks"}
    kind, body = update[0], addressed(update[1], stage, person, user, chat)
    came = stage.deliver(kind, body)
    judge_quiet(came)
    first = len(said_to(came, group))
    tapped = kind == "callback_query" and "message" in body and not body["from"]["is_bot"]
    assert first == (1 if tapped else answers(kind, body))
    if first:
        again = stage.deliver(kind, body)
        judge_quiet(again)
        assert not said_to(again, group)


@given(broken())
@tries(0.25)
def test_an_update_that_makes_no_sense_is_set_aside_and_holds_up_nobody(stage: Stage, update) -> None:
    person = stage.somebody(SET_UP)
    kind, body = update
    if isinstance(body.get("from"), dict) and isinstance(body["from"].get("id"), int):
        body["from"]["id"] = person.id if abs(body["from"]["id"]) < 2**53 else body["from"]["id"]
    came = stage.deliver(kind, body)
    errors = [line for line in came.log if line["log_level"] == "error"]
    assert len(errors) == len(came.parked)
    judge_answered(stage.say(person, "/next"), person.id)
