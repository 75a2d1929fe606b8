"""The parcels of Tambo Real: a street grid of two thousand lots around its square, all invented,
and always the same ones. They come in by the verb with which a municipality loads its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from random import Random
from typing import Any

import shapely
from shapely import LineString, MultiPolygon, Polygon
from shapely.affinity import rotate

from engine.cadastre.bringing import bring_parcels
from engine.cadastre.planes import plane_of
from engine.cadastre.roads import bring_roads
from engine.identity import Actor
from engine.installation import Installation
from processes.demo.owners import Owner, owners_of
from storage.queries.cadastre import extent_of

EPSG = 32718
CENTRE = (797_300.0, 8_510_600.0)
"""Of the square, in metres."""
TURN = 14.0
"""Degrees by which the streets leave the north."""
BLOCKS, LOTS = 10, 10
"""Blocks along each side, lots along a block; two rows of lots stand back to back."""
STREET, DEEP, WIDE = 10.0, 20.0, 8.4
SQUARE = (5, 5)
SOURCE = "Levantamiento catastral 2025 (inventado)"
STREETS = ("Jr. Cusco", "Jr. Grau", "Jr. Bolívar", "Calle Comercio", "Av. Ejército")
USES = ("vivienda",) * 7 + ("comercio", "baldío")


@dataclass(frozen=True, slots=True)
class Lot:
    """A lot: where it lies, what it is used as, its ground before the turn, and whose it is, in
    equal parts."""

    code: str
    use: str
    street: str
    address: str
    shape: Polygon
    owners: tuple[Owner, ...]


def bring(installation: Installation, actor: Actor) -> int:
    """All of them come in, unless there are parcels already; how many did."""
    town = actor.municipality_id
    with installation.database.read(town) as connection:
        if extent_of(connection, town) is not None:
            return 0
    bring_roads(installation, actor, _collection(roads()), SOURCE)
    return bring_parcels(installation, actor, _collection(features()), SOURCE).count


def _collection(told: Iterator[dict[str, Any]]) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(told)}).encode()


def roads() -> Iterator[dict[str, Any]]:
    """The streets between the blocks, each from end to end of the town, as lines with their
    width."""
    along, across = LOTS * WIDE + STREET, 2 * DEEP + STREET
    half = BLOCKS / 2
    west, east = (CENTRE[0] + each * along for each in (-half, half))
    south, north = (CENTRE[1] + each * across for each in (-half, half))
    lines = []
    for place in range(BLOCKS + 1):
        y, x = south + place * across - STREET / 2, west + place * along - STREET / 2
        lines.append((f"{STREETS[place % len(STREETS)]} {place + 1}", [(west, y), (east, y)]))
        lines.append((f"Pasaje {place + 1}", [(x, south - STREET), (x, north)]))
    for name, ends in lines:
        shape = rotate(LineString(ends), TURN, origin=CENTRE)
        yield {
            "type": "Feature",
            "geometry": plane_of(EPSG).geojson(shape),
            "properties": {"name": name, "width": STREET},
        }


def features() -> Iterator[dict[str, Any]]:
    """Every lot as a feature of the file that is loaded."""
    every = lots()
    placed = rotate(MultiPolygon([each.shape for each in every]), TURN, origin=CENTRE)
    ground = shapely.to_geojson(shapely.get_parts(plane_of(EPSG).degrees(placed)))
    for lot, written in zip(every, ground, strict=True):
        holders = [
            {"name": who.name, "number": who.number, "share": f"1/{len(lot.owners)}"}
            for who in lot.owners
        ]
        told = {"code": lot.code, "use": lot.use, "address": lot.address, "holders": holders}
        yield {"type": "Feature", "geometry": json.loads(written), "properties": told}


@cache
def lots() -> tuple[Lot, ...]:
    """Every one of them, block by block."""
    chance = Random(1579)  # noqa: S311  # invented lots, nothing secret
    numbered = list(_numbered(chance))
    codes = [f"01-{number:03d}-{lot:03d}" for _, (number, lot), _ in numbered]
    owners = owners_of(codes)
    return tuple(
        Lot(code, chance.choice(USES), street, f"{street} {100 * column + 10 * lot}", shape,
            owners[code])
        for code, ((column, row), (_, lot), shape) in zip(codes, numbered, strict=True)
        for street in (STREETS[(column + row) % len(STREETS)],)
    )  # fmt: skip


def _numbered(chance: Random) -> Iterator[tuple[tuple[int, int], tuple[int, int], Polygon]]:
    """Each lot: where its block is, the numbers of block and lot, its ground before the turn."""
    for number, (block, lots) in enumerate(_blocks(chance), start=1):
        for lot, shape in enumerate(lots, start=1):
            yield block, (number, lot), shape


def _blocks(chance: Random) -> Iterator[tuple[tuple[int, int], list[Polygon]]]:
    """Each block with its lots; where the square is there is none."""
    along, across = LOTS * WIDE + STREET, 2 * DEEP + STREET
    for row in range(BLOCKS):
        for column in range(BLOCKS + (1 if row == SQUARE[1] else 0)):
            if (column, row) == SQUARE:
                continue
            x = CENTRE[0] + (column - BLOCKS / 2) * along
            y = CENTRE[1] + (row - BLOCKS / 2) * across
            yield (column, row), list(_lots(chance, x, y))


def _lots(chance: Random, x: float, y: float) -> Iterator[Polygon]:
    """Two rows back to back; the widths of a block are its own, and add up to the same."""
    parts = [chance.uniform(0.85, 1.15) for _ in range(LOTS)]
    unit, edges = LOTS * WIDE / sum(parts), [x]
    for part in parts:
        edges.append(edges[-1] + part * unit)
    for south in (y, y + DEEP):
        for west, east in pairwise(edges):
            yield shapely.box(west, south, east, south + DEEP)
