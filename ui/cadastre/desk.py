"""What the drawing desk shows: how one may draw, the parcels with their corners, the pieces with
their areas before and after, what is wrong, and the map of it all."""

from __future__ import annotations

from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from engine.cadastre.boxes import box_of, shape_of
from engine.cadastre.desk import Desk
from engine.cadastre.faults import Fault, FaultKind, rounded
from engine.cadastre.ground import Piece, Tried, Way
from engine.cadastre.roads import roads_beside
from engine.cadastre.written import text_of
from storage.database import Connection
from storage.queries.cadastre import extent_of, parcels_in
from storage.tables.cadastre import LandOperation
from ui.cadastre.around import crumbs, square_metres
from ui.cadastre.layers import (
    LandMap,
    feature,
    ground_of_box,
    land_map,
    parcel_features,
    road_features,
)
from ui.parts import Choice, Column
from ui.refusals import Told
from ui.visit import Member

FIELD = "corners"
Context = dict[str, Any]


def desk_context(
    here: Member, connection: Connection, desk: Desk, tried: Tried, way: Way, text: str,
    *, said: Told | None = None,
) -> Context:  # fmt: skip
    """The context of cadastre/drawing.html."""
    _, ground = here.words.gettext, desk.ground
    return {
        "title": titles(here)[ground.operation],
        "crumbs": crumbs(here),
        "number": desk.case.number,
        "case_href": here.path("cases", desk.case.number),
        "task_href": here.path("tasks", desk.task_id) if desk.task_id else "",
        "parcel_told": " · ".join(
            f"{row.code} {square_metres(row.area, here)}" for row in ground.parcels
        ),
        "plane": ground.town.plane,
        "parcels": [(row.code, text_of(shape_of(row.ground))) for row in ground.parcels],
        "may_draw": desk.task_id is not None,
        "action": here.path("cadastre", "drawings", desk.case.number),
        "ways": [ways_told(here)[each] for each in desk.ways if each is not Way.JOIN],
        "way": way if way in desk.ways else desk.ways[0],
        "field": FIELD,
        "typed": text,
        "error": tried.said.told(_) if tried.said else said.sentence if said else "",
        "faults": [each.said.told(_) for each in tried.faults],
        "stands": tried.stands,
        **_pieces(here, tried.pieces, ground.operation),
        "map": _map(here, connection, desk, tried),
    }


def titles(here: Member) -> dict[LandOperation, str]:
    """What the desk is called, by what it does."""
    _ = here.words.gettext
    return {
        LandOperation.SUBDIVISION: _("Dibujo de la división"),
        LandOperation.MERGER: _("Unión de los predios"),
        LandOperation.RECTIFICATION: _("Dibujo de los linderos"),
        LandOperation.REGISTRATION: _("Dibujo del predio nuevo"),
    }


def ways_told(here: Member) -> dict[Way, Choice]:
    """How one may draw."""
    _ = here.words.gettext
    return {
        Way.LINE: Choice(Way.LINE, _("Una línea de corte"), _("De un lindero a otro.")),
        Way.PARTS: Choice(
            Way.PARTS, _("Los vértices de cada parte"), _("Un renglón vacío las separa.")
        ),
        Way.MOVES: Choice(
            Way.MOVES,
            _("Los vértices que cambian"),
            _("«este norte este norte» mueve uno; «+ este norte» agrega y «- este norte» quita."),
        ),
        Way.OUTLINE: Choice(
            Way.OUTLINE, _("Los vértices del predio"), _("En orden, sin repetir el primero.")
        ),
    }


def amount_of(fault: Fault) -> str:
    """«1.00 m²», beside the place of a fault."""
    unit = "m" if fault.kind is FaultKind.FRONT else "m²"
    return "" if fault.amount is None else f"{fault.amount} {unit}"


def _pieces(here: Member, pieces: tuple[Piece, ...], operation: LandOperation) -> Context:
    """The table of pieces; of parcels that stay themselves also what they had before."""
    _ = here.words.gettext
    columns = [Column(_("Parte")), Column(_("Área"), numeric=True)]
    rows = [(each.name, square_metres(rounded(each.shape.area), here)) for each in pieces]
    if operation is not LandOperation.RECTIFICATION:
        return {"piece_columns": columns, "pieces": rows}
    columns = [
        Column(_("Predio")), Column(_("Antes"), numeric=True), Column(_("Después"), numeric=True),
        Column(_("Diferencia"), numeric=True),
    ]  # fmt: skip
    told = []
    for each in pieces:
        now, before = rounded(each.shape.area), each.of.area if each.of else rounded(0)
        areas = (square_metres(area, here) for area in (before, now))
        difference = now - before
        sign = "+" if difference > 0 else "−" if difference < 0 else ""
        told.append((each.name, *areas, f"{sign}{square_metres(abs(difference), here)}"))
    return {"piece_columns": columns, "pieces": told}


def _map(here: Member, connection: Connection, desk: Desk, tried: Tried) -> LandMap:
    _, plane, town = here.words.gettext, desk.ground.town.plane, here.municipality.id
    shapes = list(desk.ground.shapes.values())
    around = _around(connection, town, shapes, tried)
    rows = parcels_in(connection, town, box_of(around, wider=30), limit=500)
    own = {row.id for row in desk.ground.parcels}
    others = [row for row in rows if row.id not in own]
    features = road_features(plane, roads_beside(connection, town, around))
    features += parcel_features(plane, others, here)
    features += [
        feature(plane, shape_of(row.ground), "own", label="" if tried.pieces else row.code)
        for row in desk.ground.parcels
    ]
    for piece in tried.pieces:
        if piece.shape.is_valid:
            label = f"{piece.name}: {square_metres(rounded(piece.shape.area), here)}"
            features.append(feature(plane, piece.shape, "piece", label=label))
    features += [feature(plane, f.place, "fault", label=amount_of(f)) for f in tried.faults]
    label = _("Mapa del predio. Con Entrar se pone un punto en la cruz del centro.")
    into = FIELD if desk.task_id is not None and Way.JOIN not in desk.ways else ""
    return land_map(plane, features, around.buffer(4), label, into=into)


def _around(
    connection: Connection, town: int, shapes: list[shapely.Polygon], tried: Tried
) -> BaseGeometry:
    """What the map opens at: the parcels and what was drawn; else the whole cadastre."""
    drawn = [each.shape for each in tried.pieces] + [each.place for each in tried.faults]
    if shapes or drawn:
        return shapely.union_all([each.envelope for each in (*shapes, *drawn)])
    whole = extent_of(connection, town)
    return ground_of_box(whole) if whole else shapely.Point(0, 0)
