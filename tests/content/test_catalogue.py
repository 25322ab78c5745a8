"""The packaged content is whole; anything spoiled in it is found, with its file and field."""

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from content.catalogue import Catalogue, CatalogueError, Fault, faults, languages, load
from content.models import Evidence, Kind, Level, Place, Side
from content.steps import duration, expand

Spoil = Callable[[str, str, str], None]

ROUTINES = {
    "desk-minute",
    "doorway-minute",
    "two-minute-reset",
    "ten-long-breaths",
    "pandiculation",
    "three-minute-floor",
    "five-minute-evening",
    "complete",
}


def _seconds(catalogue: Catalogue, routine: str) -> int:
    parts = catalogue.routines[routine].exercises
    return duration(expand([catalogue.exercises[part] for part in parts], {}))


def test_the_packaged_content_has_no_fault_in_any_language() -> None:
    assert {language: faults(language) for language in languages()} == {"en": []}


def test_loading_is_fast_enough_for_every_start() -> None:
    began = time.process_time()
    load()
    assert time.process_time() - began < 0.3


def test_there_are_the_routines_people_are_promised(catalogue: Catalogue) -> None:
    assert set(catalogue.routines) >= ROUTINES


def test_routines_last_about_as_long_as_their_names_say(catalogue: Catalogue) -> None:
    assert _seconds(catalogue, "desk-minute") <= 80
    assert _seconds(catalogue, "doorway-minute") <= 80
    assert 105 <= _seconds(catalogue, "two-minute-reset") <= 132
    assert 100 <= _seconds(catalogue, "ten-long-breaths") <= 110
    assert 160 <= _seconds(catalogue, "three-minute-floor") <= 198
    assert 270 <= _seconds(catalogue, "five-minute-evening") <= 330


def test_the_complete_routine_strengthens_moves_and_lengthens(catalogue: Catalogue) -> None:
    kinds = {catalogue.exercises[part].kind for part in catalogue.routines["complete"].parts}
    assert kinds == {Kind.STRENGTHEN, Kind.PANDICULATE, Kind.STRETCH}


def test_a_routine_gets_down_to_the_floor_only_once(catalogue: Catalogue) -> None:
    for routine in catalogue.routines.values():
        floor = [catalogue.exercises[part].posture.place is Place.FLOOR for part in routine.exercises]
        assert floor == sorted(floor), routine.id


def test_ten_exercises_and_more_can_be_done_seated_or_standing_in_office_clothes(
    catalogue: Catalogue,
) -> None:
    off_the_floor = [one for one in catalogue.exercises.values() if Place.FLOOR not in one.places]
    assert sum(one.discreet for one in off_the_floor) >= 10


def test_every_place_has_every_kind(catalogue: Catalogue) -> None:
    for place in Place:
        here = {one.kind for one in catalogue.exercises.values() if one.places == {place}}
        assert here == set(Kind), place


def test_lessons_come_in_order_and_the_doubtful_ones_say_so(catalogue: Catalogue) -> None:
    lessons = list(catalogue.lessons.values())
    assert len(lessons) >= 12
    assert [lesson.order for lesson in lessons] == sorted(lesson.order for lesson in lessons)
    for doubtful in ("muscle-of-the-soul", "reptilian-brain", "out-of-place"):
        assert catalogue.lessons[doubtful].evidence is Evidence.DISPUTED
    assert "no reference" in catalogue.lessons["sitting-hours"].text
    assert "no promise" in catalogue.lessons["four-to-six-weeks"].text


def test_instructions_name_the_working_side_and_the_other(catalogue: Catalogue) -> None:
    exercise = catalogue.exercises["seated-figure-four"]
    assert "right ankle across the left knee" in exercise.instructions(Side.RIGHT)[1]
    assert "left ankle across the right knee" in exercise.instructions(Side.LEFT)[1]
    assert exercise.instructions() == exercise.instructions(Side.RIGHT)


def test_no_instruction_shows_a_placeholder_or_runs_on(catalogue: Catalogue) -> None:
    for exercise in catalogue.exercises.values():
        for side in Side:
            lines = exercise.instructions(side)
            assert 2 <= len(lines) <= 4
            assert all(len(line) <= 90 and "{" not in line for line in lines), exercise.id


def test_harder_relatives_are_found_all_the_way_up(catalogue: Catalogue) -> None:
    assert catalogue.harder_than("seated-figure-four") == {"figure-four", "pigeon", "king-pigeon"}
    assert catalogue.harder_than("king-pigeon") == frozenset()


