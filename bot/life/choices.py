"""What a person can choose from: places, things, what to be careful with, ready-made hours and intervals, defaults."""

from __future__ import annotations

from content.models import Contraindication, Equipment, Place

PLACES = tuple(map(str, Place))
EQUIPMENT = tuple(map(str, Equipment))
CAREFUL = tuple(map(str, Contraindication))

HOURS = ("Mon-Fri 9-17", "Mon-Fri 8-16")
INTERVALS = (30, 45, 60, 90)
"""Minutes."""
GOALS = (2, 3, 4, 5, 6)
"""Breaks a day."""

SWITCH = ("on", "off")
PACES = ("short", "normal", "long")
"""How long holds last, within each exercise's range."""
DAY_STARTS = ("00:00", "03:00", "04:00", "05:00")
"""Times at which a person's day may begin, for what they do at night."""

DEFAULT_HOURS = HOURS[0]
DEFAULT_INTERVAL = 45
DEFAULT_PLACES = (str(Place.CHAIR), str(Place.STANDING))

SPOKEN_PLACES = {
    "chair": Place.CHAIR,
    "seated": Place.CHAIR,
    "sitting": Place.CHAIR,
    "standing": Place.STANDING,
    "stand": Place.STANDING,
    "floor": Place.FLOOR,
    "mat": Place.FLOOR,
}
SPOKEN_EQUIPMENT = {
    "doorway": Equipment.DOORWAY,
    "door": Equipment.DOORWAY,
    "wall": Equipment.WALL,
    "step or block": Equipment.BLOCK,
    "block": Equipment.BLOCK,
    "step": Equipment.BLOCK,
    "strap": Equipment.STRAP,
    "belt": Equipment.STRAP,
}
SPOKEN_CAREFUL = {
    "knees": Contraindication.KNEES,
    "knee": Contraindication.KNEES,
    "lower back": Contraindication.LOW_BACK,
    "low back": Contraindication.LOW_BACK,
    "back": Contraindication.LOW_BACK,
    "hips": Contraindication.HIPS,
    "hip": Contraindication.HIPS,
    "balance": Contraindication.BALANCE,
    "pregnant": Contraindication.PREGNANCY,
    "pregnancy": Contraindication.PREGNANCY,
    "recent surgery": Contraindication.SURGERY,
    "surgery": Contraindication.SURGERY,
}
"""What people call each of them; the first name of each gives the order."""
