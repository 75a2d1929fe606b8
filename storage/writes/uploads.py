"""Files on their way and cases not begun: kept, moved on, forgotten."""

from datetime import datetime

from sqlalchemy import delete, insert, select, tuple_, update
from sqlalchemy.dialects import postgresql, sqlite

from storage.database import Connection
from storage.queries.uploads import UploadRow
from storage.tables import start_drafts, uploads


def insert_upload(connection: Connection, municipality_id: int, row: UploadRow) -> None:
    """A file is announced."""
    values = {name: getattr(row, name) for name in UploadRow.__dataclass_fields__}
    connection.execute(insert(uploads).values(municipality_id=municipality_id, **values))


def move_upload(
    connection: Connection,
    municipality_id: int,
    upload_id: int,
    *,
    received: int,
    handle: str,
    at: datetime,
) -> None:
    """How far a file has come, and under which handle the store keeps it."""
    connection.execute(
        update(uploads)
        .where(uploads.c.municipality_id == municipality_id, uploads.c.id == upload_id)
        .where(uploads.c.sha256.is_(None))
        .values(received=received, handle=handle, moved_at=at)
    )


def finish_upload(
    connection: Connection,
    municipality_id: int,
    upload_id: int,
    *,
    sha256: str,
    media_type: str,
    filename: str,
    at: datetime,
) -> None:
    """The file is whole and was judged."""
    connection.execute(
        update(uploads)
        .where(uploads.c.municipality_id == municipality_id, uploads.c.id == upload_id)
        .values(
            sha256=sha256,
            media_type=media_type,
            filename=filename,
            received=uploads.c.size,
            moved_at=at,
        )
    )


def drop_upload(connection: Connection, municipality_id: int, upload_id: int) -> None:
    """Forgets a file that was filed, or is not wanted."""
    connection.execute(
        delete(uploads).where(
            uploads.c.municipality_id == municipality_id, uploads.c.id == upload_id
        )
    )


def save_start_draft(
    connection: Connection,
    municipality_id: int,
    *,
    draft_id: int,
    person_id: int,
    definition_id: int,
    data: str,
    at: datetime,
) -> bool:
    """Keeps what was typed for a case that is not begun; False when the draft is another's."""
    upsert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    kept = connection.execute(
        upsert(start_drafts)
        .values(
            municipality_id=municipality_id,
            id=draft_id,
            person_id=person_id,
            definition_id=definition_id,
            data=data,
            begun_at=at,
            saved_at=at,
        )
        .on_conflict_do_update(
            index_elements=["municipality_id", "id"],
            set_={"data": data, "saved_at": at, "definition_id": definition_id},
            where=start_drafts.c.person_id == person_id,
        )
        .returning(start_drafts.c.id)
    )
    return kept.first() is not None


def drop_start_draft(connection: Connection, municipality_id: int, draft_id: int) -> None:
    """Forgets a draft: its case began, or it is not wanted."""
    connection.execute(
        delete(start_drafts).where(
            start_drafts.c.municipality_id == municipality_id, start_drafts.c.id == draft_id
        )
    )


def prune_start_drafts(connection: Connection, *, before: datetime, limit: int) -> int:
    """Forgets drafts that nobody touched since an instant; how many."""
    found = (
        select(start_drafts.c.municipality_id, start_drafts.c.id)
        .where(start_drafts.c.saved_at < before)
        .limit(limit)
    )
    keys = [tuple(row) for row in connection.execute(found)]
    if keys:
        mark = tuple_(start_drafts.c.municipality_id, start_drafts.c.id)
        connection.execute(delete(start_drafts).where(mark.in_(keys)))
    return len(keys)


def prune_uploads(connection: Connection, *, before: datetime, limit: int) -> int:
    """Forgets files that nobody moved since an instant; how many. The store throws away by itself
    what never became whole."""
    found = (
        select(uploads.c.municipality_id, uploads.c.id)
        .where(uploads.c.moved_at < before)
        .limit(limit)
    )
    keys = [tuple(row) for row in connection.execute(found)]
    if keys:
        mark = tuple_(uploads.c.municipality_id, uploads.c.id)
        connection.execute(delete(uploads).where(mark.in_(keys)))
    return len(keys)
