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
    results_of_run,
    run_by_id,
    runs_of,
    to_review,
    totals_of_run,
)
from storage.queries.tax_values import outcomes_of
from storage.tables.tax_values import Outcome
from storage.tables.taxes import AssessmentState, RunState
from ui.errors import not_found
from ui.parts import Column, Crumb, Pair
from ui.taxes.around import allow, crumbs_of, shown, tabs_of
from ui.taxes.naming import named
from ui.visit import Member, SignedIn, page

router = APIRouter(prefix="/{municipality}/taxes/runs")
PAGE = 50
RowId = Annotated[int, Path(ge=1, lt=2**63)]
Words = Annotated[str, Query(max_length=120)]
After = Annotated[int, Query(ge=0, lt=2**63)]
_STATES: Mapping[str, Callable[[NullTranslations], str]] = {
    RunState.TAKEN: lambda w: w.gettext("Calculando"),
    RunState.ASSESSED: lambda w: w.gettext("Calculada, sin emitir"),
    RunState.ISSUING: lambda w: w.gettext("Emitiendo"),
    RunState.ISSUED: lambda w: w.gettext("Emitida"),
}

_RESULTS: Mapping[str, Callable[[Callable[[str], str]], str]] = {
    AssessmentState.TAKEN: lambda _: _("Sin calcular"),
    AssessmentState.ASSESSED: lambda _: _("Calculado"),
    AssessmentState.FAILED: lambda _: _("Sin importe"),
    AssessmentState.ISSUED: lambda _: _("Emitido"),
}
OUTCOMES: tuple[tuple[str, Callable[[Callable[[str], str]], str]], ...] = (
    (Outcome.DELIVERED, lambda _: _("Entregadas")),
    (Outcome.REFUSED, lambda _: _("Rechazadas, notificadas igual")),
    (Outcome.ABSENT, lambda _: _("Ausente: hay que volver")),
)


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
                Column(_("Padrón")),
                Column(_("Comenzó")),
            ],
            "lines": [
                {
                    "year": row.year,
                    "href": here.path("taxes", "runs", row.id),
                    "number": number,
                    "state": "ok" if row.state == RunState.ISSUED else "near",
                    "word": _STATES[row.state](here.words),
                    "taken": _taken(here, row),
                    "began": here.formats.short_day(row.began_at),
                }
                for row, number in runs_of(connection, town, limit=PAGE)
            ],
        }
        return shown(here, connection, "taxes/runs.html", context)


@router.get("/{run_id}/progress", response_model=None)
def progress(here: SignedIn, run_id: RowId) -> Response:
    """How far the house is, asked for again and again while the page is open."""
    allow(here)
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        row = run_by_id(connection, town, run_id)
        if row is None:
            raise not_found(here.words)
        totals = totals_of_run(connection, town, run_id)
    return page(here, "taxes/progress.html", {"going": _going(here, row, totals)})


