"""The tables of places."""

import gzip
import time
from importlib.resources import files
from zoneinfo import ZoneInfo

from bot.zones import areas, places
from bot.zones.names import canonical
from bot.zones.places import all_cities, cities_called, place_of_zone, zones
from bot.zones.spelling import key


def test_every_zone_of_the_table_loads_and_is_current():
    for zone in zones():
        assert ZoneInfo(zone).key == zone == canonical(zone)


def test_every_city_has_a_country_and_its_own_name_as_first_spelling():
    for city in all_cities():
        assert city.place.country, city
        assert city.keys[0] == key(city.name), city


def test_every_spelling_is_folded_as_a_question_would_be():
    for city in all_cities():
        assert all(spelling == key(spelling) for spelling in city.keys), city


def test_the_table_is_ordered_by_population():
    populations = [city.population for city in all_cities()]
    assert populations == sorted(populations, reverse=True)
    assert len(populations) > 30_000


def test_seats_of_government_are_there_however_small():
    for capital, zone in {
        "Vaduz": "Europe/Vaduz",
        "San Marino": "Europe/San_Marino",
        "Palikir": "Pacific/Pohnpei",
    }.items():
        assert zone in {city.zone for city in cities_called(key(capital))}


def test_a_zone_is_shown_by_the_city_it_is_named_after_or_its_largest():
    assert place_of_zone("Asia/Kolkata").name == "Kolkata"
    assert place_of_zone("Pacific/Honolulu").country == "United States"
    assert place_of_zone("America/Indiana/Knox").region in {"Indiana", ""}
    assert place_of_zone("Etc/GMT-3").name == "UTC+3"


def test_no_spelling_finds_a_part_of_a_name():
    assert list(cities_called("lisbo")) == []
    assert list(cities_called("")) == []


def test_areas_are_known_by_name_code_and_other_languages():
    assert areas.areas_called("georgia") == {"GE", "US.GA"}
    assert areas.areas_called("deutschland") == {"DE"}
    assert "US.OR" in areas.areas_called("or")
    assert areas.area_name("CA.08") == "Ontario"
    assert areas.area_name("XX") == ""


def test_a_short_word_is_no_area_unless_it_can_mean_nothing_else():
    assert areas.stands_alone("usa")
    assert areas.stands_alone("日本")
    assert not areas.stands_alone("or")


def test_both_tables_name_their_source_and_its_licence():
    folder = files("bot.zones")
    heads = (
        gzip.decompress(folder.joinpath("cities.tsv.gz").read_bytes())[:300],
        folder.joinpath("areas.tsv").read_bytes()[:300],
    )
    assert all(b"geonames.org" in head and b"CC BY 4.0" in head for head in heads)


def test_the_table_is_ready_quickly():
    started = time.process_time()
    places._block.__wrapped__()
    places.shares.__wrapped__()
    assert time.process_time() - started < 0.5  # 0.06 s as a rule; the rest is for a busy machine
