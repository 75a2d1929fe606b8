"""The files that bear out the answers of a round, written into the answers themselves.

An area files one for a question, under the kind `evidencia.CODE`. Once it has answered, each row
gets its `archivo`: `nombre`, `documento`, `version` and `sha256` of what stands in the file of the
case then. So what verification looked at stays said, whatever is filed later.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from engine.installation import Installation
from engine.jobs.results import Done, Handler, Incident, Result, Work
from engine.sentences import N_, phrase
from storage.database import Connection
from storage.queries.documents import CaseDocument, documents_of_case
from storage.tables.documents import DocumentState

KIND = "evidencia."


def evidence_handlers(installation: Installation) -> dict[str, Handler]:
    """`improvement:evidence`: `rows` of an area come back with the file of each."""
    return {"improvement:evidence": lambda work: _note(installation, work)}


def _note(installation: Installation, work: Work) -> Result:
    rows = work.payload.get("rows")
    if not isinstance(rows, list) or not all(isinstance(each, Mapping) for each in rows):
        return Incident(phrase(N_("«rows» debe ser la lista de las respuestas.")))
    with installation.database.read(work.municipality_id) as connection:
        found = files_by_code(connection, work.municipality_id, work.case_id or 0)
    return Done({"rows": [{**row, "archivo": found.get(str(row.get("codigo")))} for row in rows]})


def files_by_code(
    connection: Connection, municipality_id: int, case_id: int
) -> dict[str, dict[str, Any]]:
    """The newest file of each question that has one."""
    there = [
        each
        for each in documents_of_case(connection, municipality_id, case_id)
        if each.document.kind.startswith(KIND)
        and each.document.state == DocumentState.PRESENT
        and each.versions
    ]
    there.sort(key=lambda each: (each.versions[0].uploaded_at, each.document.id))
    return {each.document.kind.removeprefix(KIND): _told(each) for each in there}


def _told(each: CaseDocument) -> dict[str, Any]:
    newest = each.versions[0]
    return {
        "nombre": newest.filename,
        "documento": Decimal(newest.document_id),
        "version": Decimal(newest.version),
        "sha256": newest.sha256,
    }