@router.get("/{run_id}", response_model=None)
def run(
    here: SignedIn, run_id: RowId, after: After = 0, q: Words = "", beyond: After = 0
) -> Response:
    """One run with its totals, whoever differs too much or has no amount, and what came of each
    taxpayer; `after` and `beyond` are where the two lists go on."""
    allow(here)
    town, _, show = here.municipality.id, here.words.gettext, here.formats
    with here.installation.database.read(town) as connection:
        row = run_by_id(connection, town, run_id)
        case = case_by_id(connection, town, row.case_id) if row else None
        if row is None or case is None:
            raise not_found(here.words)
        found = to_review(connection, town, run_id, limit=PAGE + 1, after=after)
        last = found[PAGE - 1][0].taxpayer_id if len(found) > PAGE else 0
        totals = totals_of_run(connection, town, run_id)
        every = results_of_run(connection, town, run_id, q, after=beyond, limit=PAGE + 1)
        next_ = every[PAGE - 1][0].taxpayer_id if len(every) > PAGE else 0
        reached = outcomes_of(connection, town, run_id)
        path = here.path("taxes", "runs", run_id)
        context: dict[str, object] = {
            "sentence": _sentence(here, row, totals),
            "going": _going(here, row, totals),
            "coupons_href": here.path("taxes", "runs", run_id, "coupons") if row.issued else "",
            "q": q.strip(),
            "action": path,
            "results": [_result(here, run_id, *each) for each in every[:PAGE]],
            "result_columns": [
                Column(_("Contribuyente")),
                Column(_("Año anterior"), numeric=True),
                Column(_("Este año"), numeric=True),
                Column(_("Resultado")),
                Column(_("Entrega")),
            ],
            "results_more": here.path("taxes", "runs", run_id, q=q.strip(), beyond=next_)
            if next_
            else "",
            "reached": [(said(_), show.number(reached.get(key, 0))) for key, said in OUTCOMES],
            "crumbs": crumbs_of(
                here,
                Crumb(named(here).runs, here.path("taxes", "runs")),
                Crumb(str(row.year), ""),
            ),
            "year": row.year,
            "state": "ok" if row.state == RunState.ISSUED else "near",
            "word": _STATES[row.state](here.words),
            "case_number": case.number,
            "case_href": here.path("cases", case.number),
            "pairs": _pairs(here, row, totals),
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
        *([Pair(_("Emisión"), _soles(here, totals.emission))] if totals.emission else []),
        Pair(_("Con resultado"), show.number(totals.assessed)),
        Pair(_("Sin importe"), show.number(totals.failed)),
        Pair(named(here).issued, show.number(row.issued)),
    ]


def _taken(here: Member, row: RunRow) -> str:
    said = here.words.gettext("%(people)s contribuyentes, %(parcels)s predios")
    show = here.formats
    return said % {"people": show.number(row.taken), "parcels": show.number(row.parcels)}


def _sentence(here: Member, row: RunRow, totals: RunTotals) -> str:
    """What the year comes to, beside the one before, in words."""
    _, show = here.words.gettext, here.formats
    told = {"year": row.year, "people": show.number(totals.assessed),
            "tax": _soles(here, totals.tax)}  # fmt: skip
    said = _("El impuesto de %(year)s suma %(tax)s, de %(people)s contribuyentes.") % told
    if totals.before:
        change = Decimal(totals.tax - totals.before) * 100 / totals.before
        more = _("Es %(change)s %% más que el del año anterior.")
        less = _("Es %(change)s %% menos que el del año anterior.")
        said += " " + (more if change >= 0 else less) % {"change": show.number(abs(change), 1)}
    if totals.review:
        review = _("Por revisar: %(number)s; sin importe: %(failed)s.")
        said += " " + review % {"number": show.number(totals.review),
                                "failed": show.number(totals.failed)}  # fmt: skip
    return said


def _going(here: Member, row: RunRow, totals: RunTotals) -> dict[str, object] | None:
    """How far a run is while the house computes or issues; None where it does neither."""
    _, show = here.words.gettext, here.formats
    if row.state == RunState.TAKEN:
        done, said = totals.assessed + totals.failed, _("Calculados %(done)s de %(all)s")
    elif row.state == RunState.ISSUING:
        done, said = row.issued, _("Emitidos %(done)s de %(all)s")
    else:
        return None
    return {
        "done": done,
        "all": max(row.taken, 1),
        "said": said % {"done": show.number(done), "all": show.number(row.taken)},
        "href": here.path("taxes", "runs", row.id, "progress"),
        "again": here.path("taxes", "runs", row.id),
    }


def _result(
    here: Member, run_id: int, row: AssessmentRow, code: str, name: str
) -> tuple[str, str, str, str, str, str, str]:
    _ = here.words.gettext
    word = _RESULTS[row.state](_)
    if row.review and not row.why:
        word = _("%(word)s, por revisar") % {"word": word}
    before = "–" if row.before is None else _soles(here, row.before)
    delivery = here.path("taxes", "runs", run_id, "deliveries", code) if row.number else ""
    return (name, f"{code} · {row.number or '–'}", here.path("taxes", code), before,
            _soles(here, row.tax), word, delivery)  # fmt: skip


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
