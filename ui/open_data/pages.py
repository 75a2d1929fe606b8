"""What a municipality buys, in plain words, with the files beside it; and how it publishes."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from processes.procurement.ocds.packages import LICENSE, months_between
from processes.procurement.ocds.plan import LISTED
from processes.procurement.ocds.text import loads
from storage.queries.releases import (
    RecordRow,
    record_by_ocid,
    records_of,
    releases_of_case,
    span_of_releases,
)
from storage.tables.types import instant, micros
from ui.errors import not_found
from ui.open_data.files import Ocid
from ui.open_data.present import line_of, purchase_of
from ui.portal.around import Link, citizen_page
from ui.visit import AnyVisit, Visit

router = APIRouter(prefix="/{municipality}/open")
PAGE = 25
ON_TRIAL = "ocds-xxxxxx"
Before = Annotated[str, Query(max_length=60, pattern=r"^(\d{1,16}-\d{1,19})?$")]


@router.get("/purchases", response_model=None)
def purchases(here: AnyVisit, before: Before = "") -> Response:
    """Purchases, those in which something happened last first."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        rows = records_of(connection, town, before=_place(before), limit=PAGE + 1, but=LISTED)
        span = span_of_releases(connection, town)
    shown = rows[:PAGE]
    context = {
        "lines": [line_of(row, here) for row in shown],
        "more_href": _more(here, rows),
        "first_href": here.path("open", "purchases") if before else "",
        "files": _files(here),
        "contracts_href": here.path("open", "contracts"),
        "plan_href": here.path("open", "plan"),
        "months": _months(here, span),
        **_about(here),
    }
    return citizen_page(here, "open_data/purchases.html", context)


@router.get("/purchases/{ocid}", response_model=None)
def purchase(here: AnyVisit, ocid: Ocid) -> Response:
    """One purchase: how it stands, what was agreed and paid, step by step, with its documents."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        row = record_by_ocid(connection, town, ocid)
        releases = releases_of_case(connection, town, row.case_id) if row else ()
    if row is None:
        raise not_found(here.words)
    context = {
        "purchase": purchase_of(row, loads(row.body), releases, here),
        "json_href": here.path("open", "ocds", f"{ocid}.json"),
        "list_href": here.path("open", "purchases"),
        **_about(here),
    }
    return citizen_page(here, "open_data/purchase.html", context)


@router.get("/policy", response_model=None)
def policy(here: AnyVisit) -> Response:
    """What is published, when, under which licence, and what is not."""
    context = {
        "list_href": here.path("open", "purchases"),
        "portal_href": here.path("open"),
        "roots_href": here.path("open", "roots"),
        **_about(here),
    }
    return citizen_page(here, "open_data/policy.html", context)


def _about(here: Visit) -> dict[str, object]:
    return {
        "license_href": LICENSE,
        "policy_href": here.path("open", "policy"),
        "on_trial": here.surroundings.settings.ocds_prefix == ON_TRIAL,
    }


def _files(here: Visit) -> list[Link]:
    _ = here.words.gettext
    named = (
        ("tender.csv", _("Procedimientos (CSV)")),
        ("awards.csv", _("Adjudicaciones (CSV)")),
        ("contracts.csv", _("Contratos (CSV)")),
        ("index.json", _("Lista de todo (JSON)")),
    )
    return [Link(label, here.path("open", "ocds", name)) for name, label in named]


def _months(here: Visit, span: tuple[datetime, datetime] | None) -> list[Link]:
    """The last twelve, newest first; all of them are in the list."""
    found = months_between(*span)[-12:] if span else []
    return [
        Link(
            f"{month:02}/{year}",
            here.path("open", "ocds", "releases", f"{year:04}-{month:02}.json"),
        )
        for year, month in reversed(found)
    ]


def _place(before: str) -> tuple[datetime, int] | None:
    if not before:
        return None
    at, case_id = before.split("-")
    return instant(int(at)), int(case_id)


def _more(here: Visit, rows: tuple[RecordRow, ...]) -> str:
    if len(rows) <= PAGE:
        return ""
    last = rows[PAGE - 1]
    return here.path("open", "purchases", before=f"{micros(last.changed_at)}-{last.case_id}")
