"""The files of /export: complete, described, and harmless in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.features.privacy import about, history, writing
from bot.features.privacy.history import Entry
from bot.storage import everything
from bot.storage.tables import metadata
from bot.texts import LOCALES, Texts

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
NOTHING = {table.name: [] for table in metadata.sorted_tables if everything.owner(table) is not None}
BREAK = {
    "origin": "reminder",
    "offered_at": NOON,
    "exercises": ("bridge", "unknown-one"),
    "outcome": "skipped",
    "seconds": 70,
}


def _table(entries: list[Entry]) -> list[list[str]]:
    return list(csv.reader(io.StringIO(writing.as_csv(entries).decode("utf-8-sig"))))


def test_every_field_of_every_table_is_described():
    words = about.of(NOTHING, Texts())
    for name, table in words["tables"].items():
        assert table["what"]
        assert set(table["fields"]) == {column.name for column in metadata.tables[name].columns}
        assert all(table["fields"].values())


def test_no_description_is_of_a_field_that_is_gone():
    lines = {line.split(" = ")[0] for line in _ftl().splitlines() if line.startswith("export-")}
    tables = metadata.tables
    known = {"export-about", "export-values"} | {f"export-{name}" for name in tables}
    known |= {f"export-{name}-{column.name}" for name, table in tables.items() for column in table.columns}
    known |= {f"export-any-{column.name}" for table in tables.values() for column in table.columns}
    assert lines - known == set()


def _ftl() -> str:
    return (LOCALES / "en" / "export.ftl").read_text("utf-8")


def test_the_json_has_a_key_for_each_table_and_moments_in_utc():
    kept = {**NOTHING, "moves": [{"person_id": 7, "at": NOON, "date": date(2026, 3, 2), "zone": "UTC"}]}
    read = json.loads(writing.as_json(kept, about.of(kept, Texts()), "2026-03-02T12:00:00+00:00"))
    assert set(read) == {"about", *NOTHING}
    assert read["moves"] == [
        {"person_id": 7, "at": "2026-03-02T12:00:00+00:00", "date": "2026-03-02", "zone": "UTC"}
    ]
    assert read["about"]["tables"]["moves"]["fields"]["zone"] == "the time zone you lived in"


def test_times_in_the_table_are_those_of_the_zone_lived_in_then():
    zones = [
        {"since": datetime(2026, 1, 1, tzinfo=UTC), "zone": "Europe/Lisbon"},
        {"since": datetime(2026, 3, 1, tzinfo=UTC), "zone": "Asia/Tokyo"},
    ]
    earlier = {**BREAK, "offered_at": datetime(2026, 2, 2, 12, 0, tzinfo=UTC)}
    kept = {**NOTHING, "zones": zones, "breaks": [BREAK, earlier]}
    first, second = (entry.cells() for entry in history.rows(kept, {"bridge": "Bridge"}))
    assert first[:3] == ("2026-02-02", "12:00:00", "Europe/Lisbon")
    assert second == (
        "2026-03-02",
        "21:00:00",
        "Asia/Tokyo",
        "reminder",
        "Bridge, unknown-one",
        "skipped",
        "70",
    )


def test_somebody_who_never_named_a_zone_reads_utc():
    (entry,) = history.rows({**NOTHING, "breaks": [BREAK]}, {})
    assert entry.zone == "UTC"


def test_an_exercise_that_was_taken_back_says_so_unless_that_was_undone():
    done = {
        "session_id": 3,
        "exercise": "bridge",
        "outcome": "done",
        "at": NOON,
        "zone": "UTC",
        "worked_seconds": 59.6,
    }
    taken_back = {"session_id": 3, "undone_at": None}
    (entry,) = history.rows({**NOTHING, "completions": [done], "retractions": [taken_back]}, {})
    assert (entry.outcome, entry.seconds) == ("taken back", 60)
    undone = {**taken_back, "undone_at": NOON}
    (entry,) = history.rows({**NOTHING, "completions": [done], "retractions": [undone]}, {})
    assert entry.outcome == "done"


def test_the_table_opens_in_excel_and_begins_with_its_columns():
    content = writing.as_csv([])
    assert content == b"\xef\xbb\xbfdate,time,zone,what,name,outcome,seconds\r\n"


@given(st.text(alphabet='=+-@\t\r\n",;ab', max_size=12))
def test_no_cell_is_taken_for_a_formula_and_none_breaks_the_table(name: str):
    _, row = _table([Entry(NOON, "UTC", "exercise", name)])
    assert len(row) == len(Entry.COLUMNS)
    assert not row[4].startswith(("=", "+", "-", "@", "\t", "\r"))
    assert row[4].removeprefix("'").replace("\r\n", "\n") == name.replace("\r\n", "\n")
