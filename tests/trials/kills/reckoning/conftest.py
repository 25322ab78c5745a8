"""Made-up facts: two lives of the bot, the first killed at 100 s with a row unsent, and calls at any second of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from trials.kills.ledger import Left
from trials.kills.process import Life
from trials.kills.reckoning.lives import Lives
from trials.kills.record import Call

KILLED_AT = 100.0
UNSENT = Left(1, 7, '{"text": "Up?", "keyboard": [[{"text": "I just moved", "callback_data": "jm1.3"}]]}')
HELP = Left(2, 7, '{"text": "I remind you to leave the chair in your working hours"}')


@pytest.fixture
def lives() -> Lives:
    """One from 0 s on, killed at 100 s; one from 102 s to 200 s, stopped."""
    first = Life(1, 0.0, Path(), ready=1.0, ended=KILLED_AT, killed=True, unsent=(UNSENT, HELP))
    return Lives([first, Life(2, 102.0, Path(), ended=200.0)])


@pytest.fixture
def sent() -> Callable[..., Call]:
    """A message that the server took at this second: `sent(5, 7, "jm1.3")` to chat 7 with this button."""

    def made(at: float, chat: int = 7, *buttons: str, method: str = "sendMessage", **facts: Any) -> Call:
        return Call(at - 0.01, at, method, chat=chat, buttons=buttons, **facts)

    return made
