"""The colours of all pictures. Each picture brings its own ground, so it reads the same in a light and a dark chat."""

from __future__ import annotations

Colour = tuple[int, int, int]

GROUND: Colour = (247, 245, 240)
INK: Colour = (58, 62, 72)
FAINT: Colour = (139, 141, 147)
BLANK: Colour = (240, 238, 232)
EMPTY: Colour = (232, 229, 222)
LINE: Colour = (205, 201, 192)
ACCENT: Colour = (232, 93, 62)
ICE: Colour = (122, 176, 222)

# From "something done" to "the day's goal met".
SHADES: tuple[Colour, ...] = ((190, 224, 203), (133, 198, 160), (74, 163, 114), (28, 122, 80))
