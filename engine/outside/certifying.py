"""What signatures need of the outside: an authority that stamps the time (RFC 3161), lists of
revoked certificates and responders (OCSP). All only at hosts on the list of the installation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from engine.outside.calling import Answer, Caller

GOOD = 200
ASKED = "application/ocsp-request"
QUERY, REPLY = "application/timestamp-query", "application/timestamp-reply"


def lists_by(caller: Caller) -> Callable[[str], bytes | None]:
    """Brings what lies at the address of a list; None when it does not come."""

    def fetch(address: str) -> bytes | None:
        found = caller.call("GET", address, headers={})
        return found.body if isinstance(found, Answer) and found.status == GOOD else None

    return fetch


def answers_by(caller: Caller) -> Callable[[str, bytes], bytes | None]:
    """Brings the answer of a responder at an address to a request (OCSP); None when it does not
    come."""

    def ask(address: str, request: bytes) -> bytes | None:
        found = caller.call("POST", address, headers={"content-type": ASKED}, body=request)
        return found.body if isinstance(found, Answer) and found.status == GOOD else None

    return ask


def stamper_by(caller: Caller, url: str) -> Any:
    """What signs a time upon signatures, asked at this address."""
    from asn1crypto import tsp
    from pyhanko.sign.timestamps import TimeStamper, TimestampRequestError

    class Stamper(TimeStamper):
        async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
            found = caller.call("POST", url, headers={"content-type": QUERY}, body=req.dump())
            if not isinstance(found, Answer):
                raise TimestampRequestError(str(found.reason))
            kind = {name.lower(): value for name, value in found.headers.items()}
            if found.status != GOOD or kind.get("content-type", "") != REPLY:
                raise TimestampRequestError(f"{url}: {found.status}")
            return tsp.TimeStampResp.load(found.body)

    return Stamper()  # type: ignore[no-untyped-call]  # the library's own
