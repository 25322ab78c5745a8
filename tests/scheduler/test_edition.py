"""Another edition of the time zone database is told from the present one, wherever it comes from."""

from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo, reset_tzpath

import pytest

from scheduler.edition import zone_rules


@pytest.fixture(autouse=True)
def _other_folders() -> Iterator[None]:
    yield
    reset_tzpath()
    ZoneInfo.clear_cache()
    zone_rules.cache_clear()


def rules_from(*folders: Path) -> str:
    reset_tzpath(folders)
    zone_rules.cache_clear()
    return zone_rules()


def test_where_one_zones_rules_change_or_a_zone_is_new_it_is_another_edition(tmp_path: Path):
    packaged = rules_from()
    assert rules_from(tmp_path) == packaged
    (tmp_path / "Europe").mkdir()
    berlin = tmp_path / "Europe" / "Berlin"
    berlin.write_bytes(b"TZif" + b"other rules")
    changed = rules_from(tmp_path)
    berlin.rename(tmp_path / "Europe" / "New Berlin")
    assert len({packaged, changed, rules_from(tmp_path)}) == 3
