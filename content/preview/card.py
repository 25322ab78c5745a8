"""One exercise on the contact sheet: its words, its doses, and its pictures by the names of their files. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from importlib.resources import files
from string import Template

from content.doses import Breaths, Dose, Hold, Level
from content.figures.model import Figure
from content.media.ahead import stills
from content.media.recipes import Clip, Still
from content.media.reels import reels
from content.models import Exercise
from content.steps import expand

Pictures = Mapping[str, Still | Clip]


def pictures(exercise: Exercise) -> Pictures:
    """By the name of its file: the stills of both sides, and the clips of a session at the normal level."""
    named: dict[str, Still | Clip] = {}
    for still in stills(exercise):
        named[f"{exercise.id}{'-left' if still.side else ''}.png"] = still
    for number, clip in enumerate(reels(expand([exercise], {})), start=1):
        named[f"{exercise.id}{f'-{number}' if number > 1 else ''}.mp4"] = clip
    return named


def key_poses(exercise: str, figure: Figure) -> Mapping[str, str]:
    """The names of the files with the poses that the motion goes through, and each pose's own name."""
    through = dict.fromkeys((*figure.motion.enter, *(name for name, _ in figure.motion.rep)))
    return {f"{exercise}-pose-{number}.png": name for number, name in enumerate(through, start=1)}


def card(exercise: Exercise, figure: Figure) -> str:
    """Its part of the page."""
    named = pictures(exercise)
    return _template("card.html").substitute(
        id=escape(exercise.id),
        name=escape(exercise.name),
        facts=escape(" · ".join((exercise.kind, exercise.posture, *exercise.needs))),
        steps=_items(exercise.instructions()),
        cues=_items(exercise.cues),
        rows="".join(
            f"<dt>{escape(one)}</dt><dd>{escape(other)}</dd>" for one, other in _rows(exercise, figure)
        ),
        stills="".join(
            _image(file, _side(exercise, one)) for file, one in named.items() if isinstance(one, Still)
        ),
        clips="".join(_video(file, one) for file, one in named.items() if isinstance(one, Clip)),
        poses="".join(_image(file, name) for file, name in key_poses(exercise.id, figure).items()),
    )


def page(language: str, exercises: Iterable[Exercise], cards: Iterable[str]) -> str:
    """The whole page."""
    listed = list(exercises)
    return _template("sheet.html").substitute(
        language=escape(language),
        count=f"{len(listed)} {'exercise' if len(listed) == 1 else 'exercises'}",
        links="".join(f'<a href="#{escape(one.id)}">{escape(one.name)}</a>' for one in listed),
        cards="\n".join(cards),
    )


def _template(name: str) -> Template:
    return Template((files(__package__) / name).read_text(encoding="utf-8"))


def _items(lines: Iterable[str]) -> str:
    return "".join(f"<li>{escape(line)}</li>" for line in lines)


def _rows(exercise: Exercise, figure: Figure) -> Iterator[tuple[str, str]]:
    yield "feel", exercise.feel
    yield "mistake", exercise.mistake
    for level in Level:
        yield level.name.lower(), _amount(exercise.dose(level)) + (" each side" if exercise.sides else "")
    yield "tinted", ", ".join(f"{tint.muscle} ({tint.side})" for tint in figure.tints)
    yield "around it", ", ".join(prop.kind for prop in figure.props) or "nothing"


def _amount(dose: Dose) -> str:
    times = f"{dose.times} × " if dose.times > 1 else ""
    if isinstance(dose, Hold):
        return f"{times}{dose.seconds} s"
    if isinstance(dose, Breaths):
        return f"{dose.count} breaths of {dose.seconds} s"
    return f"{times}{dose.count} repetitions of {dose.tempo:g} s"


def _side(exercise: Exercise, still: Still) -> str:
    return still.side or next(iter(exercise.sides), "")


def _image(file: str, caption: str) -> str:
    return _figure(f'<img loading="lazy" src="{escape(file)}" alt="">', caption)


def _video(file: str, clip: Clip) -> str:
    told = ", ".join(
        " ".join(filter(None, (scene.kind, f"{scene.seconds} s", scene.side))) for scene in clip.scenes[:4]
    )
    more = " ..." if len(clip.scenes) > 4 else ""
    video = f'<video src="{escape(file)}" loop muted playsinline preload="metadata"></video>'
    return _figure(video, told + more)


def _figure(inside: str, caption: str) -> str:
    return f"<figure>{inside}<figcaption>{escape(caption)}</figcaption></figure>"
