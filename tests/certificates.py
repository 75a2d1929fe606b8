"""An authority of the tests' own: certificates, time-stamps and lists of what was revoked."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from tests.papers import pages

DAY = timedelta(days=1)
NOW = datetime(2026, 3, 2, 14, tzinfo=UTC)
RESPONDER = "http://ocsp.example/"
LIST = "http://crl.example/lista.crl"


@dataclass(frozen=True)
class Holder:
    """A key and its certificate."""

    key: rsa.RSAPrivateKey
    certificate: x509.Certificate

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)

    @property
    def asn1(self) -> asn1_x509.Certificate:
        return asn1_x509.Certificate.load(self.der)

    @property
    def asn1_key(self) -> asn1_keys.PrivateKeyInfo:
        der = self.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        return asn1_keys.PrivateKeyInfo.load(der)


def name_of(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def made(common: str, by: Holder | None, *, until: datetime, stamps: bool = False) -> Holder:
    """A certificate of an authority, of a signer, or of who stamps the time."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    bits = [True, True] + [False] * 3 + [by is None, by is None] + [False] * 2
    builder = (
        x509.CertificateBuilder()
        .subject_name(name_of(common))
        .issuer_name(by.certificate.subject if by else name_of(common))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - 400 * DAY)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=by is None, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(*bits), critical=True)
    )
    if stamps:
        usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        builder = builder.add_extension(usage, critical=True)
    elif by is not None:
        point = x509.DistributionPoint([x509.UniformResourceIdentifier(LIST)], None, None, None)
        builder = builder.add_extension(x509.CRLDistributionPoints([point]), critical=False)
        asked = x509.AccessDescription(
            AuthorityInformationAccessOID.OCSP, x509.UniformResourceIdentifier(RESPONDER)
        )
        builder = builder.add_extension(x509.AuthorityInformationAccess([asked]), critical=False)
    return Holder(key, builder.sign((by or Holder(key, None)).key, hashes.SHA256()))  # type: ignore[arg-type]


@cache
def authority() -> Holder:
    return made("Autoridad", None, until=NOW + 4000 * DAY)


@cache
def clerk(days: int = 365) -> Holder:
    """Luis, whose certificate is good for so many days."""
    return made("VARGAS LUIS", authority(), until=NOW + days * DAY)


@cache
def stamping() -> Holder:
    return made("Hora oficial", authority(), until=NOW + 4000 * DAY, stamps=True)


def stamper(at: datetime = NOW) -> DummyTimeStamper:
    """An authority of the tests' own that stamps this time."""
    known = SimpleCertificateStore()
    known.register(authority().asn1)
    return DummyTimeStamper(stamping().asn1, stamping().asn1_key, certs_to_embed=known, fixed_dt=at)


def signed(who: Holder, *, stamp: object = None) -> bytes:
    known = SimpleCertificateStore()
    known.register(authority().asn1)
    signer = signers.SimpleSigner(who.asn1, who.asn1_key, known)
    about = signers.PdfSignatureMetadata(
        field_name="Firma", md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES
    )
    out = io.BytesIO()
    writer = IncrementalPdfFileWriter(io.BytesIO(pages(1)))
    signers.sign_pdf(writer, about, signer=signer, timestamper=stamp, output=out)  # type: ignore[arg-type]
    return out.getvalue()


def revoking(who: Holder, at: datetime) -> bytes:
    """The list of the authority, on which somebody stands since then."""
    entry = (
        x509.RevokedCertificateBuilder()
        .serial_number(who.certificate.serial_number)
        .revocation_date(at)
        .build()
    )
    built = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(authority().certificate.subject)
        .last_update(at)
        .next_update(at + 60 * DAY)
        .add_revoked_certificate(entry)
        .sign(authority().key, hashes.SHA256())
    )
    return built.public_bytes(Encoding.DER)


def answering(who: Holder, request: bytes, *, revoked: datetime | None = None) -> bytes:
    """What the authority answers to a question about somebody's certificate."""
    asked = ocsp.load_der_ocsp_request(request)
    assert asked.serial_number == who.certificate.serial_number
    answer = ocsp.OCSPResponseBuilder().add_response(
        cert=who.certificate,
        issuer=authority().certificate,
        algorithm=hashes.SHA1(),  # noqa: S303  # what the question was asked with
        cert_status=ocsp.OCSPCertStatus.REVOKED if revoked else ocsp.OCSPCertStatus.GOOD,
        this_update=NOW - DAY / 24,
        next_update=NOW + DAY,
        revocation_time=revoked,
        revocation_reason=x509.ReasonFlags.key_compromise if revoked else None,
    )
    by = answer.responder_id(ocsp.OCSPResponderEncoding.NAME, authority().certificate)
    return by.sign(authority().key, hashes.SHA256()).public_bytes(Encoding.DER)


def pkcs12(who: Holder) -> bytes:
    """The file that an official brings, under the password «clave»."""
    chain, locked = [authority().certificate], BestAvailableEncryption(b"clave")
    return serialize_key_and_certificates(b"firma", who.key, who.certificate, chain, locked)
