"""The yearly runs: how far each is, what it comes to, and what a person should look at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from gettext import NullTranslations
from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from storage.queries.cases import case_by_id
from storage.queries.tax_runs import (
    AssessmentRow,
    RunRow,
    RunTotals,
    run_by_id,
    runs_of,
    to_review,
    totals_of_run,
)
from storage.tables.taxes import RunState
from ui.errors import not_found
from ui.parts import Column, Crumb, Pair
from ui.taxes.around import allow, crumbs_of, shown, tabs_of
from ui.visit import Member, SignedIn

router = APIRouter(prefix="/{municipality}/taxes/runs")
PAGE = 50
RowId = Annotated[int, Path(ge=1, lt=2**63)]
After = Annotated[int, Query(ge=0, lt=2**63)]
_STATES: Mapping[str, Callable[[NullTranslations], str]] = {
    RunState.TAKEN: lambda w: w.gettext("Calculando"),
    RunState.ASSESSED: lambda w: w.gettext("Calculada, sin emitir"),
    RunState.ISSUING: lambda w: w.gettext("Emitiendo"),
    RunState.ISSUED: lambda w: w.gettext("Emitida"),
}


@router.get("", response_model=None)
def runs(here: SignedIn) -> Response:
    """The last ones."""
    allow(here)
    town, _ = here.municipality.id, here.words.gettext
    with here.installation.database.read(town) as connection:
        context = {
            "tab_list": tabs_of(here, current="runs"),
            "columns": [
                Column(_("Ejercicio")),
                Column(_("Estado")),
                Column(_("Contribuyentes"), numeric=True),
                Column(_("Predios"), numeric=True),
                Column(_("Comenzó")),
            ],
            "lines": [
                {
                    "year": row.year,
                    "href": here.path("taxes", "runs", row.id),
                    "number": number,
                    "state": "ok" if row.state == RunState.ISSUED else "near",
                    "word": _STATES[row.state](here.words),
                    "taken": here.formats.number(row.taken),
                    "parcels": here.formats.number(row.parcels),
                    "began": here.formats.short_day(row.began_at),
                }
                for row, number in runs_of(connection, town, limit=PAGE)
            ],
        }
        return shown(here, connection, "taxes/runs.html", context)


@router.get("/{run_id}", response_model=None)
def run(here: SignedIn, run_id: RowId, after: After = 0) -> Response:
    """One run with its totals, and whoever differs too much or has no amount."""
    allow(here)
    town, _ = here.municipality.id, here.words.gettext
    with here.installation.database.read(town) as connection:
        row = run_by_id(connection, town, run_id)
        case = case_by_id(connection, town, row.case_id) if row else None
        if row is None or case is None:
            raise not_found(here.words)
        found = to_review(connection, town, run_id, limit=PAGE + 1, after=after)
        last = found[PAGE - 1][0].taxpayer_id if len(found) > PAGE else 0
        context = {
            "crumbs": crumbs_of(
                here,
                Crumb(_("Emisiones"), here.path("taxes", "runs")),
                Crumb(str(row.year), ""),
            ),
            "year": row.year,
            "state": "ok" if row.state == RunState.ISSUED else "near",
            "word": _STATES[row.state](here.words),
            "case_number": case.number,
            "case_href": here.path("cases", case.number),
            "pairs": _pairs(here, row, totals_of_run(connection, town, run_id)),
            "columns": [
                Column(_("Contribuyente")),
                Column(_("Año anterior"), numeric=True),
                Column(_("Este año"), numeric=True),
                Column(_("Qué mirar")),
            ],
            "lines": [
                (name, code, here.path("taxes", code), *_compared(here, each))
                for each, code, name in found[:PAGE]
            ],
            "more_href": here.path("taxes", "runs", run_id, after=last) if last else "",
        }
        return shown(here, connection, "taxes/run.html", context)


def _pairs(here: Member, row: RunRow, totals: RunTotals) -> list[Pair]:
    _, show = here.words.gettext, here.formats
    return [
        Pair(_("Contribuyentes"), show.number(row.taken)),
        Pair(_("Predios"), show.number(row.parcels)),
        Pair(_("Impuesto"), _soles(here, totals.tax)),
        Pair(_("Año anterior"), _soles(here, totals.before)),
        Pair(_("Emisión"), _soles(here, totals.emission)),
        Pair(_("Con resultado"), show.number(totals.assessed)),
        Pair(_("Sin importe"), show.number(totals.failed)),
        Pair(_("Cuponeras emitidas"), show.number(row.issued)),
    ]


def _compared(here: Member, row: AssessmentRow) -> tuple[str, str, str]:
    _ = here.words.gettext
    if row.why:
        return "–", "–", _("Las tablas no dan un importe: %(why)s") % {"why": row.why}
    before = row.before or 0
    change = (row.tax - before) * 100 // before if before else 100
    said = _("Varía %(change)s %%") % {"change": f"{change:+d}"}
    return _soles(here, before), _soles(here, row.tax), said


def _soles(here: Member, cents: int) -> str:
    return here.formats.money(Decimal(cents) / 100)
