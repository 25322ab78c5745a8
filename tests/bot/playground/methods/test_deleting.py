"""Deleting works for 48 hours, on what is there."""

from datetime import timedelta

import pytest

from bot.playground.person import Person
from scheduler.clock import MovableClock


async def test_a_message_goes_away(api, ada: Person) -> None:
    await api.do("sendMessage", chat_id=1, text="one")
    assert await api.do("deleteMessage", chat_id=1, message_id=2) is True
    assert [message.id for message in ada.messages] == [1]
    refusal = await api.refused("deleteMessage", chat_id=1, message_id=2)
    assert refusal == (400, "Bad Request: message to delete not found")


async def test_a_persons_message_can_be_deleted_too(api, ada: Person) -> None:
    assert await api.do("deleteMessage", chat_id=1, message_id=1) is True
    assert ada.messages == []


async def test_after_48_hours_a_message_stays(api, clock: MovableClock, ada: Person) -> None:
    await api.do("sendMessage", chat_id=1, text="one")
    clock.advance(timedelta(hours=48, seconds=1))
    refusal = (400, "Bad Request: message can't be deleted")
    assert await api.refused("deleteMessage", chat_id=1, message_id=2) == refusal
    assert await api.refused("deleteMessages", chat_id=1, message_ids=[2]) == refusal


async def test_several_go_at_once_and_the_missing_are_skipped(api, ada: Person) -> None:
    await api.do("sendMessage", chat_id=1, text="one")
    await api.do("sendMessage", chat_id=1, text="two")
    assert await api.do("deleteMessages", chat_id=1, message_ids=[2, 3, 77]) is True
    assert len(ada.messages) == 1


@pytest.mark.parametrize("ids", [None, [], "2", ["2"], list(range(101))])
async def test_a_wrong_list_of_messages_is_refused(api, ada: Person, ids: object) -> None:
    assert (await api.refused("deleteMessages", chat_id=1, message_ids=ids))[0] == 400


async def test_a_message_must_be_named(api, ada: Person) -> None:
    assert (await api.refused("deleteMessage", chat_id=1))[0] == 400


async def test_in_a_group_only_the_bots_own_messages_go(api, ada: Person) -> None:
    group = ada.in_group("Team")
    own = await api.do("sendMessage", chat_id=group.id, text="hi")
    theirs = ada.type_in_group("hello", "Team")
    assert await api.do("deleteMessage", chat_id=group.id, message_id=own["message_id"]) is True
    assert (await api.refused("deleteMessage", chat_id=group.id, message_id=theirs))[0] == 400
