"""What a person is sending and has not filed yet, and the cases that they have not begun yet."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from storage.database import Connection
from storage.queries.reading import joined, many, one
from storage.tables import definitions, start_drafts, uploads


@dataclass(frozen=True, slots=True)
class UploadRow:
    """A file on its way, in the store under `handle`; `sha256` and `media_type` once it is whole
    and has been judged."""

    id: int
    person_id: int
    task_id: int | None
    draft_id: int | None
    kind: str
    filename: str
    size: int
    received: int
    handle: str
    sha256: str | None
    media_type: str | None
    begun_at: datetime
    moved_at: datetime

    @property
    def whole(self) -> bool:
        """It arrived, was judged, and waits to be filed."""
        return self.sha256 is not None


@dataclass(frozen=True, slots=True)
class StartDraftRow:
    """A case that a person has not begun yet; `data` as it was given."""

    id: int
    person_id: int
    definition_id: int
    data: str
    begun_at: datetime
    saved_at: datetime
    process_key: str
    title: str


_UPLOAD = select(*(uploads.c[name] for name in UploadRow.__dataclass_fields__))
_OWN = list(StartDraftRow.__dataclass_fields__)[:-2]
_DRAFT = select(
    *(start_drafts.c[name] for name in _OWN), definitions.c.key, definitions.c.title
).join(definitions, joined(start_drafts, definitions, "definition_id"))


def upload_by_id(connection: Connection, municipality_id: int, upload_id: int) -> UploadRow | None:
    """One upload."""
    found = _UPLOAD.where(uploads.c.municipality_id == municipality_id, uploads.c.id == upload_id)
    return one(connection, found, UploadRow)


def uploads_at(
    connection: Connection,
    municipality_id: int,
    person_id: int,
    *,
    task_id: int | None = None,
    draft_id: int | None = None,
) -> tuple[UploadRow, ...]:
    """What a person has sent to a task, or to a draft, in the order it was begun."""
    column, place = (
        (uploads.c.task_id, task_id) if task_id is not None else (uploads.c.draft_id, draft_id)
    )
    found = (
        _UPLOAD.where(uploads.c.municipality_id == municipality_id, column == place)
        .where(uploads.c.person_id == person_id)
        .order_by(uploads.c.begun_at, uploads.c.id)
    )
    return many(connection, found, UploadRow)


def bytes_on_the_way(connection: Connection, municipality_id: int, person_id: int) -> int:
    """How much a person has announced and not filed."""
    found = select(func.coalesce(func.sum(uploads.c.size), 0)).where(
        uploads.c.municipality_id == municipality_id, uploads.c.person_id == person_id
    )
    return int(connection.scalar(found) or 0)


def start_draft_by_id(
    connection: Connection, municipality_id: int, draft_id: int
) -> StartDraftRow | None:
    """One draft of a case that is not begun."""
    found = _DRAFT.where(
        start_drafts.c.municipality_id == municipality_id, start_drafts.c.id == draft_id
    )
    return one(connection, found, StartDraftRow)


def start_drafts_of(
    connection: Connection, municipality_id: int, person_id: int, *, limit: int = 20
) -> tuple[StartDraftRow, ...]:
    """What a person can go on with, the latest first."""
    found = (
        _DRAFT.where(start_drafts.c.municipality_id == municipality_id)
        .where(start_drafts.c.person_id == person_id)
        .order_by(start_drafts.c.saved_at.desc(), start_drafts.c.id.desc())
        .limit(limit)
    )
    return many(connection, found, StartDraftRow)
