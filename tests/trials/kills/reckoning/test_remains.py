"""What is left in the log, in the database and on the machine is told."""

import json
from dataclasses import replace

from trials.kills.ledger import Ledger, Left
from trials.kills.reckoning import remains


def _log(*texts: str) -> list[remains.Line]:
    return [remains.line(f"1:{number}", text) for number, text in enumerate(texts)]


def test_errors_are_told_and_warnings_are_not() -> None:
    lines = _log(
        json.dumps({"level": "warning", "event": "x"}), json.dumps({"level": "error", "event": "refused"})
    )
    (line,) = remains.errors(lines)
    assert "refused" in line


def test_a_traceback_past_the_log_is_told_and_a_line_that_a_kill_cut_off_is_not() -> None:
    (line,) = remains.errors(_log("Traceback (most recent call last):", "ValueError: no"))
    assert line == "1:0: Traceback (most recent call last): | ValueError: no"
    assert list(remains.errors(_log('{"level": "err'))) == []


def test_what_is_known_to_come_of_kills_and_bad_gateways_is_not_told() -> None:
    gateway = json.dumps({"level": "error", "event": 'Can not load invalid JSON data: "<html>"'})
    assert (
        list(remains.errors(_log("Traceback", '  File "/lib/multiprocessing/spawn.py"', "EOFError", gateway)))
        == []
    )


def test_rows_that_were_not_dealt_with_are_told() -> None:
    row = Left(1, 7, "{}", "ValueError", at=50)
    ledger = Ledger(unapplied=(row,), parked=(row,), unsent=(row,), damage="page 3")
    assert len(list(remains.undone(ledger, 100))) == 4
    assert list(remains.undone(Ledger(unsent=(replace(row, at=98),)), 100)) == []


def test_processes_folders_and_a_bad_end_are_told() -> None:
    assert len(list(remains.left_over([1], ["unsit-1"]))) == 2
    assert len(list(remains.bad_end(None, rested=False))) == 2
    assert list(remains.bad_end(0, rested=True)) == []
