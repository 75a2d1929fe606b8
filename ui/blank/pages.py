"""The blank sheet of a form as a page to print and, where WeasyPrint is there, as a PDF."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path as File
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from engine.cases.starting import plain_start
from engine.definitions.loading import Definition, active_program_of
from ui.blank.present import blanks
from ui.documents.download import disposition
from ui.errors import not_found
from ui.visit import SignedIn, Visit, page

router = APIRouter(prefix="/{municipality}/blank")
Key = Annotated[str, Path(max_length=80)]
FormKey = Annotated[str, Query(max_length=80)]
SHEET = File(__file__).with_name("paper.css")


@router.get("/{key}", response_model=None)
def sheet(here: SignedIn, key: Key, form: FormKey = "") -> Response:
    """The page; `form` names another form of the process than the one that opens a case."""
    return page(here, "blank/page.html", sheet_context(here, key, form))


@router.get("/{key}/pdf", response_model=None)
def sheet_as_pdf(here: SignedIn, key: Key, form: FormKey = "") -> Response:
    """The same as a PDF."""
    if not can_write_pdf():
        raise not_found(here.words)
    context = sheet_context(here, key, form)
    drawn = here.surroundings.templates.render(
        "blank/sheet.html", context, locale=here.localisation
    )
    name = disposition(f"{context['title']}.pdf", shown=True)
    headers = {"content-disposition": name, "cache-control": "private, no-store"}
    return Response(pdf_of(drawn), headers=headers, media_type="application/pdf")


def sheet_context(here: Visit, key: str, form_key: str) -> dict[str, Any]:
    """The context of blank/page.html and blank/sheet.html."""
    with here.installation.database.read(here.municipality.id) as connection:
        definition = active_program_of(here.installation, connection, here.municipality.id, key)
    form = form_named(definition, form_key) if definition else None
    if definition is None or form is None:
        raise not_found(here.words)
    return {
        "town": here.municipality.name,
        "title": definition.title,
        "version": definition.version,
        "term": definition.manifest.term,
        "fee": definition.manifest.fee,
        "blanks": blanks(form, here),
        "pdf_href": here.path("blank", key, "pdf", form=form_key) if can_write_pdf() else "",
        "back_href": here.path("start"),
    }


def form_named(definition: Definition, form_key: str) -> Any:
    """A form of the process; the one that opens a case when none is named."""
    by_hand = any(point.trigger == "none" for point in definition.program.starts)
    if not form_key and not by_hand:
        return None
    return definition.forms.get(form_key or plain_start(definition).form_key or "")


@cache
def can_write_pdf() -> bool:
    """Whether the optional library is installed."""
    return find_spec("weasyprint") is not None


def pdf_of(html: str) -> bytes:
    """The PDF of a sheet; it reaches for nothing outside of itself."""
    import weasyprint  # optional, and it takes a second to load

    nothing = weasyprint.urls.URLFetcher(allowed_protocols=frozenset(), allow_redirects=False)
    styles = [weasyprint.CSS(string=SHEET.read_text(encoding="utf-8"))]
    written = weasyprint.HTML(string=html, url_fetcher=nothing).write_pdf(stylesheets=styles)
    return bytes(written)
