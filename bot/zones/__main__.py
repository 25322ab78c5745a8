"""Rebuilds the tables of this folder: `python -m bot.zones path/to/admin1CodesASCII.txt`. See README.md."""

import sys
from pathlib import Path

from bot.zones.build import areas_table, cities_table

_HERE = Path(__file__).parent


def main(arguments: list[str]) -> int:
    """Writes both tables. Answers 2 when the file of regions is not named."""
    if len(arguments) != 1 or not Path(arguments[0]).is_file():
        print(
            "usage: python -m bot.zones admin1CodesASCII.txt   (from https://download.geonames.org/export/dump/)"
        )
        return 2
    (_HERE / "areas.tsv").write_text(areas_table(Path(arguments[0]).read_text("utf-8")), "utf-8")
    (_HERE / "cities.tsv.gz").write_bytes(cities_table())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
