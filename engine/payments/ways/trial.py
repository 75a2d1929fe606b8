"""The gateway for trying: takes no money, and is otherwise one like any other.

Its page lies in the same application; what is chosen there goes back as a signed notice, by HMAC
(SHA-256) over the moment and the body, under a key derived from the installation's own secret. A
notice older than five minutes is refused, so that none can be played again later. It remembers its
payers in a table, as a service outside would in its own house: every process finds them. There only
where the installation says so (`CAUCE_TEST_GATEWAY`).
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from hashlib import sha256

from engine.payments.ways.gateway import Notice, Trip
from storage.database import Database
from storage.queries.trial_payments import TrialRow, trial_payment
from storage.writes.trial_payments import choose_trial_payment, insert_trial_payment

WAY = "trial"
SIGNATURE, MOMENT = "x-payment-signature", "x-payment-timestamp"
FRESH = timedelta(minutes=5)
PAGE = "trial"
_PURPOSE = b"cauce trial gateway 1"


class TrialGateway:
    """Keeps where its payers go back to, and what they chose."""

    def __init__(self, secret: bytes, database: Database) -> None:
        self._key = hmac.digest(secret, _PURPOSE, sha256)
        self._database = database

    def address(self, trip: Trip) -> str:
        """Its own page, beside the one that the payer comes back to."""
        row = TrialRow(trip.token, trip.amount, trip.currency, trip.concept, trip.back, None)
        self._database.run(
            lambda connection: insert_trial_payment(connection, trip.municipality_id, row),
            municipality=trip.municipality_id,
        )
        return f"{trip.back.rstrip('/')}/{PAGE}"

    def trip(self, municipality_id: int, token: str) -> Trip | None:
        """Who came with a token."""
        row = self._row(municipality_id, token)
        if row is None:
            return None
        return Trip(municipality_id, token, row.amount, row.currency, row.concept, row.back)

    def choose(
        self, municipality_id: int, token: str, *, paid: bool, now: datetime
    ) -> tuple[Mapping[str, str], bytes] | None:
        """The payer chose: the notice that its server sends; None for who never came."""
        self._database.run(
            lambda connection: choose_trial_payment(
                connection, municipality_id, token, chosen="paid" if paid else "refused"
            ),
            municipality=municipality_id,
        )
        notice = self.ask(municipality_id, token)
        if notice is None:
            return None
        body = json.dumps(
            {
                "token": token,
                "state": "paid" if notice.paid else "refused",
                "amount": f"{notice.amount:f}",
                "currency": notice.currency,
                "operation": notice.operation,
            }
        ).encode()
        return self.signed(municipality_id, body, now=now), body

    def ask(self, municipality_id: int, token: str) -> Notice | None:
        """What was chosen."""
        row = self._row(municipality_id, token)
        if row is None or row.chosen is None:
            return None
        operation = f"P{sha256(token.encode()).hexdigest()[:10].upper()}"
        return Notice(token, row.chosen == "paid", row.amount, row.currency, operation)

    def _row(self, municipality_id: int, token: str) -> TrialRow | None:
        with self._database.read(municipality_id) as connection:
            return trial_payment(connection, municipality_id, token)

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
