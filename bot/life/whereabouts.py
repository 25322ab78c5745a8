"""How places and zones are told to a person. Pure."""

from __future__ import annotations

from bot.zones.places import Place


def described(place: Place) -> str:
    """A place with what tells it from its namesakes: "Portland, Oregon, United States". Plain text, not HTML."""
    parts = dict.fromkeys(part for part in (place.name, place.region, place.country) if part)
    return ", ".join(parts)


def zone_told(zone: str) -> str:
    """An IANA zone as a person reads it: "Europe/Lisbon", "UTC"."""
    return "UTC" if zone == "Etc/UTC" else zone
