"""Telegram gets the command menu and the descriptions, and every command in it is answered."""

from __future__ import annotations

import pytest
from structlog.testing import capture_logs

from bot import menu
from bot.features import ROUTES
from bot.playground.faults import Fault
from bot.playground.server import Playground
from bot.texts import Texts
from bot.turn import Turn
from bot.wire.incoming import Command
from bot.wire.telegram import connect
from scheduler.clock import MovableClock


@pytest.fixture
async def telegram():
    playground = Playground(":memory:", MovableClock())
    async with playground.serving() as address:
        telegram = connect(playground.token, address)
        yield playground, telegram
        await telegram.hang_up()
    playground.close()


async def test_the_menu_and_the_descriptions_are_set(telegram) -> None:
    _, bot = telegram
    await menu.publish(bot, Texts())
    commands = await bot.call("getMyCommands")
    assert [command["command"] for command in commands] == list(menu.COMMANDS)
    assert (await bot.call("getMyDescription"))["description"]
    assert (await bot.call("getMyShortDescription"))["short_description"]


async def test_a_menu_that_cannot_be_set_is_logged_and_no_more(telegram) -> None:
    playground, bot = telegram
    playground.faults.next(Fault.FLOOD, "setMyCommands")
    with capture_logs() as logs:
        await menu.publish(bot, Texts())
    assert [log["event"] for log in logs] == ["the command menu could not be set"]


@pytest.mark.parametrize("name", menu.COMMANDS)
def test_every_command_of_the_menu_has_a_route_of_its_own(name: str) -> None:
    nobody: Turn = None  # type: ignore[assignment]  # a command is known by its name alone
    takers = [route for route in ROUTES if _takes(route, nobody, Command(name, ""))]
    stranger = [route for route in ROUTES if _takes(route, nobody, Command("no-such-command", ""))]
    assert len(takers) > len(stranger)


def _takes(route, turn: Turn, what: Command) -> bool:
    try:
        return route.takes(turn, what) is not None
    except AttributeError:  # it asks who it is, so it is not about this command alone
        return False
