"""The zone that is assumed from a language."""

import pytest

from bot.features.onboarding.guess import _ZONES, zone_for
from bot.zones.names import canonical, is_zone


@pytest.mark.parametrize("zone", sorted(set(_ZONES.values())))
def test_every_zone_in_the_table_is_a_current_one(zone: str):
    assert is_zone(zone)
    assert canonical(zone) == zone


@pytest.mark.parametrize(
    ("language", "zone"),
    [
        ("pt-br", "America/Sao_Paulo"),
        ("de", "Europe/Berlin"),
        ("de-AT", "Europe/Vienna"),
        ("fr-CA", "Europe/Paris"),
    ],
)
def test_a_language_tells_where_most_of_its_speakers_live(language: str, zone: str):
    assert zone_for(language) == zone


@pytest.mark.parametrize("language", ["en", "ar", "", "xx-yy"])
def test_a_language_that_tells_nothing_gives_utc(language: str):
    assert zone_for(language) == "Etc/UTC"
