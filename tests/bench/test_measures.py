"""A figure knows whether it is what is aimed at; processes that measure are bounded."""

from pathlib import Path

import pytest

from bench import environment, process
from bench.measures import Row, side_by_side
from bench.report import line


@pytest.mark.parametrize(
    ("row", "met"),
    [
        (Row("speed", 49.9, "times", at_least=50), False),
        (Row("speed", 50.0, "times", at_least=50), True),
        (Row("time", 1.1, "s", at_most=1), False),
        (Row("speed", 10.0, "times"), None),
        (Row("speed", None, "times", at_least=50), None),
    ],
)
def test_a_figure_is_held_against_what_is_aimed_at(row: Row, met: bool | None) -> None:
    assert row.met is met


def test_a_line_says_what_was_missed_and_what_was_not_run() -> None:
    assert line(Row("time", 1.1, "s", at_most=1)).endswith("1.1 s  at most 1  MISSED")
    assert line(Row("time", None, "s", note="not run: would need 9 GB")).endswith(
        "- s  (not run: would need 9 GB)"
    )


def test_those_beside_each_other_are_measured_in_turn() -> None:
    order: list[str] = []

    def taking(name: str, values: list[float]) -> dict[str, float]:
        order.append(name)
        return {"s": values.pop()}

    ours, theirs = [1.0, 9.0, 2.0], [5.0, 5.0, 5.0]
    found = side_by_side({"a": lambda: taking("a", ours), "b": lambda: taking("b", theirs)}, times=3)
    assert order == ["a", "b"] * 3
    assert found == {"a": {"s": 2.0}, "b": {"s": 5.0}}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(process, "ROOT", tmp_path)
    return tmp_path


def test_a_measurement_in_a_process_of_its_own_prints_its_figures_last(folder: Path) -> None:
    (folder / "work.py").write_text("import json, sys\nprint('warm')\nprint(sys.argv[1])")
    assert process.measured("work", people=3.0) == {"people": 3.0}


def test_one_that_takes_too_long_or_too_much_or_fails_is_told_apart(folder: Path) -> None:
    (folder / "slow.py").write_text("import time\ntime.sleep(60)")
    (folder / "large.py").write_text("bytearray(2**30)")
    (folder / "wrong.py").write_text("raise SystemExit('no such database')")
    with pytest.raises(process.TooMuch, match=r"more than 0 s"):
        process.measured("slow", longest=0.2)
    with pytest.raises(process.TooMuch, match="more than 256 MB"):
        process.measured("large", largest=256)
    with pytest.raises(process.Failed, match="no such database"):
        process.measured("wrong")


def test_the_peers_are_installed_once_and_again_when_their_versions_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def uv(*arguments: str) -> None:
        made.append(arguments[0])
        (tmp_path / "env").mkdir(exist_ok=True)

    monkeypatch.setattr(environment, "_uv", uv)
    requirements = tmp_path / "requirements.txt"
    for content in ("aiogram==3", "aiogram==3", "aiogram==4"):
        requirements.write_text(content)
        environment.python(tmp_path / "env", requirements)
    assert made == ["venv", "pip"] * 2


def test_the_peers_versions_are_exact_and_name_no_address() -> None:
    lines = environment.REQUIREMENTS.read_text().splitlines()
    packages = [text for text in lines if text and not text.startswith((" ", "#"))]
    assert len(packages) > 20
    assert all("==" in package for package in packages)
    assert not any("://" in text or "--index" in text or "-url" in text for text in lines)
