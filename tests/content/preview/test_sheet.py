"""The contact sheet writes what its page shows."""

import re
from pathlib import Path

import pytest
from PIL import Image

import content.__main__ as command
from content.catalogue import Catalogue
from content.preview.card import card, key_poses, page, pictures
from content.preview.sheet import PreviewError, preview


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("preview") / "new"
    assert command.main(["preview", "--out", str(out), "--only", "seated-pelvic-tilt"]) == 0
    return out


def test_every_picture_of_the_page_is_there(folder: Path) -> None:
    shown = set(re.findall(r'src="([^"]+)"', (folder / "index.html").read_text(encoding="utf-8")))
    assert {"seated-pelvic-tilt.png", "seated-pelvic-tilt.mp4"} <= shown
    assert {path.name for path in folder.iterdir()} == {*shown, "index.html", "sheet.png"}


def test_all_stills_are_in_one_picture(folder: Path) -> None:
    with Image.open(folder / "sheet.png") as sheet:
        assert sheet.width > 250
        assert sheet.height > sheet.width


def test_a_card_says_how_to_do_it_and_how_much(catalogue: Catalogue) -> None:
    exercise = catalogue.exercises["kneeling-lunge"]
    said = card(exercise, catalogue.figures["kneeling-lunge"])
    assert all(line in said for line in (*exercise.instructions(), *exercise.cues, exercise.feel))
    assert "25 s each side" in said
    assert "psoas (left)" in said
    assert said.count("<video") == 2
    assert all(name in said for name in key_poses("kneeling-lunge", catalogue.figures["kneeling-lunge"]))


def test_what_could_be_markup_is_shown_as_it_stands(catalogue: Catalogue) -> None:
    exercise = catalogue.exercises["lizard"].model_copy(update={"name": "<b>&"})
    assert "&lt;b&gt;&amp;" in card(exercise, catalogue.figures["lizard"])
    assert "<b>&" not in page("en", [exercise], [])


def test_files_are_named_by_exercise_side_and_order(catalogue: Catalogue) -> None:
    assert list(pictures(catalogue.exercises["lizard"])) == [
        "lizard.png",
        "lizard-left.png",
        "lizard.mp4",
        "lizard-2.mp4",
    ]


def test_an_unknown_exercise_is_named_in_one_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert command.main(["preview", "--out", str(tmp_path), "--only", "lizzard"]) == 1
    assert capsys.readouterr().err == (
        "--only lizzard: there is no such exercise; `python -m content list` shows all\n"
    )


def test_an_exercise_without_a_figure_is_named(catalogue: Catalogue, tmp_path: Path) -> None:
    bare = Catalogue(**{**vars(catalogue), "figures": {}})
    with pytest.raises(PreviewError, match="it has no figure yet"):
        preview(bare, tmp_path, ["lizard"], print)


def test_a_folder_that_cannot_be_written_is_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    out = tmp_path / "file" / "within"
    assert command.main(["preview", "--out", str(out), "--only", "lizard"]) == 1
    assert capsys.readouterr().err.startswith(f"--out {out}: cannot be written: ")
