"""What is often needed at once, asked for in one application: what is in it, what has to be at
hand, and the choice of what goes along."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from engine.catalogue import JointOffer
from ui.errors import not_found
from ui.parts import Choice, Crumb
from ui.portal.around import around_of
from ui.portal.catalogue import looked_up
from ui.portal.kept import kept_page
from ui.portal.present import SEPARATOR, ServiceLine, crumbs_of, line_of, needed_of
from ui.visit import AnyVisit, Visit

router = APIRouter(prefix="/{municipality}/together")
Key = Annotated[str, Path(max_length=80)]


@router.get("/{key}", response_model=None)
def joint(here: AnyVisit, key: Key) -> Response:
    """One of them."""
    catalogue, _calendar = looked_up(here)
    offer = catalogue.joint_offer(key)
    if offer is None:
        raise not_found(here.words)
    return kept_page(here, (catalogue.state, key), lambda: drawn(here, offer))


def drawn(here: Visit, offer: JointOffer) -> str:
    """The page."""
    lead = line_of(offer.lead, here)
    context = {
        "around": around_of(here, section="services"),
        "crumbs": [*crumbs_of(offer.lead, here), Crumb(offer.joint.title)],
        "title": offer.joint.title,
        "line": offer.joint.line,
        "action": here.path("services", offer.lead.key, "apply"),
        "lead": ServiceLine(offer.lead.title, below(offer.lead.title, lead), lead.href, lead.icon),
        "choices": [
            Choice(each.key, each.title, below(each.title, line_of(each, here)))
            for each in offer.others
        ],
        "chosen": [each.key for each in offer.others],
        "needs": needed_of(offer.requirements, here),
        "minutes": sum(each.service.minutes for each in offer.parts),
    }
    return here.surroundings.templates.render(
        "portal/joint.html", context, locale=here.localisation
    )


def below(title: str, line: ServiceLine) -> str:
    """Its terms and its price, without its title."""
    return SEPARATOR.join(part for part in line.below.split(SEPARATOR) if part != title)
