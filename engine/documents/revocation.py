"""What tells that a certificate was good when it signed: answers of responders (OCSP, RFC 6960) and
lists of what was revoked (CRL), asked for at the addresses that the certificates name.

Who is asked, and whether anybody is, belongs to the installation: it brings `Fetch` and `Ask`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

MOST_ASKED = 4
"""So many addresses are asked for one signature at most."""
CRL, OCSP = "crl", "ocsp"
ENDINGS = {CRL: "crl", OCSP: "ors"}
"""How the name of a file with it ends (RFC 5280, 4.2.1.13; RFC 6960, appendix C)."""

Fetch = Callable[[str], bytes | None]
"""Brings what lies at an address of a list; None when it does not come."""
Ask = Callable[[str, bytes], bytes | None]
"""Brings the answer of a responder to a request; None when it does not come."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What came from an address, as it came; `kind` is crl or ocsp."""

    kind: str
    address: str
    content: bytes

    def read(self) -> Any:
        """The list or the answer. Raises ValueError or TypeError where it is none."""
        from asn1crypto import crl, ocsp

        if self.kind == CRL:
            found = crl.CertificateList.load(self.content)
            _ = found["tbs_cert_list"]["this_update"].native  # what is no list shows it here
            return found
        answer = ocsp.OCSPResponse.load(self.content)
        if answer["response_status"].native != "successful":
            raise ValueError("the responder answers nothing")
        _ = answer.response_data["produced_at"].native
        return answer


def gathered(
    certificates: Iterable[Any], roots: Sequence[Any], fetch: Fetch | None, ask: Ask | None
) -> tuple[Evidence, ...]:
    """What the addresses of these certificates say: of each its responder, else its lists."""
    certificates = list(certificates)
    left, found = MOST_ASKED, list[Evidence]()
    for certificate in certificates:
        issuer = _issuer_of(certificate, [*certificates, *roots])
        for each in _addresses(certificate, issuer, fetch, ask):
            if left == 0:
                return tuple(found)
            left -= 1
            evidence = each()
            if evidence is not None:
                found.append(evidence)
                break
    return tuple(found)


def _addresses(
    certificate: Any, issuer: Any, fetch: Fetch | None, ask: Ask | None
) -> Iterator[Callable[[], Evidence | None]]:
    if ask is not None and issuer is not None:
        request = _request(certificate, issuer)
        for url in certificate.ocsp_urls:
            yield partial(_asked, ask, url, request)
    if fetch is not None:
        for point in certificate.crl_distribution_points:
            if point.url:
                yield partial(_fetched, fetch, point.url)


def _asked(ask: Ask, address: str, request: bytes) -> Evidence | None:
    return _good(OCSP, address, ask(address, request))


def _fetched(fetch: Fetch, address: str) -> Evidence | None:
    return _good(CRL, address, fetch(address))


def _good(kind: str, address: str, content: bytes | None) -> Evidence | None:
    """None where it did not come, or is something else."""
    if content is None:
        return None
    evidence = Evidence(kind, address, content)
    with suppress(ValueError, TypeError):
        evidence.read()
        return evidence
    return None


def _issuer_of(certificate: Any, known: Iterable[Any]) -> Any:
    """Who issued it; None for who issued itself, or is not known."""
    if certificate.issuer == certificate.subject:
        return None
    return next((each for each in known if each.subject == certificate.issuer), None)


def _request(certificate: Any, issuer: Any) -> bytes:
    from asn1crypto import ocsp

    which = ocsp.CertId(
        {
            "hash_algorithm": {"algorithm": "sha1"},  # what every responder takes (RFC 5019, 2.1)
            "issuer_name_hash": issuer.subject.sha1,
            "issuer_key_hash": issuer.public_key.sha1,
            "serial_number": certificate.serial_number,
        }
    )
    asked = ocsp.TBSRequest({"request_list": [{"req_cert": which}]})
    return bytes(ocsp.OCSPRequest({"tbs_request": asked}).dump())
