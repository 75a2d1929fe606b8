"""The document of an address, as far as the person may know of it, with its case."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path

from storage.database import Connection
from storage.queries.cases import CaseRow, case_by_id
from storage.queries.documents import CaseDocument, document_by_id
from ui.cases.pages import seen_case
from ui.cases.scene import CaseScene
from ui.errors import not_found
from ui.visit import Member

DocumentId = Annotated[int, Path(ge=1, lt=2**63)]
Version = Annotated[int, Path(ge=1, lt=2**31)]
Number = Annotated[str, Path(max_length=80)]


def seen_document(
    here: Member, connection: Connection, document_id: int
) -> tuple[CaseRow, CaseScene, CaseDocument]:
    """Raises the page of what is not there, also for what the person may not know of."""
    town = here.municipality.id
    row = document_by_id(connection, town, document_id)
    case = case_by_id(connection, town, row.case_id) if row else None
    if case is None:
        raise not_found(here.words)
    case, scene = seen_case(here, connection, case.number)
    found = next((each for each in scene.documents if each.document.id == document_id), None)
    if found is None or not found.versions:
        raise not_found(here.words)
    return case, scene, found
