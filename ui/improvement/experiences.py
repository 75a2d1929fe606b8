"""The bank of experiences: what plans of the municipality taught, found by words and area."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from processes.improvement.experiences import Experience, experiences_of, matching
from processes.improvement.questionnaire import questionnaire, version_on
from ui.improvement.pages import SECTION, allow, tabs_of
from ui.parts import Choice
from ui.staff import staff_page
from ui.visit import Member, SignedIn

router = APIRouter(prefix="/{municipality}/improvement")
Words = Annotated[str, Query(max_length=120)]
Area = Annotated[str, Query(max_length=60)]


@dataclass(frozen=True, slots=True)
class Told:
    """An experience as its page tells it."""

    known: Experience
    area: str
    cost: str
    plan_href: str


@router.get("/experiences", response_model=None)
def experiences(here: SignedIn, q: Words = "", area: Area = "") -> Response:
    """Those that hold the words, of the area; all where nothing is asked."""
    town, _ = here.municipality.id, here.words.gettext
    with here.installation.database.read(town) as connection:
        allow(here, connection)
        known = experiences_of(here.installation, connection, town)
        areas = questionnaire(version_on(here.today)).areas
        found = matching(known, words=q, area=area)
        context: dict[str, object] = {
            "tab_list": tabs_of(here, "experiences"),
            "sentence": here.words.ngettext(
                "%(count)s experiencia de los planes que se cerraron.",
                "%(count)s experiencias de los planes que se cerraron.",
                len(known),
            )
            % {"count": len(known)}
            if known
            else _("Cuando un plan se cierra, lo que enseñó queda aquí."),
            "known": bool(known),
            "found": [_told(each, areas.get(each.area, ""), here) for each in found],
            "areas": [Choice(key, title) for key, title in areas.items()],
            "q": q,
            "area": area,
            "action": here.path("improvement", "experiences"),
        }
        return staff_page(
            here, connection, "improvement/experiences.html", context, section=SECTION
        )


def _told(each: Experience, area: str, here: Member) -> Told:
    cost = "" if each.cost is None else here.formats.money(each.cost)
    return Told(each, area, cost, here.path("cases", each.plan))
