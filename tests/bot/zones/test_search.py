"""Where people say they are."""

from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.zones.places import City, Place, all_cities
from bot.zones.search import AT_MOST, Candidates, Found, Unknown, search
from bot.zones.spelling import key

SUMMER = datetime(2026, 7, 15, 12, tzinfo=UTC)
WINTER = datetime(2026, 1, 15, 12, tzinfo=UTC)


def zone_of(text: str) -> str:
    answer = search(text, SUMMER)
    assert isinstance(answer, Found), answer
    return answer.place.zone


def choices(text: str, now: datetime = SUMMER) -> list[Place]:
    answer = search(text, now)
    assert isinstance(answer, Candidates), answer
    return list(answer.places)


def zones_among(text: str, now: datetime = SUMMER) -> list[str]:
    return [place.zone for place in choices(text, now)]


def near(text: str) -> list[str]:
    answer = search(text, SUMMER)
    assert isinstance(answer, Unknown), answer
    return [place.name for place in answer.near]


@cache
def table() -> list[City]:
    return list(all_cities())


def test_a_city_is_found_with_its_country_and_zone():
    assert search("Lisbon", SUMMER) == Found(Place("Lisbon", "Portugal", "Lisbon", "Europe/Lisbon"))


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Sao Paulo", "America/Sao_Paulo"),
        ("São Paulo", "America/Sao_Paulo"),
        ("  sao-PAULO!", "America/Sao_Paulo"),
        ("New  York", "America/New_York"),
        ("nyc", "America/New_York"),
        ("LA", "America/Los_Angeles"),
        ("Munich", "Europe/Berlin"),
        ("München", "Europe/Berlin"),
        ("Muenchen", "Europe/Berlin"),
        ("Wuerzburg", "Europe/Berlin"),
        ("København", "Europe/Copenhagen"),
        ("Kobenhavn", "Europe/Copenhagen"),
        ("Łódź", "Europe/Warsaw"),
        ("lodz", "Europe/Warsaw"),
        ("Москва", "Europe/Moscow"),
        ("東京", "Asia/Tokyo"),
        ("दिल्ली", "Asia/Kolkata"),
        ("Bombay", "Asia/Kolkata"),
    ],
)
def test_case_accents_punctuation_and_language_do_not_matter(typed: str, zone: str):
    assert zone_of(typed) == zone


@pytest.mark.parametrize("city", ["Paris", "London", "Berlin", "Moscow", "Sydney", "Rome"])
def test_a_city_that_overwhelms_its_namesakes_is_meant(city: str):
    assert zone_of(city).rpartition("/")[2] == city


@pytest.mark.parametrize("city", ["Portland", "Springfield", "San Jose", "Cambridge", "Birmingham"])
def test_namesakes_in_several_zones_are_offered(city: str):
    found = choices(city)
    assert len({place.zone for place in found}) > 1
    assert len(set(found)) == len(found) <= AT_MOST


def test_namesakes_within_a_country_carry_their_region():
    assert [place.region for place in choices("Portland")] == ["Oregon", "Maine", "Texas"]


def test_namesakes_in_different_countries_are_told_apart_by_country_alone():
    assert {place.region for place in choices("Cambridge")} == {""}
    assert len({place.country for place in choices("Cambridge")}) == len(choices("Cambridge"))


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("berlin, germany", "Europe/Berlin"),
        ("Germany, Berlin", "Europe/Berlin"),
        ("Berlin (Deutschland)", "Europe/Berlin"),
        ("Portland, Oregon", "America/Los_Angeles"),
        ("Portland, OR", "America/Los_Angeles"),
        ("portland maine", "America/New_York"),
        ("paris texas", "America/Chicago"),
        ("New York, NY, USA", "America/New_York"),
        ("London, ON", "America/Toronto"),
        ("London UK", "Europe/London"),
        ("san jose costa rica", "America/Costa_Rica"),
    ],
)
def test_a_region_or_country_decides_between_namesakes(typed: str, zone: str):
    assert zone_of(typed) == zone


def test_a_town_too_small_for_the_table_has_the_zone_of_its_region():
    assert zone_of("Smallville, Ohio") == "America/New_York"
    assert zone_of("London, Ohio") == "America/New_York"


def test_a_country_with_one_time_is_enough():
    assert zone_of("Germany") == zone_of("Deutschland") == zone_of("I live in Germany") == "Europe/Berlin"
    assert zone_of("India") == "Asia/Kolkata"


def test_a_country_with_several_times_lists_each_once_most_populous_first():
    assert zones_among("Spain") == ["Europe/Madrid", "Atlantic/Canary"]
    assert zones_among("Australia")[:3] == ["Australia/Sydney", "Australia/Brisbane", "Australia/Perth"]


@pytest.mark.parametrize("word", ["no", "ok", "hi", "me", "and", "yes"])
def test_a_word_of_talk_is_no_country(word: str):
    assert isinstance(search(word, SUMMER), Unknown)


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe / berlin", "Europe/Berlin"),
        ("america/new york", "America/New_York"),
        ("US/Pacific", "America/Los_Angeles"),
        ("Asia/Calcutta", "Asia/Kolkata"),
        ("Europe/Kiev", "Europe/Kyiv"),
        ("Iceland", "Atlantic/Reykjavik"),
        ("EST5EDT", "America/New_York"),
        ("Etc/GMT+2", "Etc/GMT+2"),
        ("UTC", "Etc/UTC"),
        ("Lord Howe", "Australia/Lord_Howe"),
        ("Europe/Munich", "Europe/Berlin"),
    ],
)
def test_a_zone_is_found_by_its_name_under_its_current_one(typed: str, zone: str):
    assert zone_of(typed) == zone


