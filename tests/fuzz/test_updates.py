"""Whatever arrives: nothing breaks, and every word of a person's is answered once."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.person import Person
from bot.wire.telegram import KINDS as OURS
from tests.fuzz.cast import STANDS
from tests.fuzz.judge import answers, judge_answered, judge_quiet, judge_tapped, said_to
from tests.fuzz.stage import Stage, tries
from tests.fuzz.updates import addressed, breakages, broken, messages, of, updates, users

Json = dict[str, Any]
stands = st.sampled_from(list(STANDS))
# The library announces that lengths of time will get another type. Where warnings are no errors, nothing comes of it.
# And where an example fails, hypothesis shows what it was made from.
pytestmark = pytest.mark.filterwarnings(
    "ignore::telegram.warnings.PTBDeprecationWarning", "ignore:Generating overly large repr"
)


def private(person: Person) -> Json:
    """Their chat with the bot."""
    return {"id": person.id, "type": "private", "first_name": "Ada"}


@given(stands, users, updates)
@tries(0.1)
def test_every_kind_of_update_is_answered_as_it_should_be(
    stage: Stage, stands: str, user: Json, update
) -> None:
    person = stage.somebody(stands)
    kind, body = update[0], addressed(update[1], stage, person, user, private(person))
    came = stage.deliver(kind, body)
    if kind == "callback_query" and not body["from"]["is_bot"]:
        judge_tapped(came, person.id, body["id"])
    else:
        judge_answered(came, person.id, answers(kind, body))


@given(stands, users, messages)
@tries(0.1)
def test_every_message_is_answered_once(stage: Stage, stands: str, user: Json, body: Json) -> None:
    person = stage.somebody(stands)
    body = addressed(body, stage, person, user, private(person))
    judge_answered(stage.deliver("message", body), person.id, answers("message", body))


@given(st.sampled_from(["group", "supergroup", "channel"]), users, updates)
@tries(0.1)
def test_a_group_is_told_once_and_nothing_else_is_said_there(
    stage: Stage, kind_of_chat: str, user, update
) -> None:
    person, group = stage.somebody(), stage.group()
    chat = {"id": group, "type": kind_of_chat, "title": "Desks"}
    kind, body = update[0], addressed(update[1], stage, person, user, chat)
    came = stage.deliver(kind, body)
    judge_quiet(came)
    first = len(said_to(came, group))
    tapped = kind == "callback_query" and "message" in body and not body["from"]["is_bot"]
    assert first == (1 if tapped else answers(kind, body))
    if first:
        again = stage.deliver(kind, addressed(update[1], stage, person, user, chat))
        judge_quiet(again)
        assert not said_to(again, group)


@given(stands, users, of(OURS), breakages)
@tries(0.1)
def test_an_update_that_makes_no_sense_is_set_aside_and_holds_up_nobody(
    stage: Stage, stands: str, user: Json, update: tuple[str, Json], breakages: list[tuple[list[int], Any]]
) -> None:
    person = stage.somebody(stands)
    body = addressed(update[1], stage, person, user, private(person))
    came = stage.deliver(update[0], broken(body, breakages))
    errors = [line["event"] for line in came.log if line["log_level"] == "error"]
    assert errors == ["parked"] * len(came.parked)
    judge_answered(stage.say(person, "/privacy"), person.id)
