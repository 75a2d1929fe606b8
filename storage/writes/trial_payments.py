"""What the gateway for trying remembers: who was sent there, and what they chose."""

from dataclasses import asdict

from sqlalchemy import insert, update

from storage.database import Connection
from storage.queries.trial_payments import TrialRow
from storage.tables import trial_payments


def insert_trial_payment(connection: Connection, municipality_id: int, row: TrialRow) -> None:
    """Somebody is sent there."""
    connection.execute(
        insert(trial_payments).values(municipality_id=municipality_id, **asdict(row))
    )


def choose_trial_payment(
    connection: Connection, municipality_id: int, token: str, *, chosen: str
) -> None:
    """Its payer decided; the first word counts."""
    connection.execute(
        update(trial_payments)
        .where(trial_payments.c.municipality_id == municipality_id)
        .where(trial_payments.c.token == token, trial_payments.c.chosen.is_(None))
        .values(chosen=chosen)
    )
