"""Versions of processes: which are active, what is in them, how many cases run on them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, bindparam, func, or_, select

from storage.database import Connection
from storage.queries.reading import many, one
from storage.questions import Question, answer
from storage.tables import definition_files, definitions, process_drafts
from storage.tables.definitions import DefinitionState
from storage.tables.workshop import DraftState


@dataclass(frozen=True, slots=True)
class DefinitionRow:
    """One version without its files; `manifest` is JSON text."""

    id: int
    key: str
    version: int
    hash: str
    title: str
    family: str
    manifest: str
    deployed_at: datetime
    deployed_by: int | None
    state: str


_ALL = select(*(definitions.c[name] for name in DefinitionRow.__dataclass_fields__))
_ACTIVE = (
    _ALL.where(definitions.c.municipality_id == bindparam("municipality"))
    .where(definitions.c.state == DefinitionState.ACTIVE)
    .order_by(definitions.c.family, definitions.c.title)
)


def definition_by_id(
    connection: Connection, municipality_id: int, definition_id: int
) -> DefinitionRow | None:
    """One version."""
    found = _ALL.where(
        definitions.c.municipality_id == municipality_id, definitions.c.id == definition_id
    )
    return one(connection, found, DefinitionRow)


def definitions_by_id(
    connection: Connection, municipality_id: int, definition_ids: Collection[int]
) -> tuple[DefinitionRow, ...]:
    """Several versions, in the order of their ids."""
    found = _ALL.where(
        definitions.c.municipality_id == municipality_id,
        definitions.c.id.in_(list(definition_ids)),
    ).order_by(definitions.c.id)
    return many(connection, found, DefinitionRow)


def definition_by_hash(
    connection: Connection, municipality_id: int, key: str, *, content_hash: str
) -> DefinitionRow | None:
    """The newest version of a process with exactly this content."""
    found = (
        _ALL.where(definitions.c.municipality_id == municipality_id, definitions.c.key == key)
        .where(definitions.c.hash == content_hash)
        .order_by(definitions.c.version.desc())
    )
    return one(connection, found, DefinitionRow)


def active_definition(
    connection: Connection, municipality_id: int, key: str
) -> DefinitionRow | None:
    """The version with which new cases of a process begin."""
    found = _ALL.where(
        definitions.c.municipality_id == municipality_id,
        definitions.c.key == key,
        definitions.c.state == DefinitionState.ACTIVE,
    )
    return one(connection, found, DefinitionRow)


def drawn_definition(
    connection: Connection, municipality_id: int, key: str
) -> DefinitionRow | None:
    """The version that the workshop draws over: the active one, else what a process that has none
    yet was founded with, unless it was given up."""
    found = _ALL.where(
        definitions.c.municipality_id == municipality_id,
        definitions.c.key == key,
        or_(definitions.c.state == DefinitionState.ACTIVE, _in_preparation(municipality_id)),
    ).order_by(definitions.c.version.desc())
    return one(connection, found, DefinitionRow)


def founded_definition(
    connection: Connection, municipality_id: int, key: str
) -> DefinitionRow | None:
    """What a process without a version was founded with, given up or not."""
    found = _ALL.where(
        definitions.c.municipality_id == municipality_id,
        definitions.c.key == key,
        definitions.c.state == DefinitionState.FOUNDED,
    )
    return one(connection, found, DefinitionRow)


def founded_definitions(connection: Connection, municipality_id: int) -> tuple[DefinitionRow, ...]:
    """What processes without a version were founded with, by title; not those that were given
    up."""
    found = _ALL.where(
        definitions.c.municipality_id == municipality_id, _in_preparation(municipality_id)
    ).order_by(definitions.c.title)
    return many(connection, found, DefinitionRow)


def _in_preparation(municipality_id: int) -> ColumnElement[bool]:
    """Founded, and drawn or approved for a later day."""
    draft = process_drafts.c
    going_on = (
        select(draft.id)
        .where(draft.municipality_id == municipality_id, draft.base_id == definitions.c.id)
        .where(draft.state.in_((DraftState.OPEN, DraftState.PUBLISHED)))
    )
    return and_(definitions.c.state == DefinitionState.FOUNDED, going_on.exists())


def active_definitions(connection: Connection, municipality_id: int) -> tuple[DefinitionRow, ...]:
    """The active version of every process, by family and title."""
    return answer(connection, active_definitions_asked(municipality_id))


def active_definitions_asked(municipality_id: int) -> Question[tuple[DefinitionRow, ...]]:
    """The same, to be asked together with others."""
    return Question(
        _ACTIVE,
        {"municipality": municipality_id},
        lambda rows: tuple(DefinitionRow(*row) for row in rows),
    )


def versions_of(
    connection: Connection, municipality_id: int, key: str
) -> tuple[DefinitionRow, ...]:
    """Every version of a process, newest first."""
    found = _ALL.where(
        definitions.c.municipality_id == municipality_id,
        definitions.c.key == key,
        definitions.c.version > 0,
    ).order_by(definitions.c.version.desc())
    return many(connection, found, DefinitionRow)


def manifests_of(connection: Connection, municipality_id: int) -> dict[int, str]:
    """What each version of every process says about itself, by the id of the version."""
    found = select(definitions.c.id, definitions.c.manifest).where(
        definitions.c.municipality_id == municipality_id
    )
    return {row[0]: row[1] for row in connection.execute(found)}


def next_version(connection: Connection, municipality_id: int, key: str) -> int:
    """The version that the next deployment of a process gets; 1 for the first."""
    found = select(func.coalesce(func.max(definitions.c.version), 0) + 1).where(
        definitions.c.municipality_id == municipality_id, definitions.c.key == key
    )
    return int(connection.execute(found).scalar_one())


def files_of(connection: Connection, municipality_id: int, definition_id: int) -> dict[str, bytes]:
    """The files of a version by their path."""
    found = select(definition_files.c.path, definition_files.c.content).where(
        definition_files.c.municipality_id == municipality_id,
        definition_files.c.definition_id == definition_id,
    )
    return {path: bytes(content) for path, content in connection.execute(found)}
