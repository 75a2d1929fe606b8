"""Who acts for whom: their mandates, and which of them hold on a day."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, exists, or_, select

from storage.database import Connection
from storage.queries.reading import joined, many, one
from storage.tables import applications, cases, mandates, persons


@dataclass(frozen=True, slots=True)
class MandateRow:
    """Somebody may act for another, for these services (none named: all) and days."""

    id: int
    agent_id: int
    principal_id: int
    services: str
    from_on: date
    until_on: date | None
    document: str
    checked_by: int | None
    checked_at: datetime
    revoked_at: datetime | None
    revoked_by: int | None
    agent: str
    principal: str


_agents, _principals = persons.alias("agents"), persons.alias("principals")


_MANDATE = (
    select(
        *(mandates.c[name] for name in list(MandateRow.__dataclass_fields__)[:-2]),
        _agents.c.name,
        _principals.c.name,
    )
    .select_from(mandates)
    .join(_agents, joined(mandates, _agents, "agent_id"))
    .join(_principals, joined(mandates, _principals, "principal_id"))
)


def mandate_by_id(
    connection: Connection, municipality_id: int, mandate_id: int
) -> MandateRow | None:
    """One mandate, revoked or lapsed or not."""
    found = _MANDATE.where(
        mandates.c.municipality_id == municipality_id, mandates.c.id == mandate_id
    )
    return one(connection, found, MandateRow)


def mandates_of(
    connection: Connection, municipality_id: int, agent_id: int, *, on: date
) -> tuple[MandateRow, ...]:
    """For whom somebody may act on a day."""
    found = (
        _MANDATE.where(mandates.c.municipality_id == municipality_id)
        .where(mandates.c.agent_id == agent_id, in_force(on))
        .order_by(_principals.c.name, mandates.c.id)
    )
    return many(connection, found, MandateRow)


def mandates_for(
    connection: Connection, municipality_id: int, principal_id: int, *, on: date
) -> tuple[MandateRow, ...]:
    """Who may act for somebody on a day."""
    found = (
        _MANDATE.where(mandates.c.municipality_id == municipality_id)
        .where(mandates.c.principal_id == principal_id, in_force(on))
        .order_by(_agents.c.name, mandates.c.id)
    )
    return many(connection, found, MandateRow)


def list_mandates(
    connection: Connection, municipality_id: int, *, limit: int = 500
) -> tuple[MandateRow, ...]:
    """All of them, newest first."""
    found = (
        _MANDATE.where(mandates.c.municipality_id == municipality_id)
        .order_by(mandates.c.checked_at.desc(), mandates.c.id.desc())
        .limit(limit)
    )
    return many(connection, found, MandateRow)


def in_force(on: date):  # type: ignore[no-untyped-def]  # a condition
    return and_(
        mandates.c.revoked_at.is_(None),
        mandates.c.from_on <= on,
        or_(mandates.c.until_on.is_(None), mandates.c.until_on >= on),
    )


def acts_in(person_id: int, on: date):  # type: ignore[no-untyped-def]  # a condition
    """The applicant gave the person a mandate for the service of the case."""
    spaced = " " + mandates.c.services + " "
    return exists(
        select(mandates.c.id)
        .select_from(mandates)
        .join(
            cases,
            and_(
                cases.c.municipality_id == mandates.c.municipality_id,
                cases.c.id == applications.c.case_id,
            ),
        )
        .where(mandates.c.municipality_id == applications.c.municipality_id)
        .where(mandates.c.principal_id == applications.c.person_id)
        .where(mandates.c.agent_id == person_id, in_force(on))
        .where(
            or_(
                mandates.c.services == "",
                spaced.contains(" " + cases.c.process_key + " "),
            )
        )
        .correlate(applications)
    )
