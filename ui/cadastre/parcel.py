"""One parcel: its ground and facts, who has what of it, what stands on it, what all that rests on,
and where it came from. With a day, what held then.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from engine.cadastre.boxes import box_of, shape_of
from engine.cadastre.roads import roads_beside
from storage.database import Connection
from storage.queries.cadastre import ParcelRow, holds_of, parcels_in
from storage.queries.land_rights import RightRow, buildings_of, land_sources_of, rights_of
from storage.queries.lineage import family_of, versions_by_id, versions_of
from storage.tables.cadastre import LandRightFamily
from ui.cadastre.around import crumbs, land_here, square_metres
from ui.cadastre.corners import corner_lines, paper_of
from ui.cadastre.held import (
    RightLine,
    day_typed,
    held_on,
    right_line,
    source_lines,
    storey_line,
)
from ui.cadastre.layers import land_map, parcel_features, road_features
from ui.cadastre.tree import family_picture, family_tree
from ui.parts import Column, Pair
from ui.visit import Member

ON_MAP = 2_000
TITULAR = ("ownership", "possession")
"""What makes somebody the holder of a parcel."""


def parcel_context(
    here: Member, connection: Connection, row: ParcelRow, typed: str
) -> dict[str, Any]:
    """The context of cadastre/parcel.html; a day that is none shows today and says so."""
    town_id, _ = here.municipality.id, here.words.gettext
    day = day_typed(typed)
    shown = _version_on(connection, row, day, here)
    rights = [each for each in rights_of(connection, town_id, row.ba_unit_id) if held_on(each, day)]
    storeys = [
        each for each in buildings_of(connection, town_id, row.ba_unit_id) if held_on(each, day)
    ]
    wrong = bool(typed.strip()) and day is None
    return {
        "title": row.code,
        "crumbs": crumbs(here),
        "history": row.end_on is not None,
        "address": (shown or row).address,
        "action": here.path("cadastre", "parcels", row.code),
        "day": typed.strip(),
        "wrong": _("Escriba un día, por ejemplo 15/06/2026.") if wrong else "",
        "then": here.formats.short_day(day) if day else "",
        "unborn": day is not None and shown is None,
        "facts": facts_of(shown or row, here) if day is None or shown else [],
        "holder_columns": _columns(here, _("Titular"), _("Cuota")),
        "holders": _lines(rights, here, titular=True),
        "burden_columns": _columns(here, _("A favor de"), _("Clase")),
        "burdens": _lines(rights, here, titular=False),
        "storey_columns": [
            Column(_("Piso")), Column(_("Área"), numeric=True), Column(_("Construcción")),
            Column(_("Licencia")), Column(_("Desde")), Column(_("Hasta")),
        ],
        "storeys": [storey_line(each, here) for each in storeys],
        "source_columns": [
            Column(_("En qué se funda")), Column(_("Día")), Column(_("Expediente")),
            Column(_("Documento")),
        ],
        "sources": source_lines(land_sources_of(connection, town_id, row.ba_unit_id), here),
        **family_told(connection, row, here),
        **_paper(connection, row, here),
        "held": held_of(connection, row, here),
        "map": map_of(connection, row, here),
    }  # fmt: skip


def _version_on(
    connection: Connection, row: ParcelRow, day: date | None, here: Member
) -> ParcelRow | None:
    """The version of that day; None where the parcel was none then, or no day is asked for."""
    if day is None:
        return None
    found = versions_of(connection, here.municipality.id, row.ba_unit_id)
    then = [each for each in found if each.begin_on <= day]
    return next((e for e in reversed(then) if e.end_on is None or e.end_on > day), None)


def _columns(here: Member, who: str, what: str) -> list[Column]:
    _ = here.words.gettext
    return [
        Column(who), Column(_("Derecho")), Column(what), Column(_("Desde")), Column(_("Hasta")),
        Column(_("En qué se funda")),
    ]  # fmt: skip


def _lines(rights: list[RightRow], here: Member, *, titular: bool) -> list[RightLine]:
    """Who holds the parcel, or what lies upon it."""
    return [
        right_line(each, here)
        for each in rights
        if (each.kind in TITULAR and each.family == LandRightFamily.RIGHT) is titular
    ]


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


def family_told(connection: Connection, row: ParcelRow, here: Member) -> dict[str, Any]:
    """The family of a parcel, with every version of its own: in words, and drawn."""
    town_id = here.municipality.id
    lines = family_of(connection, town_id, row.id)
    ids = {row.id} | {each.parent_id for each in lines} | {each.child_id for each in lines}
    ids |= {each.id for each in versions_of(connection, town_id, row.ba_unit_id)}
    rows = versions_by_id(connection, town_id, sorted(ids))
    return {
        "tree": family_tree(rows, lines, row.id, here),
        "family": family_picture(rows, lines, row.id, here),
    }


def _paper(connection: Connection, row: ParcelRow, here: Member) -> dict[str, Any]:
    """The plan to scale, and the corners with what lies along each side; none of what is history,
    since its neighbours of today were not those of then."""
    if row.end_on is not None:
        return {"plan": None, "corners": []}
    _, plan = here.words.gettext, paper_of(connection, row, here)
    return {
        "plan": plan,
        "plane": land_here(here, connection).plane,
        "corner_columns": [
            Column(_("Vértice")), Column(_("Este"), numeric=True), Column(_("Norte"), numeric=True),
            Column(_("Lado")), Column(_("Medida"), numeric=True), Column(_("Linda con")),
        ],
        "corners": corner_lines(connection, row, plan, here),
    }  # fmt: skip


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
    features = road_features(plane, roads_beside(connection, here.municipality.id, shape))
    features += parcel_features(plane, [*others, row], here, own=row.id)
    label = here.words.gettext("Mapa del predio %(code)s y sus vecinos.") % {"code": row.code}
    return land_map(plane, features, shape.buffer(15), label)
