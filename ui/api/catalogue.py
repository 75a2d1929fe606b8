"""The catalogue of services, with the numbers of today; also as linked data (CPSV-AP)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import Path
from starlette.responses import Response

from engine.access import Scope
from engine.catalogue import Catalogue, Offer, catalogue_of
from engine.catalogue.offers import Span
from ui.api.answers import answer, matches, tag_of
from ui.api.describing import ETAG, NOT_MODIFIED, described, reads
from ui.api.door import Here, Program
from ui.api.problems import not_found
from ui.api.rooms import room
from ui.api.shapes.citizens import Needed, Price, Remedy, Service, ServiceLine, Services, Term
from ui.portal.kept import JSON_LD
from ui.portal.linked import catalogue_as_json, service_as_json

router = room("services")
LINKED = described(
    Scope.DEFINITIONS_READ,
    {
        200: {
            "description": "The data, as CPSV-AP.",
            "content": {JSON_LD: {"schema": {"type": "object"}}},
            "headers": ETAG,
        },
        **NOT_MODIFIED,
    },
)
Key = Annotated[str, Path(max_length=80, examples=["licencia_funcionamiento"])]


@router.get("/services", **reads(Scope.DEFINITIONS_READ, Services))
def services(here: Here) -> Response:
    """Every service in force, open at the window or not."""
    return answer(here, Services(items=[line_of(here, each) for each in looked_up(here).offers]))


@router.get("/services.jsonld", **LINKED)
def services_linked(here: Here) -> Response:
    """The open services as CPSV-AP."""
    catalogue = looked_up(here)
    return linked(here, lambda: catalogue_as_json(here, catalogue))


@router.get("/services/{service}", **reads(Scope.DEFINITIONS_READ, Service))
def service(here: Here, service: Key) -> Response:
    """All that is said of a service."""
    return answer(here, in_full(here, found(here, service)))


@router.get("/services/{service}/jsonld", **LINKED)
def service_linked(here: Here, service: Key) -> Response:
    """A service as CPSV-AP."""
    offer = found(here, service)
    return linked(here, lambda: service_as_json(here, offer))


def looked_up(here: Program) -> Catalogue:
    """The catalogue of today."""
    town = here.municipality
    with here.installation.database.read(town.id) as connection:
        return catalogue_of(here.installation, connection, town, on=here.today)


def found(here: Program, key: str) -> Offer:
    """The service of an address."""
    offer = looked_up(here).offer(key)
    if offer is None:
        raise not_found()
    return offer


def linked(here: Program, make: Callable[[], str]) -> Response:
    """The data with its tag, or 304 for who has it."""
    content = make().encode()
    headers = {"etag": tag_of(content), "cache-control": "private, no-cache"}
    if matches(here.request.headers.get("if-none-match", ""), headers["etag"]):
        return Response(status_code=304, headers=headers)
    return Response(content, headers=headers, media_type=JSON_LD)


def line_of(here: Program, offer: Offer) -> ServiceLine:
    """A service as a line of the list."""
    service = offer.service
    return ServiceLine(
        key=offer.key,
        code=service.code,
        title=offer.title,
        line=service.line,
        open=offer.open,
        free=offer.free,
        qualification=str(service.qualification),  # type: ignore[arg-type]  # its very words
        life_events=[str(each) for each in service.life_events],
        terms=[term_of(each) for each in offer.terms],
        prices=[
            Price(
                title=each.title,
                amount=None if each.amount is None else f"{each.amount:f}",
                currency=here.municipality.currency,
                note=each.note,
                source=each.source,
            )
            for each in offer.prices
        ],
        page=here.house + here.path("services", offer.key),
    )


def in_full(here: Program, offer: Offer) -> Service:
    """All of it."""
    service = offer.service
    return Service(
        **dict(line_of(here, offer)),
        whom=service.whom,
        office=service.office,
        hours=offer.hours,
        authority=service.authority,
        output=service.output,
        needs=[
            Needed(
                title=each.title,
                source=str(each.source),  # type: ignore[arg-type]  # its very words
                when=each.when,
                hint=each.hint,
                basis=each.basis,
            )
            for each in service.requirements
        ],
        remedies=[
            Remedy(
                title=each.title,
                body=each.body,
                length=each.term.length,
                unit=str(each.term.unit),
                basis=each.basis,
            )
            for each in offer.remedies
        ],
        legal_basis=[each.title for each in service.legal_basis],
        notes=list(service.notes),
    )


def term_of(span: Span) -> Term:
    return Term(title=span.title, length=span.length, unit=str(span.unit), source=span.source)
