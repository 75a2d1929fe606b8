"""What may be told of a failure: its sentence may quote what was entered, so of a step under seal
nobody reads it until the opening."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from engine.bpmn import Snapshot, visited
from engine.definitions.loading import Definition
from storage.database import Connection
from storage.queries.cases import where_it_stands
from storage.queries.incidents import FailedStep


def sealed_incidents(
    connection: Connection,
    municipality_id: int,
    rows: Iterable[FailedStep],
    definitions: Mapping[int, Definition],
) -> frozenset[int]:
    """The ids of those whose sentence is not told."""
    return frozenset(
        row.id
        for row in rows
        if is_sealed_to(
            connection,
            municipality_id,
            row.element_key,
            row.case_id,
            definitions[row.definition_id],
        )
    )


def is_sealed_to(
    connection: Connection,
    municipality_id: int,
    element_key: str | None,
    case_id: int,
    definition: Definition,
) -> bool:
    """Whether what is filed at an element of this case is still closed; the state of the case is
    read only where something is ever sealed there."""
    opens = next(
        (each.sealed_until for each in definition.program.elements if each.id == element_key), None
    )
    if opens is None:
        return False
    stand = where_it_stands(connection, municipality_id, case_id)
    if stand is None or stand.definition_id != definition.id:
        return True
    seen = visited(definition.program, Snapshot(stand.tokens, stand.scopes))
    return opens not in seen.opened
