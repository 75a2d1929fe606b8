"""Acts upon a document: locked, let go, classified, withdrawn."""

from __future__ import annotations

from starlette.responses import Response

from engine.access import Scope
from engine.documents.keeping import Kept, classify, lock, unlock, withdraw
from engine.refusals import Refused
from storage.tables.documents import Level
from ui.api.answers import answer, id_of
from ui.api.describing import writes
from ui.api.door import Here, Program
from ui.api.problems import of_refusal
from ui.api.repeats import Key, once
from ui.api.rooms import Identifier, room
from ui.api.shapes.cases import Reason
from ui.api.shapes.others import Classification, KeptDocument

router = room("documents")


@router.put("/documents/{document_id}/lock", **writes(Scope.DOCUMENTS_WRITE, KeptDocument))
def document_locked(here: Here, document_id: Identifier) -> Response:
    """Say that one is changing the document: nobody else adds a version meanwhile."""
    return told(here, lock(here.installation, here.actor, id_of(document_id)))


@router.delete("/documents/{document_id}/lock", **writes(Scope.DOCUMENTS_WRITE, KeptDocument))
def document_let_go(here: Here, document_id: Identifier) -> Response:
    """Let go of the document; operators may break another's lock."""
    return told(here, unlock(here.installation, here.actor, id_of(document_id)))


@router.put("/documents/{document_id}/level", **writes(Scope.DOCUMENTS_WRITE, KeptDocument))
def document_classified(here: Here, document_id: Identifier, asked: Classification) -> Response:
    """Say who may read the document, and why."""
    outcome = classify(
        here.installation, here.actor, id_of(document_id), Level(asked.level), asked.reason
    )
    return told(here, outcome)


@router.post("/documents/{document_id}/withdrawal", **writes(Scope.DOCUMENTS_WRITE, KeptDocument))
def document_withdrawn(
    here: Here, document_id: Identifier, asked: Reason, key: Key = None
) -> Response:
    """Take the document back, and say why; it stays in the file with its folios."""

    def work() -> Response:
        outcome = withdraw(here.installation, here.actor, id_of(document_id), asked.reason)
        return told(here, outcome)

    return once(here, key, work)


def told(here: Program, outcome: Kept | Refused) -> Response:
    """Which document it was; who classified it may not read it any more."""
    if isinstance(outcome, Refused):
        raise of_refusal(outcome)
    return answer(here, KeptDocument(id=str(outcome.document_id), case_id=str(outcome.case_id)))
