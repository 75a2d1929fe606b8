"""The coupons of a year as pages to print, so many taxpayers at a time: the summary of what each
declared, a sheet for each parcel, and the coupons. As a PDF where the machine can make one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.responses import Response

from engine.deadlines.calendars import calendar_of
from processes.taxes.coupons import Coupon, coupon_code
from processes.taxes.figures import Figures
from processes.taxes.lines import Line, LineKind, read
from storage.queries.tax_runs import AssessmentRow, RunRow, issued_from, run_by_id
from storage.queries.taxes import TaxpayerRow, taxpayer_by_code, taxpayers_by_id
from ui.blank.pages import can_write_pdf, pdf_of
from ui.documents.download import disposition
from ui.errors import not_found
from ui.letters.press import qr_of
from ui.taxes.around import allow
from ui.taxes.naming import named
from ui.taxes.present import told_line
from ui.taxes.runs import RowId
from ui.visit import Member, SignedIn, page

router = APIRouter(prefix="/{municipality}/taxes/runs/{run_id}/coupons")
BATCH = 100
"""Taxpayers on one page: a few hundred sheets, which a browser prints and a PDF holds."""
Number = Annotated[int, Query(ge=1, lt=10**9)]
Code = Annotated[str, Query(max_length=20)]


@router.get("", response_model=None)
def coupons(here: SignedIn, run_id: RowId, first: Number = 1, code: Code = "") -> Response:
    """A batch from a number on, or that of one taxpayer."""
    return page(here, "taxes/coupons.html", _batch(here, run_id, first, code))


@router.get("/pdf", response_model=None)
def coupons_pdf(here: SignedIn, run_id: RowId, first: Number = 1, code: Code = "") -> Response:
    """The same as a PDF."""
    context = _batch(here, run_id, first, code)
    if not can_write_pdf():
        raise not_found(here.words)
    drawn = here.surroundings.templates.render(
        "taxes/coupons_pdf.html", context, locale=here.localisation
    )
    name = disposition(f"cuponeras-{context['year']}-{first:06d}.pdf", shown=True)
    headers = {"content-disposition": name, "cache-control": "private, no-store"}
    return Response(pdf_of(drawn), headers=headers, media_type="application/pdf")


def _batch(here: Member, run_id: int, first: int, code: str) -> dict[str, Any]:
    allow(here)
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        run = run_by_id(connection, town, run_id)
        if run is None:
            raise not_found(here.words)
        number = _number(run, first)
        rows: Sequence[AssessmentRow] = issued_from(
            connection, town, run_id, number, limit=BATCH + 1
        )
        if code:
            one = taxpayer_by_code(connection, town, code)
            only = one.id if one else 0
            rows = issued_from(connection, town, run_id, "", limit=1, of_taxpayer=only)
        people = taxpayers_by_id(connection, town, [row.taxpayer_id for row in rows[:BATCH]])
        figures = Figures.of(connection, town, calendar_of(here.installation, connection, town))
    if not rows:
        raise not_found(here.words)
    days = [here.formats.short_day(day) for day in figures.due_days(run.year)]
    more = first + BATCH if len(rows) > BATCH else 0
    path = here.path("taxes", "runs", run_id)
    return {
        "town": here.municipality.name,
        "year": run.year,
        "named": named(here),
        "sheets": [_sheet(here, run, row, people[row.taxpayer_id], days) for row in rows[:BATCH]],
        "back_href": path,
        "more_href": here.path("taxes", "runs", run_id, "coupons", first=more) if more else "",
        "pdf_href": here.path("taxes", "runs", run_id, "coupons", "pdf", first=first, code=code)
        if can_write_pdf()
        else "",
    }


def _number(run: RunRow, place: int) -> str:
    return f"{run.year}-{place:06d}"


def _sheet(
    here: Member, run: RunRow, row: AssessmentRow, who: TaxpayerRow, days: Sequence[str]
) -> dict[str, Any]:
    lines, show = read(row.lines), here.formats
    return {
        "number": row.number,
        "who": who,
        "base": show.money(Decimal(row.base) / 100),
        "tax": show.money(Decimal(row.tax) / 100),
        "emission": show.money(Decimal(row.emission) / 100),
        "parcels": [
            (told_line(of[-1], here), [told_line(each, here) for each in of[:-1]])
            for of in _parcels(lines)
        ],
        "lines": [told_line(each, here) for each in lines if each.kind in _SUMMARY],
        "coupons": list(_coupons(here, run, row, who, lines, days)),
    }


_SUMMARY = frozenset({
    LineKind.DEDUCTION, LineKind.BASE, LineKind.BRACKET, LineKind.MINIMUM, LineKind.SURCHARGE,
    LineKind.TAX, LineKind.EXEMPT,
})  # fmt: skip
_OF_PARCEL = frozenset({
    LineKind.LAND, LineKind.FLOOR, LineKind.WORKS, LineKind.OFFICIAL, LineKind.RATED,
    LineKind.LIMIT, LineKind.UNLIMITED,
})  # fmt: skip
_WHOLE = (LineKind.PARCEL, LineKind.OWN)


def _parcels(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines of each parcel, with the one of the whole parcel at the end."""
    of: list[Line] = []
    for line in lines:
        if line.kind in _OF_PARCEL:
            of.append(line)
        elif line.kind in _WHOLE:
            yield [*of, line]
            of = []


def _coupons(
    here: Member, run: RunRow, row: AssessmentRow, who: TaxpayerRow, lines: Sequence[Line],
    days: Sequence[str],
) -> Iterator[tuple[str, str, str, str, str]]:  # fmt: skip
    _, show = here.words.gettext, here.formats
    for line in lines:
        if line.kind is LineKind.INSTALMENT:
            code = coupon_code(Coupon(who.code, run.year, line.days))
            what = _("Cuota %(number)s") % {"number": line.days}
            yield what, days[line.days - 1], show.money(line.amount), code, qr_of(code)
    if row.emission:
        code = coupon_code(Coupon(who.code, run.year, 0))
        amount = show.money(Decimal(row.emission) / 100)
        yield _("Costo de la emisión"), days[0], amount, code, qr_of(code)
