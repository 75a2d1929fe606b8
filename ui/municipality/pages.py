"""What a municipality says of itself, and who changed it when and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from engine.citizens.codes import short_name_of
from engine.history.town import TownEventKind
from engine.identity.accent import contrast_with_white, is_colour
from engine.identity.contact import CONTACT_FIELDS, Contact, contact_in
from engine.identity.founding import Changed, TownFacts, change_town
from storage.queries.definitions import active_definitions
from storage.queries.municipalities import MunicipalityRow, municipality_by_id
from storage.queries.town_history import town_events_of
from ui.countries import country_names, currency_of, zone_names
from ui.history.town import town_entries
from ui.language import NAMES
from ui.municipality.around import town_page
from ui.parts import Choice, Crumb, FieldError
from ui.people.pages import administrator
from ui.people.present import errors_of
from ui.refusals import STATUS
from ui.roles import role_titles
from ui.visit import Form, Member, SignedIn, go

router = APIRouter(prefix="/{municipality}/municipality")
LONGEST = 200
FIELDS = ("name", "country", "region", "ubigeo", "timezone", "currency", "locale", "accent")
SHORT = "short_name"
SHOWN_EVENTS = 20
OF_THE_TOWN = (
    TownEventKind.TOWN_REGISTERED,
    TownEventKind.TOWN_CHANGED,
    TownEventKind.WORDS_SAID_ANEW,
    TownEventKind.QUIET_HOURS_CHANGED,
    TownEventKind.SECOND_FACTOR_ROLES,
)


@router.get("", response_model=None)
def municipality(here: SignedIn, was: str = "") -> Response:
    """The facts, to be read and changed; `was`: the accent as somebody asked for it just now."""
    administrator(here)
    town = here.municipality
    typed = {name: getattr(town, name) or "" for name in FIELDS} | asdict(contact_in(town.settings))
    typed[SHORT] = short_name_of(town.slug, town.short_name)
    return shown(here, typed, was=was if is_colour(was) else "")


@router.post("", response_model=None)
def change(here: SignedIn, form: Form) -> Response:
    """Say it anew."""
    administrator(here)
    names = (*FIELDS, *CONTACT_FIELDS, SHORT, "reason")
    typed = {name: form.one(name)[:LONGEST] for name in names}
    answer = change_town(here.installation, here.actor, facts_of(typed), form.one("reason"))
    if not isinstance(answer, Changed):
        errors = errors_of(here, answer, {})
        return shown(here, typed, errors=errors, status=STATUS[answer.kind])
    address = here.path("municipality", was=darkened(typed["accent"], answer))
    return go(here, address, saying=here.words.gettext("Guardado."))


def facts_of(typed: Mapping[str, str]) -> TownFacts:
    """What the verb takes; the currency is that of the country unless it is named."""
    country = typed["country"].upper()
    return TownFacts(
        name=typed["name"],
        country=country,
        timezone=typed["timezone"],
        currency=typed["currency"].upper() or currency_of(country),
        region=typed["region"],
        ubigeo=typed["ubigeo"].strip(),
        locale=typed["locale"],
        accent=typed["accent"],
        contact=Contact(**{name: typed[name] for name in CONTACT_FIELDS}),
        short_name=typed[SHORT].strip().upper() or None,
    )


def darkened(asked: str, changed: Changed) -> str:
    """The colour that was asked for, when another one was kept."""
    return "" if asked.upper() == changed.accent else asked


def shown(
    here: Member,
    typed: Mapping[str, str],
    *,
    was: str = "",
    errors: dict[str, str] | None = None,
    status: int = 200,
) -> Response:
    """The page, with the row as it is now."""
    town_id, found = here.municipality.id, errors or {}
    with here.installation.database.read(town_id) as connection:
        row = municipality_by_id(connection, town_id) or here.municipality
        titles = role_titles(active_definitions(connection, town_id), here.words)
        events = town_events_of(connection, town_id, kinds=OF_THE_TOWN, limit=SHOWN_EVENTS)
        context: dict[str, Any] = {
            "crumbs": crumbs(here),
            "typed": {"reason": "", **typed},
            "errors": found,
            "summary": [FieldError(*each) for each in found.items()],
            "action": here.path("municipality"),
            "notices_href": here.path("municipality", "notices"),
            "open_data_href": here.path("municipality", "open-data"),
            "teams_href": here.path("municipality", "teams"),
            "catalogue_href": here.path("municipality", "catalogue"),
            "services_href": here.path("municipality", "services"),
            "countries": countries(here, row),
            "zones": zones(row),
            "languages": [Choice(tag, name) for tag, name in NAMES.items()],
            "before": shade(here, was) if was else None,
            "after": shade(here, row.accent),
            "entries": town_entries(events, here, titles),
        }
        return town_page(here, connection, "municipality/page.html", context, status=status)


def countries(here: Member, row: MunicipalityRow) -> list[Choice]:
    """Those on offer, and the one that is set."""
    offered = [Choice(code, name) for code, name in country_names(here.localisation.language)]
    if all(each.value != row.country for each in offered):
        offered.append(Choice(row.country, row.country))
    return offered


def zones(row: MunicipalityRow) -> list[Choice]:
    names = sorted({*zone_names(), row.timezone})
    return [Choice(name, name.replace("_", " ")) for name in names]


def shade(here: Member, colour: str) -> tuple[str, str]:
    """A colour and how white reads upon it."""
    contrast = here.formats.number(f"{contrast_with_white(colour):.1f}", 1)
    return colour.upper(), here.words.gettext("contraste con blanco %(n)s a 1") % {"n": contrast}


def crumbs(here: Member) -> list[Crumb]:
    _ = here.words.gettext
    return [Crumb(_("Personas y roles"), here.path("people")), Crumb(_("Municipalidad"))]
