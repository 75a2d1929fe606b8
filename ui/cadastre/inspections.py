"""The visits of the cadastre: the route sheet of those that wait, in an order to walk, and the form
of each, which a phone keeps and fills without a network; what was typed becomes the draft of its
task.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Annotated

import shapely
from fastapi import APIRouter, Path
from shapely import Polygon
from starlette.responses import Response

from engine.cadastre.boxes import shape_of
from engine.refusals import Refused
from engine.tasks.drafts import read_draft, save_draft
from storage.database import Connection
from storage.queries.inspections import VisitRow, visits_waiting
from ui.cadastre.around import allow, cadastre_page, crumbs, land_here
from ui.cadastre.layers import LandMap, feature, land_map
from ui.errors import not_found
from ui.parts import Choice, Column, Crumb
from ui.refusals import told
from ui.templating import Bundle
from ui.visit import Form, Member, SignedIn, go

router = APIRouter(prefix="/{municipality}/cadastre/inspections")
STEP = "predio_inspeccionar"
NAMES = (
    "fecha_inspeccion", "punto_inspeccion.lat", "punto_inspeccion.lon", "linderos", "constatado"
)  # fmt: skip
MOST = 2_000
"""Characters of one answer."""
TaskId = Annotated[int, Path(ge=1, lt=2**63)]


@dataclass(slots=True)
class Visit:
    """One visit with its parcels; `place` is its number on the sheet and on the map."""

    task_id: int
    number: str
    subject: str
    href: str
    place: int = 0
    parcels: list[str] = field(default_factory=list)
    shapes: list[Polygon] = field(default_factory=list)


@router.get("", response_model=None)
def route_sheet(here: SignedIn) -> Response:
    """Every visit that waits, nearest after nearest."""
    allow(here)
    _ = here.words.gettext
    with here.installation.database.read(here.municipality.id) as connection:
        visits = in_order(_visits(here, connection))
        context = {
            "title": _("Hoja de ruta"),
            "crumbs": [*crumbs(here), Crumb(_("Hoja de ruta"))],
            "day": here.formats.date_words(here.today),
            "columns": [
                Column(_("Orden"), numeric=True), Column(_("Expediente")), Column(_("Predios")),
                Column(_("Asunto")),
            ],
            "visits": visits,
            "map": _map(here, connection, visits),
        }  # fmt: skip
        return cadastre_page(here, connection, "route.html", context)


@router.get("/worker.js", response_model=None)
def worker(_here: SignedIn) -> Response:
    """What keeps the forms of visits on the phone; its place is the reach that it has."""
    bundle = Bundle()
    content = (bundle.folder / bundle.names["visits.js"]).read_bytes()
    return Response(content, media_type="text/javascript", headers={"cache-control": "no-cache"})


@router.get("/{task_id}", response_model=None)
def visit(here: SignedIn, task_id: TaskId) -> Response:
    """The form of a visit, with what was typed before."""
    allow(here)
    with here.installation.database.read(here.municipality.id) as connection:
        return _form(here, connection, task_id)


@router.post("/{task_id}", response_model=None)
def keep(here: SignedIn, task_id: TaskId, form: Form) -> Response:
    """What was typed in the field becomes the draft of the task, where it is completed."""
    allow(here)
    typed = {name: form.one(name).replace("\x00", "")[:MOST] for name in NAMES if form.one(name)}
    with here.installation.database.read(here.municipality.id) as connection:
        _one(here, connection, task_id)
    refused = save_draft(here.installation, here.actor, task_id, typed)
    if isinstance(refused, Refused):
        with here.installation.database.read(here.municipality.id) as connection:
            return _form(here, connection, task_id, typed, told(refused, here.words).sentence)
    saying = here.words.gettext("Quedó en el borrador de la tarea: revise y complete.")
    return go(here, here.path("tasks", task_id), saying=saying)


def in_order(visits: Sequence[Visit]) -> list[Visit]:
    """From the first one on, always the nearest that is left; those without ground come last."""
    left = [each for each in visits if each.shapes]
    found: list[Visit] = []
    while left:
        at = _middle(found[-1]) if found else _middle(left[0])
        nearest = min(left, key=lambda each: (at.distance(_middle(each)), each.number))
        left.remove(nearest)
        found.append(nearest)
    found += [each for each in visits if not each.shapes]
    for place, each in enumerate(found, start=1):
        each.place = place
    return found


def _middle(visit: Visit) -> shapely.Point:
    return shapely.union_all(visit.shapes).centroid


def _visits(here: Member, connection: Connection) -> list[Visit]:
    found: dict[int, Visit] = {}
    for row in visits_waiting(connection, here.municipality.id, STEP):
        href = here.path("cadastre", "inspections", row.task_id)
        visit = found.setdefault(row.task_id, Visit(row.task_id, row.number, row.title, href))
        _add(visit, row)
    return list(found.values())


def _add(visit: Visit, row: VisitRow) -> None:
    if row.code is not None:
        visit.parcels.append(f"{row.code} · {row.address}" if row.address else row.code)
    if row.ground is not None:
        visit.shapes.append(shape_of(row.ground))


def _one(here: Member, connection: Connection, task_id: int) -> Visit:
    found = [each for each in _visits(here, connection) if each.task_id == task_id]
    if not found:
        raise not_found(here.words, str(task_id))
    return found[0]


def _map(here: Member, connection: Connection, visits: Sequence[Visit]) -> LandMap | None:
    shapes = [shape for each in visits for shape in each.shapes]
    if not shapes:
        return None
    plane, _ = land_here(here, connection).plane, here.words.gettext
    features = [
        feature(plane, shape, "visit", label=str(each.place), href=each.href)
        for each in visits
        for shape in each.shapes
    ]
    around = shapely.union_all(shapes).envelope.buffer(30)
    source = here.path("cadastre", "parcels.geojson")
    return land_map(plane, features, around, _("Mapa de las visitas, en su orden."), source=source)


def _form(
    here: Member, connection: Connection, task_id: int, typed: dict[str, str] | None = None,
    error: str = "",
) -> Response:  # fmt: skip
    _, found = here.words.gettext, _one(here, connection, task_id)
    kept = read_draft(connection, here.municipality.id, task_id, here.actor.person_id or 0)
    context = {
        "title": _("Visita al predio"),
        "crumbs": [
            *crumbs(here), Crumb(_("Hoja de ruta"), here.path("cadastre", "inspections")),
        ],
        "visit": found,
        "typed": typed or {name: str(kept.get(name) or "") for name in NAMES},
        "error": error,
        "action": found.href,
        "worker": here.path("cadastre", "inspections", "worker.js"),
        "task_href": here.path("tasks", task_id),
        "yes_no": [Choice("si", _("Sí")), Choice("no", _("No"))],
    }  # fmt: skip
    status = 409 if error else 200
    return cadastre_page(here, connection, "visit.html", context, status=status)
