"""The names of zones."""

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.zones.names import all_names, canonical, countries, is_zone, zone_named


def test_names_are_zones_and_anything_else_is_not():
    assert is_zone("Europe/Berlin")
    assert is_zone("US/Pacific")
    assert is_zone("Etc/GMT+2")
    for name in (
        "Europe",
        "Europe/Munich",
        "europe/berlin",
        "",
        "../etc/passwd",
        "Factory",
        "\x00",
        "\ud800",
    ):
        assert not is_zone(name), name


def test_every_name_and_its_current_one_load():
    for name in all_names():
        assert ZoneInfo(name).key == name
        assert ZoneInfo(canonical(name)).key == canonical(name)


def test_a_current_name_is_geographic_or_nautical_and_stays_as_it_is():
    for name in all_names():
        current = canonical(name)
        assert current in countries() or current.startswith("Etc/"), name
        assert canonical(current) == current


@pytest.mark.parametrize(
    ("old", "current"),
    [
        ("US/Pacific", "America/Los_Angeles"),
        ("Asia/Calcutta", "Asia/Kolkata"),
        ("Asia/Saigon", "Asia/Ho_Chi_Minh"),
        ("Iceland", "Atlantic/Reykjavik"),
        ("Pacific/Truk", "Pacific/Chuuk"),
        ("EST5EDT", "America/New_York"),
        ("UTC", "Etc/UTC"),
        ("Europe/Stockholm", "Europe/Stockholm"),
    ],
)
def test_an_old_name_leads_to_the_current_one_of_the_same_place(old: str, current: str):
    assert canonical(old) == current


def test_opposite_nautical_zones_are_not_mistaken_for_each_other():
    assert zone_named("etc/gmt+2") == "Etc/GMT+2"
    assert zone_named("etc/gmt-2") == "Etc/GMT-2"


@given(st.text())
def test_any_text_names_a_zone_or_none(text: str):
    zone = zone_named(text)
    assert zone is None or is_zone(zone)