def test_every_exercise_has_a_dose_at_every_level(catalogue: Catalogue) -> None:
    for exercise in catalogue.exercises.values():
        work = [exercise.dose(level).seconds_a_set * exercise.dose(level).times for level in Level]
        assert work == sorted(work), exercise.id


@dataclass(frozen=True)
class Spoiled:
    """One replacement in one file, and the fault it must cause there."""

    file: str
    old: str
    new: str
    field: str
    says: str


SPOILED = [
    Spoiled("exercises/lizard.toml", "discreet", "colour = 1\ndiscreet", "colour", "not permitted"),
    Spoiled("exercises/lizard.toml", 'kind = "stretch"', 'kind = "dance"', "kind", "'stretch', 'strengthen'"),
    Spoiled("exercises/lizard.toml", "discreet = false\n", "", "discreet", "required"),
    Spoiled("exercises/lizard.toml", "seconds = 45", "seconds = 61", "doses.hard", "outside the range 30-60"),
    Spoiled("exercises/lizard.toml", "seconds = 30", "seconds = 20", "doses.easy", "outside the range 30-60"),
    Spoiled("exercises/floor-bridge.toml", "times = 10", "times = 11", "doses.hard", "11 times is outside"),
    Spoiled("exercises/bridge-reps.toml", "count = 10", "count = 13", "doses", "must not be shorter"),
    Spoiled("exercises/lizard.toml", "least = 30", "least = 61", "range.amount", "above most"),
    Spoiled(
        "exercises/lizard.toml", "set_up_seconds = 8", "set_up_seconds = 30", "set_up_seconds", "less than"
    ),
    Spoiled(
        "exercises/lizard.toml", '["right", "left"]', '["left", "right"]', "sides", "right and then left"
    ),
    Spoiled("exercises/lizard.toml", "001_c0185685ec43266d", "", "source", "unknown source ''"),
    Spoiled("exercises/cat-cow.toml", '"us"', '"source"', "dose_from", "no source"),
    Spoiled(
        "exercises/pigeon.toml", '"king-pigeon"', '"queen-pigeon"', "harder", "no exercise 'queen-pigeon'"
    ),
    Spoiled("exercises/king-pigeon.toml", 'easier = ["pigeon"]\n', "", "easier", "needs an easier one"),
    Spoiled("exercises/half-frog.toml", '"pregnancy", ', "", "contraindications", "lies on the front"),
    Spoiled("exercises/figure-four.toml", '"pregnancy", ', "", "contraindications", "lies on the back"),
    Spoiled("exercises/fire-hydrant.toml", '"knees", ', "", "contraindications", "puts weight on them"),
    Spoiled("exercises/lunge.toml", ', "surgery"', "", "contraindications", "after surgery"),
    Spoiled("routines/complete.toml", '"heel-taps"', '"toe-taps"', "parts", "no exercise 'toe-taps'"),
    Spoiled("routines/desk-minute.toml", '"desk-hip-flexor-lunge"', '"king-pigeon"', "parts", "advanced"),
    Spoiled("routines/desk-minute.toml", "most = 80", "most = 60", "seconds", "its name promises 50-60"),
    Spoiled("routines/desk-minute.toml", '"general"', '"hearsay"', "source", "unknown source 'hearsay'"),
    Spoiled("lessons/water.toml", "001_c0185685ec43266d", "hearsay", "source", "unknown source 'hearsay'"),
    Spoiled("lessons/water.toml", '"plausible"', '"certain"', "evidence", "'agreed', 'plausible'"),
    Spoiled("texts/en/exercises/lizard.toml", "{side}", "{sidle}", "steps.1", "sidle"),
    Spoiled("texts/en/exercises/lizard.toml", "{side}", "{side", "steps.1", "broken"),
    Spoiled("texts/en/exercises/lizard.toml", "{side}", "{side.left}", "steps.1", "side.left"),
    Spoiled("exercises/lizard.toml", "discreet = false", 'discreet = "no"', "discreet", "valid boolean"),
    Spoiled(
        "exercises/lizard.toml", "set_up_seconds = 8", 'set_up_seconds = "8"', "set_up_seconds", "integer"
    ),
    Spoiled(
        "exercises/lizard.toml", "discreet = false", "discreet = 2026-01-02", "discreet", "valid boolean"
    ),
    Spoiled("texts/en/exercises/lizard.toml", "Lizard", "<b>Lizard</b>", "name", "pattern"),
    Spoiled("texts/en/exercises/cat-cow.toml", "On all fours", "{Side} side", "steps", "exercise has none"),
    Spoiled(
        "exercises/lizard.toml", '"hold", seconds = 45', '"reps", count = 30, tempo = 3', "doses", "one type"
    ),
    Spoiled("texts/en/exercises/fire-hydrant.toml", "{side} knee", "knee", "steps", "which side"),
    Spoiled("texts/en/words.toml", 'other = "left"', "", "-", "the same placeholders"),
    Spoiled("texts/en/lessons/water.toml", "A glass", "A glass" * 20, "title", "60 characters"),
    Spoiled("texts/en/words.toml", "[sides.right]", "[sides.top]", "sides.top.[key]", "'right' or 'left'"),
    Spoiled("texts/en/words.toml", "[sides.right]", "[sides.right", "-", "cannot be read"),
]


