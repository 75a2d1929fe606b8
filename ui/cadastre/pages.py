"""The list of parcels with its map, and one parcel (`ui.cadastre.parcel`).

The table says all that the map shows; the map is for who sees it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import shapely
from fastapi import APIRouter, Query
from starlette.responses import JSONResponse, Response

from engine.auditing.accesses import Looked
from engine.cadastre.boxes import box_of, shape_of
from engine.cadastre.roads import roads_beside
from storage.queries.cadastre import (
    ParcelRow,
    extent_of,
    holds_of,
    parcel_by_code,
    parcels_found,
    parcels_in,
)
from ui.cadastre.around import (
    allow,
    cadastre_page,
    land_here,
    square_metres,
)
from ui.cadastre.layers import ground_of_box, land_map, parcel_features, road_features
from ui.cadastre.parcel import parcel_context
from ui.errors import not_found
from ui.parts import Column
from ui.readings import looked
from ui.visit import Member, SignedIn

router = APIRouter(prefix="/{municipality}/cadastre")
PAGE, ON_MAP = 50, 2_000
OPENING = 150.0
"""Metres around the first parcels that the map opens at."""
Text = Annotated[str, Query(max_length=200)]
Day = Annotated[str, Query(max_length=10)]
NUMBERS = r"^-?\d{1,3}(\.\d{1,20})?(,-?\d{1,3}(\.\d{1,20})?){3}$"
BoxText = Annotated[str, Query(max_length=120, pattern=NUMBERS)]


@dataclass(frozen=True, slots=True)
class ParcelLine:
    """A parcel in the list."""

    code: str
    href: str
    address: str
    use: str
    area: str
    since: str


@router.get("", response_model=None)
def parcels(here: SignedIn, q: Text = "", after: Text = "") -> Response:
    """Parcels by code, narrowed by code, address or holder."""
    allow(here)
    town_id, _ = here.municipality.id, here.words.gettext
    text = "" if "\x00" in q + after else q.strip()
    with here.installation.database.read(town_id) as connection:
        rows = parcels_found(connection, town_id, text, after=after, limit=PAGE + 1)
        land = land_here(here, connection)
        shown = rows[:PAGE]
        whole = extent_of(connection, town_id)
        around = shapely.union_all([shape_of(row.ground) for row in shown]).buffer(10)
        if not text and whole is not None:
            around = around.envelope.intersection(ground_of_box(whole).buffer(OPENING))
        drawn = land_map(
            land.plane,
            parcel_features(land.plane, shown, here, kind="found") if text else [],
            around,
            _("Mapa de predios. Muévalo con las flechas, acérquelo con + y aléjelo con −."),
            source=here.path("cadastre", "parcels.geojson"),
        ) if shown else None  # fmt: skip
        more = here.path("cadastre", q=text, after=shown[-1].code) if len(rows) > PAGE else ""
        context = {
            "text": text,
            "action": here.path("cadastre"),
            "all_href": here.path("cadastre"),
            "first_href": here.path("cadastre", q=text) if after else "",
            "more_href": more,
            "files_href": here.path("cadastre", "files"),
            "route_href": here.path("cadastre", "inspections"),
            "map": drawn,
            "columns": [
                Column(_("Código")),
                Column(_("Dirección")),
                Column(_("Uso")),
                Column(_("Área"), numeric=True),
                Column(_("Vigente desde")),
            ],
            "lines": [line_of(row, here) for row in shown],
        }
        return cadastre_page(here, connection, "list.html", context)


@router.get("/parcels.geojson", response_model=None)
def parcels_on_map(here: SignedIn, box: BoxText) -> Response:
    """The parcels of a window, west, south, east and north in degrees; none where there are
    more than two thousand, and it says so."""
    allow(here)
    town_id = here.municipality.id
    west, south, east, north = map(float, box.split(","))
    with here.installation.database.read(town_id) as connection:
        plane = land_here(here, connection).plane
        try:
            seen = plane.metres(shapely.box(west, south, east, north))
            window = box_of(seen)
        except (OverflowError, ValueError):  # beyond the projection
            return JSONResponse({"type": "FeatureCollection", "features": []})
        rows = parcels_in(connection, town_id, window, limit=ON_MAP + 1)
        roads = road_features(plane, roads_beside(connection, town_id, seen))
        if len(rows) > ON_MAP:  # half of them would look like all
            return JSONResponse({"type": "FeatureCollection", "features": roads, "more": True})
        held = {each.code for each in holds_of(connection, town_id, [row.code for row in rows])}
        features = parcel_features(plane, rows, here, held=held)
        found = {"type": "FeatureCollection", "features": [*roads, *features]}
    return JSONResponse(found, media_type="application/geo+json")


@router.get("/parcels/{code}", response_model=None)
def parcel(here: SignedIn, code: str, day: Day = "") -> Response:
    """One parcel, of today or of before; what it held on a day, where one is asked for."""
    allow(here)
    town_id = here.municipality.id
    with here.installation.database.read(town_id) as connection:
        row = parcel_by_code(connection, town_id, code) if "\x00" not in code else None
        if row is None:
            raise not_found(here.words, code)
        looked(here, Looked.REGISTER, subject=f"{here.words.gettext('Predio')} {code}")
        context = parcel_context(here, connection, row, day)
        return cadastre_page(here, connection, "parcel.html", context)


def line_of(row: ParcelRow, here: Member) -> ParcelLine:
    """One line of the list."""
    return ParcelLine(
        row.code,
        here.path("cadastre", "parcels", row.code),
        row.address,
        row.land_use,
        square_metres(row.area, here),
        here.formats.short_day(row.begin_on),
    )
