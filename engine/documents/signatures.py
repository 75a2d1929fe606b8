"""The signatures in a PDF that somebody brings: whose, intact, of the whole document, trusted,
revoked, and when a time-stamp says that they were there.

PAdES and plain CMS signatures (ISO 32000-2, 12.8; ETSI EN 319 142-1). An authority is trusted when
its certificate lies in the folder of the installation. Lists of what was revoked (CRL, OCSP) are
read from what the document itself carries, and fetched only where the installation says so. What
a trusted time-stamp (RFC 3161) shows to have been signed in time stays good after its certificate
is over, or was revoked later.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, BinaryIO

from engine.documents.revocation import CRL, Ask, Evidence, Fetch, gathered

MOST = 20
LONGEST = 300
NOBODY = "—"


@dataclass(frozen=True, slots=True)
class Found:
    """One signature. `intact`: what was signed is unchanged; `whole`: nothing was added after it;
    `trusted`: its authority is known here and the certificate was good; `revoked`: it had been
    taken back by then; `stamped_at`: when a trusted time-stamp says that it was there;
    `evidence`: what was fetched to judge it, as it came."""

    signer: str
    issuer: str
    signed_at: datetime | None
    intact: bool
    whole: bool
    trusted: bool
    revoked: bool = False
    stamped_at: datetime | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class _Known:
    """What signatures are judged by: the authorities, and what is known to be revoked."""

    roots: list[Any]
    certificates: list[Any] = field(default_factory=list)
    crls: list[Any] = field(default_factory=list)
    ocsps: list[Any] = field(default_factory=list)

    def beside(self, evidence: Iterable[Evidence]) -> _Known:
        """The same with what was fetched."""
        crls, ocsps = list(self.crls), list(self.ocsps)
        for each in evidence:
            (crls if each.kind == CRL else ocsps).append(each.read())
        return _Known(self.roots, self.certificates, crls, ocsps)

    def context(self, at: datetime) -> Any:
        """What is valid at a moment; a list that is newer than it counts too."""
        from pyhanko_certvalidator import ValidationContext

        return ValidationContext(
            trust_roots=self.roots,
            other_certs=self.certificates,
            crls=self.crls,
            ocsps=self.ocsps,
            allow_fetching=False,
            moment=at,
            retroactive_revinfo=True,
        )


def signatures_in(
    stream: BinaryIO,
    *,
    roots: Iterable[bytes],
    at: datetime,
    fetch: Fetch | None = None,
    ask: Ask | None = None,
) -> tuple[Found, ...]:
    """Every signature in the order it was made; a broken one is told as not intact."""
    from pyhanko.pdf_utils.reader import PdfFileReader  # a heavy package: loaded when needed

    stream.seek(0)
    try:
        reader = PdfFileReader(stream, strict=False)
        embedded = list(reader.embedded_regular_signatures)[:MOST]
    except Exception:
        return ()
    known = _carried(reader, [certificate_in(each) for each in roots])
    return tuple(_found(each, known, at, fetch, ask) for each in embedded)


def _found(
    embedded: Any, known: _Known, at: datetime, fetch: Fetch | None, ask: Ask | None
) -> Found:
    from pyhanko.sign.validation import validate_pdf_signature

    try:
        evidence = gathered(certificates_of(embedded), known.roots, fetch, ask)
        known = known.beside(evidence)
        status = validate_pdf_signature(embedded, known.context(at), known.context(at))
        stamp = status.timestamp_validity
        stamped = None
        if stamp is not None and stamp.intact and stamp.valid and stamp.trusted:
            stamped = stamp.timestamp
            status = validate_pdf_signature(embedded, known.context(stamped), known.context(at))
        return Found(
            name_of(status.signing_cert.subject),
            name_of(status.signing_cert.issuer),
            _utc(status.signer_reported_dt),
            bool(status.intact and status.valid),
            _is_whole(status),
            bool(status.trusted),
            bool(status.revoked),
            _utc(stamped),
            evidence,
        )
    except Exception:
        return Found(NOBODY, NOBODY, None, intact=False, whole=False, trusted=False)


def _is_whole(status: Any) -> bool:
    """Nothing was added but what proves the signature to those who come later."""
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    if status.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return True
    proof = (ModificationLevel.NONE, ModificationLevel.LTA_UPDATES)
    return (
        status.coverage == SignatureCoverageLevel.ENTIRE_REVISION
        and status.modification_level in proof
    )


def _carried(reader: Any, roots: list[Any]) -> _Known:
    """What the document carries for those who come later (its document security store)."""
    from pyhanko.sign.validation.dss import DocumentSecurityStore

    known = _Known(roots)
    with suppress(Exception):  # most have none, and a broken one proves nothing
        store = DocumentSecurityStore.read_dss(reader)
        context = store.as_validation_context({"trust_roots": roots, "allow_fetching": False})
        known.certificates.extend(store.load_certs())
        known.crls.extend(context.crls)
        known.ocsps.extend(context.ocsps)
    return known


def certificates_of(embedded: Any) -> Iterator[Any]:
    """The certificates of a signature and of its time-stamp, who signed first."""
    yield embedded.signer_cert
    yield from embedded.other_embedded_certs
    for attribute in embedded.signer_info["unsigned_attrs"]:
        if attribute["type"].native == "signature_time_stamp_token":
            for stamp in attribute["values"]:
                yield from (each.chosen for each in stamp["content"]["certificates"])


def name_of(name: Any) -> str:
    """The common name of a subject, else all of it."""
    return str(name.native.get("common_name") or name.human_friendly)[:LONGEST]


def _utc(at: datetime | None) -> datetime | None:
    if at is None:
        return None
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def certificate_in(content: bytes) -> Any:
    """A certificate in PEM or DER."""
    from asn1crypto import pem, x509

    if pem.detect(content):
        _, _, content = pem.unarmor(content)
    return x509.Certificate.load(content)
