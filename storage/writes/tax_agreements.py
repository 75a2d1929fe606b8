"""Agreements are signed, and lost."""

from dataclasses import asdict
from datetime import date

from sqlalchemy import insert, update

from storage.database import Connection
from storage.queries.tax_agreements import AgreementRow
from storage.tables import tax_agreements


def insert_agreement(connection: Connection, municipality_id: int, row: AgreementRow) -> None:
    """An agreement is signed."""
    connection.execute(
        insert(tax_agreements).values(municipality_id=municipality_id, **asdict(row))
    )


def lose_agreement(
    connection: Connection, municipality_id: int, agreement_id: int, *, on: date, why: str
) -> bool:
    """An agreement is lost; False where it was."""
    lost = (
        update(tax_agreements)
        .where(tax_agreements.c.municipality_id == municipality_id)
        .where(tax_agreements.c.id == agreement_id, tax_agreements.c.lost_on.is_(None))
        .values(lost_on=on, why=why)
    )
    return connection.execute(lost).rowcount == 1
