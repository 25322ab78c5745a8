"""What somebody sees who is set up: at the end of the questions, and at a later /start. Pure."""

from __future__ import annotations

from datetime import datetime

from bot import telling
from bot.life.whereabouts import zone_told
from bot.storage.people import Person
from bot.texts import Html, Texts
from bot.wire.buttons import OfferStretch, OpenNext, OpenSettings, OpenStreak
from bot.wire.outgoing import Key, View


def end(
    upcoming: Html, person: Person, now: datetime, texts: Texts, *, assumed: str = "", defaults: bool = False
) -> View:
    """Set. With the zone that was `assumed` (IANA; empty where the person named it) and the way to change it."""
    lines = [texts("onboarding-set", upcoming=upcoming)]
    if defaults:
        lines.append(texts("onboarding-set-defaults", **_told(person, texts)))
    last = [Key(texts("button-settings"), OpenSettings(""))]
    if assumed:
        time = telling.clock(now, assumed)
        lines.append(texts("onboarding-zone-assumed", zone=zone_told(assumed), time=time))
        last.append(Key(texts("onboarding-change"), OpenSettings("zone")))
    return View("\n".join(lines), ((Key(texts("button-try-now"), OfferStretch()),), tuple(last)))


def standing(upcoming: Html, person: Person, texts: Texts) -> View:
    """Where somebody stands who is set up."""
    return View(
        texts("onboarding-standing", name=person.first_name, upcoming=upcoming, **_told(person, texts)),
        (
            (Key(texts("button-stretch"), OfferStretch()), Key(texts("button-next"), OpenNext())),
            (Key(texts("button-streak"), OpenStreak()), Key(texts("button-settings"), OpenSettings(""))),
        ),
    )


def _told(person: Person, texts: Texts) -> dict[str, str | int]:
    places = ", ".join(texts(f"choice-{place}").lower() for place in person.places or ())
    return {"hours": person.hours or "", "minutes": person.interval or 0, "places": places}
