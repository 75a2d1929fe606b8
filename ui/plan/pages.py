"""The plan of a year: its items with the cases that run them, its quarters and its versions.

Nobody writes here: the acts of the plan's own case do, and those of each purchase.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from engine.registers.execution import execution_of
from storage.queries.plans import ItemPurchase, items_of_plan, plan_of, years_of_plans
from ui.contracts.pages import SECTION, allow, tabs_of
from ui.parts import Column, Tab
from ui.plan.asked import PlanAsked, area_choices, quarter_choices, state_choices
from ui.plan.present import figures, item_line, quarter_lines, sentence_of, version_lines
from ui.staff import staff_page
from ui.visit import SignedIn

router = APIRouter(prefix="/{municipality}/plan")
Year = Annotated[str, Query(max_length=4, pattern=r"^(\d{4})?$")]


@router.get("", response_model=None)
def plan(here: SignedIn, year: Year = "") -> Response:
    """The plan of a year, the newest where none is named, as the address narrows it."""
    asked, town = PlanAsked.of(here.request.query_params), here.municipality.id
    _ = here.words.gettext

    def linked(each: ItemPurchase) -> str:
        return here.path("cases", each.case_number)

    with here.installation.database.read(town) as connection:
        allow(here, connection)
        years = years_of_plans(connection, town)
        shown = int(year) if year else (years[0] if years else here.today.year)
        found = plan_of(connection, town, shown)
        rows = items_of_plan(connection, town, shown) if found else ()
        context: dict[str, object] = {
            "tab_list": tabs_of(here, plan=True),
            "years": [Tab(str(each), here.path("plan", year=str(each)), current=each == shown)
                      for each in years],
            "year": shown,
            "plan": found,
            "open_href": here.path("open", "plan", *([str(shown)] if found else [])),
            "start_href": here.path("start"),
            "sentence": "",
        }  # fmt: skip
        if found is not None:
            done = execution_of(rows, shown, here.today)
            currency = found.now.currency
            context |= {
                "sentence": sentence_of(found, done, here),
                "figures": figures(done, here, currency),
                "quarters": quarter_lines(done, here, currency),
                "lines": [item_line(row, found, here, linked) for row in asked.among(rows)],
                "versions": version_lines(found, here),
                "case_number": found.case_number,
                "case_href": here.path("cases", found.case_number),
                "asked": asked,
                "narrowed": asked != PlanAsked(),
                "all_href": here.path("plan", year=str(shown)),
                "search_action": here.path("plan"),
                "states": state_choices(here.words),
                "areas": area_choices(rows),
                "quarter_list": quarter_choices(here.words),
                "columns": [
                    Column(_("Ítem")),
                    Column(_("Área")),
                    Column(_("Monto"), numeric=True),
                    Column(_("Convocatoria")),
                    Column(_("Estado")),
                    Column(_("Expediente")),
                ],
            }
        return staff_page(here, connection, "plan/plan.html", context, section=SECTION)
