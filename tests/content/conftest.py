"""The packaged catalogue, and a copy of its files that a test may spoil."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from content.catalogue import Catalogue, load
from content.files import PACKAGED

Spoil = Callable[[str, str, str], None]


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for folder in ("exercises", "routines", "lessons", "texts"):
        shutil.copytree(PACKAGED / folder, tmp_path / folder)
    return tmp_path


@pytest.fixture
def spoil(root: Path) -> Spoil:
    """Replace the first `old` by `new` in one file of the copy; `old` must be there."""

    def replace(file: str, old: str, new: str) -> None:
        text = (root / file).read_text(encoding="utf-8")
        assert old in text
        (root / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    return replace
