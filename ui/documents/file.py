"""The file of a case as a whole: its signed index on a page, as JSON and as XML, and all of it."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi import APIRouter
from starlette.responses import Response, StreamingResponse

from engine.auditing.accesses import Looked
from engine.documents.bag import bag_of
from engine.documents.file import CaseFile, FiledVersion, file_of
from engine.documents.packing import Member as Packed
from engine.documents.packing import packed
from engine.documents.permission import is_outsider
from engine.refusals import Refused
from ui.cases.file_table import folio_words
from ui.cases.files import version_words
from ui.cases.pages import seen_case
from ui.documents.download import disposition
from ui.documents.present import document_crumbs
from ui.documents.seen import Number
from ui.errors import not_found
from ui.parts import Column, Crumb, Pair
from ui.readings import looked
from ui.staff import staff_page
from ui.visit import Member, SignedIn

router = APIRouter(prefix="/{municipality}/cases/{number}")
SHORT = 16


@router.get("/index", response_model=None)
def index_page(here: SignedIn, number: Number) -> Response:
    """Every document in the order of its folios, the hash of the index and its seal."""
    with here.installation.database.read(here.municipality.id) as connection:
        case, scene = seen_case(here, connection, number)
        found = seen_file(here, case.id)
        context = {
            "crumbs": [*document_crumbs(here, case), Crumb(here.words.gettext("Índice"))],
            "kicker": f"{case.number} · {case.title}",
            "columns": columns_of(here),
            "rows": [row_of(here, each) for each in found.versions],
            "facts": facts_of(here, found),
            "json_href": here.path("cases", number, "index.json"),
            "xml_href": here.path("cases", number, "index.xml"),
            "all_href": here.path("cases", number, "documents.zip"),
            "export_href": here.path("cases", number, "export.zip"),
            "verifier_href": here.path("verifier"),
        }
        return staff_page(
            here,
            connection,
            "documents/index.html",
            context,
            section="cases",
            calendar=scene.calendar,
        )


@router.get("/index.json", response_model=None)
def index_json(here: SignedIn, number: Number) -> Response:
    """The canonical form, upon which the seal is; the seal goes along in the headers."""
    found = seen_file(here, case_id_of(here, number))
    return Response(found.index_json, headers=headers_for(number, "json", found))


@router.get("/index.xml", response_model=None)
def index_xml(here: SignedIn, number: Number) -> Response:
    """The index with its hash and its seal, for other archives."""
    found = seen_file(here, case_id_of(here, number))
    return Response(found.index_xml, headers=headers_for(number, "xml", found))


@router.get("/documents.zip", response_model=None)
def all_documents(here: SignedIn, number: Number) -> Response:
    """Every document that the person may read, with the index; made while it is sent."""
    case_id = case_id_of(here, number)
    chunks, headers = all_of(here, number, seen_file(here, case_id))
    looked(here, Looked.EXPORT, case_id=case_id, subject=f"{number}.zip")
    return StreamingResponse(chunks, headers=headers)


def all_of(here: Member, number: str, found: CaseFile) -> tuple[Iterator[bytes], dict[str, str]]:
    """What the reader may have of a file, packed while it is sent, and the headers for it."""
    store = here.installation.documents
    members = [Packed(name, store.open(each.version.sha256)) for name, each in found.readable()]
    headers = {
        "content-type": "application/zip",
        "content-disposition": disposition(f"{number}.zip", shown=False),
        "cache-control": "private, max-age=0, must-revalidate",
        "etag": f'"{found.index_sha256}"',
    }
    return packed(members, at=here.formats.local(here.now)), headers


@router.get("/export.zip", response_model=None)
def exported(here: SignedIn, number: Number) -> Response:
    """The whole case in one file that can be checked anywhere; for who works in the house."""
    with here.installation.database.read(here.municipality.id) as connection:
        case, scene = seen_case(here, connection, number)
    if is_outsider(here.actor, scene.definition):
        raise not_found(here.words)
    found = seen_file(here, case.id)
    looked(here, Looked.EXPORT, case_id=case.id, subject=f"{number}-expediente.zip")
    pieces = bag_of(here.installation, here.actor, found)
    return StreamingResponse(pieces, headers=headers_of_bag(number))


def headers_of_bag(number: str) -> dict[str, str]:
    """What goes along with an exported case."""
    return {
        "content-type": "application/zip",
        "content-disposition": disposition(f"{number}-expediente.zip", shown=False),
        "cache-control": "private, no-store",
    }


def case_id_of(here: Member, number: str) -> int:
    """The case of an address, if the person may see it."""
    with here.installation.database.read(here.municipality.id) as connection:
        return seen_case(here, connection, number)[0].id


def seen_file(here: Member, case_id: int) -> CaseFile:
    """The file of a case that the person may see."""
    found = file_of(here.installation, here.actor, case_id)
    if isinstance(found, Refused):
        raise not_found(here.words)
    return found


def headers_for(number: str, kind: str, found: CaseFile) -> dict[str, str]:
    """What goes along with an index."""
    return {
        "content-type": f"application/{kind}",
        "content-disposition": disposition(f"{number}-indice.{kind}", shown=False),
        "cache-control": "private, max-age=0, must-revalidate",
        "etag": f'"{found.index_sha256}"',
        "x-cauce-sha256": found.index_sha256,
        "x-cauce-signature": found.seal.signature,
        "x-cauce-public-key": found.seal.public_key,
    }


def columns_of(here: Member) -> list[Column]:
    """The heads of the index."""
    _ = here.words.gettext
    titles = (_("Folio"), _("Documento"), _("Fecha"), _("Huella SHA-256"))
    return [Column(title) for title in titles]


def row_of(here: Member, each: FiledVersion) -> tuple[str, str, str, str, str]:
    """Folio, title, version, day and the beginning of the hash; of what may not be known, only
    its place and its hash."""
    version = each.version
    later = each.readable and version.version > 1
    return (
        folio_words(version.folio, version.last_folio),
        each.document.title if each.readable else here.words.gettext("Reservado"),
        version_words(version, here) if later else "",
        here.formats.short_day(version.uploaded_at) if each.readable else "—",
        f"{version.sha256[:SHORT]}…",
    )


def facts_of(here: Member, found: CaseFile) -> list[Pair]:
    """What proves the index."""
    _ = here.words.gettext
    return [
        Pair(_("Folios"), str(found.index.folios)),
        Pair(_("Actuaciones"), str(found.index.history_events)),
        Pair(_("Huella del índice"), f"{found.index_sha256[:SHORT]}…"),
        Pair(_("Firmado con la clave"), f"{found.seal.fingerprint[:SHORT]}…"),
    ]
