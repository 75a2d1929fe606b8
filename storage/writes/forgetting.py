"""People from outside are forgotten: with their last case, or as guests who asked for none."""

from datetime import datetime

from sqlalchemy import and_, delete, exists, select, tuple_, update

from storage.database import Connection
from storage.tables import (
    applications,
    cases,
    citizen_sessions,
    citizens,
    disposal_items,
    draft_codes,
    mandates,
    outer_identities,
    outer_sign_ins,
    person_words,
    persons,
    start_drafts,
    surveys,
    uploads,
)


def forget_applicant(connection: Connection, municipality_id: int, case_id: int) -> None:
    """What a case that is disposed of told of who asked for it: their words of how it was, and,
    where they have no account and no other case, their name and how they were reached."""
    connection.execute(
        update(surveys)
        .where(surveys.c.municipality_id == municipality_id, surveys.c.case_id == case_id)
        .values(words="")
    )
    connection.execute(
        update(cases)
        .where(cases.c.municipality_id == municipality_id, cases.c.id == case_id)
        .values(on_behalf_of=None)
    )
    asked = select(applications.c.person_id).where(
        applications.c.municipality_id == municipality_id, applications.c.case_id == case_id
    )
    for person_id in connection.execute(asked).scalars().all():
        if not _is_needed(connection, municipality_id, person_id, case_id):
            _forget(connection, municipality_id, person_id)


def _is_needed(connection: Connection, town: int, person_id: int, but: int) -> bool:
    """They have an account, a mandate, or another case that is kept."""
    kept = (
        select(applications.c.case_id)
        .where(applications.c.municipality_id == town, applications.c.person_id == person_id)
        .where(applications.c.case_id != but)
        .where(
            ~exists(
                select(disposal_items.c.case_id).where(
                    disposal_items.c.municipality_id == applications.c.municipality_id,
                    disposal_items.c.case_id == applications.c.case_id,
                )
            )
        )
    )
    account = select(citizens.c.person_id).where(
        citizens.c.municipality_id == town,
        citizens.c.person_id == person_id,
        citizens.c.login.is_not(None),
    )
    power = select(mandates.c.id).where(
        mandates.c.municipality_id == town, mandates.c.principal_id == person_id
    )
    elsewhere = select(outer_identities.c.id).where(
        outer_identities.c.municipality_id == town, outer_identities.c.person_id == person_id
    )
    asked = (kept, account, elsewhere, power)
    return any(connection.execute(each.limit(1)).first() is not None for each in asked)


def _forget(connection: Connection, town: int, person_id: int) -> None:
    connection.execute(
        update(citizens)
        .where(citizens.c.municipality_id == town, citizens.c.person_id == person_id)
        .values(national_id="", email="", phone="")
    )
    connection.execute(
        update(persons)
        .where(persons.c.municipality_id == town, persons.c.id == person_id)
        .where(persons.c.outside == 1)
        .values(name="")
    )


def prune_citizen_sessions(connection: Connection, *, now: datetime) -> int:
    """Forgets the sessions that are over; how many."""
    gone = delete(citizen_sessions).where(citizen_sessions.c.expires_at <= now)
    return connection.execute(gone).rowcount


def prune_guests(connection: Connection, *, before: datetime, limit: int) -> int:
    """Forgets who came before an instant, has no account, no case, no mandate and nothing left that
    they could go on with; how many."""
    found = (
        select(citizens.c.municipality_id, citizens.c.person_id)
        .where(citizens.c.made_at < before, citizens.c.login.is_(None))
        .where(
            *(
                ~_names(table, column)
                for table, column in (
                    (applications, "person_id"),
                    (applications, "filed_by"),
                    (mandates, "agent_id"),
                    (mandates, "principal_id"),
                    (citizen_sessions, "person_id"),
                    (outer_identities, "person_id"),
                    (outer_sign_ins, "person_id"),
                    (start_drafts, "person_id"),
                    (uploads, "person_id"),
                    (draft_codes, "person_id"),
                )
            )
        )
        .limit(limit)
    )
    keys = [tuple(row) for row in connection.execute(found)]
    if keys:
        for table, column in ((citizens, "person_id"), (person_words, "person_id")):
            mark = tuple_(table.c.municipality_id, table.c[column])
            connection.execute(delete(table).where(mark.in_(keys)))
        mark = tuple_(persons.c.municipality_id, persons.c.id)
        connection.execute(delete(persons).where(mark.in_(keys), persons.c.outside == 1))
    return len(keys)


def _names(table, column: str):  # type: ignore[no-untyped-def]  # a condition
    return exists(
        select(table.c.municipality_id).where(
            and_(
                table.c.municipality_id == citizens.c.municipality_id,
                table.c[column] == citizens.c.person_id,
            )
        )
    )
