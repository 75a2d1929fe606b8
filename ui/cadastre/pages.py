"""The list of parcels with its map, and one parcel: its ground, holders and family.

The table says all that the map shows; the map is for who sees it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

import shapely
from fastapi import APIRouter, Query
from starlette.responses import JSONResponse, Response

from engine.cadastre.boxes import box_of, shape_of
from storage.database import Connection
from storage.queries.cadastre import (
    HolderRow,
    ParcelRow,
    extent_of,
    holders_of,
    holds_of,
    parcel_by_code,
    parcels_found,
    parcels_in,
)
from storage.queries.lineage import family_of, versions_by_id, versions_of
from ui.cadastre.around import (
    allow,
    cadastre_page,
    crumbs,
    land_here,
    square_metres,
)
from ui.cadastre.layers import ground_of_box, land_map, parcel_features
from ui.cadastre.tree import family_tree
from ui.cadastre.words import rights
from ui.errors import not_found
from ui.parts import Column, Pair
from ui.visit import Member, SignedIn

router = APIRouter(prefix="/{municipality}/cadastre")
PAGE, ON_MAP = 50, 2_000
OPENING = 150.0
"""Metres around the first parcels that the map opens at."""
Text = Annotated[str, Query(max_length=200)]
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


@dataclass(frozen=True, slots=True)
class HolderLine:
    """Who has what of a parcel; `until` is empty while it holds."""

    name: str
    number: str
    right: str
    share: str
    since: str
    until: str


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
            land.plane, parcel_features(land.plane, shown, here) if text else [], around,
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
    """The parcels of a window, west, south, east and north in degrees; at most two thousand."""
    allow(here)
    town_id = here.municipality.id
    west, south, east, north = map(float, box.split(","))
    with here.installation.database.read(town_id) as connection:
        plane = land_here(here, connection).plane
        try:
            window = box_of(plane.metres(shapely.box(west, south, east, north)))
        except (OverflowError, ValueError):  # beyond the projection
            return JSONResponse({"type": "FeatureCollection", "features": []})
        rows = parcels_in(connection, town_id, window, limit=ON_MAP)
        found = {"type": "FeatureCollection", "features": parcel_features(plane, rows, here)}
    return JSONResponse(found, media_type="application/geo+json")


@router.get("/parcels/{code}", response_model=None)
def parcel(here: SignedIn, code: str) -> Response:
    """One parcel, of today or of before."""
    allow(here)
    town_id, _ = here.municipality.id, here.words.gettext
    with here.installation.database.read(town_id) as connection:
        row = parcel_by_code(connection, town_id, code) if "\x00" not in code else None
        if row is None:
            raise not_found(here.words, code)
        context = {
            "title": row.code,
            "crumbs": crumbs(here),
            "history": row.end_on is not None,
            "address": row.address,
            "facts": facts_of(row, here),
            "holder_columns": [
                Column(_("Titular")),
                Column(_("Derecho")),
                Column(_("Cuota"), numeric=True),
                Column(_("Desde")),
                Column(_("Hasta")),
            ],
            "holders": [
                holder_line(each, here) for each in holders_of(connection, town_id, row.ba_unit_id)
            ],
            "tree": tree_of(connection, row, here),
            "held": held_of(connection, row, here),
            "map": map_of(connection, row, here),
        }
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


def facts_of(row: ParcelRow, here: Member) -> list[Pair]:
    """What is known of a parcel at a glance."""
    _, shape = here.words.gettext, shape_of(row.ground)
    measured = here.formats.number(round(shape.length, 2).__str__(), 2)
    facts = [
        Pair(_("Área oficial"), square_metres(row.area, here)),
        Pair(_("Perímetro"), f"{measured} m"),
        Pair(_("Uso"), row.land_use or "—"),
        Pair(_("Vigente desde"), here.formats.short_day(row.begin_on)),
    ]
    if row.end_on is not None:
        facts.append(Pair(_("Hasta"), here.formats.short_day(row.end_on)))
    return facts


def holder_line(row: HolderRow, here: Member) -> HolderLine:
    """One line of the table of holders."""
    day = here.formats.short_day
    return HolderLine(
        row.name,
        row.number,
        rights(here.words).get(row.kind, row.kind),
        "1" if row.num == row.den else f"{row.num}/{row.den}",
        day(row.begin_on),
        day(row.end_on) if row.end_on else "",
    )


def tree_of(connection: Connection, row: ParcelRow, here: Member) -> Any:
    """The family of a parcel, with every version of its own."""
    town_id = here.municipality.id
    lines = family_of(connection, town_id, row.id)
    ids = {row.id} | {each.parent_id for each in lines} | {each.child_id for each in lines}
    ids |= {each.id for each in versions_of(connection, town_id, row.ba_unit_id)}
    return family_tree(versions_by_id(connection, town_id, sorted(ids)), lines, row.id, here)


def held_of(connection: Connection, row: ParcelRow, here: Member) -> tuple[str, str]:
    """The case that holds it, and its address; empty where none does."""
    found = holds_of(connection, here.municipality.id, [row.code])
    return (found[0].number, here.path("cases", found[0].number)) if found else ("", "")


def map_of(connection: Connection, row: ParcelRow, here: Member) -> Any:
    """The parcel among its neighbours."""
    shape = shape_of(row.ground)
    rows = parcels_in(connection, here.municipality.id, box_of(shape, wider=60), limit=ON_MAP)
    plane = land_here(here, connection).plane
    others = [each for each in rows if each.id != row.id]
    features = parcel_features(plane, [*others, row], here, own=row.id)
    label = here.words.gettext("Mapa del predio %(code)s y sus vecinos.") % {"code": row.code}
    return land_map(plane, features, shape.buffer(15), label)
