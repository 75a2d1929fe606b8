"""Storing versions of processes and saying which is active."""

from collections.abc import Mapping

from sqlalchemy import insert, update

from storage.database import Connection
from storage.queries.definitions import DefinitionRow
from storage.tables import definition_files, definitions
from storage.tables.definitions import DefinitionState


def insert_definition(
    connection: Connection, municipality_id: int, row: DefinitionRow, files: Mapping[str, bytes]
) -> None:
    """A new version with its files. A version that exists already is a lost race."""
    values = {name: getattr(row, name) for name in DefinitionRow.__dataclass_fields__}
    connection.execute(insert(definitions).values(municipality_id=municipality_id, **values))
    connection.execute(
        insert(definition_files),
        [
            {
                "municipality_id": municipality_id,
                "definition_id": row.id,
                "path": path,
                "content": content,
            }
            for path, content in sorted(files.items())
        ],
    )


def activate_definition(
    connection: Connection, municipality_id: int, *, key: str, definition_id: int
) -> None:
    """Lets new cases of a process begin with this version; the one before is superseded."""
    of_key = update(definitions).where(
        definitions.c.municipality_id == municipality_id, definitions.c.key == key
    )
    connection.execute(
        of_key.where(
            definitions.c.state.in_((DefinitionState.ACTIVE, DefinitionState.FOUNDED))
        ).values(state=DefinitionState.SUPERSEDED)
    )
    connection.execute(
        of_key.where(definitions.c.id == definition_id).values(state=DefinitionState.ACTIVE)
    )


def found_anew(connection: Connection, municipality_id: int, row: DefinitionRow) -> None:
    """What a process without a version was founded with, said anew."""
    connection.execute(
        update(definitions)
        .where(definitions.c.municipality_id == municipality_id, definitions.c.id == row.id)
        .where(definitions.c.state == DefinitionState.FOUNDED)
        .values(title=row.title, family=row.family, manifest=row.manifest)
    )


def retire_definition(connection: Connection, municipality_id: int, definition_id: int) -> None:
    """Lets nobody start with this version any more."""
    connection.execute(
        update(definitions)
        .where(definitions.c.municipality_id == municipality_id)
        .where(definitions.c.id == definition_id)
        .values(state=DefinitionState.RETIRED)
    )
