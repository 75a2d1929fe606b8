"""Drafts of processes: which are open, their states, the files of a state, what is said of them."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, func, select

from storage.database import Connection
from storage.queries.reading import joined, many, one
from storage.tables import (
    definitions,
    persons,
    process_askings,
    process_comments,
    process_drafts,
    process_save_files,
    process_saves,
)
from storage.tables.workshop import AskingState, DraftState, SaveAct


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One draft; `base_id` is the version that it began from."""

    id: int
    process_key: str
    title: str
    base_id: int
    state: str
    begun_by: int | None
    begun_at: datetime


@dataclass(frozen=True, slots=True)
class SaveRow:
    """One state of a draft: what was done, to which file, by whom."""

    revision: int
    act: str
    path: str
    person_id: int | None
    at: datetime
    person_name: str | None


@dataclass(frozen=True, slots=True)
class CommentRow:
    """What somebody said about an element of a file."""

    id: int
    path: str
    element_id: str
    person_id: int | None
    at: datetime
    said: str
    settled_at: datetime | None
    person_name: str | None


@dataclass(frozen=True, slots=True)
class AskingRow:
    """That a state may come into force: who asked, who decided, from which day."""

    id: int
    draft_id: int
    revision: int
    reason: str
    effective_on: date
    state: str
    asked_by: int | None
    asked_at: datetime
    decided_by: int | None
    decided_at: datetime | None
    answer: str
    definition_id: int | None
    in_force_at: datetime | None


@dataclass(frozen=True, slots=True)
class DueAsking:
    """A version that was approved and whose day has come, as the worker finds it."""

    municipality_id: int
    asking_id: int
    definition_id: int


_DRAFT = select(*(process_drafts.c[name] for name in DraftRow.__dataclass_fields__))
_ASKING = select(*(process_askings.c[name] for name in AskingRow.__dataclass_fields__))


def open_draft_of(connection: Connection, municipality_id: int, key: str) -> DraftRow | None:
    """The draft of a process that is worked on."""
    found = _DRAFT.where(
        process_drafts.c.municipality_id == municipality_id,
        process_drafts.c.process_key == key,
        process_drafts.c.state == DraftState.OPEN,
    )
    return one(connection, found, DraftRow)


def published_draft_of(connection: Connection, municipality_id: int, key: str) -> DraftRow | None:
    """The last draft of a process that became a version."""
    found = (
        _DRAFT.where(
            process_drafts.c.municipality_id == municipality_id,
            process_drafts.c.process_key == key,
            process_drafts.c.state == DraftState.PUBLISHED,
        )
        .order_by(process_drafts.c.id.desc())
        .limit(1)
    )
    return one(connection, found, DraftRow)


def draft_by_id(connection: Connection, municipality_id: int, draft_id: int) -> DraftRow | None:
    """One draft, whatever became of it."""
    found = _DRAFT.where(
        process_drafts.c.municipality_id == municipality_id, process_drafts.c.id == draft_id
    )
    return one(connection, found, DraftRow)


def saves_of(
    connection: Connection, municipality_id: int, draft_id: int, *, limit: int = 100
) -> tuple[SaveRow, ...]:
    """The states of a draft, newest first."""
    own = (process_saves.c[name] for name in list(SaveRow.__dataclass_fields__)[:5])
    found = (
        select(*own, persons.c.name)
        .outerjoin(persons, joined(process_saves, persons, "person_id"))
        .where(process_saves.c.municipality_id == municipality_id)
        .where(process_saves.c.draft_id == draft_id)
        .order_by(process_saves.c.revision.desc())
        .limit(limit)
    )
    return many(connection, found, SaveRow)


def authors_of(connection: Connection, municipality_id: int, draft_id: int) -> frozenset[int]:
    """Everybody who changed something in a draft."""
    found = select(process_saves.c.person_id).where(
        process_saves.c.municipality_id == municipality_id,
        process_saves.c.draft_id == draft_id,
        process_saves.c.act.not_in([SaveAct.BEGUN, SaveAct.ASIDE]),
        process_saves.c.person_id.is_not(None),
    )
    return frozenset(connection.scalars(found.distinct()))


def revisions_of(
    connection: Connection, municipality_id: int, draft_id: int, *, until: int | None = None
) -> dict[str, int]:
    """Each file of a draft with the revision that changed it last; what was saved aside is no part
    of it. `until`: as of an earlier state. Files that were taken out are named too."""
    kept = and_(
        process_saves.c.municipality_id == process_save_files.c.municipality_id,
        process_saves.c.draft_id == process_save_files.c.draft_id,
        process_saves.c.revision == process_save_files.c.revision,
    )
    found = (
        select(process_save_files.c.path, func.max(process_save_files.c.revision))
        .join(process_saves, kept)
        .where(process_save_files.c.municipality_id == municipality_id)
        .where(process_save_files.c.draft_id == draft_id, process_saves.c.act != SaveAct.ASIDE)
        .group_by(process_save_files.c.path)
    )
    if until is not None:
        found = found.where(process_save_files.c.revision <= until)
    return {row[0]: row[1] for row in connection.execute(found)}


