"""What may be declared prescribed by now or soon, by year: how many debts and how much."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from processes.taxes.dues.criteria import SOON, Criteria, wanted_of
from processes.taxes.dues.prescribing import norm_of
from storage.database import Connection
from storage.queries.dues import sums_of
from ui.parts import Column
from ui.taxes.around import allow, shown, tabs_of
from ui.taxes.arrears import figures_of
from ui.visit import Member, SignedIn

router = APIRouter(prefix="/{municipality}/taxes/prescription")


@router.get("", response_model=None)
def prescription(here: SignedIn) -> Response:
    """The years, and what is lost of each within so many days."""
    allow(here)
    with here.installation.database.read(here.municipality.id) as connection:
        return shown(here, connection, "taxes/prescription.html", _report(here, connection))


def _report(here: Member, connection: Connection) -> dict[str, Any]:
    _, show = here.words.gettext, here.formats
    years = figures_of(here, connection)[1]
    found = defaultdict[int, dict[int, tuple[int, int]]](dict)
    for days in SOON:
        wanted = wanted_of(Criteria(soon=days), here.today, years)
        for row in sums_of(connection, here.municipality.id, wanted):
            number, cents = found[row.year].get(days, (0, 0))
            found[row.year][days] = (number + row.number, cents + row.tax + row.interest)
    empty = (0, 0)
    return {
        "tab_list": tabs_of(here, current="prescription"),
        "norm": _("%(years)s años. %(norm)s")
        % {"years": years, "norm": norm_of(here.municipality.country)},
        "columns": [
            Column(_("Ejercicio")),
            *(Column(_("Hasta en %(days)s días") % {"days": days}, numeric=True) for days in SOON),
        ],
        "lines": [
            (
                str(year),
                [
                    (
                        show.money(Decimal(cells.get(days, empty)[1]) / 100),
                        _("%(number)s deudas") % {"number": show.number(cells.get(days, empty)[0])},
                        here.path("taxes", "arrears", year=year, soon=days, order="prescribes"),
                    )
                    for days in SOON
                ],
            )
            for year, cells in sorted(found.items())
        ],
    }
