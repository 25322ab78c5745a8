"""How the bot presents itself: its names and descriptions, its command menu and menu button."""

import json
import re
from collections.abc import Callable

from bot.playground.formatted import Json
from bot.playground.messenger import Messenger
from bot.playground.methods.chats import chat_of
from bot.playground.methods.method import Method, method
from bot.playground.parameters import Call
from bot.playground.refusals import bad_request

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
COMMANDS_AT_MOST = 100
DEFAULT_SCOPE = {"type": "default"}
SCOPES = {
    "default",
    "all_private_chats",
    "all_group_chats",
    "all_chat_administrators",
    "chat",
    "chat_administrators",
    "chat_member",
}


def get_me(messenger: Messenger, _call: Call) -> Json:
    """Telegram's getMe."""
    abilities = {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }
    return messenger.bot_user() | abilities


def set_my_commands(messenger: Messenger, call: Call) -> bool:
    """Telegram's setMyCommands, per scope and language."""
    commands = call.structure("commands")
    if not isinstance(commands, list):
        raise bad_request("can't parse commands: array expected")
    if len(commands) > COMMANDS_AT_MOST:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        _check_command(command)
    messenger.settings.put(_commands_key(call), commands or None)
    return True


def _check_command(command: object) -> None:
    if not isinstance(command, dict) or set(command) != {"command", "description"}:
        raise bad_request("can't parse BotCommand: fields command and description expected")
    if not COMMAND.fullmatch(str(command["command"])):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(str(command["description"]).strip()) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")


def get_my_commands(messenger: Messenger, call: Call) -> list[Json]:
    """Telegram's getMyCommands."""
    commands: list[Json] = messenger.settings.get(_commands_key(call), [])
    return commands


def delete_my_commands(messenger: Messenger, call: Call) -> bool:
    """Telegram's deleteMyCommands."""
    messenger.settings.put(_commands_key(call), None)
    return True


def _commands_key(call: Call) -> str:
    scope = call.structure("scope") or DEFAULT_SCOPE
    if not isinstance(scope, dict) or str(scope.get("type")) not in SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    return f"commands:{json.dumps(scope, sort_keys=True)}:{call.text('language_code') or ''}"


def commands_for(messenger: Messenger, person_id: int, language: str) -> list[Json]:
    """The menu a person sees in their private chat: the narrowest scope that has one, in their language."""
    scopes: list[Json] = [
        {"type": "chat", "chat_id": person_id},
        {"type": "all_private_chats"},
        DEFAULT_SCOPE,
    ]
    for scope in scopes:
        for code in (language, ""):
            key = f"commands:{json.dumps(scope, sort_keys=True)}:{code}"
            if commands := messenger.settings.get(key):
                return list(commands)
    return []


def set_chat_menu_button(messenger: Messenger, call: Call) -> bool:
    """Telegram's setChatMenuButton; web apps are not played here."""
    button = call.structure("menu_button") or {"type": "default"}
    if not isinstance(button, dict) or str(button.get("type")) not in {"default", "commands"}:
        raise bad_request("can't parse MenuButton: the playground knows the types default and commands")
    messenger.settings.put(_menu_key(messenger, call), button)
    return True


def get_chat_menu_button(messenger: Messenger, call: Call) -> Json:
    """Telegram's getChatMenuButton."""
    default: Json = messenger.settings.get("menu button:", {"type": "commands"})
    own: Json = messenger.settings.get(_menu_key(messenger, call), default)
    return own


def _menu_key(messenger: Messenger, call: Call) -> str:
    return f"menu button:{chat_of(messenger, call).id if 'chat_id' in call.values else ''}"


def _setter(name: str, at_most: int) -> Method:
    def put(messenger: Messenger, call: Call) -> bool:
        value = call.text(name) or ""
        if len(value) > at_most:
            raise bad_request(f"{name} is longer than {at_most} characters")
        messenger.settings.put(f"{name}:{call.text('language_code') or ''}", value or None)
        return True

    return method(put, f"{name} language_code")


def _getter(name: str, fallback: Callable[[Messenger], str]) -> Method:
    def get(messenger: Messenger, call: Call) -> Json:
        default = messenger.settings.get(f"{name}:", fallback(messenger))
        return {name: messenger.settings.get(f"{name}:{call.text('language_code') or ''}", default)}

    return method(get, "language_code")


METHODS = {
    "getMe": method(get_me),
    "setMyCommands": method(set_my_commands, "commands scope language_code"),
    "getMyCommands": method(get_my_commands, "scope language_code"),
    "deleteMyCommands": method(delete_my_commands, "scope language_code"),
    "setChatMenuButton": method(set_chat_menu_button, "chat_id menu_button"),
    "getChatMenuButton": method(get_chat_menu_button, "chat_id"),
    "setMyName": _setter("name", 64),
    "getMyName": _getter("name", lambda messenger: messenger.name),
    "setMyDescription": _setter("description", 512),
    "getMyDescription": _getter("description", lambda _: ""),
    "setMyShortDescription": _setter("short_description", 120),
    "getMyShortDescription": _getter("short_description", lambda _: ""),
}
