"""A database that any program has open is not replaced."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.storage import database, in_use
from bot.storage.candidates import CopyError

READS_AND_STAYS = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
connection.execute("SELECT * FROM about").fetchall()
print("open", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def present(tmp_path: Path) -> Path:
    path = tmp_path / "unsit.db"
    database.prepare(f"sqlite:///{path}")
    return path


@contextmanager
def _open_elsewhere(path: Path) -> Iterator[None]:
    """Another process has read from it, and does nothing more."""
    command = [sys.executable, "-c", READS_AND_STAYS, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        yield
        other.communicate()


def _spoil(path: Path) -> None:
    with path.open("rb+") as file:
        file.write(b"x" * 100)


def test_one_that_another_program_has_open_is_refused(present: Path) -> None:
    with _open_elsewhere(present), pytest.raises(CopyError, match=r"unsit\.db is in use"):
        in_use.refuse(present)
    in_use.refuse(present)


def test_a_damaged_one_is_left_as_it_is(present: Path) -> None:
    _spoil(present)
    before = present.read_bytes()
    in_use.refuse(present)
    assert present.read_bytes() == before
