"""Signing a PDF with an official's certificate in a PKCS#12 file (PAdES B-B; B-T where an authority
stamps the time).

The file and its password live only as long as the request: neither is kept or logged.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from engine.documents.signatures import name_of
from engine.refusals import RefusalKind, Refused

FIELD = "Firma"


@dataclass(frozen=True, slots=True)
class Certificate:
    """What the official brings."""

    content: bytes = field(repr=False)
    password: str = field(repr=False)


def sign_pdf(
    pdf: bytes, certificate: Certificate, *, reason: str, at: datetime, stamper: Any = None
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
        content = _signed(pdf, signer, reason, stamper)
    except TimestampRequestError:
        return Refused(RefusalKind.NO_TIME_STAMP)
    return content, name_of(signer.signing_cert.subject)


def _signer(certificate: Certificate) -> Any:
    """None when the password is wrong, or the file is no PKCS#12 with a key."""
    from pyhanko.sign import signers  # a heavy package: loaded when somebody signs

    try:
        return signers.SimpleSigner.load_pkcs12_data(
            certificate.content, other_certs=[], passphrase=certificate.password.encode()
        )
    except Exception:
        return None


def _signed(pdf: bytes, signer: Any, reason: str, stamper: Any) -> bytes:
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
    signers.sign_pdf(writer, about, signer=signer, timestamper=stamper, output=out)
    return out.getvalue()
