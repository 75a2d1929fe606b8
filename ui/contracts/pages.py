"""The register of contracts, and the guarantees that the treasury keeps with what ends next.

Nobody writes here: the acts of each case do.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from engine.identity import AUDITOR
from storage.database import Connection
from storage.queries.contracts import contracts_of, next_to_expire
from ui.contracts.asked import ContractsAsked, pills_of, state_choices
from ui.contracts.paging import PAGE, PLACE, more_of, place_of
from ui.contracts.present import contract_line, guarantee_line
from ui.editor.allowed import not_allowed
from ui.parts import Column, Tab
from ui.roles import works_here
from ui.staff import staff_page
from ui.visit import Member, SignedIn

router = APIRouter(prefix="/{municipality}/contracts")
MOST = 200
SECTION = "contracts"
Before = Annotated[str, Query(max_length=60, pattern=PLACE)]
States = Annotated[str, Query(max_length=20)]


@router.get("", response_model=None)
def contracts(here: SignedIn, before: Before = "") -> Response:
    """Contracts, those signed last first, as the address narrows them."""
    asked, town = ContractsAsked.of(here.request.query_params), here.municipality.id
    _ = here.words.gettext
    with here.installation.database.read(town) as connection:
        allow(here, connection)
        rows = contracts_of(
            connection, town, asked.wanted,
            today=here.today, before=place_of(before), limit=PAGE + 1,
        )  # fmt: skip
        context = {
            "tab_list": tabs_of(here, guarantees=False),
            "pills": pills_of(asked, here.words, lambda each: each.address(here, "contracts")),
            "asked": asked,
            "states": state_choices(here.words),
            "narrowed": asked != ContractsAsked(),
            "search_action": here.path("contracts"),
            "all_href": here.path("contracts"),
            "open_href": here.path("open", "contracts"),
            "columns": [
                Column(_("Contrato")),
                Column(_("Proveedor")),
                Column(_("Importe"), numeric=True),
                Column(_("Firmado")),
                Column(_("Termina")),
                Column(_("Estado")),
            ],
            "lines": [
                contract_line(row, here.path("cases", row.case_number), here, inside=True)
                for row in rows[:PAGE]
            ],
            "first_href": asked.address(here, "contracts") if before else "",
            "more_href": more_of(
                rows, lambda place: asked.address(here, "contracts", before=place)
            ),
        }
        return shown(here, connection, "contracts/list.html", context)


@router.get("/guarantees", response_model=None)
def guarantees(here: SignedIn, state: States = "held") -> Response:
    """Guarantees in custody, those that end first; or those that were given back or collected."""
    town = here.municipality.id
    state = state if state in ("held", "returned", "collected") else "held"
    _ = here.words.gettext
    with here.installation.database.read(town) as connection:
        allow(here, connection)
        rows = next_to_expire(connection, town, state=state, limit=MOST + 1)
        context = {
            "tab_list": tabs_of(here, guarantees=True),
            "state_tabs": [
                Tab(label, here.path("contracts", "guarantees", state=key), current=key == state)
                for key, label in (
                    ("held", _("En custodia")),
                    ("returned", _("Devueltas")),
                    ("collected", _("Ejecutadas")),
                )
            ],
            "columns": [
                Column(_("Garantía")),
                Column(_("Contrato")),
                Column(_("Importe"), numeric=True),
                Column(_("Vigente hasta")),
                Column(_("Estado")),
            ],
            "lines": [
                guarantee_line(row, here.path("cases", number), here) for row, number in rows[:MOST]
            ],
            "cut": len(rows) > MOST,
        }
        return shown(here, connection, "contracts/guarantees.html", context)


def tabs_of(here: Member, *, guarantees: bool = False, plan: bool = False) -> list[Tab]:
    """Contracts, guarantees and the plan of the year, side by side."""
    _ = here.words.gettext
    return [
        Tab(_("Contratos"), here.path("contracts"), current=not guarantees and not plan),
        Tab(_("Garantías"), here.path("contracts", "guarantees"), current=guarantees),
        Tab(_("Plan anual"), here.path("plan"), current=plan),
    ]


def allow(here: Member, connection: Connection) -> None:
    """The people of the municipality, and who audits it."""
    if AUDITOR not in here.actor.roles and not works_here(here, connection):
        raise not_allowed(here.words)


def shown(
    here: Member, connection: Connection, template: str, context: dict[str, object]
) -> Response:
    """A page inside the shell."""
    return staff_page(here, connection, template, context, section=SECTION)
