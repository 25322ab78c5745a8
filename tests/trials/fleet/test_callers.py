"""Whose call it is is known by the address that it was sent to."""

from trials.fleet.callers import Callers, address, caller


async def test_the_name_is_taken_off_the_path_and_known_while_the_call_lasts() -> None:
    heard = []

    async def app(scope, receive, send) -> None:
        heard.append((scope["path"], caller()))

    path = address("", "2") + "/bot1:token/getMe"
    await Callers(app)({"type": "http", "path": path}, None, None)
    assert heard == [("/bot1:token/getMe", "2")]


async def test_all_other_calls_are_nobodys() -> None:
    heard = []

    async def app(scope, receive, send) -> None:
        heard.append((scope["path"], caller()))

    await Callers(app)({"type": "http", "path": "/bot1:token/getMe"}, None, None)
    assert heard == [("/bot1:token/getMe", "")]
