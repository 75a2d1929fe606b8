"""The sealed result of a verification for anybody who has its address: what was looked at and what
was found. Only who holds the hash finds it."""

from __future__ import annotations

import json
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from engine.auditing.statement import as_file
from storage.queries.verifications import VerificationRow, verification_by_hash
from storage.tables.verifications import Scope
from ui.audit.verifications import result_of, what_of
from ui.documents.download import disposition
from ui.errors import not_found
from ui.portal.around import citizen_page
from ui.visit import AnyVisit, Visit

router = APIRouter(prefix="/{municipality}/open/seals")
Hash = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$")]


@router.get("/{statement_hash}", response_model=None)
def seal(here: AnyVisit, statement_hash: Hash) -> Response:
    """What was sealed."""
    row = row_of(here, statement_hash)
    told = result_of(here, row)
    context = {
        "what": what_of(row, here),
        "whole": told["whole"],
        "title": told["seal_title"],
        "count": len(json.loads(row.faults)),
        "facts": told["facts"],
        "of_case": row.scope == Scope.CASE,
        "file_href": here.path("open", "seals", statement_hash, "proof.json"),
        "roots_href": here.path("open", "roots"),
        "verifier_href": here.path("verifier"),
    }
    return citizen_page(here, "open_data/seal.html", context)


@router.get("/{statement_hash}/proof.json", response_model=None)
def file(here: AnyVisit, statement_hash: Hash) -> Response:
    """The statement and its seal."""
    row = row_of(here, statement_hash)
    name = disposition(f"verificacion-{statement_hash[:12]}.json", shown=False)
    return Response(
        as_file(row), headers={"content-disposition": name}, media_type="application/json"
    )


def row_of(here: Visit, statement_hash: str) -> VerificationRow:
    """The one with this hash in this municipality."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        row = verification_by_hash(connection, town, statement_hash)
    if row is None:
        raise not_found(here.words)
    return row
