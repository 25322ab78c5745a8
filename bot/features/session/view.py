"""What a guided session looks like, step by step and at its end. Pure: facts to text and buttons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile

from bot import telling
from bot.features.session import clips, play
from bot.features.session.state import State, length, reps
from bot.texts import Html, Texts
from bot.wire.buttons import Control, KeepSession, OfferStretch, Play, Rate, Rating, ReplaceSession, Unhide
from bot.wire.outgoing import Key, Rows, View
from content.doses import LONG_BREATH_SECONDS
from content.models import Exercise
from content.steps import Step, StepKind

BAR_CELLS = 10
LINES = {
    StepKind.READY: "session-ready",
    StepKind.HOLD: "session-hold",
    StepKind.REPS: "session-reps",
    StepKind.BREATHE: "session-breathe",
    StepKind.SWITCH: "session-switch",
    StepKind.REST: "session-rest",
}


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything that one look at a running session shows. `now` is aware, `zone` the person's."""

    session_id: int
    state: State
    steps: Sequence[Step]
    exercise: Exercise
    now: datetime
    zone: str

    @property
    def step(self) -> Step:
        """The present step."""
        return self.steps[self.state.index]


def running(scene: Scene, texts: Texts) -> View:
    """The present step: what to do, for how long, and the controls; its clip too, and then what that leads to."""
    lines = [_title(scene, texts), *_what(scene, texts)]
    media = clips.media(scene.state, scene.steps, scene.now)
    return View("\n".join(lines), _controls(scene, texts), media)


def _title(scene: Scene, texts: Texts) -> Html:
    step, name = scene.step, scene.exercise.name
    if step.parts == 1:
        return texts("session-title", name=name)
    return texts("session-title-of", name=name, part=step.part, parts=step.parts)


def _what(scene: Scene, texts: Texts) -> list[Html]:
    left = telling.length(scene.state.left(scene.now).total_seconds())
    if scene.state.away:
        return [texts("session-away", left=left)]
    instructions = texts("session-plain", text=" ".join(scene.exercise.instructions(scene.step.side)))
    if not scene.state.running:
        kind = "work" if scene.step.works else str(scene.step.kind)
        return [instructions, texts("session-paused", kind=kind, facts=_facts(scene.step, texts), left=left)]
    if scene.state.clip is not None:
        return _with_clip(scene, scene.state.clip, texts)
    lines = [instructions, _line(scene, left, texts)]
    if scene.step.works:
        lines += [Html(bar(scene)), _hint(scene.step, scene.exercise, texts)]
    return lines


def _with_clip(scene: Scene, clip: tuple[int, int], texts: Texts) -> list[Html]:
    """One line for all that the clip shows, and when it ends; how to do it below."""
    steps = scene.steps[scene.state.index : clip[1] + 1]
    works = [step for step in steps if step.works]
    lead = list(takewhile(lambda step: not step.works, steps))
    left = scene.state.left(scene.now).total_seconds()
    ends = (scene.state.deadline or scene.now) + timedelta(seconds=sum(step.seconds for step in steps[1:]))
    hold = telling.length(left if steps[0].works else works[0].seconds)
    line = texts(
        "session-hold-sets" if len(works) > 1 else LINES[works[0].kind],
        facts=_facts(works[0], texts) if len(works) == 1 else "",
        left=hold,
        sets=len(works),
        until=telling.clock(ends, scene.zone, seconds=True),
        count=_left_to_do(scene, works[0]) if steps[0].works else works[0].count or 0,
        tempo=f"{works[0].tempo or 0:g}",
    )
    if lead:
        waits = telling.length(left + sum(step.seconds for step in lead[1:]))
        line = texts("session-lead", kind=str(lead[0].kind), left=waits, work=line)
    how = " ".join(scene.exercise.instructions(scene.step.side))
    return [line, texts("session-how", how=how, hint=_hint(works[0], scene.exercise, texts))]


