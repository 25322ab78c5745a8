"""Every locked dependency that the bot runs on has a licence that somebody has looked at, in CONTRIBUTING.md."""

from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
# As packages spell them, where they do not use the identifiers of SPDX.
SPELLINGS = {
    "MIT License": "MIT",
    "BSD License": "BSD-3-Clause",
    "Apache Software License": "Apache-2.0",
    "APL 2": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "PSF": "PSF-2.0",
}


def _locked() -> list[str]:
    lines = (ROOT / "requirements.lock").read_text("utf-8").splitlines()
    return [match[1] for line in lines if (match := re.match(r"([a-z0-9._-]+)==", line))]


def _listed() -> dict[str, str]:
    """The table's rows: a licence, and the packages that have it."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    table = text.partition("| licence | packages |")[2].partition("\n\n")[0]
    rows = re.findall(r"^\| `([^`]+)` \| ([a-z0-9., -]+) \|$", table, re.MULTILINE)
    return {name: licence for licence, names in rows for name in names.split(", ")}


def _declared(name: str) -> str:
    """What the installed package itself says."""
    facts = metadata.metadata(name)
    said = facts.get("License-Expression") or facts.get("License")
    if not said:
        found = [
            c.rpartition(" :: ")[2] for c in facts.get_all("Classifier") or [] if c.startswith("License ::")
        ]
        said = found[0] if found else ""
    return SPELLINGS.get(said, said)


def test_the_list_names_every_locked_package_and_no_other() -> None:
    assert set(_listed()) == set(_locked())


@pytest.mark.parametrize("name", _locked())
def test_the_licence_is_the_one_that_the_package_declares(name: str) -> None:
    try:
        declared = _declared(name)
    except metadata.PackageNotFoundError:
        pytest.skip("needed on other systems only")
    assert declared == _listed()[name]
