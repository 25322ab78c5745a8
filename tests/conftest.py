"""For all tests: temporary folders in memory where there is such a place, and no example is judged by its time."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings

from bot.storage import database
from content import catalogue
from content.catalogue import PACKAGED, Catalogue
from tests.postgresql import PostgreSQL, running

settings.register_profile(
    "unhurried", deadline=None
)  # a busy machine is no fault; speed belongs in the bench
settings.register_profile("thorough", deadline=None, max_examples=4000)
settings.load_profile("unhurried")

# Every commit waits for the disk.
MEMORY = Path("/dev/shm")
if MEMORY.is_dir() and os.access(MEMORY, os.W_OK):
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


@pytest.fixture(scope="session")
def new_database(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], str]:
    """Makes a database of the newest form at this path, and gives its URL. The migrations have tests of their own."""
    made = tmp_path_factory.mktemp("newest") / "bot.db"
    database.prepare(f"sqlite:///{made}")

    def copied(path: Path) -> str:
        if not path.exists():
            shutil.copyfile(made, path)
        return f"sqlite:///{path}"

    return copied


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    """A PostgreSQL server."""
    with running() as server, closing(PostgreSQL(server)) as made:
        yield made


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path, new_database: Callable[[Path], str]) -> str:
    """The URL of a database of the newest form with nothing in it, once of each kind."""
    if request.param == "sqlite":
        return new_database(tmp_path / "bot.db")
    postgresql: PostgreSQL = request.getfixturevalue("postgresql")
    return postgresql.emptied()


@pytest.fixture(scope="session", autouse=True)
def _read_once() -> Iterator[None]:
    """The packaged catalogue never changes while tests run, and is read by each bot that starts."""
    load, packaged = catalogue.load, cache(catalogue.load)

    def loaded(language: str = "en", root: Path = PACKAGED, own: Path | None = None) -> Catalogue:
        return packaged(language) if root == PACKAGED and own is None else load(language, root, own)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(catalogue, "load", loaded)
        yield
