"""Which shared version a version or a draft of a municipality was made from."""

from sqlalchemy import select

from storage.database import Connection
from storage.queries.reading import joined
from storage.tables import definition_origins, definitions, draft_origins, shared_files
from storage.tables.definitions import DefinitionState


def origin_of_version(
    connection: Connection, municipality_id: int, definition_id: int
) -> str | None:
    """The hash of the shared files that a version was made from; None where it is the
    municipality's own alone."""
    of = definition_origins.c
    found = select(of.hash).where(
        of.municipality_id == municipality_id, of.definition_id == definition_id
    )
    return connection.scalar(found)


def origin_of_draft(
    connection: Connection, municipality_id: int, draft_id: int, *, until: int | None = None
) -> str | None:
    """That of a draft which took in a later shared version, now or as of an earlier state; None:
    that of the version under it."""
    of = draft_origins.c
    found = select(of.hash).where(of.municipality_id == municipality_id, of.draft_id == draft_id)
    if until is not None:
        found = found.where(of.revision <= until)
    return connection.scalar(found.order_by(of.revision.desc()).limit(1)) or None


def origins_in_force(connection: Connection, municipality_id: int) -> dict[str, str]:
    """The hash of the shared files that each version in force was made from, by process."""
    found = (
        select(definitions.c.key, definition_origins.c.hash)
        .join(definitions, joined(definition_origins, definitions, "definition_id"))
        .where(definition_origins.c.municipality_id == municipality_id)
        .where(definitions.c.state == DefinitionState.ACTIVE)
    )
    return {row[0]: row[1] for row in connection.execute(found)}


def kept_shared_files(
    connection: Connection, municipality_id: int, key: str, *, content_hash: str
) -> dict[str, bytes]:
    """The files of a shared version that was merged and never adopted; none of any other."""
    of = shared_files.c
    found = select(of.path, of.content).where(
        of.municipality_id == municipality_id, of.process_key == key, of.hash == content_hash
    )
    return {path: bytes(content) for path, content in connection.execute(found)}
