"""Writing down which shared version a version or a draft was made from."""

from collections.abc import Mapping

from sqlalchemy import delete, insert, select

from storage.database import Connection
from storage.tables import definition_origins, draft_origins, shared_files


def put_origin_of_version(
    connection: Connection, municipality_id: int, definition_id: int, *, content_hash: str
) -> None:
    """A version was made from these shared files."""
    of = definition_origins.c
    mine = (of.municipality_id == municipality_id, of.definition_id == definition_id)
    connection.execute(delete(definition_origins).where(*mine))
    connection.execute(
        insert(definition_origins).values(
            municipality_id=municipality_id, definition_id=definition_id, hash=content_hash
        )
    )


def put_origin_of_draft(
    connection: Connection,
    municipality_id: int,
    draft_id: int,
    *,
    revision: int,
    content_hash: str,
) -> None:
    """From this state on a draft is made from these shared files; "": from those of its version."""
    connection.execute(
        insert(draft_origins).values(
            municipality_id=municipality_id, draft_id=draft_id, revision=revision,
            hash=content_hash,
        )
    )  # fmt: skip


def keep_shared_files(
    connection: Connection,
    municipality_id: int,
    key: str,
    *,
    content_hash: str,
    files: Mapping[str, bytes],
) -> None:
    """The files of a shared version, once."""
    of = shared_files.c
    there = select(of.path).where(
        of.municipality_id == municipality_id, of.process_key == key, of.hash == content_hash
    )
    if connection.execute(there.limit(1)).first() is None:
        own = {"municipality_id": municipality_id, "process_key": key, "hash": content_hash}
        rows = [{**own, "path": path, "content": body} for path, body in sorted(files.items())]
        connection.execute(insert(shared_files), rows)
