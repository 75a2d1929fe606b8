"""The annual plans as anybody may read them: a page a year, and the same as JSON and CSV.

Addresses never change; an item is `/open/plan/2026#item-7`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from engine.registers.execution import execution_of
from engine.spreadsheets import line, written
from processes.procurement.ocds.packages import LICENSE
from storage.queries.plans import (
    ItemPurchase,
    Plan,
    PlannedItem,
    items_of_plan,
    plan_of,
    published_plans,
    state_of_plans,
    years_of_plans,
)
from ui.errors import not_found
from ui.open_data.files import CSV, JSON, answer
from ui.plan.asked import PlanAsked, area_choices, quarter_choices, state_choices
from ui.plan.present import figures, item_line, quarter_lines, sentence_of, version_lines
from ui.portal.around import Link, citizen_page
from ui.visit import AnyVisit, Visit

router = APIRouter(prefix="/{municipality}/open")
Year = Annotated[int, Path(ge=1970, le=9998)]


@router.get("/plan", response_model=None)
def newest(here: AnyVisit) -> Response:
    """The plan of the newest year that has one."""
    with here.installation.database.read(here.municipality.id) as connection:
        years = years_of_plans(connection, here.municipality.id)
    return _shown(here, years[0] if years else here.today.year)


@router.get("/plan/{year}.csv", response_model=None)
def as_csv(here: AnyVisit, year: Year) -> Response:
    """One row for each item."""
    plan, rows = _found(here, year)

    def pieces() -> Iterator[str]:
        yield line(list(COLUMNS))
        for row in rows:
            told = told_of(row, plan, here)
            yield line([written(told[column]) for column in COLUMNS])

    return answer(here, pieces(), CSV, tag_of(here))


@router.get("/plan/{year}.json", response_model=None)
def as_json(here: AnyVisit, year: Year) -> Response:
    """The plan with its versions and its items."""
    plan, rows = _found(here, year)
    told = {
        "publisher": here.municipality.name,
        "license": LICENSE,
        "year": year,
        "versions": [
            {
                "version": each.version,
                "date_approved": _plain(each.approved_on),
                "date_published": _plain(each.published_on),
                "resolution": each.resolution,
                "reason": each.reason,
                "items": each.items,
                "amount": _plain(each.amount),
                "currency": each.currency,
                "changes": json.loads(each.changes),
            }
            for each in plan.versions
        ],
        "items": [
            {name: _plain(value) for name, value in told_of(row, plan, here).items()}
            for row in rows
        ],
    }
    return answer(here, iter([json.dumps(told, ensure_ascii=False)]), JSON, tag_of(here))


@router.get("/plan/{year}", response_model=None)
def of_year(here: AnyVisit, year: Year) -> Response:
    """The plan of a year."""
    return _shown(here, year)


def _shown(here: Visit, year: int) -> Response:
    asked, town = PlanAsked.of(here.request.query_params), here.municipality.id
    address, _ = ("open", "plan", str(year)), here.words.gettext
    with here.installation.database.read(town) as connection:
        years = years_of_plans(connection, town)
        plan = plan_of(connection, town, year)
        rows = items_of_plan(connection, town, year) if plan else ()
        ocid = published_plans(connection, town).get(year, "")
    context: dict[str, object] = {
        "year": year,
        "plan": plan,
        "years": [Link(str(each), here.path("open", "plan", str(each))) for each in years],
        "license_href": LICENSE,
        "policy_href": here.path("open", "policy"),
        "purchases_href": here.path("open", "purchases"),
    }

    def linked(each: ItemPurchase) -> str:
        return here.path("open", "purchases", each.ocid) if each.ocid else ""

    if plan is not None:
        done, currency = execution_of(rows, year, here.today), plan.now.currency
        files = [
            Link(
                _("Plan %(year)s (CSV)") % {"year": year}, here.path("open", "plan", f"{year}.csv")
            ),
            Link(
                _("Plan %(year)s (JSON)") % {"year": year},
                here.path("open", "plan", f"{year}.json"),
            ),
        ]
        if ocid:
            ocds = here.path("open", "ocds", f"{ocid}.json")
            files.append(Link(_("Plan %(year)s (OCDS, JSON)") % {"year": year}, ocds))
        context |= {
            "sentence": sentence_of(plan, done, here),
            "figures": figures(done, here, currency),
            "quarters": quarter_lines(done, here, currency),
            "lines": [item_line(row, plan, here, linked) for row in asked.among(rows)],
            "versions": version_lines(plan, here),
            "asked": asked,
            "narrowed": asked != PlanAsked(),
            "states": state_choices(here.words),
            "areas": area_choices(rows),
            "quarter_list": quarter_choices(here.words),
            "search_action": here.path(*address),
            "files": files,
        }
    return citizen_page(here, "open_data/plan.html", context)


def told_of(row: PlannedItem, plan: Plan, here: Visit) -> Mapping[str, object]:
    """What is told of an item, by the columns of the table."""
    item = row.item
    base = f"{here.surroundings.settings.links}/{here.municipality.slug}/open"
    ocids = [each.ocid for each in row.purchases if each.ocid]
    return {
        "year": item.year,
        "number": item.number,
        "description": item.description,
        "object": item.object,
        "code": item.code,
        "quantity": item.quantity,
        "unit": item.unit,
        "currency": plan.now.currency,
        "amount": item.amount,
        "month": item.month,
        "quarter": item.quarter,
        "funds": item.funds,
        "area": item.area,
        "method": item.method,
        "method_name": item.method_name,
        "status": str(row.state),
        "date_called": row.called_on,
        "changed_in_version": item.since,
        "ocids": " ".join(ocids),
        "url": f"{base}/plan/{item.year}#item-{item.number}",
    }


COLUMNS = (
    "year", "number", "description", "object", "code", "quantity", "unit", "currency", "amount",
    "month", "quarter", "funds", "area", "method", "method_name", "status", "date_called",
    "changed_in_version", "ocids", "url",
)  # fmt: skip


def tag_of(here: Visit) -> str:
    """The ETag of the plans; weak, because what stands around may be written otherwise."""
    with here.installation.database.read(here.municipality.id) as connection:
        state = state_of_plans(connection, here.municipality.id)
    return f'W/"{sha256((state or "").encode()).hexdigest()[:20]}"'


def _found(here: Visit, year: int) -> tuple[Plan, tuple[PlannedItem, ...]]:
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        plan = plan_of(connection, town, year)
        rows = items_of_plan(connection, town, year) if plan else ()
    if plan is None:
        raise not_found(here.words)
    return plan, rows


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if isinstance(value, date) else value
