"""Which list of places is in force for a country: the one that was loaded, else the house's own.

A loaded list is a file of a folder that every server of the installation sees; it is read again
when it has changed.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable
from pathlib import Path

from engine.territory.places import Territory
from engine.territory.reading import read_territory

Shipped = Callable[[str], bytes | None]
"""The house's own list of a country (`PE`), if there is one."""


class Territories:
    """The lists by country, read once."""

    def __init__(self, folder: Path | None, shipped: Shipped) -> None:
        self._folder = folder
        self._shipped = shipped
        self._known: dict[str, tuple[tuple[int, int] | None, Territory | None]] = {}

    def __call__(self, country: str) -> Territory | None:
        """The list of a country; None where there is none."""
        stamp = self._stamp(country)
        known = self._known.get(country)
        if known is None or known[0] != stamp:
            content = self._shipped(country) if stamp is None else self._file(country).read_bytes()
            known = stamp, read_territory(content) if content else None
            self._known[country] = known
        return known[1]

    def load(self, content: bytes, **told: str) -> Territory:
        """Put a list in force, whole or not at all; raises PlacesRefused."""
        territory = read_territory(content, **told)
        file = self._file(territory.country)
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_suffix(".part")
        part.write_bytes(write_territory(territory))
        part.replace(file)
        return territory

    def _file(self, country: str) -> Path:
        if self._folder is None:
            raise FileNotFoundError(country)
        return self._folder / f"{country.lower()}.csv"

    def _stamp(self, country: str) -> tuple[int, int] | None:
        if self._folder is None or not country.isalpha():
            return None
        try:
            found = os.stat(self._file(country))
        except FileNotFoundError:
            return None
        return found.st_mtime_ns, found.st_size


def write_territory(territory: Territory) -> bytes:
    """The file of a list, as `read_territory` reads it."""
    out = io.StringIO()
    partial = "yes" if territory.partial else "no"
    for name, value in (
        ("country", territory.country),
        ("system", territory.system),
        ("source", territory.source),
        ("date", territory.date),
        ("levels", ", ".join(territory.levels)),
        ("partial", partial),
    ):
        out.write(f"# {name}: {' '.join(value.split())}\n")
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(("code", "name", "parent"))
    for code in sorted(territory.places):
        place = territory.places[code]
        rows.writerow((place.code, place.name, place.parent))
    return out.getvalue().encode()
