"""Drawing for a case: a cut, the corners of parts, a boundary that moves, a new parcel; joining
needs no drawing. The server decides, and shows what is wrong on the map and in words; what was
typed stays.
"""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from engine.cadastre.desk import Desk, desk_of, draw
from engine.cadastre.ground import Tried, Way
from engine.refusals import Refused
from storage.database import Connection
from ui.cadastre.around import allow, cadastre_page
from ui.cadastre.desk import FIELD, desk_context
from ui.errors import not_found
from ui.refusals import told
from ui.visit import Form, Member, SignedIn, go

router = APIRouter(prefix="/{municipality}/cadastre/drawings")
MOST = 100_000
"""Characters of one drawing."""


@router.get("/{number}", response_model=None)
def drawing(here: SignedIn, number: str) -> Response:
    """The ground of a case with what was drawn for it so far."""
    allow(here)
    with here.installation.database.read(here.municipality.id) as connection:
        desk = _desk(here, connection, number)
        context = desk_context(here, connection, desk, Tried(desk.pieces), desk.ways[0], "")
        return cadastre_page(here, connection, "drawing.html", context)


@router.post("/{number}", response_model=None)
def try_drawing(here: SignedIn, number: str, form: Form) -> Response:
    """Try what came; what stands becomes the draft of the case."""
    allow(here)
    asked = form.one("way")
    way = next((each for each in Way if each == asked), Way.LINE)
    text = form.one(FIELD).replace("\x00", "")[:MOST]
    tried = draw(here.installation, here.actor, number, way, text)
    if isinstance(tried, Tried) and tried.stands:
        return go(here, here.path("cadastre", "drawings", number))
    with here.installation.database.read(here.municipality.id) as connection:
        desk = _desk(here, connection, number)
        said = told(tried, here.words) if isinstance(tried, Refused) else None
        shown = Tried(desk.pieces) if isinstance(tried, Refused) else tried
        context = desk_context(here, connection, desk, shown, way, text, said=said)
        status = said.status if said else 422
        return cadastre_page(here, connection, "drawing.html", context, status=status)


def _desk(here: Member, connection: Connection, number: str) -> Desk:
    found = desk_of(here.installation, connection, here.actor, number)
    if isinstance(found, Refused):
        raise not_found(here.words, number)
    return found
