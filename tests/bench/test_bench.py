"""The bench prints a table, or JSON with the machine it ran on."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import bench.__main__ as command
from bench import environment
from bench.measures import Row, seconds
from bench.process import TooMuch


@pytest.fixture(autouse=True)
def _few_sections(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def rows() -> Iterator[Row]:
        yield Row("a figure", 7.5, "ms")

    monkeypatch.setattr(command, "SECTIONS", {"drawing": rows, "sizes": rows})
    monkeypatch.setattr(command, "RESULTS", tmp_path / "results")
    monkeypatch.setattr(environment, "FOLDER", tmp_path / "no-peers")


def test_a_table_is_printed_and_the_figures_are_kept(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert command.main([]) == 0
    assert capsys.readouterr().out.count("a figure") == 2
    (kept,) = (tmp_path / "results").iterdir()
    assert json.loads(kept.read_text())["versions"]["av"]


def test_json_goes_to_the_screen_alone(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert command.main(["sizes", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["sections"] == {"sizes": [{"what": "a figure", "value": 7.5, "unit": "ms"}]}
    assert report["machine"]["cores"]
    assert not (tmp_path / "results").exists()


def test_a_section_that_fails_takes_nothing_from_the_others(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing() -> Iterator[Row]:
        yield Row("the first", 1.0, "s")
        raise TooMuch("more than 120 s")

    monkeypatch.setattr(command, "SECTIONS", {"burst": failing, **command.SECTIONS})
    assert command.main(["burst", "sizes"]) == 1
    assert "burst ended early: more than 120 s" in capsys.readouterr().err
    (kept,) = (tmp_path / "results").iterdir()
    sections = json.loads(kept.read_text())["sections"]
    assert [row["what"] for row in sections["burst"]] == ["the first", "ended early"]
    assert [row["what"] for row in sections["sizes"]] == ["a figure"]


def test_an_unknown_section_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        command.main(["speed"])
    assert "there is no section 'speed'" in capsys.readouterr().err


def test_a_time_is_the_median_of_several_runs() -> None:
    runs: list[int] = []
    assert seconds(lambda: runs.append(1)) >= 0
    assert len(runs) == 5
