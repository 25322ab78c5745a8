"""The colours of a figure and of what stands around it. A picture brings its own ground, for light and dark chats."""

from __future__ import annotations

from content.figures.shapes import Colour

GROUND: Colour = (247, 245, 240)
MAT: Colour = (212, 221, 211)
SHADOW: Colour = (203, 207, 198)
SKIN: Colour = (226, 172, 138)
HAIR: Colour = (66, 52, 48)
TOP: Colour = (62, 112, 173)
LEGS: Colour = (72, 78, 96)
SOCKS: Colour = (236, 232, 222)
WOOD: Colour = (190, 154, 114)
DESK: Colour = (206, 178, 142)
WALL: Colour = (233, 229, 219)
FRAME: Colour = (214, 205, 188)
BLOCK: Colour = (122, 160, 140)
STRAP: Colour = (150, 98, 160)
ACCENT: Colour = (232, 93, 62)
INK: Colour = (58, 62, 72)
FAINT: Colour = (160, 160, 160)
TRACK: Colour = (228, 224, 214)
CALM: Colour = (196, 214, 230)
WAITING: Colour = (120, 122, 126)
DONE: Colour = (86, 150, 108)
RESTING: Colour = (208, 204, 194)
