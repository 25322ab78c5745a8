"""No line of the log carries the token, whoever writes it and however."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from bot import logs

TOKEN = "123:very-secret"


@pytest.fixture(autouse=True)
def _root_as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in ("httpx", "telegram", "asyncio")}
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    for name, was in levels.items():
        logging.getLogger(name).setLevel(was)
    structlog.reset_defaults()


@pytest.mark.parametrize("style", ["console", "json"])
def test_the_token_is_blanked_in_every_line(style: str, capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("DEBUG", style, secrets=(TOKEN,))
    structlog.get_logger("ours").info("calling", url=f"https://example.invalid/bot{TOKEN}/getMe")
    logging.getLogger("theirs").debug("HTTP Request: POST %s", f"/bot{TOKEN}/getMe")
    try:
        raise ValueError(f"bad url /bot{TOKEN}/getMe")
    except ValueError:
        structlog.get_logger("ours").exception("failed")
        logging.getLogger("theirs").exception("failed")
    written = capsys.readouterr().err
    assert written.count("***") >= 4
    assert TOKEN not in written


def test_json_lines_are_json_with_level_time_and_event(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("INFO", "json")
    structlog.get_logger("ours").warning("late", seconds=3)
    logging.getLogger("theirs").warning("also %s", "late")
    ours, theirs = (json.loads(line) for line in capsys.readouterr().err.splitlines())
    assert (ours["event"], ours["level"], ours["seconds"]) == ("late", "warning", 3)
    assert theirs["event"] == "also late"
    assert "timestamp" in theirs


def test_a_library_that_names_every_request_is_quiet_at_info(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("INFO", "console")
    logging.getLogger("httpx").info("HTTP Request: POST /bot.../getMe")
    assert capsys.readouterr().err == ""
