"""Agreements to pay a debt in quotas."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import bindparam, select

from storage.database import Connection
from storage.queries.reading import many, one
from storage.tables import tax_agreements


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """An agreement; `debt` and `initial` in cents, `percent` of interest a month."""

    id: int
    taxpayer_id: int
    case_id: int
    number: str
    debt: int
    initial: int
    months: int
    percent: Decimal
    signed_on: date
    lost_on: date | None = None
    why: str = ""


_OF_TOWN = select(*(tax_agreements.c[name] for name in AgreementRow.__dataclass_fields__)).where(
    tax_agreements.c.municipality_id == bindparam("municipality")
)
_OF_CASE = _OF_TOWN.where(tax_agreements.c.case_id == bindparam("case"))
_OF_TAXPAYER = _OF_TOWN.where(tax_agreements.c.taxpayer_id == bindparam("taxpayer")).order_by(
    tax_agreements.c.signed_on.desc(), tax_agreements.c.id.desc()
)


def agreement_of_case(
    connection: Connection, municipality_id: int, case_id: int
) -> AgreementRow | None:
    """What a case signed."""
    found = {"municipality": municipality_id, "case": case_id}
    return one(connection, _OF_CASE, AgreementRow, found)


def agreements_of_taxpayer(
    connection: Connection, municipality_id: int, taxpayer_id: int
) -> tuple[AgreementRow, ...]:
    """Those of a taxpayer, the newest first."""
    found = {"municipality": municipality_id, "taxpayer": taxpayer_id}
    return many(connection, _OF_TAXPAYER, AgreementRow, found)
