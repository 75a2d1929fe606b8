"""The page of the improvement plan: how far it has come, its roadmap, its actions in order."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from processes.improvement.plans import Plan, plans_of
from ui.errors import not_found
from ui.improvement.bought import bought_by
from ui.improvement.pages import SECTION, allow, tabs_of
from ui.improvement.plan import action_lines, drawn, plan_sentence, rank_lines
from ui.improvement.risks import damage_words, risk_rows
from ui.staff import staff_page
from ui.visit import Member, SignedIn

router = APIRouter(prefix="/{municipality}/improvement")
Number = Annotated[str, Query(max_length=60)]


@router.get("/plan", response_model=None)
def plan(here: SignedIn, number: Number = "") -> Response:
    """The newest plan, or the one that is named."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        allow(here, connection)
        plans = plans_of(here.installation, connection, town)
        shown = [each for each in plans if number in ("", each.number)]
        if number and not shown:
            raise not_found(here.words)
        context: dict[str, object] = {
            "tab_list": tabs_of(here, "plan"),
            "start_plan_href": here.path("start", "plan_mejora"),
            "plan": None,
        }
        if shown:
            context |= _told(here, shown[0], plans)
            context["bought"] = bought_by(shown[0].actions, here, connection)
        return staff_page(here, connection, "improvement/plan.html", context, section=SECTION)


def _told(here: Member, plan: Plan, plans: tuple[Plan, ...]) -> dict[str, object]:
    _ = here.words.gettext
    return {
        "plan": plan,
        "sentence": plan_sentence(plan, here),
        "agreed": _("Aprobado por el concejo: %(act)s") % {"act": plan.agreement}
        if plan.agreement
        else _("El concejo todavía no lo aprueba."),
        "budget": here.formats.money(plan.budget),
        "case_href": here.path("cases", plan.number),
        "roadmap": drawn(plan, here),
        "lines": action_lines(plan, here),
        "ranks": rank_lines(plan.actions, here),
        "risks": risk_rows(plan.actions, here),
        "damages": damage_words(here),
        "others": [
            (each.title, each.number, here.path("improvement", "plan", number=each.number))
            for each in plans
            if each.number != plan.number
        ],
    }
