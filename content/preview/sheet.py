"""The contact sheet for those who draw: a page with every exercise and its pictures, and all stills in one picture."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from pathlib import Path

from content.catalogue import Catalogue
from content.figures.model import Figure
from content.models import Exercise
from content.preview.card import card, key_poses, page, pictures

PROCESSES = 2
POSE_PIXELS = 240


class PreviewError(Exception):
    """The preview cannot be made; the message says why."""


def preview(catalogue: Catalogue, out: Path, only: Sequence[str], tell: Callable[[str], None]) -> Path:
    """Write the page and its pictures into the folder `out`, and return the page's path. Raises PreviewError.

    `only` names the exercises, all that have a figure where it is empty; `tell` gets a line about each that is drawn.
    """
    chosen = list(_chosen(catalogue, only))
    try:
        out.mkdir(parents=True, exist_ok=True)
        for line in _drawn(catalogue, chosen, out):
            tell(line)
        _poster(chosen, out)
        cards = [card(exercise, catalogue.figures[exercise.id]) for exercise in chosen]
        index = out / "index.html"
        index.write_text(page(catalogue.language, chosen, cards), encoding="utf-8")
    except OSError as error:
        raise PreviewError(f"--out {out}: cannot be written: {error.strerror or error}") from error
    return index


def _chosen(catalogue: Catalogue, only: Sequence[str]) -> Iterator[Exercise]:
    for wanted in only:
        if wanted not in catalogue.exercises:
            raise PreviewError(
                f"--only {wanted}: there is no such exercise; `python -m content list` shows all"
            )
        if wanted not in catalogue.figures:
            raise PreviewError(f"--only {wanted}: it has no figure yet; draw it in poses/{wanted}.toml")
    for exercise in catalogue.exercises.values():
        if exercise.id in catalogue.figures and (exercise.id in only or not only):
            yield exercise


def _drawn(catalogue: Catalogue, chosen: Sequence[Exercise], out: Path) -> Iterator[str]:
    """Draw everything, a line for each exercise."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(PROCESSES, max(1, len(chosen))), mp_context=context) as pool:
        working: dict[Future[int], str] = {
            pool.submit(_draw, exercise, catalogue.figures[exercise.id], out): exercise.id
            for exercise in chosen
        }
        try:
            for number, done in enumerate(as_completed(working), start=1):
                yield f"{number}/{len(working)} {working[done]} {done.result() / 1000:.0f} kB"
        finally:
            pool.shutdown(cancel_futures=True)


def _draw(exercise: Exercise, figure: Figure, out: Path) -> int:
    """Everything of one exercise, in a process of its own; how many bytes it came to."""
    from content.media.render import pose_picture, render  # noqa: PLC0415 - for these processes only

    sizes = [
        (out / file).write_bytes(render(recipe, [figure])) for file, recipe in pictures(exercise).items()
    ]
    for file, name in key_poses(exercise.id, figure).items():
        sizes.append((out / file).write_bytes(pose_picture(figure, name, POSE_PIXELS)))
    return sum(sizes)


def _poster(chosen: Sequence[Exercise], out: Path) -> None:
    from content.preview.poster import poster  # noqa: PLC0415 - draws

    poster([(exercise.name, out / f"{exercise.id}.png") for exercise in chosen]).save(
        out / "sheet.png", optimize=True
    )
