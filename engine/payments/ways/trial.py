"""The gateway for trying: takes no money, and is otherwise one like any other.

Its page lies in the same application; what is chosen there goes back as a signed notice, by HMAC
(SHA-256) over the moment and the body, under a key derived from the installation's own secret. A
notice older than five minutes is refused, so that none can be played again later. There only where
the installation says so (`CAUCE_TEST_GATEWAY`).
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from hashlib import sha256

from engine.memory import Bounded
from engine.payments.ways.gateway import Notice, Trip

WAY = "trial"
SIGNATURE, MOMENT = "x-payment-signature", "x-payment-timestamp"
FRESH = timedelta(minutes=5)
PAGE = "trial"
_PURPOSE = b"cauce trial gateway 1"


class TrialGateway:
    """Keeps in memory where its payers go back to, and what they chose."""

    def __init__(self, secret: bytes) -> None:
        self._key = hmac.digest(secret, _PURPOSE, sha256)
        self._trips: Bounded[tuple[int, str], Trip] = Bounded(1_000)
        self._answers: Bounded[tuple[int, str], Notice] = Bounded(1_000)

    def address(self, trip: Trip) -> str:
        """Its own page, beside the one that the payer comes back to."""
        self._trips.keep((trip.municipality_id, trip.token), trip)
        return f"{trip.back.rstrip('/')}/{PAGE}"

    def trip(self, municipality_id: int, token: str) -> Trip | None:
        """Who came with a token."""
        return self._trips.get((municipality_id, token))

    def choose(
        self, municipality_id: int, token: str, *, paid: bool, now: datetime
    ) -> tuple[Mapping[str, str], bytes] | None:
        """The payer chose: the notice that its server sends; None for who never came."""
        trip = self.trip(municipality_id, token)
        if trip is None:
            return None
        operation = f"P{sha256(token.encode()).hexdigest()[:10].upper()}"
        notice = Notice(token, paid, trip.amount, trip.currency, operation)
        self._answers.keep((municipality_id, token), notice)
        body = json.dumps(
            {
                "token": token,
                "state": "paid" if paid else "refused",
                "amount": f"{trip.amount:f}",
                "currency": trip.currency,
                "operation": operation,
            }
        ).encode()
        return self.signed(municipality_id, body, now=now), body

    def ask(self, municipality_id: int, token: str) -> Notice | None:
        """What was chosen."""
        return self._answers.get((municipality_id, token))

    def signed(self, municipality_id: int, body: bytes, *, now: datetime) -> Mapping[str, str]:
        """The headers that prove who sent a body to which municipality, and when."""
        moment = str(int(now.timestamp()))
        return {MOMENT: moment, SIGNATURE: self._signature(municipality_id, moment, body)}

    def read(
        self, municipality_id: int, headers: Mapping[str, str], body: bytes, *, now: datetime
    ) -> Notice | None:
        """The notice, where its signature and its age hold."""
        moment = headers.get(MOMENT, "")
        if not (moment.isascii() and moment.isdecimal() and len(moment) <= 12):
            return None
        if abs(now.timestamp() - int(moment)) > FRESH.total_seconds():
            return None
        expected = self._signature(municipality_id, moment, body)
        if not hmac.compare_digest(headers.get(SIGNATURE, "").encode(), expected.encode()):
            return None
        return _notice(body)

    def _signature(self, municipality_id: int, moment: str, body: bytes) -> str:
        said = b".".join((str(municipality_id).encode(), moment.encode(), body))
        return hmac.new(self._key, said, sha256).hexdigest()


def _notice(body: bytes) -> Notice | None:
    try:
        said = json.loads(body)
        words = [said[name] for name in ("token", "state", "amount", "currency", "operation")]
        if not all(isinstance(each, str) for each in words):
            return None
        token, state, amount, currency, operation = words
        money = Decimal(amount)
    except (ValueError, KeyError, TypeError, InvalidOperation, RecursionError):
        return None
    if state not in ("paid", "refused"):
        return None
    return Notice(token, state == "paid", money, currency, operation[:60])
