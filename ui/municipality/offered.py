"""What who administers decides about the services of the window: open or closed, what they cost,
when their office attends. Money and hours begin on a day and rest on a norm."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from engine.catalogue import Catalogue, Offer, catalogue_of
from engine.catalogue.listing import AS_ALL
from engine.catalogue.managing import Fee, ServiceChanged, set_fee, set_hours, switch_service
from engine.catalogue.offers import hours_key
from engine.forms.dates import DateFault, DateParts, parts_of, read_date
from engine.forms.numbers import Misread, read_number
from engine.history.town import TownEventKind
from engine.parameters.resolving import PERCENT_OF_UIT
from engine.refusals import RefusalKind, Refused
from storage.database import Connection
from storage.queries.deadlines import ParameterRow, all_parameters
from storage.queries.municipalities import municipality_by_id
from storage.queries.town_history import town_events_of
from ui.errors import not_found
from ui.history.town import town_entries
from ui.municipality.around import crumbs, town_page
from ui.parts import Choice, Column, FieldError
from ui.people.pages import administrator
from ui.portal.wording import price_words, prices_short, share_of_uit, terms_short
from ui.posted import Posted
from ui.refusals import STATUS, told
from ui.visit import Form, Member, SignedIn, go
from ui.wrong_fields import WRONG

router = APIRouter(prefix="/{municipality}/municipality/services")
Key = Annotated[str, Path(max_length=80)]
LONGEST = 200
SHOWN_EVENTS = 20
OF_SERVICES = (
    TownEventKind.SERVICE_OPENED,
    TownEventKind.SERVICE_CLOSED,
    TownEventKind.SERVICE_FEE_SET,
    TownEventKind.SERVICE_HOURS_SET,
)
CONTROLS: Mapping[str, Mapping[str, str]] = {
    "window": {"reason": "reason"},
    "fee": {"value": "amount", "valid_from": "fee_from", "source": "fee_source"},
    "hours": {"hours": "hours", "valid_from": "hours_from", "source": "hours_source"},
}
"""The control of each field that a verb may refuse, by the form."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the forms of a service."""

    reason: str = ""
    parameter: str = ""
    amount: str = ""
    unit: str = "money"
    fee_from: DateParts = field(default_factory=DateParts)
    fee_source: str = ""
    hours: str = ""
    hours_from: DateParts = field(default_factory=DateParts)
    hours_source: str = ""

    @classmethod
    def of(cls, form: Posted) -> Typed:
        """As it was posted; a form that was not sent is empty."""
        texts = ("reason", "parameter", "amount", "fee_source", "hours", "hours_source")
        return cls(
            unit="percent" if form.one("unit") == "percent" else "money",
            fee_from=_day(form, "fee_from"),
            hours_from=_day(form, "hours_from"),
            **{name: form.one(name)[:LONGEST] for name in texts},
        )


@router.get("", response_model=None)
def services(here: SignedIn) -> Response:
    """Every service in force, open or not."""
    administrator(here)
    with here.installation.database.read(here.municipality.id) as connection:
        catalogue = read(here, connection)
        _ = here.words.gettext
        titles = (_("Trámite"), _("En la ventanilla"), _("Plazo"), _("Costo"))
        events = town_events_of(
            connection, here.municipality.id, kinds=OF_SERVICES, limit=SHOWN_EVENTS
        )
        context = {
            "crumbs": crumbs(here, here.words.gettext("Trámites"), "services"),
            "columns": [Column(title) for title in titles],
            "lines": [line_of(here, each) for each in catalogue.offers],
            "entries": town_entries(events, here, {}),
            "window_href": f"/{here.municipality.slug}/services",
        }
        return town_page(here, connection, "municipality/services.html", context)


@router.get("/{key}", response_model=None)
def service(here: SignedIn, key: Key) -> Response:
    """One service, with what can be decided about it."""
    administrator(here)
    return shown(here, key, first(here))


@router.post("/{key}/window", response_model=None)
def window(here: SignedIn, key: Key, form: Form) -> Response:
    """Open it, or close it."""
    administrator(here)
    opened = form.one("open") == "true"
    answer = switch_service(
        here.installation, here.actor, key, opened=opened, reason=form.one("reason")
    )
    return answered(here, key, form, answer, "window")


@router.post("/{key}/fee", response_model=None)
def fee(here: SignedIn, key: Key, form: Form) -> Response:
    """What it costs from a day on."""
    administrator(here)
    typed = Typed.of(form)
    percent = typed.unit == "percent"
    digits = 4 if percent else 2
    point = here.formats.style.point
    value = read_number(typed.amount, digits=digits, money=not percent, point=point)
    day = read_date(typed.fee_from)
    if isinstance(value, Misread):
        answer: ServiceChanged | Refused = wrong("value")
    elif isinstance(day, DateFault):
        answer = wrong("valid_from")
    else:
        asked = Fee(typed.parameter, value, day, typed.fee_source, percent=percent)
        answer = set_fee(here.installation, here.actor, key, asked, today=here.today)
    return answered(here, key, form, answer, "fee")


