"""In a group the bot hears commands and its name only."""

import pytest

from bot.playground.person import Person


async def test_being_added_is_told_first(api, ada: Person) -> None:
    group = ada.in_group("Team")
    change, joined = await api.do("getUpdates")
    assert change["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert joined["message"]["new_chat_members"][0]["username"] == "unsit_bot"
    assert joined["message"]["chat"] == {"id": group.id, "type": "group", "title": "Team"}


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("hello all", False),
        ("/stretch", True),
        ("/stretch@unsit_bot", True),
        ("/stretch@other_bot", False),
        ("ask @unsit_bot", True),
    ],
)
async def test_only_commands_and_its_name_are_heard(api, ada: Person, text: str, heard: bool) -> None:
    ada.in_group("Team")
    before = len(await api.do("getUpdates"))
    ada.type_in_group(text, "Team")
    assert len(await api.do("getUpdates")) == before + heard


async def test_the_group_sees_the_answer(api, ada: Person) -> None:
    group = ada.in_group("Team")
    await api.do("sendMessage", chat_id=group.id, text="I work one to one")
    assert group.messages[-1].text == "I work one to one"
    assert len(ada.messages) == 1


async def test_a_bot_that_was_taken_out_is_forbidden(api, ada: Person) -> None:
    group = ada.in_group("Team")
    group.remove_bot(ada.row)
    refusal = await api.refused("sendMessage", chat_id=group.id, text="hi")
    assert refusal == (403, "Forbidden: bot was kicked from the group chat")
    assert (await api.do("getUpdates"))[-1]["my_chat_member"]["new_chat_member"]["status"] == "kicked"
