"""The two commands: check says what is wrong and where, list shows what there is."""

from pathlib import Path

import pytest

import content.__main__ as command
from content.catalogue import Catalogue, CatalogueError, Fault, load


def test_check_counts_when_all_is_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["check"]) == 0
    assert capsys.readouterr().out.startswith("0 faults: ")


def test_check_names_file_and_field_and_fails(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        command, "faults", lambda _, own: [Fault("exercises/lizard.toml", "source", "unknown")]
    )
    assert command.main(["check"]) == 1
    assert capsys.readouterr().out == "content/exercises/lizard.toml: source: unknown\n1 fault\n"


def test_list_has_a_row_for_every_exercise(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["list"]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert [row.split()[0] for row in rows] == ["id", *load().exercises]


def test_list_says_what_is_wrong_when_the_content_cannot_be_loaded(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoiled(_: str, own: Path | None) -> Catalogue:
        raise CatalogueError([Fault("exercises/lizard.toml", "source", "unknown")])

    monkeypatch.setattr(command, "load", spoiled)
    assert command.main(["list"]) == 1
    assert "exercises/lizard.toml: source: unknown" in capsys.readouterr().err


def test_an_unknown_command_is_refused() -> None:
    with pytest.raises(SystemExit) as stopped:
        command.main(["preview"])
    assert stopped.value.code == 2