@pytest.mark.parametrize("typed", ["UTC+5:30", "utc +5:30", "GMT+05:30", "+5:30", "+0530", "UTC＋５:３０"])
def test_a_distance_from_utc_lists_the_zones_that_have_it(typed: str):
    assert zones_among(typed) == ["Asia/Kolkata", "Asia/Colombo"]


def test_who_has_a_distance_from_utc_depends_on_the_moment():
    assert "Europe/Berlin" in zones_among("GMT+2", SUMMER)
    assert "Europe/Berlin" not in zones_among("GMT+2", WINTER)
    assert "Europe/Berlin" in zones_among("+1", WINTER)


@pytest.mark.parametrize("typed", ["UTC-3", "-3", "−3", "GMT – 3"])
def test_any_dash_is_a_minus_and_the_most_populous_zone_comes_first(typed: str):
    assert zones_among(typed)[:2] == ["America/Sao_Paulo", "America/Argentina/Buenos_Aires"]


@given(hours=st.integers(-12, 14), now=st.sampled_from([SUMMER, WINTER]))
@settings(max_examples=25, deadline=None)
def test_whoever_is_listed_for_a_distance_has_it(hours: int, now: datetime):
    answer = search(f"UTC{hours:+}", now)
    places = (
        answer.places
        if isinstance(answer, Candidates)
        else (answer.place,)
        if isinstance(answer, Found)
        else ()
    )
    offsets = {now.astimezone(ZoneInfo(place.zone)).utcoffset() for place in places}
    assert [offset.total_seconds() for offset in offsets if offset is not None] == [hours * 3600]


def test_a_distance_that_only_ships_have_is_the_nautical_zone():
    assert search("UTC-12", SUMMER) == Found(Place("UTC-12", "", "", "Etc/GMT+12"))


@pytest.mark.parametrize("typed", ["UTC+15", "UTC-13", "UTC+5:17", "+99:99", "5:30"])
def test_a_distance_that_nobody_has_is_unknown(typed: str):
    assert near(typed) == []


def test_an_abbreviation_lists_its_zones_at_any_time_of_the_year():
    assert zones_among("IST") == ["Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin"]
    assert zones_among("CET", SUMMER)[0] == zones_among("cest", WINTER)[0] == "Europe/Berlin"
    assert {"Asia/Manila", "America/Los_Angeles"} <= set(zones_among("PST"))
    assert zone_of("Pacific time") == zone_of("PT") == "America/Los_Angeles"
    assert zone_of("SGT") == "Asia/Singapore"


def test_a_slip_of_the_finger_is_answered_with_the_nearest_spelling():
    assert near("Lisbom")[0] == "Lisbon"
    assert near("Amstrdam")[0] == "Amsterdam"
    assert near("Berln, Germny")[0] == "Berlin"
    assert near("europe/berln")[0] == "Berlin"
    assert len(near("Melbourn")) <= 3


def test_nothing_is_near_to_nothing():
    assert near("") == near("🙂") == near("?!") == near("x" * 4096) == []


def test_a_naive_now_is_refused():
    with pytest.raises(ValueError, match="aware"):
        search("Lisbon", datetime(2026, 7, 15))


anything = st.text(max_size=4096) | st.text(max_size=40) | st.text("+-−:/,. utcgm0123456789٣", max_size=12)


@given(anything)
@settings(max_examples=150, deadline=None)
def test_any_text_is_answered_with_zones_that_load(text: str):
    answer = search(text, SUMMER)
    match answer:
        case Found(place):
            places: tuple[Place, ...] = (place,)
        case Candidates(places):
            assert 2 <= len(places) <= AT_MOST
        case Unknown(places):
            assert len(places) <= 3
    for place in places:
        assert ZoneInfo(place.zone)
        assert place.name


@pytest.mark.parametrize(
    "text", ["\ud800", "Lisbon\ud800", "\x00", "../../etc/passwd", "Europe/", "|", "a|b", "\t", "+" * 99]
)
def test_text_made_to_break_things_does_not(text: str):
    assert isinstance(search(text, SUMMER), Found | Candidates | Unknown)


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_a_city_of_the_table_is_found_by_its_name_and_country(data: st.DataObject):
    city = data.draw(st.sampled_from(table()))
    place = city.place
    answer = search(f"{place.name}, {place.region or place.country}, {place.country}", SUMMER)
    assert not isinstance(answer, Unknown)
    places = answer.places if isinstance(answer, Candidates) else (answer.place,)
    assert any(found.zone == place.zone or key(found.name) == key(place.name) for found in places)


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_a_city_of_the_table_is_known_by_each_of_its_names(data: st.DataObject):
    city = data.draw(st.sampled_from(table()))
    spelling = data.draw(st.sampled_from(city.keys))
    assert not isinstance(search(spelling, SUMMER), Unknown)


def test_every_large_city_finds_itself():
    for city in table()[:400]:
        answer = search(city.name, SUMMER)
        places = (
            answer.places
            if isinstance(answer, Candidates)
            else (answer.place,)
            if isinstance(answer, Found)
            else ()
        )
        assert city.zone in {place.zone for place in places}, city
