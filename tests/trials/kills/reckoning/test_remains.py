"""What is left in the database and on the machine is told."""

from dataclasses import replace

from trials.kills.ledger import Ledger, Left
from trials.kills.reckoning import remains


def test_rows_that_were_not_dealt_with_are_told() -> None:
    row = Left(1, 7, "{}", "ValueError", at=50)
    ledger = Ledger(unapplied=(row,), parked=(row,), unsent=(row,), damage="page 3")
    assert len(list(remains.undone(ledger, 100))) == 4
    assert list(remains.undone(Ledger(unsent=(replace(row, at=98),)), 100)) == []


def test_processes_folders_and_a_bad_end_are_told() -> None:
    assert len(list(remains.left_over([1], ["unsit-1"]))) == 2
    assert len(list(remains.bad_end(None, rested=False))) == 2
    assert list(remains.bad_end(0, rested=True)) == []
