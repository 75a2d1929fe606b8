"""`bench topology`: what it costs to check the division of a lot among very many parcels.

A grid of lots and its streets are put into the register of a fresh municipality, without the checks
of a load; then lots drawn by chance are divided by a line, each against every rule with its
neighbours and its streets, as the desk of a case does it.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random
from typing import Annotated, Any

import shapely
import typer

from engine.cadastre.checking import Rules
from engine.cadastre.drawing import try_drawing
from engine.cadastre.ground import Ground, Way
from engine.cadastre.loading import Loaded, rows_of_load
from engine.cadastre.planes import plane_of
from engine.cadastre.roads import road_columns
from engine.cadastre.town import LandTown
from engine.identity import register_municipality
from engine.installation import Installation
from storage.database import Connection
from storage.queries.cadastre import parcel_by_code
from storage.tables.cadastre import LandOperation
from storage.writes.cadastre import (
    insert_ba_units,
    insert_source,
    insert_spatial_units,
    replace_roads,
)
from ui.cli.bench.pages import installation_on
from ui.cli.bench.quantiles import quantile
from ui.cli.console import out

BAR = 200.0
"""Milliseconds that one division may take."""
EPSG, EAST, NORTH = 32718, 500_000, 8_600_000
ACROSS, WIDE, DEEP, STREET = 20, 10, 20, 10
"""Lots between two streets, their width and depth in metres, and that of a street."""
DAY = date(2026, 1, 5)


@dataclass(frozen=True, slots=True)
class Checked:
    """How many parcels there are, and milliseconds of a division."""

    parcels: int
    divisions: int
    p50: float
    p95: float
    most: float

    @property
    def kept(self) -> bool:
        return self.p95 <= BAR


def topology(
    database: Annotated[
        str | None, typer.Option(help="Database URL; a fresh SQLite file when absent.")
    ] = None,
    parcels: Annotated[int, typer.Option(min=100, help="Parcels in the municipality.")] = 50_000,
    divisions: Annotated[int, typer.Option(min=10, help="Divisions that are checked.")] = 200,
    as_json: Annotated[bool, typer.Option("--json", help="One line of JSON.")] = False,
) -> None:
    """Check divisions of lots among very many parcels."""
    with installation_on(database) as installation:
        town = filled(installation, parcels)
        found = measured(installation, town, parcels, divisions)
    if as_json:
        told = {"parcels": found.parcels, "divisions": found.divisions, "kept": found.kept}
        times = {"p50_ms": found.p50, "p95_ms": found.p95, "max_ms": found.most, "bar_ms": BAR}
        typer.echo(json.dumps({**told, **times}))
        return
    out.print(
        f"{found.parcels} parcels, {found.divisions} divisions: p50 {found.p50:.1f} ms,"
        f" p95 {found.p95:.1f} ms, max {found.most:.1f} ms (bar {BAR:.0f} ms)"
    )


def filled(installation: Installation, count: int) -> int:
    """A municipality with so many lots; its id."""
    town = register_municipality(
        installation, slug=f"bench-{installation.ids.new()}", name="Bench", country="PE",
        timezone="America/Lima", currency="PEN",
    )  # fmt: skip
    source = installation.ids.new()
    rows = rows_of_load(list(lots(count)), installation.ids.new, source, DAY)

    def verb(connection: Connection) -> None:
        insert_source(
            connection, town, id=source, kind="spatial", title="Bench", on_day=DAY, sha256="",
            case_id=None,
        )  # fmt: skip
        insert_ba_units(connection, town, rows["units"])
        insert_spatial_units(connection, town, rows["versions"])
        told = {"begin_on": DAY, "end_on": None, "source_id": source}
        streets = [{"id": installation.ids.new(), **each, **told} for each in roads(count)]
        replace_roads(connection, town, streets, on=DAY)

    installation.database.run(verb, municipality=town)
    return town


def roads(count: int) -> Iterator[dict[str, Any]]:
    """The streets between the rows of lots, each from end to end."""
    side = int(count**0.5 * 1.4) // ACROSS * ACROSS or ACROSS
    east = EAST + side * WIDE + side // ACROSS * STREET
    for pair in range(count // side // 2 + 2):
        south = NORTH + pair * (2 * DEEP + STREET) - STREET
        yield road_columns(f"Calle {pair}", shapely.box(EAST, south, east, south + STREET))


def lots(count: int) -> Iterator[Loaded]:
    """A grid, rows of lots back to back between streets."""
    side = int(count**0.5 * 1.4) // ACROSS * ACROSS or ACROSS
    for number in range(count):
        row, column = divmod(number, side)
        west = EAST + column * WIDE + column // ACROSS * STREET
        south = NORTH + row * DEEP + row // 2 * STREET
        shape = shapely.box(west, south, west + WIDE, south + DEEP)
        yield Loaded(f"L-{number:06d}", shape, Decimal(WIDE * DEEP), "", "", ())


def measured(installation: Installation, town: int, parcels: int, divisions: int) -> Checked:
    """Lots drawn by chance, each cut across its middle."""
    land = LandTown(plane_of(EPSG), None, Rules(least_area=Decimal(90), least_front=Decimal(5)))
    chance, times = Random(1), list[float]()  # noqa: S311  # which lots, nothing secret
    for _division in range(divisions):
        code = f"L-{chance.randrange(parcels):06d}"
        begun = time.perf_counter()
        with installation.database.read(town) as connection:
            row = parcel_by_code(connection, town, code)
            assert row is not None  # noqa: S101  # it was put in
            west, south, east, north = shapely.from_wkb(row.ground).bounds
            middle = (south + north) / 2
            text = f"{west - 1} {middle}\n{east + 1} {middle}"
            ground = Ground(LandOperation.SUBDIVISION, (row,), land)
            tried = try_drawing(connection, town, ground, Way.LINE, text)
        times.append(time.perf_counter() - begun)
        assert len(tried.pieces) == 2  # noqa: S101  # else nothing was measured
    times.sort()
    p50, p95 = quantile(times, 0.5), quantile(times, 0.95)
    return Checked(parcels, divisions, p50, p95, times[-1] * 1000)
