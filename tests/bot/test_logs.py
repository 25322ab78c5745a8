"""No line of the log carries the token, whoever writes it and however."""

from __future__ import annotations

import json
import logging
import sys
import threading
import warnings
from collections.abc import Iterator

import pytest
import structlog

from bot import logs

TOKEN = "123:very-secret"


@pytest.fixture(autouse=True)
def _root_as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    hooks = threading.excepthook, sys.unraisablehook
    levels = {name: logging.getLogger(name).level for name in ("httpx", "telegram", "asyncio")}
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    for name, was in levels.items():
        logging.getLogger(name).setLevel(was)
    logging.captureWarnings(False)
    threading.excepthook, sys.unraisablehook = hooks
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


def test_a_line_stays_json_whatever_is_in_it(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("INFO", "json")
    ours, theirs = structlog.get_logger("ours"), logging.getLogger("uvicorn.error")
    ours.info("late", seconds=float("inf"), of={(1, 2): object()}, half="\ud800", lines="one\ntwo")
    try:
        raise ValueError("two\nlines")
    except ValueError:
        ours.exception("failed")
        theirs.exception("Exception in ASGI application\n")
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn("old", DeprecationWarning, stacklevel=1)
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()
    logs.announce("Unsit serves.")
    logs.complain("PORT: it is taken")
    caught = capsys.readouterr()
    lines = [json.loads(line, parse_constant=pytest.fail) for line in caught.err.splitlines()]
    assert caught.out == ""
    assert [line["level"] for line in lines] == [
        *("info", "error", "error", "warning", "error", "info"),
        "critical",
    ]
    assert ["Traceback" in line.get("exception", "") for line in lines] == [
        False,
        True,
        True,
        False,
        True,
        False,
        False,
    ]


def test_on_the_console_the_program_speaks_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("INFO", "console")
    logs.announce("Unsit serves.")
    logs.complain("PORT: it is taken")
    assert capsys.readouterr() == ("Unsit serves.\n", "PORT: it is taken\n")


@pytest.mark.parametrize("secret", ["1", "n", 'pass"w\\rd', "pässword", "12345678"])
def test_no_secret_shows_in_json_nor_breaks_it(secret: str, capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("INFO", "json", secrets=(secret,))
    structlog.get_logger("ours").info("calling", url=f"x{secret}x", chat=12345678, of=[secret], at="\n")
    (line,) = capsys.readouterr().err.splitlines()
    facts = json.loads(line)
    assert secret not in f"{facts.pop('url')} {facts.pop('of')}"
    assert secret not in str(facts.get("chat"))


def test_a_library_that_names_every_request_is_quiet_at_info(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("INFO", "console")
    logging.getLogger("httpx").info("HTTP Request: POST /bot.../getMe")
    assert capsys.readouterr().err == ""
