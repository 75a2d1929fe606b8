"""What stands around the file of a case: other cases and people; what is kept, held and due."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, exists, or_, select

from storage.database import Connection
from storage.queries.reading import joined, many
from storage.tables import (
    case_links,
    case_people,
    cases,
    disposal_items,
    disposals,
    document_versions,
    documents,
    envelope_files,
    envelopes,
    holds,
    sealed_calls,
    uploads,
)
from storage.tables.documents import DocumentState

OVER = ("completed", "cancelled", "failed")


@dataclass(frozen=True, slots=True)
class LinkRow:
    """Another case beside a case. `outward`: this case took the other in, not the other way."""

    id: int
    case_id: int
    other_id: int
    kind: str
    reason: str
    created_at: datetime
    number: str
    title: str
    definition_id: int

    def outward(self, case_id: int) -> bool:
        """Whether the link was made from this case."""
        return self.case_id == case_id


@dataclass(frozen=True, slots=True)
class PartyRow:
    """Somebody in a case, with their part in it."""

    id: int
    case_id: int
    role: str
    name: str
    national_id: str
    contact: str
    added_at: datetime


@dataclass(frozen=True, slots=True)
class HoldRow:
    """A legal hold upon a series."""

    id: int
    process_key: str
    reason: str
    basis: str
    placed_at: datetime


@dataclass(frozen=True, slots=True)
class DueRow:
    """A case that was closed long enough ago."""

    case_id: int
    number: str
    title: str
    process_key: str
    closed_at: datetime


@dataclass(frozen=True, slots=True)
class DisposalRow:
    """An act of disposal: its number, its day, the rule that it applied."""

    id: int
    act: str
    act_on: date
    basis: str
    cases: int
    list_sha256: str
    made_at: datetime


def links_of_case(
    connection: Connection, municipality_id: int, case_id: int
) -> tuple[LinkRow, ...]:
    """The cases that stand beside a case, from either side, oldest first."""
    far = and_(
        cases.c.municipality_id == case_links.c.municipality_id,
        or_(
            and_(case_links.c.case_id == case_id, cases.c.id == case_links.c.other_id),
            and_(case_links.c.other_id == case_id, cases.c.id == case_links.c.case_id),
        ),
    )
    own = (case_links.c[name] for name in list(LinkRow.__dataclass_fields__)[:6])
    found = (
        select(*own, cases.c.number, cases.c.title, cases.c.definition_id)
        .join(cases, far)
        .where(case_links.c.municipality_id == municipality_id)
        .where(or_(case_links.c.case_id == case_id, case_links.c.other_id == case_id))
        .where(case_links.c.ended_at.is_(None))
        .order_by(case_links.c.created_at, case_links.c.id)
    )
    return many(connection, found, LinkRow)


def people_of_case(
    connection: Connection, municipality_id: int, case_id: int
) -> tuple[PartyRow, ...]:
    """Who is in a case, in the order they came."""
    found = (
        select(*(case_people.c[name] for name in PartyRow.__dataclass_fields__))
        .where(case_people.c.municipality_id == municipality_id)
        .where(case_people.c.case_id == case_id, case_people.c.ended_at.is_(None))
        .order_by(case_people.c.added_at, case_people.c.id)
    )
    return many(connection, found, PartyRow)


def open_holds(connection: Connection, municipality_id: int) -> tuple[HoldRow, ...]:
    """The legal holds in force, oldest first."""
    found = (
        select(*(holds.c[name] for name in HoldRow.__dataclass_fields__))
        .where(holds.c.municipality_id == municipality_id, holds.c.lifted_at.is_(None))
        .order_by(holds.c.placed_at, holds.c.id)
    )
    return many(connection, found, HoldRow)


def closed_before(
    connection: Connection,
    municipality_id: int,
    process_key: str,
    *,
    before: datetime,
    limit: int = 500,
) -> tuple[DueRow, ...]:
    """Cases of a process that were closed by then and have not been disposed of, oldest first."""
    gone = exists().where(
        disposal_items.c.municipality_id == cases.c.municipality_id,
        disposal_items.c.case_id == cases.c.id,
    )
    found = (
        select(cases.c.id, cases.c.number, cases.c.title, cases.c.process_key, cases.c.closed_at)
        .where(cases.c.municipality_id == municipality_id, cases.c.process_key == process_key)
        .where(cases.c.state.in_(OVER), cases.c.closed_at <= before, ~gone)
        .order_by(cases.c.closed_at, cases.c.id)
        .limit(limit)
    )
    return many(connection, found, DueRow)


def disposals_of(connection: Connection, municipality_id: int) -> tuple[DisposalRow, ...]:
    """The acts of disposal, newest first."""
    found = (
        select(*(disposals.c[name] for name in DisposalRow.__dataclass_fields__))
        .where(disposals.c.municipality_id == municipality_id)
        .order_by(disposals.c.made_at.desc(), disposals.c.id.desc())
    )
    return many(connection, found, DisposalRow)


def contents_of_case(connection: Connection, municipality_id: int, case_id: int) -> frozenset[str]:
    """The hashes of everything that a case has in the store."""
    filed = (
        select(document_versions.c.sha256)
        .join(documents, joined(document_versions, documents, "document_id"))
        .where(documents.c.municipality_id == municipality_id, documents.c.case_id == case_id)
    )
    sealed = (
        select(envelope_files.c.sha256)
        .join(envelopes, joined(envelope_files, envelopes, "envelope_id"))
        .join(sealed_calls, joined(envelopes, sealed_calls, "call_id"))
        .where(sealed_calls.c.municipality_id == municipality_id)
        .where(sealed_calls.c.case_id == case_id)
    )
    return frozenset((*connection.scalars(filed), *connection.scalars(sealed)))


def is_still_kept(connection: Connection, sha256: str) -> bool:
    """Whether any document of any municipality that was not disposed of has this content, a file
    that waits beside a draft, or a sealed envelope; asked of the whole installation, because equal
    contents are kept once."""
    filed = (
        select(document_versions.c.document_id)
        .join(documents, joined(document_versions, documents, "document_id"))
        .where(document_versions.c.sha256 == sha256)
        .where(documents.c.state != DocumentState.DISPOSED)
    )
    waiting = select(uploads.c.id).where(uploads.c.sha256 == sha256)
    sealed = select(envelope_files.c.id).where(envelope_files.c.sha256 == sha256)
    kept = or_(filed.exists(), waiting.exists(), sealed.exists())
    return bool(connection.scalar(select(kept)))
