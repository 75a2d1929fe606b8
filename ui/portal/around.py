"""What every page for citizens has around it: the municipality's name and colour, four links, and
in the foot where it attends, its book of complaints and the languages.

All of it is in the row of the municipality that the visit holds; the database is asked only whether
who came as an applicant owes something.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from starlette.responses import Response

from engine.identity.contact import Contact, contact_in
from storage.queries.owed import orders_owed
from ui.language import NAMES
from ui.portal.citizen import Citizen
from ui.visit import Member, Visit, page

PAYMENTS = "citizen/payments"
_KINDS = re.compile(
    r"(?P<kind>(?:ilustre )?(?:municipalidad|municipio|gobierno|ayuntamiento|alcaldía|intendencia"
    r"|prefeitura|gad)\b.*?) (?-i:de la|del|de|do|da) (?P<name>(?-i:[A-ZÁÉÍÓÚÑÂÊÔÃÕÇ]).*)",
    re.IGNORECASE,
)
"""«Municipalidad Distrital de Tambo Real»: what it is, and what the place is called."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the header or the foot."""

    label: str
    href: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Around:
    """The context `around` of layouts/citizen.html. `reached`: it says how; `telephone_href` is
    empty where the telephone is not one number; `languages`: tag and link."""

    name: str
    kind: str
    whole_name: str
    accent: str
    accent_href: str
    home_href: str
    links: tuple[Link, ...]
    contact: Contact
    reached: bool
    telephone_href: str
    foot: tuple[Link, ...]
    languages: tuple[tuple[str, Link], ...]


def citizen_page(
    here: Visit,
    template: str,
    context: Mapping[str, Any],
    *,
    section: str = "",
    status: int = 200,
    block: str | None = None,
) -> Response:
    """A page that extends layouts/citizen.html; `section` is the link that leads to it: services,
    tracking, v, citizen, citizen/payments."""
    around = {"around": around_of(here, section=section, owes=owes(here))}
    return page(here, template, {**around, **context}, status=status, block=block)


def owes(here: Visit) -> bool:
    """Whether something waits to be paid in a case that is the visitor's."""
    mine = here.actor.applicant_of if isinstance(here, Member) else frozenset()
    if not mine:
        return False
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        return bool(orders_owed(connection, town, mine, limit=1))


def around_of(here: Visit, *, section: str = "", owes: bool = False) -> Around:
    """What surrounds the page of a visit; who `owes` something finds it at the top."""
    town, contact = here.municipality, contact_in(here.municipality.settings)
    kind, name = apart(town.name)
    return Around(
        name=name,
        kind=kind,
        whole_name=town.name,
        accent=town.accent,
        accent_href=here.path(f"accent-{town.accent.removeprefix('#').lower()}.css"),
        home_href=f"/{town.slug}",
        links=_links(here, section, owes=owes),
        contact=contact,
        reached=contact != Contact(),
        telephone_href=_dialled(contact.telephone),
        foot=_foot(here, contact),
        languages=_languages(here),
    )


@lru_cache(maxsize=1_000)
def apart(town: str) -> tuple[str, str]:
    """What it is and what the place is called; a name that is not so made is the place's."""
    found = _KINDS.fullmatch(town)
    return (found["kind"], found["name"]) if found else ("", town)


def _links(here: Visit, section: str, *, owes: bool) -> tuple[Link, ...]:
    _ = here.words.gettext
    pay = ((PAYMENTS, _("Pagar")),) if owes else ()
    named = (
        ("services", _("Trámites")),
        ("tracking", _("Seguir mi trámite")),
        *pay,
        ("v", _("Verificar un documento")),
        ("citizen", _("Mi cuenta") if _signed_in(here) else _("Ingresar")),
    )
    return tuple(
        Link(label, here.path(*place.split("/")), place == section) for place, label in named
    )


def _signed_in(here: Visit) -> bool:
    """By an account; a page that asks for nobody's session calls everybody to sign in."""
    return isinstance(here, Citizen) and here.has_account


def _foot(here: Visit, contact: Contact) -> tuple[Link, ...]:
    _ = here.words.gettext
    complaints = contact.complaints or here.path("services", event="complaint")
    return (
        Link(_("Libro de Reclamaciones"), complaints),
        Link(_("Pedir información pública"), here.path("services", event="information")),
        Link(_("Lo que compramos"), here.path("open", "purchases")),
        Link(_("Datos abiertos"), here.path("open")),
        Link(_("Proponer y votar"), here.path("proposals")),
        Link(_("Proveedores"), here.path("suppliers")),
        Link(_("Cómo cuidamos sus datos"), here.path("data-protection")),
    )


def _languages(here: Visit) -> tuple[tuple[str, Link], ...]:
    """Each language with the way to the same page in it."""
    url = here.request.url
    back = url.path + (f"?{url.query}" if url.query else "")
    return tuple(
        (
            tag,
            Link(name, here.path("language", to=tag, back=back), tag == here.localisation.language),
        )
        for tag, name in NAMES.items()
    )


def _dialled(telephone: str) -> str:
    digits = re.sub(r"[^0-9+]", "", telephone)
    return f"tel:{digits}" if telephone and re.fullmatch(r"\+?[0-9 ()-]+", telephone) else ""
