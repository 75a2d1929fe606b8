"""What the pages of taxes have in common."""

from __future__ import annotations

from starlette.responses import Response

from storage.database import Connection
from ui.editor.allowed import not_allowed
from ui.parts import Crumb, Tab
from ui.staff import staff_page
from ui.taxes.naming import named
from ui.taxes.rights import keeps_taxes, looks_at_taxes
from ui.visit import Member

SECTION = "taxes"


def allow(here: Member) -> None:
    """What a taxpayer owes is for these alone."""
    if not looks_at_taxes(here.actor):
        raise not_allowed(here.words)


def office(here: Member) -> None:
    """Only the tax office writes."""
    if not keeps_taxes(here.actor):
        raise not_allowed(here.words)


def tabs_of(here: Member, *, current: str = "") -> list[Tab]:
    """Taxpayers, the years, what is overdue and what parcels are valued by, side by side;
    `current` is a part of the address."""
    _ = here.words.gettext
    parts = (
        ("", _("Contribuyentes")),
        ("runs", named(here).runs),
        ("arrears", _("Morosidad")),
        ("prescription", _("Prescripción")),
        ("values", _("Valores")),
    )
    return [
        Tab(word, here.path("taxes", part) if part else here.path("taxes"), current=part == current)
        for part, word in parts
    ]


def crumbs_of(here: Member, *more: Crumb) -> list[Crumb]:
    """The way back."""
    return [Crumb(here.words.gettext("Tributos"), here.path("taxes")), *more]


def shown(
    here: Member,
    connection: Connection,
    template: str,
    context: dict[str, object],
    *,
    status: int = 200,
) -> Response:
    """A page inside the shell."""
    told = {**context, "named": named(here)}
    return staff_page(here, connection, template, told, section=SECTION, status=status)
