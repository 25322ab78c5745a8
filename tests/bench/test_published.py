"""The README's table is that of the result that is kept beside the bench."""

import json

import pytest

from bench.published import BEGIN, END, KEPT, README, with_table

FOUND = {
    "at": "2026-03-02T10:00:00+00:00",
    "machine": {"system": "Linux", "processor": "Some", "cores": 2, "load": 0.1},
    "versions": {"python": "3.11.7"},
    "peers": {"procrastinate": "3.10.0"},
    "sections": {
        "burst": [
            {"what": "ours", "value": 21_483.0, "unit": "rows/s"},
            {"what": "ours to theirs", "value": 48.5, "unit": "times", "at_least": 50.0, "met": False},
            {"what": "theirs, a million", "value": None, "unit": "s", "note": "not run"},
        ]
    },
}


def test_a_result_takes_the_place_of_the_one_before() -> None:
    made = with_table(f"Before.\n{BEGIN}\nold\n{END}\nAfter.\n", FOUND)
    assert "Measured 2026-03-02 on 2 cores (Some, Linux), with 0.1 processes wanting one; " in made
    assert "procrastinate 3.10.0, python 3.11.7." in made
    assert "| burst: ours | 21,500 rows/s |  |  |" in made
    assert "| burst: ours to theirs | 48.5 times | at least 50 | **no** |" in made
    assert "| burst: theirs, a million | - (not run) |  |  |" in made
    assert made.startswith("Before.\n")
    assert made.endswith("\nAfter.\n")
    assert "old" not in made


def test_a_text_without_a_place_for_it_is_left_alone() -> None:
    with pytest.raises(ValueError, match=r"README\.md has no line"):
        with_table("Before.", FOUND)


def test_the_readme_says_what_was_measured() -> None:
    readme = README.read_text(encoding="utf-8")
    assert with_table(readme, json.loads(KEPT.read_text(encoding="utf-8"))) == readme
