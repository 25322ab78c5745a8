"""Where a shared location is."""

import math
import subprocess
import sys
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.zones.location import zone_at


@pytest.mark.parametrize(
    ("latitude", "longitude", "zone"),
    [
        (52.52, 13.40, "Europe/Berlin"),
        (38.72, -9.14, "Europe/Lisbon"),
        (-23.55, -46.63, "America/Sao_Paulo"),
        (22.57, 88.36, "Asia/Kolkata"),
        (-43.95, -176.55, "Pacific/Chatham"),
    ],
)
def test_a_point_on_land_has_the_zone_of_its_country(latitude: float, longitude: float, zone: str):
    assert zone_at(latitude, longitude) == zone


def test_a_ship_has_the_nautical_zone():
    assert zone_at(30, -30) == "Etc/GMT+2"


@pytest.mark.parametrize(
    "point", [(90.1, 0), (-91, 0), (0, 180.5), (0, -181), (math.nan, 0), (0, math.nan), (math.inf, 0)]
)
def test_a_point_off_the_earth_has_none(point: tuple[float, float]):
    assert zone_at(*point) is None


@given(st.floats(-90, 90), st.floats(-180, 180))
@settings(deadline=None)
def test_every_point_of_the_earth_has_a_zone_that_loads(latitude: float, longitude: float):
    zone = zone_at(latitude, longitude)
    assert zone is not None
    assert ZoneInfo(zone)


def test_the_polygons_are_not_loaded_before_they_are_needed():
    code = "import sys, bot.zones.location, bot.zones.search; sys.exit('tzfpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
