"""The register of contracts as anybody may read it: a page, and the same as JSON and CSV.

Of a supplier the name and the public tax number, as in all that is published; nothing of
guarantees. Addresses never change.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from engine.spreadsheets import line, written
from processes.procurement.ocds.packages import LICENSE
from storage.queries.contracts import ContractRow, Wanted, contracts_of, state_of_contracts
from ui.contracts.asked import ContractsAsked, pills_of, state_choices
from ui.contracts.paging import PAGE, PLACE, more_of, place_of
from ui.contracts.present import contract_line
from ui.open_data.files import CSV, JSON, answer
from ui.portal.around import Link, citizen_page
from ui.visit import AnyVisit, Visit

router = APIRouter(prefix="/{municipality}/open")
PIECE = 100
Before = Annotated[str, Query(max_length=60, pattern=PLACE)]
Told = Mapping[str, object]


@router.get("/contracts", response_model=None)
def contracts(here: AnyVisit, before: Before = "") -> Response:
    """Contracts, those signed last first, as the address narrows them."""
    asked, town = ContractsAsked.of(here.request.query_params), here.municipality.id
    _ = here.words.gettext

    def addressed(each: ContractsAsked, place: str = "") -> str:
        return each.address(here, "open", "contracts", before=place)

    asked = ContractsAsked(**{name: getattr(asked, name) for name in _PUBLIC})
    with here.installation.database.read(town) as connection:
        rows = contracts_of(
            connection, town, asked.wanted,
            today=here.today, before=place_of(before), limit=PAGE + 1,
        )  # fmt: skip
    context = {
        "asked": asked,
        "states": state_choices(here.words),
        "pills": [each for each in pills_of(asked, here.words, addressed) if each.active],
        "narrowed": asked != ContractsAsked(),
        "search_action": here.path("open", "contracts"),
        "all_href": here.path("open", "contracts"),
        "lines": [
            contract_line(
                row, here.path("open", "purchases", row.contract.ocid), here, inside=False
            )
            for row in rows[:PAGE]
        ],
        "first_href": addressed(asked) if before else "",
        "more_href": more_of(rows, lambda place: addressed(asked, place)),
        "files": [
            Link(_("Contratos (CSV)"), here.path("open", "contracts.csv")),
            Link(_("Contratos (JSON)"), here.path("open", "contracts.json")),
        ],
        "license_href": LICENSE,
        "policy_href": here.path("open", "policy"),
        "purchases_href": here.path("open", "purchases"),
    }
    return citizen_page(here, "open_data/contracts.html", context)


@router.get("/contracts.json", response_model=None)
def as_json(here: AnyVisit) -> Response:
    """Every contract."""
    about = {"publisher": here.municipality.name, "license": LICENSE}
    head = json.dumps(about, ensure_ascii=False)[:-1] + ', "contracts": ['

    def pieces() -> Iterator[str]:
        yield head
        for place, row in enumerate(every_contract(here)):
            told = {name: _plain(value) for name, value in told_of(row, here).items()}
            yield (",\n" if place else "\n") + json.dumps(told, ensure_ascii=False)
        yield "\n]}\n"

    return answer(here, pieces(), JSON, tag_of(here))


@router.get("/contracts.csv", response_model=None)
def as_csv(here: AnyVisit) -> Response:
    """One row for each contract."""

    def pieces() -> Iterator[str]:
        yield line(list(COLUMNS))
        for row in every_contract(here):
            told = told_of(row, here)
            yield line([written(told[column]) for column in COLUMNS])

    return answer(here, pieces(), CSV, tag_of(here))


def every_contract(here: Visit) -> Iterator[ContractRow]:
    """All of them, a piece at a time."""
    town, place = here.municipality.id, None
    while True:
        with here.installation.database.read(town) as connection:
            rows = contracts_of(
                connection, town, Wanted(), today=here.today, before=place, limit=PIECE
            )
        yield from (row.contract for row in rows)
        if len(rows) < PIECE:
            return
        last = rows[-1].contract
        place = (last.signed_on or date.min, last.case_id, last.place)


def told_of(row: ContractRow, here: Visit) -> Told:
    """What is told of a contract, by the columns of the table."""
    links = here.surroundings.settings.links
    return {
        "number": row.number,
        "ocid": row.ocid,
        "title": row.title,
        "method": row.method,
        "supplier_id": row.supplier_id,
        "supplier_name": row.supplier,
        "status": row.state,
        "currency": row.currency,
        "amount": row.amount,
        "original_amount": row.original,
        "amendments": row.amendments,
        "date_signed": row.signed_on,
        "date_ends": row.ends_on,
        "deliveries": row.deliveries,
        "deliveries_accepted": row.delivered,
        "paid": row.paid,
        "late_penalties": row.penalty,
        "url": f"{links}/{here.municipality.slug}/open/purchases/{row.ocid}",
    }


COLUMNS = (
    "number", "ocid", "title", "method", "supplier_id", "supplier_name", "status", "currency",
    "amount", "original_amount", "amendments", "date_signed", "date_ends", "deliveries",
    "deliveries_accepted", "paid", "late_penalties", "url",
)  # fmt: skip
_PUBLIC = ("words", "state", "year", "least", "most")


def tag_of(here: Visit) -> str:
    """The ETag of the register; weak, because what stands around may be written otherwise."""
    with here.installation.database.read(here.municipality.id) as connection:
        state = state_of_contracts(connection, here.municipality.id)
    return f'W/"{sha256((state or "").encode()).hexdigest()[:20]}"'


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if isinstance(value, date) else value
