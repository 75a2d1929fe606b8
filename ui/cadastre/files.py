"""The parcels as files: who looks at the register takes them out, and who administers brings in
those that it does not have yet, and the roads, after seeing what would come of it. What is there
only a case changes."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from engine.cadastre.bringing import Brought, bring_parcels
from engine.cadastre.exporting import collection_of
from engine.cadastre.formats import Format, written
from engine.cadastre.loading import LARGEST, FileRefused
from engine.cadastre.roads import bring_roads
from engine.identity.house import ADMINISTRATOR
from engine.sentences import told_fact, why_of
from storage.database import Connection
from ui.cadastre.around import allow, cadastre_page, crumbs, square_metres
from ui.errors import forbidden
from ui.parts import Choice, Column, Crumb
from ui.visit import Form, Member, SignedIn, go

router = APIRouter(prefix="/{municipality}/cadastre")
ROADS = "roads"
SHOWN = 50
"""Parcels of a file that are listed before it is loaded."""
TYPES = {
    Format.GEOJSON: "application/geo+json",
    Format.CSV: "text/csv; charset=utf-8",
    Format.GEOPACKAGE: "application/geopackage+sqlite3",
    Format.SHAPEFILE: "application/zip",
}


@router.get("/files", response_model=None)
def files(here: SignedIn) -> Response:
    """What can be taken out, and for who administers the form that brings in."""
    _allow(here)
    with here.installation.database.read(here.municipality.id) as connection:
        return _page(here, connection)


@router.get("/files/parcels.{form}", response_model=None)
def taken_out(here: SignedIn, form: Format) -> Response:
    """Every parcel of today in a format."""
    allow(here)
    try:
        content = written(collection_of(here.installation, here.municipality.id), form)
    except FileRefused as fault:
        with here.installation.database.read(here.municipality.id) as connection:
            said = told_fact(why_of(fault), here.words.gettext)
            return _page(here, connection, error=said, status=409)
    name = f'attachment; filename="predios.{form}"'
    return Response(content, media_type=TYPES[form], headers={"Content-Disposition": name})


@router.post("/files", response_model=None)
def brought_in(here: SignedIn, form: Form) -> Response:
    """What would come of a file, or its parcels in the register: all of them or none."""
    if ADMINISTRATOR not in here.actor.roles:
        raise forbidden(here.words, here.words.gettext("Administración"))
    _, source = here.words.gettext, form.one("source").strip()[:200]
    only_look = form.one("look") == "true"
    with here.installation.database.read(here.municipality.id) as connection:
        if not form.files or form.files[0].too_large or form.files[0].size > LARGEST:
            said = _("Elija un archivo de hasta %(most)s MB.") % {"most": LARGEST // 1_000_000}
            return _page(here, connection, error=said, source=source, status=422)
        if not source:
            said = _("Escriba de dónde viene el archivo: queda en la historia.")
            return _page(here, connection, wanting=said, status=422)
    file, what = form.files[0], form.one("what")
    if what == ROADS:
        told = {"only_look": only_look}
        brought = bring_roads(here.installation, here.actor, file.content.read(), source, **told)
    else:
        brought = bring_parcels(
            here.installation, here.actor, file.content.read(), source,
            filename=file.filename, only_look=only_look,
        )  # fmt: skip
    if brought.count and not only_look:
        said = _("Se cargaron %(n)s vías.") if what == ROADS else _("Se cargaron %(n)s predios.")
        return go(here, here.path("cadastre", "files"), saying=said % {"n": brought.count})
    with here.installation.database.read(here.municipality.id) as connection:
        status = 200 if brought.count else 422
        return _page(here, connection, brought=brought, source=source, what=what, status=status)


def _allow(here: Member) -> None:
    if ADMINISTRATOR not in here.actor.roles:
        allow(here)


def _page(
    here: Member, connection: Connection, *, brought: Brought | None = None, error: str = "",
    wanting: str = "", source: str = "", what: str = "", status: int = 200,
) -> Response:  # fmt: skip
    _ = here.words.gettext
    context: dict[str, Any] = {
        "title": _("Archivos del catastro"),
        "crumbs": [*crumbs(here), Crumb(_("Archivos"))],
        "action": here.path("cadastre", "files"),
        "outs": [
            (each.upper() if each is not Format.SHAPEFILE else "Shapefile (ZIP)",
             here.path("cadastre", "files", f"parcels.{each}"))
            for each in Format
        ],
        "may_bring": ADMINISTRATOR in here.actor.roles,
        "source": source,
        "whats": [
            Choice("parcels", _("Predios"), _("Entran los que no están; los demás no cambian.")),
            Choice(ROADS, _("Vías"), _("Reemplazan a las de antes: líneas con «name» y «width» en"
                                       " metros, o polígonos con «name», en GeoJSON.")),
        ],
        "what": what or "parcels",
        "error": error,
        "wanting": wanting,
        "would": brought.count if brought and what != ROADS else 0,
        "roads": brought.count if brought and what == ROADS else 0,
        "said": told_fact(brought.said, _) if brought else "",
        "faults": [each.said.told(_) for each in brought.faults] if brought else [],
        "columns": [
            Column(_("Código")), Column(_("Dirección")), Column(_("Uso")),
            Column(_("Área"), numeric=True), Column(_("Titulares"), numeric=True),
        ],
        "lines": [
            (each.code, each.address, each.use, square_metres(each.area, here),
             str(len(each.holders)))
            for each in (brought.parcels[:SHOWN] if brought else ())
        ],
    }  # fmt: skip
    return cadastre_page(here, connection, "files.html", context, status=status)
