"""An operator's own exercises: put in a folder, checked like ours, and joined to them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import content.__main__ as command
from content.catalogue import CatalogueError, faults, load
from content.files import PACKAGED

FACTS = """
kind = "stretch"
posture = "kneeling"
sides = ["right", "left"]
set_up_seconds = 8
contraindications = ["knees", "low_back", "hips", "balance", "pregnancy", "surgery"]
discreet = false
easier = ["kneeling-lunge"]
source = "clinic"
dose_from = "us"
doses.easy = { type = "hold", seconds = 20 }
doses.normal = { type = "hold", seconds = 25 }
doses.hard = { type = "hold", seconds = 30 }
range.amount = { least = 15, most = 30 }
"""
WORDS = """
name = "Clinic lunge"
steps = ["Kneel with the {side} foot in front.", "Lean in slowly."]
cues = ["Breathe."]
feel = "The front of the {other} hip."
mistake = "Hurrying."
""".replace("{other}", "other")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder with one exercise, drawn, and the source it comes from."""
    files = {
        "exercises/clinic-lunge.toml": FACTS,
        "texts/en/exercises/clinic-lunge.toml": WORDS,
        "texts/en/words.toml": '[sources]\nclinic = "The clinic on Main Street"\n',
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "poses").mkdir()
    shutil.copy(PACKAGED / "poses/kneeling-lunge.toml", tmp_path / "poses/clinic-lunge.toml")
    return tmp_path


def change(own: Path, name: str, old: str, new: str) -> None:
    text = (own / name).read_text(encoding="utf-8")
    assert old in text
    (own / name).write_text(text.replace(old, new, 1), encoding="utf-8")


def test_an_own_exercise_stands_beside_ours_with_its_figure_and_source(own: Path) -> None:
    catalogue = load(own=own)
    assert catalogue.exercises["clinic-lunge"].name == "Clinic lunge"
    assert "clinic-lunge" in catalogue.figures
    assert catalogue.sources["clinic"] == "The clinic on Main Street"
    assert set(catalogue.exercises) - set(load().exercises) == {"clinic-lunge"}


def test_ours_learn_of_an_own_one_that_builds_on_them(own: Path) -> None:
    assert "clinic-lunge" in load(own=own).harder_than("kneeling-lunge")
    assert "clinic-lunge" not in load().harder_than("kneeling-lunge")


def test_an_own_exercise_needs_no_figure(own: Path) -> None:
    (own / "poses/clinic-lunge.toml").unlink()
    assert "clinic-lunge" not in load(own=own).figures


def test_a_fault_names_the_file_in_the_operators_folder(own: Path) -> None:
    change(own, "exercises/clinic-lunge.toml", '"clinic"', '"nobody"')
    (fault,) = faults(own=own)
    assert str(fault) == f"{own}/exercises/clinic-lunge.toml: source: unknown source 'nobody'"


def test_a_pose_that_no_body_can_take_is_a_fault(own: Path) -> None:
    change(own, "poses/clinic-lunge.toml", "[motion]", "still = 'bent'\n\n[motion]")
    with (own / "poses/clinic-lunge.toml").open("a", encoding="utf-8") as file:
        file.write('\n[poses.bent]\nlike = "kneel"\nhead = { looks = [-1, 0, 0] }\n')
    found = faults(own=own)
    assert [(fault.file, fault.field) for fault in found] == [(f"{own}/poses/clinic-lunge.toml", "bent")]
    assert "look" in found[0].message


def test_an_id_of_ours_cannot_be_taken(own: Path) -> None:
    for name in ("exercises", "texts/en/exercises", "poses"):
        (own / name / "clinic-lunge.toml").rename(own / name / "lizard.toml")
    with pytest.raises(CatalogueError, match="is taken by an exercise, routine or lesson of Unsit itself"):
        load(own=own)


def test_a_figure_of_nothing_is_a_fault(own: Path) -> None:
    (own / "poses/clinic-lunge.toml").rename(own / "poses/clinic-lounge.toml")
    (fault,) = faults(own=own)
    assert fault.message == "there is no exercise 'clinic-lounge'"


def test_what_the_exercise_needs_has_to_be_drawn(own: Path) -> None:
    change(own, "exercises/clinic-lunge.toml", "discreet", 'needs = ["wall"]\ndiscreet')
    (fault,) = faults(own=own)
    assert (fault.field, fault.message) == ("props", "the exercise needs a wall, and none is drawn")


def test_an_empty_folder_changes_nothing(tmp_path: Path) -> None:
    assert load(own=tmp_path) == load()


def test_the_check_looks_at_own_exercises_too(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["check", "--own", str(own)]) == 0
    assert "45 exercises" in capsys.readouterr().out
    change(own, "exercises/clinic-lunge.toml", '"clinic"', '"nobody"')
    assert command.main(["check", "--own", str(own)]) == 1
    assert f"{own}/exercises/clinic-lunge.toml: source" in capsys.readouterr().out


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        command.main(["check", "--own", str(tmp_path / "nowhere")])
    assert "there is no folder" in capsys.readouterr().err
