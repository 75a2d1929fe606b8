"""The signatures found in a document: what is told of each, and what it was judged by, to be read
and kept by whoever may read the document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from engine.documents.opening import open_evidence
from engine.documents.revocation import CRL, ENDINGS, OCSP
from engine.refusals import Refused
from storage.queries.letters import EvidenceHead, EvidenceRow, SignatureRow
from ui.documents.download import headers_of
from ui.documents.refused import refusal
from ui.documents.seen import DocumentId, Version
from ui.parts import TermState
from ui.visit import Member, SignedIn

router = APIRouter(prefix="/{municipality}/documents/{document_id}/versions/{version}")
MEDIA_TYPES = {CRL: "application/pkix-crl", OCSP: "application/ocsp-response"}
Place = Annotated[int, Path(ge=0, lt=2**31)]


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """What was fetched, in words, from where, and where its bytes lie."""

    told: str
    address: str
    href: str
    label: str


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """One signature: its colour, whose it is, what was found, and what it was judged by."""

    tone: TermState
    who: str
    told: str
    evidence: list[EvidenceLine]


@router.get("/signatures/{place}/evidence/{number}", response_model=None)
def evidence(
    here: SignedIn, document_id: DocumentId, version: Version, place: Place, number: Place
) -> Response:
    """The list or the answer as it came."""
    found = open_evidence(
        here.installation, here.actor, document_id, version, place=place, number=number
    )
    if isinstance(found, Refused):
        raise refusal(here, found)
    content = bytes(found.content)
    digest = sha256(content).hexdigest()
    headers = headers_of(filename_of(found), MEDIA_TYPES[found.kind], len(content), sha256=digest)
    return Response(content, headers=headers)


def filename_of(row: EvidenceRow) -> str:
    """A name that says which signature of which version it belongs to."""
    return f"firma-{row.version}-{row.place}-{row.number}.{ENDINGS[row.kind]}"


def signature_line(
    here: Member, row: SignatureRow, evidence: Sequence[EvidenceHead]
) -> SignatureLine:
    """Its colour, whose it is, what was found about it, and what it was judged by."""
    tone, told = verdict_of(here, row)
    own = [evidence_line(here, each) for each in evidence if place_of(each) == place_of(row)]
    return SignatureLine(tone, row.signer, told, own)


def verdict_of(here: Member, row: SignatureRow) -> tuple[TermState, str]:
    """What was found about it, with its colour."""
    _ = here.words.gettext
    day = here.formats.day_words(row.signed_at, here.today) if row.signed_at else ""
    if not row.intact:
        return TermState.LATE, _("La firma no es válida: el documento fue cambiado.")
    parts = [day, _("íntegra")]
    if row.stamped_at is not None:
        stamped = here.formats.moment(row.stamped_at, here.today)
        parts.append(_("sello de tiempo: %(when)s") % {"when": stamped})
    if row.revoked:
        parts.append(_("el certificado estaba revocado"))
        return TermState.LATE, " · ".join(filter(None, parts))
    if not row.whole:
        parts.append(_("se agregó algo después de firmar"))
    parts.append(
        _("autoridad de confianza")
        if row.trusted
        else _("no conocemos a la autoridad que la respalda")
    )
    good = row.whole and row.trusted
    return (
        TermState.IN_TIME if good else TermState.NEAR,
        " · ".join(filter(None, parts)),
    )


def evidence_line(here: Member, row: EvidenceHead) -> EvidenceLine:
    """A list or an answer: what it is and when it was fetched."""
    _ = here.words.gettext
    when = here.formats.moment(row.fetched_at, here.today)
    told = (
        _("Lista de certificados revocados, obtenida: %(when)s")
        if row.kind == CRL
        else _("Respuesta de la autoridad sobre el certificado, obtenida: %(when)s")
    ) % {"when": when}
    href = here.path(
        "documents",
        row.document_id,
        "versions",
        row.version,
        "signatures",
        row.place,
        "evidence",
        row.number,
    )
    label = _("Descargar lo obtenido de %(address)s") % {"address": row.address}
    return EvidenceLine(told, row.address, href, label)


def place_of(row: SignatureRow | EvidenceHead) -> tuple[int, int, int]:
    """Which signature of which version it is, or belongs to."""
    return row.document_id, row.version, row.place
