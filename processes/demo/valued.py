"""The official tables of Tambo Real, all invented: land of its streets and construction for two
years, and one table of depreciation. They come in by the verb with which a municipality loads its
own, marked as to be confirmed."""

from __future__ import annotations

from datetime import date
from importlib.resources import files

from engine.identity import Actor
from engine.installation import Installation
from processes.taxes.values import Published, bring_values
from storage.queries.tax_values import days_of_values
from storage.tables.tax_values import ValueKind

_SOURCE = "Tabla de la demostración (inventada)"
_FILES = (
    (ValueKind.LAND, 2025),
    (ValueKind.UNIT, 2025),
    (ValueKind.DEPRECIATION, 2025),
    (ValueKind.LAND, 2026),
    (ValueKind.UNIT, 2026),
)


def bring(installation: Installation, actor: Actor) -> int:
    """All of them come in, unless some are there already; how many values did."""
    with installation.database.read(actor.municipality_id) as connection:
        if days_of_values(connection, actor.municipality_id):
            return 0
    folder, count = files("processes") / "demo" / "values", 0
    for kind, year in _FILES:
        published = Published(kind, date(year - 1, 10, 30), f"{_SOURCE}, {year}")
        content = (folder / f"{kind}_{year}.csv").read_bytes()
        count += bring_values(installation, actor, content, published)
    return count
