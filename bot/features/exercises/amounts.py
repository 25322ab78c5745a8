"""A dose in words that a person reads: "Hold 30 s a side", "12 slow reps", "10 long breaths". Pure."""

from __future__ import annotations

from bot.texts import Html, Texts
from content.models import Breaths, Dose, Exercise, Hold


def dose_told(exercise: Exercise, dose: Dose, texts: Texts) -> Html:
    """How much of the exercise, on each side where it has sides."""
    sides = "yes" if exercise.sides else "no"
    if isinstance(dose, Hold):
        return texts("exercises-hold", seconds=dose.seconds, sides=sides, times=dose.times)
    if isinstance(dose, Breaths):
        return texts("exercises-breaths", count=dose.count, sides=sides)
    tempo = f"{dose.tempo:g}"
    return texts("exercises-reps", count=dose.count, tempo=tempo, sides=sides, times=dose.times)
