"""The roads of a municipality: a layer of its own, which comes in as a GeoJSON file and takes the
place of the one before. A road is a polygon, or a line with its `width` in metres; `name` tells it.

Parcels lie beside roads and take nothing of them, and have their front on them. Where no road is
known nearby, all ground that is no parcel may be one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import shapely
from shapely import GEOSException
from shapely.geometry.base import BaseGeometry

from engine.cadastre.boxes import box_of
from engine.cadastre.bringing import Brought
from engine.cadastre.loading import FileRefused
from engine.cadastre.town import LandTown, land_town
from engine.deadlines.calendars import calendar_of
from engine.history.town import TownEventKind, TownHistory
from engine.identity.actor import Actor
from engine.installation import Installation
from engine.sentences import N_, phrase, why_of
from storage.database import Connection
from storage.queries.municipalities import municipality_by_id
from storage.queries.roads import roads_in
from storage.tables.cadastre import LandSourceKind
from storage.writes.cadastre import insert_source, replace_roads

MOST = 20_000
NEAR = 30.0
"""Metres in which the roads of a lot are looked for."""
WIDEST = 200.0
Road = tuple[str, BaseGeometry]


def bring_roads(
    installation: Installation, actor: Actor, content: bytes, source: str, *,
    only_look: bool = False,
) -> Brought:  # fmt: skip
    """The roads of a file are those of the municipality; `source` is where they come from."""
    town_id = actor.municipality_id

    def verb(connection: Connection) -> Brought:
        row = municipality_by_id(connection, town_id)
        assert row is not None  # noqa: S101  # the actor's own
        today = calendar_of(installation, connection, town_id).local_day(installation.clock.now())
        try:
            roads = read_roads(content, land_town(connection, row, today))
        except FileRefused as fault:
            return Brought(said=why_of(fault))
        if only_look:
            return Brought(len(roads))
        new = installation.ids.new
        told = {"id": new(), "kind": LandSourceKind.SPATIAL, "title": source, "sha256": ""}
        insert_source(connection, town_id, **told, on_day=today, case_id=None)
        fresh = {"begin_on": today, "end_on": None, "source_id": told["id"]}
        rows = [{"id": new(), **road_columns(*road), **fresh} for road in roads]
        replace_roads(connection, town_id, rows, on=today)
        history = TownHistory(installation, connection, actor)
        lines = {"lines": str(len(roads))}
        history.add(TownEventKind.ROADS_LOADED, data=lines, detail={"title": source})
        history.write()
        return Brought(len(roads))

    return installation.database.run(verb, municipality=town_id)


def roads_beside(
    connection: Connection, municipality_id: int, shape: BaseGeometry
) -> dict[str, BaseGeometry]:
    """The roads near a shape, by their names; empty where none is known."""
    found: dict[str, BaseGeometry] = {}
    for row in roads_in(connection, municipality_id, box_of(shape, wider=NEAR)):
        ground = shapely.from_wkb(row.ground)
        found[row.name] = found[row.name].union(ground) if row.name in found else ground
    return found


def read_roads(content: bytes, town: LandTown) -> tuple[Road, ...]:
    """The roads of a file, in metres; raises FileRefused."""
    wrong = N_("El archivo no es una colección GeoJSON de líneas o polígonos.")
    try:
        features = json.loads(content.decode("utf-8-sig"))["features"]
        shapes = town.plane.metres(
            shapely.from_geojson([json.dumps(each["geometry"]) for each in features])
        )
        told = [each.get("properties") or {} for each in features]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, GEOSException):
        raise FileRefused(phrase(wrong)) from None
    if not 0 < len(told) <= MOST:
        raise FileRefused(
            phrase(N_("El archivo no tiene vías, o tiene más de %(most)s."), most=MOST)
        )
    return tuple(_road(each, shape) for each, shape in zip(told, shapes, strict=True))


def _road(told: Mapping[str, Any], shape: BaseGeometry) -> Road:
    name = str(told.get("name") or "").strip()[:200]
    if not name:
        raise FileRefused(phrase(N_("Una vía del archivo no tiene nombre («name»).")))
    if shape is not None and shape.geom_type.endswith("LineString"):
        shape = shape.buffer(_width(name, told) / 2, cap_style="flat", join_style="mitre")
    sound = shape is not None and shape.is_valid and not shape.is_empty
    if not sound or not shape.geom_type.endswith("Polygon"):
        raise FileRefused(
            phrase(N_("La vía «%(name)s» no es una línea ni un polígono."), name=name)
        )
    return name, shape


def _width(name: str, told: Mapping[str, Any]) -> float:
    try:
        width = float(told.get("width") or 0)
    except (TypeError, ValueError):
        width = 0
    if not 0 < width <= WIDEST:
        said = N_("La vía «%(name)s» es una línea: diga su ancho en metros («width»).")
        raise FileRefused(phrase(said, name=name))
    return width


def road_columns(name: str, shape: BaseGeometry) -> dict[str, Any]:
    """What the register keeps of a road."""
    west, south, east, north = box_of(shape)
    box = {"west": west, "south": south, "east": east, "north": north}
    return {"name": name, "ground": shapely.to_wkb(shape), **box}
