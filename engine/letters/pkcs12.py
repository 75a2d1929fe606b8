"""Signing a PDF with an official's certificate in a PKCS#12 file (PAdES B-B; B-T where an authority
stamps the time; B-LT where what tells that nothing was revoked is fetched as well).

The file and its password live only as long as the request: neither is kept or logged.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from engine.documents.revocation import CRL, Ask, Fetch, gathered
from engine.documents.signatures import certificate_in, certificates_of, name_of
from engine.refusals import RefusalKind, Refused

FIELD = "Firma"


@dataclass(frozen=True, slots=True)
class Certificate:
    """What the official brings."""

    content: bytes = field(repr=False)
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Witnesses:
    """Who vouches for a signature: who stamps its time, and who is asked whether a certificate was
    revoked, with the authorities that the house knows."""

    stamper: Any = None
    fetch: Fetch | None = None
    ask: Ask | None = None
    roots: tuple[bytes, ...] = ()


NOBODY = Witnesses()


def sign_pdf(
    pdf: bytes,
    certificate: Certificate,
    *,
    reason: str,
    at: datetime,
    witnesses: Witnesses = NOBODY,
) -> tuple[bytes, str] | Refused:
    """The signed PDF, and the name in the certificate; refused when the file does not open, the
    certificate is not in force, or who stamps the time does not answer."""
    signer = _signer(certificate)
    if signer is None:
        return Refused(RefusalKind.BAD_CERTIFICATE, {"why": "password"})
    validity = signer.signing_cert["tbs_certificate"]["validity"]
    if not validity["not_before"].native <= at <= validity["not_after"].native:
        return Refused(RefusalKind.BAD_CERTIFICATE, {"why": "expired"})
    from pyhanko.sign.timestamps import TimestampRequestError

    try:
        content = _signed(pdf, signer, reason, at, witnesses.stamper)
    except TimestampRequestError:
        return Refused(RefusalKind.NO_TIME_STAMP)
    return _lasting(content, witnesses), name_of(signer.signing_cert.subject)


def _signer(certificate: Certificate) -> Any:
    """None when the password is wrong, or the file is no PKCS#12 with a key."""
    from pyhanko.sign import signers  # a heavy package: loaded when somebody signs

    try:
        return signers.SimpleSigner.load_pkcs12_data(
            certificate.content, other_certs=[], passphrase=certificate.password.encode()
        )
    except Exception:
        return None


def _signed(pdf: bytes, signer: Any, reason: str, at: datetime, stamper: Any) -> bytes:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers

    out = io.BytesIO()
    about = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        reason=reason,
        subfilter=fields.SigSeedSubFilter.PADES,
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))

    class At(signers.PdfSigner):
        """Says the moment of the house, not that of the machine."""

        def init_signing_session(self, *given: Any, **named: Any) -> Any:
            session = super().init_signing_session(*given, **named)
            session.system_time = at
            return session

    At(about, signer, timestamper=stamper).sign_pdf(writer, output=out)
    return out.getvalue()


def _lasting(pdf: bytes, witnesses: Witnesses) -> bytes:
    """With the lists and answers of today beside the signature, for those who come when nobody
    answers any more; as it is where none came."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation.dss import DocumentSecurityStore

    if witnesses.fetch is None and witnesses.ask is None:
        return pdf
    embedded = PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures[-1]
    certificates = list(certificates_of(embedded))
    roots = [certificate_in(each) for each in witnesses.roots]
    evidence = gathered(certificates, roots, witnesses.fetch, witnesses.ask)
    if not evidence:
        return pdf
    writer, out = IncrementalPdfFileWriter(io.BytesIO(pdf)), io.BytesIO()
    DocumentSecurityStore.supply_dss_in_writer(
        writer,
        None,
        certs=certificates,
        crls=[each.read() for each in evidence if each.kind == CRL],
        ocsps=[each.read() for each in evidence if each.kind != CRL],
    )
    writer.write(out)  # type: ignore[no-untyped-call]  # the library's own
    return out.getvalue()
