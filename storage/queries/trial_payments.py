"""What the gateway for trying remembers of who was sent there."""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select

from storage.database import Connection
from storage.queries.reading import one
from storage.tables import trial_payments


@dataclass(frozen=True, slots=True)
class TrialRow:
    """A payment there; `chosen`: paid, refused, None while its payer has not decided."""

    token: str
    amount: Decimal
    currency: str
    concept: str
    back: str
    chosen: str | None


def trial_payment(connection: Connection, municipality_id: int, token: str) -> TrialRow | None:
    """The payment of a token."""
    names = TrialRow.__dataclass_fields__
    found = select(*(trial_payments.c[name] for name in names)).where(
        trial_payments.c.municipality_id == municipality_id, trial_payments.c.token == token
    )
    return one(connection, found, TrialRow)
