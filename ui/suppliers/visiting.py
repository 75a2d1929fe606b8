"""A visit at the portal of suppliers: anybody's, or that of somebody who acts for a supplier.

They sign in at the same door as every citizen (`ui.portal.citizen`); for whom they act is asked
with each request (`engine.suppliers.acting`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, Any

from fastapi import Depends
from starlette.requests import Request
from starlette.responses import Response

from engine.suppliers.acting import as_supplier, companies_here
from storage.queries.suppliers import CompanyRow
from ui.errors import PageError
from ui.portal.around import citizen_page
from ui.portal.citizen import Citizen, citizen
from ui.visit import Visit

SECTION = "suppliers"


@dataclass(frozen=True, slots=True)
class SupplierVisit(Citizen):
    """Whoever looks; `companies` are the suppliers for whom they act, none for most."""

    companies: tuple[CompanyRow, ...] = field(default=(), kw_only=True)


def supplier_visit(request: Request, municipality: str) -> SupplierVisit:
    """By the session of an account, or as nobody."""
    here = citizen(request, municipality)
    companies: tuple[CompanyRow, ...] = ()
    if here.has_account:
        with here.installation.database.read(here.municipality.id) as connection:
            companies = companies_here(here.installation, connection, here.actor)
    return SupplierVisit(
        request=here.request,
        surroundings=here.surroundings,
        municipality=here.municipality,
        localisation=here.localisation,
        token=here.token,
        now=here.now,
        actor=as_supplier(here.actor, companies),
        kind=here.kind,
        companies=companies,
    )


def acting_for(here: SupplierVisit, supplier_id: int | None = None) -> SupplierVisit:
    """The same visit with the hands of one supplier alone: the one named, else the only one.
    Raises the page that says what is missing."""
    _ = here.words.gettext
    if not here.has_account:
        ways: tuple[tuple[str, str], ...] = (
            (_("Ingresar"), here.path("citizen")),
            (_("Crear una cuenta"), here.path("citizen", "sign-up")),
        )
        said = _("Para esto ingrese con su cuenta, la misma de los trámites.")
        raise PageError(403, _("Ingrese primero"), said, ways_on=ways)
    found = [each for each in here.companies if supplier_id in (None, each.supplier_id)]
    if not found:
        ways = ((_("Decir por quién actúa"), here.path("suppliers", "companies")),)
        said = _("Su cuenta no actúa todavía por ningún proveedor.")
        raise PageError(403, _("Falta su proveedor"), said, ways_on=ways)
    one = found[0]
    return replace(here, companies=(one,), actor=as_supplier(here.actor, (one,)))


def supplier_page(
    here: Visit, template: str, context: Mapping[str, Any], *, status: int = 200
) -> Response:
    """A page of the portal; what is somebody's own is kept by no cache."""
    response = citizen_page(here, template, context, section=SECTION, status=status)
    response.headers["cache-control"] = "private, no-store"
    return response


FromSupplier = Annotated[SupplierVisit, Depends(supplier_visit)]
