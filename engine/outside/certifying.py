"""What signatures need of the outside: an authority that stamps the time (RFC 3161), and lists of
revoked certificates. Both only from hosts on the list of the installation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from engine.outside.calling import Answer, Caller

GOOD = 200
QUERY, REPLY = "application/timestamp-query", "application/timestamp-reply"


def lists_by(caller: Caller) -> Callable[[str], bytes | None]:
    """Brings what lies at the address of a list; None when it does not come."""

    def fetch(address: str) -> bytes | None:
        found = caller.call("GET", address, headers={})
        return found.body if isinstance(found, Answer) and found.status == GOOD else None

    return fetch


def stamper_by(caller: Caller, url: str) -> Any:
    """What signs a time upon signatures, asked at this address."""
    from asn1crypto import tsp
    from pyhanko.sign.timestamps import TimeStamper, TimestampRequestError

    class Stamper(TimeStamper):
        async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
            found = caller.call("POST", url, headers={"content-type": QUERY}, body=req.dump())
            if not isinstance(found, Answer):
                raise TimestampRequestError(found.reason)
            kind = {name.lower(): value for name, value in found.headers.items()}
            if found.status != GOOD or kind.get("content-type", "") != REPLY:
                raise TimestampRequestError(f"{url}: {found.status}")
            return tsp.TimeStampResp.load(found.body)

    return Stamper()  # type: ignore[no-untyped-call]  # the library's own
