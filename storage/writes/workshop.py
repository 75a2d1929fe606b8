"""Writing down the states of a draft, what is said of it, and what was asked and decided."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, insert, update

from storage.database import Connection
from storage.queries.workshop import AskingRow, CommentRow, DraftRow, SaveRow
from storage.tables import (
    process_askings,
    process_comments,
    process_drafts,
    process_save_files,
    process_saves,
)


def insert_draft(connection: Connection, municipality_id: int, row: DraftRow) -> None:
    """A draft; one that is open already is refused by the database."""
    values = {name: getattr(row, name) for name in DraftRow.__dataclass_fields__}
    connection.execute(insert(process_drafts).values(municipality_id=municipality_id, **values))


def set_draft_state(
    connection: Connection, municipality_id: int, draft_id: int, *, state: str
) -> None:
    """What became of it."""
    connection.execute(
        update(process_drafts)
        .where(process_drafts.c.municipality_id == municipality_id)
        .where(process_drafts.c.id == draft_id)
        .values(state=state)
    )


def insert_save(
    connection: Connection,
    municipality_id: int,
    draft_id: int,
    row: SaveRow,
    files: Mapping[str, bytes | None],
) -> None:
    """One more state. Its number is taken by whoever comes first: the other begins anew."""
    own = {"municipality_id": municipality_id, "draft_id": draft_id, "revision": row.revision}
    told = {"act": row.act, "path": row.path, "person_id": row.person_id, "at": row.at}
    connection.execute(insert(process_saves).values(**own, **told))
    if files:
        rows = [{**own, "path": path, "content": body} for path, body in sorted(files.items())]
        connection.execute(insert(process_save_files), rows)


def forget_save(
    connection: Connection, municipality_id: int, draft_id: int, *, revision: int
) -> None:
    """Takes a state away that the same person has just written over."""
    for table in (process_save_files, process_saves):
        connection.execute(
            delete(table).where(
                table.c.municipality_id == municipality_id,
                table.c.draft_id == draft_id,
                table.c.revision == revision,
            )
        )


def insert_comment(
    connection: Connection, municipality_id: int, draft_id: int, row: CommentRow
) -> None:
    """What somebody said."""
    values = {name: getattr(row, name) for name in list(CommentRow.__dataclass_fields__)[:7]}
    connection.execute(
        insert(process_comments).values(
            municipality_id=municipality_id, draft_id=draft_id, **values
        )
    )


def settle_comment(
    connection: Connection,
    municipality_id: int,
    comment_id: int,
    *,
    draft_id: int,
    by: int | None,
    at: datetime,
) -> bool:
    """Nothing is left to be done about it; False where there is no such thing open."""
    done = connection.execute(
        update(process_comments)
        .where(process_comments.c.municipality_id == municipality_id)
        .where(process_comments.c.id == comment_id, process_comments.c.draft_id == draft_id)
        .where(process_comments.c.settled_at.is_(None))
        .values(settled_by=by, settled_at=at)
    )
    return bool(done.rowcount)


def put_asking(connection: Connection, municipality_id: int, row: AskingRow) -> None:
    """What was asked, as it stands now, in the place of what was there."""
    of = process_askings.c
    values = {name: getattr(row, name) for name in AskingRow.__dataclass_fields__}
    own = (of.municipality_id == municipality_id, of.id == row.id)
    if not connection.execute(update(process_askings).where(*own).values(values)).rowcount:
        connection.execute(
            insert(process_askings).values(municipality_id=municipality_id, **values)
        )
