"""The catalogue as linked data: CPSV-AP (`cpsv:PublicService`) in JSON-LD, its whole context in the
document, so that nobody has to fetch anything to read it.

A term in working days has no duration of its own in ISO 8601: its number of days is told as P8D,
and in words beside it what kind of days they are.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from gettext import NullTranslations
from typing import Any, Protocol
from xml.sax.saxutils import escape

from engine.calendar import Unit
from engine.catalogue import Catalogue, Offer, Price, Span
from engine.definitions.service import Channel, Requirement
from engine.identity.contact import contact_in
from storage.queries.municipalities import MunicipalityRow
from ui.portal.present import may_start
from ui.portal.wording import CHANNELS, EVENTS, asked_at, span_words

CONTEXT: dict[str, Any] = {
    "adms": "http://www.w3.org/ns/adms#",
    "cpsv": "http://purl.org/vocab/cpsv#",
    "cv": "http://data.europa.eu/m8g/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "title": "dct:title",
    "description": "dct:description",
    "identifier": "dct:identifier",
    "language": "dct:language",
    "keyword": "dcat:keyword",
    "processingTime": {"@id": "cv:processingTime", "@type": "xsd:duration"},
    "hasCompetentAuthority": {"@id": "cv:hasCompetentAuthority", "@type": "@id"},
    "isGroupedBy": {"@id": "cv:isGroupedBy"},
    "hasLegalResource": {"@id": "cv:hasLegalResource"},
    "follows": {"@id": "cpsv:follows"},
    "holdsRequirement": {"@id": "cv:holdsRequirement"},
    "hasInput": {"@id": "cpsv:hasInput"},
    "produces": {"@id": "cpsv:produces"},
    "hasCost": {"@id": "cv:hasCost"},
    "hasChannel": {"@id": "cv:hasChannel"},
    "hasContactPoint": {"@id": "cv:hasContactPoint"},
    "value": {"@id": "cv:value", "@type": "xsd:decimal"},
    "currency": "cv:currency",
    "page": {"@id": "foaf:page", "@type": "@id"},
    "status": "adms:status",
    "type": "dct:type",
    "prefLabel": "skos:prefLabel",
}
_LETTER = {Unit.BUSINESS: "D", Unit.CALENDAR: "D", Unit.MONTH: "M", Unit.YEAR: "Y"}


class Teller(Protocol):
    """Whose catalogue it is, where the world reaches it, and in which language it is told: the
    visit of a page, or the terminal."""

    @property
    def municipality(self) -> MunicipalityRow: ...
    @property
    def house(self) -> str: ...
    @property
    def words(self) -> NullTranslations: ...
    def path(self, *parts: object, **query: object) -> str:
        """An address of the municipality."""
        ...


def catalogue_as_json(here: Teller, catalogue: Catalogue) -> str:
    """Every open service, and whose they are."""
    graph = [_organisation(here), *(_service(here, each) for each in catalogue.open)]
    return _written(graph)


def service_as_json(here: Teller, offer: Offer) -> str:
    """One service, and whose it is."""
    return _written([_organisation(here), _service(here, offer)])


def sitemap(here: Teller, catalogue: Catalogue) -> str:
    """The addresses of the window as sitemaps.org describes them."""
    places = [_base(here), _base(here, "services")]
    places += [_base(here, "services", each.key) for each in catalogue.open]
    listed = "".join(f"<url><loc>{escape(place)}</loc></url>" for place in places)
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{space}">{listed}</urlset>\n'


def _written(graph: list[dict[str, Any]]) -> str:
    return json.dumps({"@context": CONTEXT, "@graph": graph}, ensure_ascii=False, indent=1)


def _base(here: Teller, *parts: str) -> str:
    """An address as the world sees it."""
    return here.house + (here.path(*parts) if parts else f"/{here.municipality.slug}")


def _organisation(here: Teller) -> dict[str, Any]:
    town, contact = here.municipality, contact_in(here.municipality.settings)
    point = {
        "@type": "cv:ContactPoint",
        "schema:telephone": contact.telephone,
        "schema:email": contact.email,
        "schema:openingHours": contact.hours,
    }
    return _told(
        {
            "@id": f"{_base(here)}#organisation",
            "@type": "cv:PublicOrganisation",
            "prefLabel": _said(here, town.name),
            "identifier": town.ubigeo or town.slug,
            "dct:spatial": town.country,
            "schema:address": contact.address,
            "hasContactPoint": _told(point) if len(_told(point)) > 1 else None,
            "page": _base(here),
        }
    )


def _service(here: Teller, offer: Offer) -> dict[str, Any]:
    service, here_is = offer.service, _base(here, "services", offer.key)
    return _told(
        {
            "@id": here_is,
            "@type": "cpsv:PublicService",
            "identifier": service.code or offer.key,
            "title": _said(here, service.title),
            "description": _said(here, service.line),
            "keyword": [_said(here, each) for each in service.words],
            "language": here.municipality.locale.split("_")[0],
            "status": "active",
            "type": str(service.qualification),
            "page": here_is,
            "hasCompetentAuthority": f"{_base(here)}#organisation",
            "processingTime": _duration(offer.longest) if offer.longest else None,
            "isGroupedBy": [
                {"@type": "cv:Event", "identifier": str(each), "title": EVENTS[each](here.words)}
                for each in service.life_events
            ],
            "hasLegalResource": [
                _told({"@type": "eli:LegalResource", "title": each.title, "page": each.href})
                for each in service.legal_basis
            ],
            "follows": list(_rules(here, offer)),
            "holdsRequirement": [_requirement(here, each) for each in service.requirements],
            "hasInput": [
                {"@type": "cv:Evidence", "identifier": each.document, "title": each.title}
                for each in service.requirements
                if each.document
            ],
            "hasCost": [_cost(here, each) for each in offer.prices] or [_nothing(here)],
            "hasChannel": list(_channels(here, offer)),
            "produces": _told(
                {
                    "@type": "cpsv:Output",
                    "title": _said(here, service.output),
                    "description": service.validity,
                }
            )
            if service.output
            else None,
        }
    )


def _rules(here: Teller, offer: Offer) -> Iterator[dict[str, Any]]:
    """In how long it is answered in each case, and how one appeals."""
    for span in offer.terms:
        yield _told(
            {
                "@type": "cpsv:Rule",
                "title": span.title or here.words.gettext("Cuánto demora"),
                "description": span_words(span, here.words),
                "processingTime": _duration(span),
                "dct:source": span.source,
            }
        )
    for remedy in offer.remedies:
        yield _told(
            {
                "@type": "cpsv:Rule",
                "title": remedy.title,
                "description": f"{span_words(remedy.term, here.words)}, {remedy.body}".lstrip(", "),
                "dct:source": remedy.basis,
            }
        )


def _requirement(here: Teller, requirement: Requirement) -> dict[str, Any]:
    return _told(
        {
            "@type": "cv:Requirement",
            "title": _said(here, requirement.title),
            "description": " ".join(part for part in (requirement.when, requirement.hint) if part),
            "type": str(requirement.source),
            "dct:source": requirement.basis,
        }
    )


def _cost(here: Teller, price: Price) -> dict[str, Any]:
    return _told(
        {
            "@type": "cv:Cost",
            "value": None if price.amount is None else f"{price.amount:f}",
            "currency": here.municipality.currency,
            "title": price.title,
            "description": price.note,
            "dct:source": price.source,
        }
    )


def _nothing(here: Teller) -> dict[str, Any]:
    return {"@type": "cv:Cost", "value": "0.00", "currency": here.municipality.currency}


def _channels(here: Teller, offer: Offer) -> Iterator[dict[str, Any]]:
    for channel in offer.service.channels:
        if channel is Channel.ONLINE and not may_start(offer):
            continue
        online = _base(here, *asked_at(offer)) if channel is Channel.ONLINE else ""
        yield _told(
            {
                "@type": "cv:Channel",
                "type": str(channel),
                "title": CHANNELS[channel](here.words),
                "page": online,
                "schema:openingHours": offer.hours if channel is Channel.COUNTER else "",
            }
        )


def _duration(span: Span) -> str | None:
    return None if span.length is None else f"P{span.length}{_LETTER[span.unit]}"


def _said(here: Teller, text: str) -> dict[str, str]:
    """A text in the language that the municipality writes in."""
    return {"@value": text, "@language": here.municipality.locale.split("_")[0]}


def _told(facts: dict[str, Any]) -> dict[str, Any]:
    """Without what nobody said."""
    return {key: value for key, value in facts.items() if value not in (None, "", [])}