def saved_files(
    connection: Connection, municipality_id: int, draft_id: int, revision: int
) -> dict[str, bytes | None]:
    """What one save wrote; None for a file that it took out."""
    found = select(process_save_files.c.path, process_save_files.c.content).where(
        process_save_files.c.municipality_id == municipality_id,
        process_save_files.c.draft_id == draft_id,
        process_save_files.c.revision == revision,
    )
    rows = connection.execute(found)
    return {path: None if content is None else bytes(content) for path, content in rows}


def files_of_draft(
    connection: Connection, municipality_id: int, draft_id: int, *, until: int | None = None
) -> dict[str, bytes]:
    """The files of a draft by their path, now or as of an earlier state."""
    newest = revisions_of(connection, municipality_id, draft_id, until=until)
    written = (
        (path, content)
        for revision in sorted(set(newest.values()))
        for path, content in saved_files(connection, municipality_id, draft_id, revision).items()
        if newest.get(path) == revision
    )
    return {path: content for path, content in written if content is not None}


def comments_of(
    connection: Connection, municipality_id: int, draft_id: int
) -> tuple[CommentRow, ...]:
    """What was said about a draft, in the order it was said."""
    own = (process_comments.c[name] for name in list(CommentRow.__dataclass_fields__)[:7])
    found = (
        select(*own, persons.c.name)
        .outerjoin(persons, joined(process_comments, persons, "person_id"))
        .where(process_comments.c.municipality_id == municipality_id)
        .where(process_comments.c.draft_id == draft_id)
        .order_by(process_comments.c.id)
    )
    return many(connection, found, CommentRow)


def comment_by_id(
    connection: Connection, municipality_id: int, comment_id: int
) -> CommentRow | None:
    """One of them."""
    own = (process_comments.c[name] for name in list(CommentRow.__dataclass_fields__)[:7])
    found = (
        select(*own, persons.c.name)
        .outerjoin(persons, joined(process_comments, persons, "person_id"))
        .where(process_comments.c.municipality_id == municipality_id)
        .where(process_comments.c.id == comment_id)
    )
    return one(connection, found, CommentRow)


def settler_of(connection: Connection, municipality_id: int, comment_id: int) -> str | None:
    """The name of who dealt with a comment; None where nobody did."""
    found = (
        select(persons.c.name)
        .join(process_comments, joined(process_comments, persons, "settled_by"))
        .where(process_comments.c.municipality_id == municipality_id)
        .where(process_comments.c.id == comment_id)
    )
    return connection.scalar(found)


def askings_of(
    connection: Connection, municipality_id: int, draft_id: int
) -> tuple[AskingRow, ...]:
    """What was asked about a draft, newest first."""
    found = _ASKING.where(
        process_askings.c.municipality_id == municipality_id,
        process_askings.c.draft_id == draft_id,
    ).order_by(process_askings.c.id.desc())
    return many(connection, found, AskingRow)


def asking_by_id(connection: Connection, municipality_id: int, asking_id: int) -> AskingRow | None:
    """One of them."""
    found = _ASKING.where(
        process_askings.c.municipality_id == municipality_id, process_askings.c.id == asking_id
    )
    return one(connection, found, AskingRow)


def waiting_versions(
    connection: Connection, municipality_id: int, key: str
) -> tuple[tuple[int, date], ...]:
    """The versions of a process that were approved and wait for their day: version, day."""
    found = (
        select(definitions.c.version, process_askings.c.effective_on)
        .join(definitions, joined(process_askings, definitions, "definition_id"))
        .where(process_askings.c.municipality_id == municipality_id)
        .where(process_askings.c.state == AskingState.APPROVED)
        .where(process_askings.c.in_force_at.is_(None), definitions.c.key == key)
        .order_by(process_askings.c.effective_on)
    )
    return tuple((row[0], row[1]) for row in connection.execute(found))


def due_askings(connection: Connection, *, on: date, limit: int) -> tuple[DueAsking, ...]:
    """What was approved, is not in force yet and whose day has come, over all municipalities; a
    municipality's own day may begin later, which whoever brings it into force looks at."""
    found = (
        select(
            process_askings.c.municipality_id, process_askings.c.id, process_askings.c.definition_id
        )
        .where(process_askings.c.state == AskingState.APPROVED)
        .where(process_askings.c.in_force_at.is_(None), process_askings.c.effective_on <= on)
        .order_by(process_askings.c.effective_on)
        .limit(limit)
    )
    return many(connection, found, DueAsking)
