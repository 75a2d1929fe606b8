"""The files of what is published: packages of JSON and tables of CSV, streamed and cacheable.

Addresses never change. A copy is good until something is published: the ETag says how many releases
there are and when the last one came, which one statement tells.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response, StreamingResponse

from engine.publishing.reading import all_records, all_releases, public_paper
from processes.procurement.ocds.flat import TABLES, table
from processes.procurement.ocds.packages import (
    NEVER,
    Shelf,
    extension,
    index,
    month_of,
    months_between,
    record_package,
    release_package,
)
from storage.queries.releases import (
    record_by_ocid,
    releases_of_case,
    span_of_releases,
    state_of_releases,
)
from storage.tables.types import micros
from ui.documents.download import headers_of
from ui.errors import not_found
from ui.visit import AnyVisit, Visit

router = APIRouter(prefix="/{municipality}/open")
FRESH = "public, max-age=300"
Ocid = Annotated[str, Path(pattern=r"^ocds-[a-z0-9]{6}-[A-Za-z0-9._-]{1,120}$")]
Year = Annotated[int, Path(ge=1970, le=9998)]
Month = Annotated[int, Path(ge=1, le=12)]
Number = Annotated[int, Path(ge=1, lt=2**63)]
JSON = "application/json"
CSV = "text/csv; charset=utf-8; header=present"


@router.get("/ocds/index.json", response_model=None)
def everything(here: AnyVisit) -> Response:
    """The list of all packages and purchases."""
    installation, town = here.installation, here.municipality.id
    with installation.database.read(town) as connection:
        state = state_of_releases(connection, town)
        span = span_of_releases(connection, town)
    shelf = shelf_of(here)
    months = [shelf.month(*each) for each in months_between(*span)] if span else []
    published = state[1] if state else NEVER
    pieces = index(shelf, months, all_records(installation, town), published=published)
    return answer(here, pieces, JSON, tag_of(state))


@router.get("/ocds/releases/{year}-{month}.json", response_model=None)
def month_package(here: AnyVisit, year: Year, month: Month) -> Response:
    """The releases of a month, by the date of what they tell, in UTC."""
    installation, town = here.installation, here.municipality.id
    since, until = month_of(year, month)
    with installation.database.read(town) as connection:
        state = state_of_releases(connection, town, since=since, until=until)
    if state is None:
        raise not_found(here.words)
    shelf = shelf_of(here)
    rows = all_releases(installation, town, since=since, until=until)
    pieces = release_package(shelf, shelf.month(year, month), rows, published=state[1])
    return answer(here, pieces, JSON, tag_of(state))


@router.get("/ocds/{table}.csv", response_model=None)
def flat_table(here: AnyVisit, table: str) -> Response:
    """One row for each procedure, award or contract."""
    if table not in TABLES:
        raise not_found(here.words)
    return _table(here, table)


@router.get("/ocds/{ocid}.json", response_model=None)
def purchase_package(here: AnyVisit, ocid: Ocid) -> Response:
    """All that was published of a purchase, and what it comes to."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        row = record_by_ocid(connection, town, ocid)
        releases = releases_of_case(connection, town, row.case_id) if row else ()
    if row is None:
        raise not_found(here.words)
    return answer(here, record_package(shelf_of(here), row, releases), JSON, f'W/"{row.sha256}"')


@router.get("/ocds/extension/{name}", response_model=None)
def own_extension(here: AnyVisit, name: str) -> Response:
    """What our packages hold beyond the standard, as the standard wants it declared."""
    text = extension(name)
    if text is None:
        raise not_found(here.words)
    headers = {"cache-control": FRESH, "access-control-allow-origin": "*"}
    return Response(text, media_type=JSON, headers=headers)


@router.get("/documents/{document_id}/{version}", response_model=None)
def paper(here: AnyVisit, document_id: Number, version: Number) -> Response:
    """A document that the process makes public."""
    found = public_paper(here.installation, here.municipality.id, document_id, version)
    if found is None:
        raise not_found(here.words)
    row = found.version
    headers = headers_of(row.filename, row.media_type, row.size, sha256=row.sha256)
    headers["cache-control"] = FRESH
    if here.request.headers.get("if-none-match") == headers["etag"]:
        return Response(status_code=304, headers={"etag": headers["etag"]})

    def pieces() -> Iterator[bytes]:
        with found.content() as chunks:
            yield from chunks

    return StreamingResponse(pieces(), headers=headers, media_type=row.media_type)


def _table(here: Visit, name: str) -> Response:
    installation, town = here.installation, here.municipality.id
    with installation.database.read(town) as connection:
        state = state_of_releases(connection, town)
    bodies = (row.body for row in all_records(installation, town))
    return answer(here, table(name, bodies), CSV, tag_of(state))


def shelf_of(here: Visit) -> Shelf:
    """Where the packages of the municipality lie."""
    links = here.surroundings.settings.links
    return Shelf(links, here.municipality.slug, here.municipality.name)


def tag_of(state: tuple[int, datetime] | None) -> str:
    """The ETag of what there is; weak, because what stands around may be written otherwise."""
    count, at = state or (0, NEVER)
    return f'W/"{count}-{micros(at)}"'


def answer(
    here: Visit,
    pieces: Iterator[str],
    kind: str,
    tag: str,
    *,
    modified: datetime | None = None,
    name: str = "",
) -> Response:
    """The file in pieces, or nothing when the reader's copy is still good; `modified`: when it last
    changed, `name`: what it is called when it is saved."""
    headers = {"etag": tag, "cache-control": FRESH, "access-control-allow-origin": "*"}
    if modified is not None:
        headers["last-modified"] = format_datetime(modified.astimezone(UTC), usegmt=True)
    if name:
        headers["content-disposition"] = f'attachment; filename="{name}"'
    known = here.request.headers.get("if-none-match", "")
    if tag in [each.strip() for each in known.split(",")]:
        return Response(status_code=304, headers=headers)
    encoded = (piece.encode() for piece in pieces)
    return StreamingResponse(encoded, headers=headers, media_type=kind)
