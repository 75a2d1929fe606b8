"""People from outside: who they are, the cases that they filed, and what they said of them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, bindparam, or_, select

from storage.database import Connection
from storage.queries.mandates import acts_in
from storage.queries.reading import containing, joined, many, one
from storage.tables import (
    applications,
    cases,
    citizen_sessions,
    citizens,
    definitions,
    event_details,
    events,
    instances,
    outer_identities,
    persons,
)


@dataclass(frozen=True, slots=True)
class CitizenRow:
    """A person from outside; `login` and `password_hash` of who has an account."""

    person_id: int
    national_id: str
    email: str
    phone: str
    login: str | None
    password_hash: str | None
    made_at: datetime
    name: str
    locale: str | None


@dataclass(frozen=True, slots=True)
class CitizenSessionRow:
    """A browser of somebody from outside; `case_id` where it is good for one case alone."""

    person_id: int
    kind: str
    case_id: int | None
    expires_at: datetime
    ended_at: datetime | None
    name: str
    locale: str | None


@dataclass(frozen=True, slots=True)
class ApplicationRow:
    """Who asked for a case, how, and what opens it to them; `lead_id` is the first of those that
    were filed in one application, whose PIN opens them all."""

    case_id: int
    person_id: int
    code: str
    pin_hash: str
    tries_left: int
    closed_until: datetime | None
    channel: str
    filed_by: int | None
    mandate_id: int | None
    filed_at: datetime
    withdrawn_at: datetime | None
    lead_id: int | None = None
    withdrawn_as: str | None = None

    @property
    def opened_by(self) -> int:
        """The case whose PIN opens it."""
        return self.lead_id or self.case_id


@dataclass(frozen=True, slots=True)
class FiledCase:
    """A case in the list of its applicant."""

    case_id: int
    code: str
    number: str
    process_key: str
    title: str
    service: str
    state: str
    outcome: str | None
    filed_at: datetime
    definition_id: int
    applicant_id: int
    applicant: str


@dataclass(frozen=True, slots=True)
class StoryRow:
    """The version of a running state, the number of its last event, and when it was written."""

    version: int
    chain_seq: int
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class WrittenRow:
    """What one side wrote to the other; `detail` is None once it was erased."""

    kind: int
    at: datetime
    detail: str | None


_CITIZEN = select(
    *(citizens.c[name] for name in list(CitizenRow.__dataclass_fields__)[:-2]),
    persons.c.name,
    persons.c.locale,
).join(persons, joined(citizens, persons, "person_id"))
_APPLICATION = select(*(applications.c[name] for name in ApplicationRow.__dataclass_fields__))
_APPLICATION_BY_CODE = _APPLICATION.where(
    applications.c.municipality_id == bindparam("municipality"),
    applications.c.code == bindparam("code"),
)
_STORY = select(*(instances.c[name] for name in StoryRow.__dataclass_fields__)).where(
    instances.c.municipality_id == bindparam("municipality"),
    instances.c.case_id == bindparam("case"),
)
_FILED = (
    select(
        cases.c.id,
        applications.c.code,
        cases.c.number,
        cases.c.process_key,
        cases.c.title,
        definitions.c.title,
        cases.c.state,
        cases.c.outcome,
        applications.c.filed_at,
        cases.c.definition_id,
        applications.c.person_id,
        persons.c.name,
    )
    .select_from(applications)
    .join(cases, joined(applications, cases, "case_id"))
    .join(definitions, joined(cases, definitions, "definition_id"))
    .join(persons, joined(applications, persons, "person_id"))
)
_FILED_CASE = _FILED.where(
    applications.c.municipality_id == bindparam("municipality"),
    applications.c.case_id == bindparam("case"),
)


def citizen_by_id(
    connection: Connection, municipality_id: int, person_id: int
) -> CitizenRow | None:
    """Somebody from outside."""
    found = _CITIZEN.where(
        citizens.c.municipality_id == municipality_id, citizens.c.person_id == person_id
    )
    return one(connection, found, CitizenRow)


def citizen_by_login(connection: Connection, municipality_id: int, login: str) -> CitizenRow | None:
    """Who has an account with this e-mail, in small letters."""
    found = _CITIZEN.where(citizens.c.municipality_id == municipality_id, citizens.c.login == login)
    return one(connection, found, CitizenRow)


def accounts_with(
    connection: Connection, municipality_id: int, text: str = "", *, limit: int = 50
) -> tuple[CitizenRow, ...]:
    """Accounts, with a password or opened by a provider alone, by a part of the name, the e-mail or
    the number of a document; all, by name, without one."""
    by_provider = select(outer_identities.c.person_id).where(
        outer_identities.c.municipality_id == municipality_id, outer_identities.c.door == "citizen"
    )
    found = _CITIZEN.where(
        citizens.c.municipality_id == municipality_id,
        or_(citizens.c.login.is_not(None), citizens.c.person_id.in_(by_provider)),
    )
    if text:
        columns = (persons.c.name, citizens.c.login, citizens.c.national_id)
        found = found.where(or_(*(containing(each, text) for each in columns)))
    found = found.order_by(persons.c.name, citizens.c.person_id).limit(limit)
    return many(connection, found, CitizenRow)


def citizen_session(
    connection: Connection, municipality_id: int, token_hash: str
) -> CitizenSessionRow | None:
    """The session of a token, over or not."""
    found = (
        select(
            citizen_sessions.c.person_id,
            citizen_sessions.c.kind,
            citizen_sessions.c.case_id,
            citizen_sessions.c.expires_at,
            citizen_sessions.c.ended_at,
            persons.c.name,
            persons.c.locale,
        )
        .join(persons, joined(citizen_sessions, persons, "person_id"))
        .where(citizen_sessions.c.municipality_id == municipality_id)
        .where(citizen_sessions.c.token_hash == token_hash)
    )
    return one(connection, found, CitizenSessionRow)


def application_by_code(
    connection: Connection, municipality_id: int, code: str
) -> ApplicationRow | None:
    """The application with a tracking code, as it is written."""
    asked = {"municipality": municipality_id, "code": code}
    return one(connection, _APPLICATION_BY_CODE, ApplicationRow, asked)


def application_of(
    connection: Connection, municipality_id: int, case_id: int
) -> ApplicationRow | None:
    """How a case was asked for; None of one that nobody from outside asked for."""
    found = _APPLICATION.where(
        applications.c.municipality_id == municipality_id, applications.c.case_id == case_id
    )
    return one(connection, found, ApplicationRow)


def story_of(connection: Connection, municipality_id: int, case_id: int) -> StoryRow | None:
    """How far the story of a case goes: another one whenever anything was done in it."""
    asked = {"municipality": municipality_id, "case": case_id}
    return one(connection, _STORY, StoryRow, asked)


def any_code_given(connection: Connection, municipality_id: int) -> bool:
    """Whether some case has a tracking code already."""
    found = select(applications.c.case_id).where(applications.c.municipality_id == municipality_id)
    return connection.execute(found.limit(1)).first() is not None


def cases_applied_for(
    connection: Connection, municipality_id: int, person_id: int, *, on: date
) -> frozenset[int]:
    """The cases that somebody may act in on a day: their own, and those of whom they act for."""
    found = select(applications.c.case_id).where(
        applications.c.municipality_id == municipality_id,
        or_(applications.c.person_id == person_id, acts_in(person_id, on)),
    )
    return frozenset(connection.execute(found).scalars())


def filed_cases(
    connection: Connection, municipality_id: int, person_id: int, *, on: date, limit: int = 200
) -> tuple[FiledCase, ...]:
    """The same for a list, newest first."""
    found = (
        _FILED.where(applications.c.municipality_id == municipality_id)
        .where(or_(applications.c.person_id == person_id, acts_in(person_id, on)))
        .order_by(applications.c.filed_at.desc(), applications.c.case_id.desc())
        .limit(limit)
    )
    return many(connection, found, FiledCase)


def filed_case(connection: Connection, municipality_id: int, case_id: int) -> FiledCase | None:
    """One of them."""
    asked = {"municipality": municipality_id, "case": case_id}
    return one(connection, _FILED_CASE, FiledCase, asked)


def filed_together(
    connection: Connection, municipality_id: int, lead_id: int
) -> tuple[FiledCase, ...]:
    """The cases of one application, in the order in which they were filed."""
    found = (
        _FILED.where(applications.c.municipality_id == municipality_id)
        .where(applications.c.lead_id == lead_id)
        .order_by(applications.c.code)
    )
    return many(connection, found, FiledCase)


def opened_with(connection: Connection, municipality_id: int, case_id: int) -> frozenset[int]:
    """The cases that the PIN of a case opens: itself, and those filed with it."""
    found = select(applications.c.case_id).where(
        applications.c.municipality_id == municipality_id,
        or_(applications.c.case_id == case_id, applications.c.lead_id == case_id),
    )
    return frozenset(connection.execute(found).scalars())


def letters_in(
    connection: Connection, municipality_id: int, case_id: int, *, kinds: Collection[int]
) -> tuple[WrittenRow, ...]:
    """What was written in a case from one side to the other, oldest first."""
    found = (
        select(events.c.kind, events.c.at, event_details.c.data)
        .outerjoin(
            event_details,
            and_(
                event_details.c.municipality_id == events.c.municipality_id,
                event_details.c.case_id == events.c.case_id,
                event_details.c.seq == events.c.seq,
            ),
        )
        .where(events.c.municipality_id == municipality_id, events.c.case_id == case_id)
        .where(events.c.kind.in_(list(kinds)))
        .order_by(events.c.seq)
    )
    return many(connection, found, WrittenRow)
