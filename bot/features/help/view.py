"""What help looks like. Pure."""

from __future__ import annotations

from bot.features.help.likely import likely
from bot.texts import Html, Texts
from bot.wire.buttons import ChangeSetting
from bot.wire.outgoing import Key, View


def with_likely(text: Html, said: str, texts: Texts) -> View:
    """A line, and the three buttons that are likeliest after what was said."""
    return View(text, (tuple(Key(texts(label), button) for label, button in likely(said)),))


def use_as_zone(text: Html, zone: str, texts: Texts) -> View:
    """A location that nobody asked for may be meant as the zone (IANA)."""
    return View(text, ((Key(texts("help-use-as-zone"), ChangeSetting("zone", zone)),),))
