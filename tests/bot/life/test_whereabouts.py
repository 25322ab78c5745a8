"""Places and zones as people read them."""

from bot.life.whereabouts import described, zone_told
from bot.zones.places import Place


def test_a_place_is_told_with_what_tells_it_from_its_namesakes():
    assert described(Place("Portland", "United States", "Oregon", "America/Los_Angeles")) == (
        "Portland, Oregon, United States"
    )


def test_nothing_is_said_twice():
    assert described(Place("Singapore", "Singapore", "", "Asia/Singapore")) == "Singapore"
    assert described(Place("Lisbon", "Portugal", "Lisbon", "Europe/Lisbon")) == "Lisbon, Portugal"


def test_universal_time_is_called_utc():
    assert zone_told("Etc/UTC") == "UTC"
    assert zone_told("Europe/Lisbon") == "Europe/Lisbon"
