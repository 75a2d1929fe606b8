"""Drawing the division of a parcel for its case: by a line or by corners. The server decides, and
shows what is wrong on the map and in words; what was typed stays."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from shapely import Polygon
from starlette.responses import Response

from engine.cadastre.boxes import box_of, shape_of
from engine.cadastre.desk import Desk, as_tried, desk_of, draw
from engine.cadastre.drawing import Tried, Way, name_of
from engine.cadastre.faults import Fault, FaultKind, rounded
from engine.cadastre.written import text_of
from engine.refusals import Refused
from storage.database import Connection
from storage.queries.cadastre import parcels_in
from ui.cadastre.around import allow, cadastre_page, crumbs, square_metres
from ui.cadastre.layers import feature, land_map, parcel_features
from ui.errors import not_found
from ui.parts import Choice, Column
from ui.refusals import Told, told
from ui.visit import Form, Member, SignedIn, go

router = APIRouter(prefix="/{municipality}/cadastre/drawings")
FIELD = "corners"


@router.get("/{number}", response_model=None)
def drawing(here: SignedIn, number: str) -> Response:
    """The parcel of a case with what was drawn for it so far."""
    allow(here)
    with here.installation.database.read(here.municipality.id) as connection:
        desk = _desk(here, connection, number)
        return _page(here, connection, desk, as_tried(desk), Way.LINE, "")


@router.post("/{number}", response_model=None)
def try_drawing(here: SignedIn, number: str, form: Form) -> Response:
    """Try what came; what stands becomes the draft of the case."""
    allow(here)
    way = Way.PARTS if form.one("way") == Way.PARTS else Way.LINE
    text = form.one(FIELD).replace("\x00", "")[:100_000]
    tried = draw(here.installation, here.actor, number, way, text)
    if isinstance(tried, Tried) and tried.stands:
        return go(here, here.path("cadastre", "drawings", number))
    with here.installation.database.read(here.municipality.id) as connection:
        desk = _desk(here, connection, number)
        if isinstance(tried, Refused):
            said = told(tried, here.words)
            return _page(here, connection, desk, as_tried(desk), way, text, said=said)
        return _page(here, connection, desk, tried, way, text)


def _desk(here: Member, connection: Connection, number: str) -> Desk:
    found = desk_of(here.installation, connection, here.actor, number)
    if isinstance(found, Refused):
        raise not_found(here.words, number)
    return found


def _page(
    here: Member, connection: Connection, desk: Desk, tried: Tried, way: Way, text: str,
    *, said: Told | None = None,
) -> Response:  # fmt: skip
    _, wrong = here.words.gettext, bool(tried.faults or tried.said)
    status = said.status if said else 422 if wrong else 200
    context = {
        "title": _("Dibujo de la división"),
        "crumbs": crumbs(here),
        "number": desk.case.number,
        "case_href": here.path("cases", desk.case.number),
        "task_href": here.path("tasks", desk.task_id) if desk.task_id else "",
        "parcel_told": f"{desk.parcel.code} · {square_metres(desk.parcel.area, here)}",
        "plane": desk.town.plane,
        "parcel_corners": text_of(shape_of(desk.parcel.ground)),
        "may_draw": desk.task_id is not None,
        "action": here.path("cadastre", "drawings", desk.case.number),
        "ways": [
            Choice(Way.LINE, _("Una línea de corte"), _("De un lindero a otro.")),
            Choice(Way.PARTS, _("Los vértices de cada parte"), _("Un renglón vacío las separa.")),
        ],
        "way": way,
        "field": FIELD,
        "typed": text,
        "error": tried.said.told(_) if tried.said else said.sentence if said else "",
        "faults": [each.said.told(_) for each in tried.faults],
        "stands": tried.stands,
        "piece_columns": [Column(_("Parte")), Column(_("Área"), numeric=True)],
        "pieces": [
            (name_of(place), square_metres(rounded(piece.area), here))
            for place, piece in enumerate(tried.pieces, start=1)
        ],
        "map": _map(here, connection, desk, tried),
    }
    return cadastre_page(here, connection, "drawing.html", context, status=status)


def _map(here: Member, connection: Connection, desk: Desk, tried: Tried) -> Any:
    plane, parcel = desk.town.plane, desk.parcel
    shape = shape_of(parcel.ground)
    around = parcels_in(connection, here.municipality.id, box_of(shape, wider=30))
    others = [row for row in around if row.id != parcel.id]
    features = [*parcel_features(plane, others, here), feature(plane, shape, "own")]
    for place, piece in enumerate(tried.pieces, start=1):
        area = square_metres(rounded(piece.area), here)
        if isinstance(piece, Polygon) and piece.is_valid:
            label = f"{name_of(place)}: {area}"
            features.append(feature(plane, piece, "piece", label=label))
    _ = here.words.gettext
    features += [
        feature(plane, each.place, "fault", label=amount_of(each)) for each in tried.faults
    ]
    label = _("Mapa del predio. Con Entrar se pone un punto en la cruz del centro.")
    into = FIELD if desk.task_id is not None else ""
    return land_map(plane, features, shape.buffer(4), label, into=into)


def amount_of(fault: Fault) -> str:
    """«1.00 m²», beside the place of a fault."""
    unit = "m" if fault.kind is FaultKind.FRONT else "m²"
    return "" if fault.amount is None else f"{fault.amount} {unit}"
