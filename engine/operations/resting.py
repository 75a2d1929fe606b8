"""The document that a batch of moves rests on: one for all, wherever in the archive it lies.

Whoever begins the batch must be able to read it; it is looked at once, when the batch begins. The
history of a case that has it not in its own file tells in whose file it lies.
"""

from __future__ import annotations

from collections.abc import Mapping

from engine.cases.permission import may_see
from engine.definitions.loading import program_of
from engine.documents.permission import may_know
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from engine.values import Value
from storage.database import Connection
from storage.queries.cases import case_by_id
from storage.queries.documents import document_by_id
from storage.tables.documents import DocumentState

FIELD = "document_id"


def document_of(parameters: Mapping[str, Value]) -> int | None:
    """Its id; None when the batch rests on none."""
    given = str(parameters.get(FIELD) or "")
    return int(given) if given.isdigit() else None


def refusal_of_document(
    installation: Installation,
    connection: Connection,
    actor: Actor,
    parameters: Mapping[str, Value],
) -> Refused | None:
    """Why the batch cannot rest on it; None when it can, or names none."""
    if not parameters.get(FIELD):
        return None
    town, document_id = actor.municipality_id, document_of(parameters)
    document = document_by_id(connection, town, document_id) if document_id else None
    case = case_by_id(connection, town, document.case_id) if document else None
    if document is None or case is None:
        return _refused()
    definition = program_of(installation, connection, town, case.definition_id)
    readable = (
        may_see(actor, definition)
        and may_know(actor, definition, document)
        and not document.sealed
        and document.state == DocumentState.PRESENT
    )
    return None if readable else _refused()


def _refused() -> Refused:
    return Refused(RefusalKind.INVALID_DATA, {"field": FIELD})