@router.post("/{key}/hours", response_model=None)
def hours(here: SignedIn, key: Key, form: Form) -> Response:
    """When its office attends from a day on; nothing: as all of the municipality."""
    administrator(here)
    typed = Typed.of(form)
    day = read_date(typed.hours_from)
    if isinstance(day, DateFault):
        answer: ServiceChanged | Refused = wrong("valid_from")
    else:
        answer = set_hours(
            here.installation,
            here.actor,
            key,
            typed.hours.strip() or AS_ALL,
            valid_from=day,
            source=typed.hours_source,
            today=here.today,
        )
    return answered(here, key, form, answer, "hours")


def answered(
    here: Member, key: str, form: Posted, answer: ServiceChanged | Refused, which: str
) -> Response:
    """Back to the page, or the form again with what to correct."""
    if isinstance(answer, ServiceChanged):
        address = here.path("municipality", "services", key)
        return go(here, address, saying=here.words.gettext("Guardado."))
    if answer.kind is RefusalKind.NOT_FOUND:
        raise not_found(here.words)
    refused = answer.details.get("field", "")
    if refused in CONTROLS[which]:
        errors = {CONTROLS[which][refused]: WRONG[refused](here.words)}
    else:
        errors = {"reason": told(answer, here.words, {}).sentence}
    return shown(here, key, Typed.of(form), errors=errors, status=STATUS[answer.kind])


def shown(
    here: Member,
    key: str,
    typed: Typed,
    *,
    errors: Mapping[str, str] | None = None,
    status: int = 200,
) -> Response:
    """The page of one service."""
    found = dict(errors or {})
    with here.installation.database.read(here.municipality.id) as connection:
        offer = read(here, connection).offer(key)
        if offer is None:
            raise not_found(here.words)
        context = {
            "crumbs": crumbs(here, here.words.gettext("Trámites"), "services", offer.title),
            "title": offer.title,
            "open": offer.open,
            "typed": typed,
            "errors": found,
            "summary": [FieldError(*each) for each in found.items()],
            "action": here.path("municipality", "services", key),
            "window_href": here.path("services", key),
            "prices": prices_of(here, offer),
            "units": units(here),
            "hours": offer.hours,
            "coming": coming(here, offer, all_parameters(connection, here.municipality.id)),
        }
        return town_page(here, connection, "municipality/service.html", context, status=status)


def read(here: Member, connection: Connection) -> Catalogue:
    """The catalogue of today, as the row of the municipality is now."""
    row = municipality_by_id(connection, here.municipality.id) or here.municipality
    return catalogue_of(here.installation, connection, row, on=here.today)


def first(here: Member) -> Typed:
    """The forms before anything is typed: from today on."""
    today = here.today
    parts = DateParts(str(today.day), str(today.month), str(today.year))
    return Typed(fee_from=parts, hours_from=parts)


def line_of(here: Member, offer: Offer) -> tuple[str, str, str, str, str]:
    """Title and link, state, terms and prices."""
    _ = here.words.gettext
    return (
        offer.title,
        here.path("municipality", "services", offer.key),
        _("Abierto") if offer.open else _("Cerrado"),
        terms_short(offer, here) or "—",
        prices_short(offer, here) or _("sin fijar"),
    )


def prices_of(here: Member, offer: Offer) -> list[Choice]:
    """The fees to choose from, each with what it is today and whose word that is."""
    lines = []
    for price in offer.prices:
        parts = (price_words(price, here), share_of_uit(price, here), price.source)
        told_of = " · ".join(part for part in parts if part)
        lines.append(Choice(price.parameter, price.title or offer.title, told_of))
    return lines


def units(here: Member) -> list[Choice]:
    return [
        Choice("money", here.formats.style.sign),
        Choice("percent", here.words.gettext("% de la UIT")),
    ]


def coming(here: Member, offer: Offer, rows: tuple[ParameterRow, ...]) -> list[str]:
    """«Desde el 3 de abril: S/ 142.10 (Ordenanza 012-2026)»."""
    keys = {price.parameter for price in offer.prices} | {hours_key(offer.key)}
    pattern = here.words.gettext("Desde el %(day)s: %(value)s (%(source)s)")
    return [
        pattern
        % {
            "day": here.formats.date_words(row.valid_from, here.today),
            "value": _worded(here, row),
            "source": row.source,
        }
        for row in rows
        if row.key in keys and row.valid_from > here.today
    ]


def _worded(here: Member, row: ParameterRow) -> str:
    if row.unit == PERCENT_OF_UIT:
        return here.words.gettext("%(figure)s %% de la UIT") % {"figure": row.value}
    if row.key.startswith("service."):
        return here.words.gettext("como todos") if row.value == AS_ALL else row.value
    return here.formats.money(Decimal(row.value), row.unit)


def wrong(name: str) -> Refused:
    return Refused(RefusalKind.INVALID_DATA, {"field": name})


def _day(form: Posted, name: str) -> DateParts:
    return parts_of({part: form.one(f"{name}-{part}") for part in ("day", "month", "year")})
