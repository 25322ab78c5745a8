"""What is made before anybody asks."""

import subprocess
import sys

from content.catalogue import Catalogue
from content.media.ahead import recipes
from content.media.recipes import Clip, Still, digest, drawn_in
from content.media.reels import reels
from content.models import Level
from content.steps import expand
from content.terms import Side


def test_nothing_is_made_twice(catalogue: Catalogue) -> None:
    all_of_them = list(recipes(catalogue))
    addresses = {
        digest(recipe, [catalogue.figures[one] for one in drawn_in(recipe)]) for recipe in all_of_them
    }
    assert len(addresses) == len(set(all_of_them)) == len(all_of_them)


def test_every_session_of_one_exercise_finds_its_clips(catalogue: Catalogue) -> None:
    made = set(recipes(catalogue))
    for exercise in catalogue.exercises.values():
        if exercise.id in catalogue.figures:
            for level in Level:
                assert made >= set(reels(expand([exercise], {exercise.id: level})))


def test_a_routine_at_the_normal_level_finds_its_clips(catalogue: Catalogue) -> None:
    made = set(recipes(catalogue))
    drawn = [one for one in catalogue.routines["chair-three"].exercises if one in catalogue.figures]
    assert made >= set(reels(expand([catalogue.exercises[one] for one in drawn], {})))


def test_both_sides_have_a_still_where_there_are_sides(catalogue: Catalogue) -> None:
    stills = {recipe for recipe in recipes(catalogue) if isinstance(recipe, Still)}
    assert Still(exercise="kneeling-lunge", side=Side.LEFT) in stills
    assert Still(exercise="floor-bridge") in stills
    assert Still(exercise="floor-bridge", side=Side.LEFT) not in stills


def test_what_has_no_figure_is_left_out(catalogue: Catalogue) -> None:
    bare = Catalogue(**{**vars(catalogue), "figures": {"lizard": catalogue.figures["lizard"]}})
    assert {recipe.exercise for recipe in recipes(bare) if isinstance(recipe, Clip | Still)} == {"lizard"}


def test_naming_recipes_takes_neither_drawing_nor_encoding() -> None:
    told = "import sys, content.media.ahead, content.media.recipes; print({'PIL', 'av'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