@pytest.mark.parametrize("case", SPOILED, ids=lambda case: f"{case.file}:{case.field}")
def test_a_spoiled_file_is_named_with_its_field(root: Path, spoil: Spoil, case: Spoiled) -> None:
    spoil(case.file, case.old, case.new)
    here = [fault for fault in faults(root=root) if (fault.file, fault.field) == (case.file, case.field)]
    assert [fault for fault in here if case.says in fault.message], faults(root=root)


def test_a_line_may_not_grow_too_long_by_the_words_for_a_side(root: Path, spoil: Spoil) -> None:
    spoil("texts/en/words.toml", 'side = "right"', f'side = "{"very " * 10}right"')
    assert any("with the side filled in" in fault.message for fault in faults(root=root))


def test_relatives_have_to_name_each_other(root: Path, spoil: Spoil) -> None:
    spoil("exercises/pigeon.toml", 'harder = ["king-pigeon"]\n', "")
    fault = Fault("exercises/king-pigeon.toml", "easier", "pigeon does not list this exercise as harder")
    assert faults(root=root) == [fault]


def test_an_exercise_cannot_be_harder_than_itself(root: Path, spoil: Spoil) -> None:
    spoil("exercises/lizard.toml", "source =", 'harder = ["kneeling-lunge"]\nsource =')
    spoil("exercises/kneeling-lunge.toml", "easier = [", 'easier = ["lizard", ')
    found = {fault.file for fault in faults(root=root) if fault.message == "leads back to this exercise"}
    assert found >= {"exercises/lizard.toml", "exercises/kneeling-lunge.toml"}


def test_two_items_cannot_stand_in_one_place(root: Path, spoil: Spoil) -> None:
    spoil("lessons/water.toml", "order = 14", "order = 15")
    assert faults(root=root) == [Fault("lessons/water.toml", "order", "15 is taken by stress")]


def test_facts_need_words_and_words_need_facts(root: Path) -> None:
    (root / "texts/en/lessons/water.toml").unlink()
    (root / "lessons/stress.toml").unlink()
    missing = [fault.file for fault in faults(root=root) if "is missing" in fault.message]
    assert missing == ["lessons/stress.toml", "texts/en/lessons/water.toml"]


def test_an_id_has_to_fit_into_a_button(root: Path) -> None:
    (root / "lessons/water.toml").rename(root / "lessons/Water_and_more.toml")
    assert any(fault.field == "id" and "lower-case" in fault.message for fault in faults(root=root))


def test_everybody_keeps_three_exercises_with_only_a_chair(root: Path, spoil: Spoil) -> None:
    for gentle in ("sit-tall", "ankle-pumps", "shoulder-rolls"):
        spoil(f"exercises/{gentle}.toml", "contraindications = []", 'contraindications = ["surgery"]')
    found = [fault for fault in faults(root=root) if "fewer than three" in fault.message]
    assert Fault("exercises", "contraindications", found[0].message) in found
    assert all("surgery" in fault.message for fault in found)


def test_loading_spoiled_content_lists_all_faults_at_once(root: Path, spoil: Spoil) -> None:
    spoil("lessons/water.toml", "order = 14", "order = 0")
    spoil("exercises/lizard.toml", "least = 30", "least = 40")
    with pytest.raises(CatalogueError) as raised:
        load(root=root)
    assert {fault.file for fault in raised.value.faults} == {"exercises/lizard.toml", "lessons/water.toml"}
    assert "lessons/water.toml: order:" in str(raised.value)


def test_a_language_without_texts_is_refused() -> None:
    with pytest.raises(CatalogueError, match=r"texts/xx/words\.toml"):
        load("xx")


def test_another_language_needs_only_more_files(root: Path, spoil: Spoil) -> None:
    shutil.copytree(root / "texts/en", root / "texts/de")
    spoil("texts/de/words.toml", 'side = "right"', 'side = "rechte"')
    assert languages(root) == ("de", "en")
    german = load("de", root).exercises["lizard"].instructions(Side.RIGHT)
    assert "rechte foot" in german[1]