def _left_to_do(scene: Scene, step: Step) -> int:
    """How many reps or breaths of the present step are left."""
    return round(scene.state.left(scene.now).total_seconds() / step.tempo) if step.tempo else 0


def _line(scene: Scene, left: str, texts: Texts) -> Html:
    step, state = scene.step, scene.state
    if step.kind is StepKind.SWITCH:
        return texts("session-switch", side=texts("session-side", side=str(step.side)), left=left)
    if step.kind is StepKind.REST and step.set == 1:
        return texts("session-rest-before", left=left)
    return texts(
        LINES[step.kind],
        facts=_facts(step, texts),
        left=left,
        until=telling.clock(state.deadline or scene.now, scene.zone, seconds=True),
        count=reps(state, scene.steps),
        tempo=f"{step.tempo or 0:g}",
    )


def _facts(step: Step, texts: Texts) -> Html:
    """Which set and which side, where there are several."""
    found = []
    if step.sets > 1:
        found.append(texts("session-set", set=step.set, sets=step.sets))
    if step.side is not None:
        found.append(texts("session-side", side=str(step.side)))
    return Html("".join(f"  {fact}" for fact in found))


def bar(scene: Scene) -> str:
    """How much of the present step is over."""
    whole = length(scene.state, scene.steps)
    over = (whole - scene.state.left(scene.now)) / whole if whole else 1.0
    full = max(0, min(BAR_CELLS, int(over * BAR_CELLS)))
    return "▰" * full + "▱" * (BAR_CELLS - full)


def _hint(step: Step, exercise: Exercise, texts: Texts) -> Html:
    """The pace of the breath while something is held long enough for it, else a cue."""
    if step.kind is StepKind.REPS or step.seconds < LONG_BREATH_SECONDS:
        return texts("session-cue", cue=exercise.cues[0])
    return texts("session-pace")


def _controls(scene: Scene, texts: Texts) -> Rows:
    def key(label: str, control: Control) -> Key:
        return Key(texts(label), Play(scene.session_id, scene.state.index, control))

    stop, hurts = key("session-button-stop", Control.STOP), key("session-button-hurts", Control.HURTS)
    pause, resume = key("session-button-pause", Control.PAUSE), key("button-resume", Control.RESUME)
    first = pause if scene.state.running else resume
    if scene.state.away:
        return ((first, stop), (hurts,))
    moves = (key("session-button-next", Control.NEXT), key("session-button-back", Control.BACK))
    more = (key("session-button-more", Control.MORE),) if _can_have_more(scene) else ()
    return ((first, *moves, stop), (hurts, *more))


def _can_have_more(scene: Scene) -> bool:
    """Whether [More time] has an effect now, or will have while the same clip plays."""
    leads_to_work = scene.state.clip is not None and not scene.step.works
    return leads_to_work or play.can_have_more(scene.state, scene.steps)


def ask_to_replace(name: str, break_id: int, texts: Texts) -> View:
    """Another session runs: end it?"""
    return View(
        texts("session-another-runs", name=name),
        (
            (Key(texts("session-button-replace"), ReplaceSession(break_id)),),
            (Key(texts("session-button-keep"), KeepSession()),),
        ),
    )


def how_was_it(session_id: int, texts: Texts) -> Rows:
    """Below what counts: how it was."""

    def key(label: str, rating: Rating) -> Key:
        return Key(texts(label), Rate(session_id, rating))

    return (
        (
            key("session-button-easy", Rating.EASY),
            key("session-button-right", Rating.RIGHT),
            key("session-button-hard", Rating.HARD),
        ),
        (key("session-button-not-done", Rating.NOT_DONE),),
    )


def try_again(texts: Texts) -> Rows:
    """Below what did not count."""
    return ((Key(texts("button-stretch"), OfferStretch()),),)


def bring_back(exercise: str, texts: Texts) -> Rows:
    """Below an exercise that was left out because it hurt."""
    return ((Key(texts("session-button-bring-back"), Unhide(exercise)),),)
