"""The signed roots of the history for everybody: a page that says what they are for, and a file."""

from __future__ import annotations

import json
from dataclasses import dataclass

from fastapi import APIRouter
from starlette.responses import Response

from engine.history.published import published
from engine.history.signing import fingerprint_of, public_key_of
from storage.queries.roots import RootRow, last_root, newest_roots
from ui.open_data.files import JSON, answer
from ui.portal.around import citizen_page
from ui.visit import AnyVisit, Visit

router = APIRouter(prefix="/{municipality}/open")
SHOWN = 31
SHORT = 16
"""Digits of a hash on the page: the file has them all."""


@dataclass(frozen=True, slots=True)
class RootLine:
    """A root as the page tells it; of its hash the first digits."""

    number: int
    day: str
    cases: str
    hash: str


@router.get("/roots", response_model=None)
def page(here: AnyVisit) -> Response:
    """The newest roots, with the key that signs them."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        rows = newest_roots(connection, town, limit=SHOWN)
    context = {
        "lines": [_line(row, here) for row in rows],
        "fingerprint": fingerprint_of(public_key_of(here.installation, town)),
        "file_href": here.path("open", "roots.json"),
        "verifier_href": here.path("verifier"),
        "policy_href": here.path("open", "policy"),
    }
    return citizen_page(here, "open_data/roots.html", context)


@router.get("/roots.json", response_model=None)
def file(here: AnyVisit) -> Response:
    """All of them, each statement as it was signed."""
    town = here.municipality
    with here.installation.database.read(town.id) as connection:
        last = last_root(connection, town.id)
    tag = f'W/"{last.number if last else 0}"'
    return answer(here, published(here.installation, town.id, town.name), JSON, tag)


def _line(row: RootRow, here: Visit) -> RootLine:
    cases = int(json.loads(row.statement)["cases"])
    told = here.words.ngettext("%(n)s expediente", "%(n)s expedientes", cases) % {"n": cases}
    return RootLine(
        row.number, here.formats.date_words(row.day), told, bytes(row.hash).hex()[:SHORT]
    )
