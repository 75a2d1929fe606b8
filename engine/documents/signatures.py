"""The signatures in a PDF that somebody brings: whose, intact, of the whole document, trusted.

PAdES and plain CMS signatures (ISO 32000-2, 12.8; ETSI EN 319 142-1). Nothing is fetched: an
authority is trusted when its certificate lies in the folder of the installation, and revocation is
read only from what the document itself carries.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, BinaryIO

MOST = 20
LONGEST = 300
NOBODY = "—"


@dataclass(frozen=True, slots=True)
class Found:
    """One signature. `intact`: what was signed is unchanged; `whole`: nothing was added after it;
    `trusted`: its authority is known here and the certificate was good."""

    signer: str
    issuer: str
    signed_at: datetime | None
    intact: bool
    whole: bool
    trusted: bool


def signatures_in(stream: BinaryIO, *, roots: Iterable[bytes], at: datetime) -> tuple[Found, ...]:
    """Every signature in the order it was made; a broken one is told as not intact."""
    from pyhanko.pdf_utils.reader import PdfFileReader  # a heavy package: loaded when needed

    stream.seek(0)
    try:
        embedded = list(PdfFileReader(stream, strict=False).embedded_regular_signatures)[:MOST]
    except Exception:
        return ()
    known = [_certificate(each) for each in roots]
    return tuple(_found(each, known, at) for each in embedded)


def _found(embedded: Any, roots: list[Any], at: datetime) -> Found:
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.status import SignatureCoverageLevel
    from pyhanko_certvalidator import ValidationContext

    try:
        context = ValidationContext(trust_roots=roots, allow_fetching=False, moment=at)
        status = validate_pdf_signature(embedded, context)
        return Found(
            name_of(status.signing_cert.subject),
            name_of(status.signing_cert.issuer),
            _utc(status.signer_reported_dt),
            bool(status.intact and status.valid),
            status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
            bool(status.trusted),
        )
    except Exception:
        return Found(NOBODY, NOBODY, None, intact=False, whole=False, trusted=False)


def name_of(name: Any) -> str:
    """The common name of a subject, else all of it."""
    return str(name.native.get("common_name") or name.human_friendly)[:LONGEST]


def _utc(at: datetime | None) -> datetime | None:
    if at is None:
        return None
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def _certificate(content: bytes) -> Any:
    from asn1crypto import pem, x509

    if pem.detect(content):
        _, _, content = pem.unarmor(content)
    return x509.Certificate.load(content)
