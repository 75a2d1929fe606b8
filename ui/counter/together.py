"""What is often needed at once, asked for at the counter in one application: which of them exist,
and the choice of what goes along. The steps after it are those of every application there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from engine.catalogue import JointOffer
from ui.counter.filing import counter_page, receptionist
from ui.errors import not_found
from ui.parts import Choice, Crumb
from ui.portal.catalogue import looked_up
from ui.portal.joint import below
from ui.portal.present import line_of, needed_of
from ui.visit import Member, SignedIn

router = APIRouter(prefix="/{municipality}/counter/together")
Key = Annotated[str, Path(max_length=80)]


@router.get("/{key}", response_model=None)
def together(here: SignedIn, key: Key) -> Response:
    """The choice."""
    receptionist(here)
    catalogue, _calendar = looked_up(here)
    offer = catalogue.joint_offer(key)
    if offer is None:
        raise not_found(here.words)
    context = {
        "crumbs": [
            Crumb(here.words.gettext("Iniciar trámite"), here.path("start")),
            Crumb(offer.joint.title),
        ],
        "title": offer.joint.title,
        "line": offer.joint.line,
        "first": line_of(offer.lead, here),
        "choices": [
            Choice(each.key, each.title, below(each.title, line_of(each, here)))
            for each in offer.others
        ],
        "chosen": [each.key for each in offer.others],
        "needs": needed_of(offer.requirements, here),
        "action": here.path("counter", "file", offer.lead.key),
        "back_href": here.path("start"),
    }
    with here.installation.database.read(here.municipality.id) as connection:
        return counter_page(here, connection, "counter/together.html", context)


def joint_links(here: Member, offers: Sequence[JointOffer]) -> list[tuple[str, str, str]]:
    """Title, line and address of each, for the list of what may be begun."""
    return [
        (each.joint.title, each.joint.line, here.path("counter", "together", each.key))
        for each in offers
    ]
