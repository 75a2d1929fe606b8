"""Writing down which shared version a version or a draft was made from."""

from collections.abc import Mapping

from sqlalchemy import Table, delete, insert, select

from storage.database import Connection
from storage.tables import definition_origins, draft_origins, shared_files


def put_origin_of_version(
    connection: Connection, municipality_id: int, definition_id: int, *, content_hash: str
) -> None:
    """A version was made from these shared files."""
    own = ("definition_id", definition_id)
    _put(connection, definition_origins, municipality_id, own, content_hash)


def put_origin_of_draft(
    connection: Connection, municipality_id: int, draft_id: int, *, content_hash: str
) -> None:
    """A draft took these shared files in."""
    _put(connection, draft_origins, municipality_id, ("draft_id", draft_id), content_hash)


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


def _put(
    connection: Connection,
    table: Table,
    municipality_id: int,
    own: tuple[str, int],
    content_hash: str,
) -> None:
    name, row_id = own
    mine = (table.c.municipality_id == municipality_id, table.c[name] == row_id)
    connection.execute(delete(table).where(*mine))
    row = {"municipality_id": municipality_id, name: row_id, "hash": content_hash}
    connection.execute(insert(table).values(**row))
