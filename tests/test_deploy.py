"""What operators are given as files: they name only what is there."""

from __future__ import annotations

import json
import re
from pathlib import Path

from bot.config import Settings

ROOT = Path(__file__).parents[1]
OF_THE_LIBRARY = {"process_resident_memory_bytes", "process_cpu_seconds_total"}
SUFFIXES = ("_bucket", "_count")


def test_the_dashboard_shows_only_metrics_that_the_readme_explains() -> None:
    dashboard = json.loads((ROOT / "docs/grafana.json").read_text("utf-8"))
    asked = " ".join(target["expr"] for panel in dashboard["panels"] for target in panel["targets"])
    shown = set(re.findall(r"\b(?:unsit|process)_\w+", asked)) - OF_THE_LIBRARY
    named = {name.removesuffix(suffix) for name in shown for suffix in SUFFIXES if name.endswith(suffix)}
    plain = {name for name in shown if not name.endswith(SUFFIXES)}
    readme = set(re.findall(r"`(unsit_\w+)`", (ROOT / "README.md").read_text("utf-8")))
    assert len(shown) > 10
    assert named | plain <= readme


def test_the_panels_of_the_dashboard_do_not_overlap() -> None:
    panels = json.loads((ROOT / "docs/grafana.json").read_text("utf-8"))["panels"]
    cells = [
        (x, y)
        for panel in panels
        for x in range(panel["gridPos"]["x"], panel["gridPos"]["x"] + panel["gridPos"]["w"])
        for y in range(panel["gridPos"]["y"], panel["gridPos"]["y"] + panel["gridPos"]["h"])
    ]
    assert len(cells) == len(set(cells))
    assert max(x for x, _ in cells) < 24


def test_containers_are_given_only_settings_that_there_are_and_every_one_of_them() -> None:
    compose = (ROOT / "docker-compose.yml").read_text("utf-8")
    bot = compose.partition("\n  bot:")[2].partition("\nvolumes:")[0]
    given = set(re.findall(r"^      ([A-Z_]+):", bot, re.MULTILINE))
    image = set(re.findall(r"\b([A-Z_]+)=", (ROOT / "Dockerfile").read_text("utf-8")))
    settings = {name.upper() for name in Settings.model_fields}
    assert given <= settings
    assert settings - given <= image
