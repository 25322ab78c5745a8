"""How the bot presents itself is kept per scope and language, within Telegram's limits."""

from typing import Any

import pytest

from bot.playground.person import Person

MENU = [{"command": "start", "description": "Set up"}]
PRIVATE = {"type": "all_private_chats"}


async def test_the_bot_knows_who_it_is(api) -> None:
    me = await api.do("getMe")
    assert (me["id"], me["is_bot"], me["first_name"], me["username"]) == (1000001, True, "Unsit", "unsit_bot")


async def test_menus_are_kept_apart_by_scope_and_language(api) -> None:
    await api.do("setMyCommands", commands=MENU, scope=PRIVATE, language_code="de")
    assert await api.do("getMyCommands") == []
    assert await api.do("getMyCommands", scope=PRIVATE, language_code="de") == MENU
    await api.do("deleteMyCommands", scope=PRIVATE, language_code="de")
    assert await api.do("getMyCommands", scope=PRIVATE, language_code="de") == []


@pytest.mark.parametrize(
    ("commands", "description"),
    [
        ("start", "can't parse commands JSON object"),
        ({}, "can't parse commands: array expected"),
        ([{"command": "start"}], "can't parse BotCommand: fields command and description expected"),
        ([{"command": "Start", "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "/start", "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "start", "description": " "}], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([{"command": "start", "description": "x" * 257}], "BOT_COMMAND_DESCRIPTION_INVALID"),
        (MENU * 101, "BOT_COMMANDS_TOO_MUCH"),
    ],
)
async def test_a_wrong_menu_is_refused(api, commands: Any, description: str) -> None:
    assert await api.refused("setMyCommands", commands=commands) == (400, f"Bad Request: {description}")


async def test_an_unknown_scope_is_refused(api) -> None:
    assert (await api.refused("setMyCommands", commands=MENU, scope={"type": "everybody"}))[0] == 400


@pytest.mark.parametrize(
    ("name", "setter", "limit", "default"),
    [
        ("name", "setMyName", 64, "Unsit"),
        ("description", "setMyDescription", 512, ""),
        ("short_description", "setMyShortDescription", 120, ""),
    ],
)
async def test_names_and_descriptions_are_kept_within_their_limits(
    api, name: str, setter: str, limit: int, default: str
) -> None:
    getter = setter.replace("set", "get")
    assert await api.do(getter) == {name: default}
    await api.do(setter, **{name: "x" * limit})
    assert await api.do(getter) == {name: "x" * limit}
    await api.do(setter, **{name: "auf Deutsch", "language_code": "de"})
    assert await api.do(getter, language_code="de") == {name: "auf Deutsch"}
    assert await api.do(getter, language_code="fr") == {name: "x" * limit}
    assert (await api.refused(setter, **{name: "x" * (limit + 1)}))[0] == 400


async def test_the_menu_button_is_kept_per_chat(api, ada: Person) -> None:
    assert await api.do("getChatMenuButton") == {"type": "commands"}
    await api.do("setChatMenuButton", menu_button={"type": "default"}, chat_id=1)
    assert await api.do("getChatMenuButton", chat_id=1) == {"type": "default"}
    assert await api.do("getChatMenuButton") == {"type": "commands"}
    assert (await api.refused("setChatMenuButton", menu_button={"type": "web_app"}))[0] == 400
