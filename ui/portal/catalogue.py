"""The catalogue of services: the list with its search, the page of each, its blank form; and all of
it as linked data."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from engine.calendar import Calendar
from engine.catalogue import Catalogue, JointOffer, Offer, catalogue_of
from engine.deadlines.calendars import calendar_of
from engine.definitions.service import LifeEvent
from ui.blank.pages import can_write_pdf, pdf_of, sheet_context
from ui.documents.download import disposition
from ui.errors import not_found
from ui.portal.around import Link, around_of
from ui.portal.kept import JSON_LD, XML, kept_page, made_page
from ui.portal.linked import catalogue_as_json, service_as_json, sitemap
from ui.portal.present import (
    SEPARATOR,
    ServiceLine,
    crumbs_of,
    facts_of,
    grouped,
    line_of,
    may_start,
    more_of,
    needs_of,
    silence_of,
    steps_of,
)
from ui.portal.wording import EVENTS, asked_at
from ui.visit import AnyVisit, Visit, page

router = APIRouter(prefix="/{municipality}")
LONGEST = 200
Key = Annotated[str, Path(max_length=80)]
Text = Annotated[str, Query(max_length=LONGEST)]


@router.get("/services", response_model=None)
def services(here: AnyVisit, q: Text = "", event: Text = "") -> Response:
    """What can be asked for: all of it, of one life event, or by plain words."""
    catalogue, _calendar = looked_up(here)
    chosen = LifeEvent(event) if event in list(LifeEvent) else None
    text = " ".join(q.split())
    if text:
        return made_page(list_drawn(here, catalogue, chosen, text))
    return kept_page(here, catalogue.state, lambda: list_drawn(here, catalogue, chosen, ""))


@router.get("/services.jsonld", response_model=None)
def services_as_data(here: AnyVisit) -> Response:
    """The catalogue as CPSV-AP."""
    catalogue, _calendar = looked_up(here)
    told = partial(catalogue_as_json, here, catalogue)
    return kept_page(here, catalogue.state, told, kind=JSON_LD)


@router.get("/sitemap.xml", response_model=None)
def pages_listed(here: AnyVisit) -> Response:
    """The addresses of the window, for who goes through them."""
    catalogue, _calendar = looked_up(here)
    return kept_page(here, catalogue.state, lambda: sitemap(here, catalogue), kind=XML)


@router.get("/services/{key}.jsonld", response_model=None)
def service_as_data(here: AnyVisit, key: Key) -> Response:
    """One service as CPSV-AP."""
    catalogue, _calendar = looked_up(here)
    offer = found(here, catalogue, key)
    return kept_page(here, catalogue.state, lambda: service_as_json(here, offer), kind=JSON_LD)


@router.get("/services/{key}", response_model=None)
def service(here: AnyVisit, key: Key) -> Response:
    """Everything that somebody wants to know before they ask for it."""
    catalogue, calendar = looked_up(here)
    offer = found(here, catalogue, key)
    made_of = (catalogue.state, offer.service.title, calendar.next_business_day(here.today))
    together = [each for each in catalogue.joint if offer in each.parts]
    return kept_page(here, made_of, lambda: service_drawn(here, offer, calendar, together))


@router.get("/services/{key}/blank", response_model=None)
def blank(here: AnyVisit, key: Key) -> Response:
    """Its form on paper."""
    return page(here, "blank/page.html", blank_context(here, key))


@router.get("/services/{key}/blank/pdf", response_model=None)
def blank_as_pdf(here: AnyVisit, key: Key) -> Response:
    """The same as a PDF."""
    if not can_write_pdf():
        raise not_found(here.words)
    context = blank_context(here, key)
    drawn = here.surroundings.templates.render(
        "blank/sheet.html", context, locale=here.localisation
    )
    name = disposition(f"{context['title']}.pdf", shown=True)
    headers = {"content-disposition": name, "cache-control": "private, no-store"}
    return Response(pdf_of(drawn), headers=headers, media_type="application/pdf")


def looked_up(here: Visit) -> tuple[Catalogue, Calendar]:
    """The catalogue of today, and the municipality's calendar."""
    town = here.municipality
    with here.installation.database.read(town.id) as connection:
        catalogue = catalogue_of(here.installation, connection, town, on=here.today)
        return catalogue, calendar_of(here.installation, connection, town.id)


def found(here: Visit, catalogue: Catalogue, key: str) -> Offer:
    """The service of an address."""
    offer = catalogue.offer(key)
    if offer is None:
        raise not_found(here.words)
    return offer


def blank_context(here: Visit, key: str) -> dict[str, Any]:
    """The form of a service in force; no other form of the house is anybody's to see."""
    found(here, looked_up(here)[0], key)
    context = sheet_context(here, key, "")
    pdf = here.path("services", key, "blank", "pdf") if can_write_pdf() else ""
    return {**context, "pdf_href": pdf, "back_href": here.path("services", key)}


def list_drawn(here: Visit, catalogue: Catalogue, event: LifeEvent | None, text: str) -> str:
    """The list: in groups, or the best first where something is looked for."""
    offers = catalogue.about(event, text)
    together = [joint_line(each, here) for each in catalogue.joint_about(event, text)]
    context = {
        "around": around_of(here, section="services"),
        "home_href": f"/{here.municipality.slug}",
        "text": text,
        "event": str(event or ""),
        "title": EVENTS[event](here.words) if event else here.words.gettext("Trámites y servicios"),
        "action": here.path("services"),
        "events": [
            Link(EVENTS[each](here.words), here.path("services", event=each, q=text), each is event)
            for each in catalogue.events
        ],
        "all_href": here.path("services", q=text),
        "groups": [] if text else list(grouped(offers, here)) if not event else [],
        "lines": [line_of(each, here) for each in offers] if text or event else [],
        "together": together,
        "found": len(offers) + len(together),
        "data_href": here.path("services.jsonld"),
    }
    return here.surroundings.templates.render(
        "portal/services.html", context, locale=here.localisation
    )


def service_drawn(
    here: Visit, offer: Offer, calendar: Calendar, together: Sequence[JointOffer]
) -> str:
    """The page of one service; `together`: what it can be asked for with."""
    context = {
        "around": around_of(here, section="services"),
        "crumbs": crumbs_of(offer, here),
        "title": offer.title,
        "line": offer.service.line,
        "minutes": offer.service.minutes,
        "start_href": here.path(*asked_at(offer)) if may_start(offer) else "",
        "office": offer.service.office,
        "facts": facts_of(offer, here),
        "more": more_of(offer, here),
        "needs": needs_of(offer, here),
        "steps": steps_of(offer.service.steps),
        "silence": silence_of(offer, here, calendar),
        "notes": offer.service.notes,
        "together": [joint_line(each, here) for each in together],
        "blank_href": here.path("services", offer.key, "blank"),
        "data_href": here.path("services", f"{offer.key}.jsonld"),
        "printed": here.formats.date_words(here.now),
    }
    return here.surroundings.templates.render(
        "portal/service.html", context, locale=here.localisation
    )


def joint_line(offer: JointOffer, here: Visit) -> ServiceLine:
    """«Abrir una tienda: Licencia de funcionamiento · Carné de sanidad»."""
    parts = SEPARATOR.join(each.title for each in offer.parts)
    icon = offer.joint.icon or offer.lead.icon
    return ServiceLine(offer.joint.title, parts, here.path("together", offer.key), icon)
