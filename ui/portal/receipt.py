"""The receipt of an application: its code large, its PIN once, what comes next; and as a PDF.

The PIN is nowhere but in the browser that filed, for a quarter of an hour, and on the paper: after
that the same page shows the receipt without it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from storage.queries.citizens import (
    ApplicationRow,
    FiledCase,
    application_of,
    filed_case,
    filed_together,
)
from ui.documents.download import disposition
from ui.letters.press import pdf_maker, qr_of
from ui.portal.around import citizen_page
from ui.portal.citizen import FromOutside, is_applicant, of_case
from ui.portal.tracked import Code, looked_up
from ui.visit import Visit

router = APIRouter(prefix="/{municipality}/tracking")
PIN = "cauce_receipt"
PIN_SECONDS = 900


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """Another case of the same application."""

    service: str
    code: str
    number: str
    href: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """What stands on it; `pin` is empty once the browser holds it no longer."""

    service: str
    code: str
    pin: str
    number: str
    applicant: str
    when: str
    address: str
    short_address: str
    channel: str
    others: tuple[ReceiptLine, ...] = ()


def hold_pin(here: Visit, response: Response, code: str, pin: str) -> None:
    """The browser that filed shows the PIN for a while."""
    response.set_cookie(
        PIN,
        f"{code}.{pin}",
        max_age=PIN_SECONDS,
        httponly=True,
        samesite="lax",
        secure=here.secure,
        path=f"/{here.municipality.slug}",
    )


def pin_held(here: Visit, code: str) -> str:
    """The PIN of this very case, if the browser holds it."""
    kept, _, pin = here.request.cookies.get(PIN, "").partition(".")
    return pin if kept == code and pin.isalnum() and len(pin) < 10 else ""


@router.get("/{code}/receipt", response_model=None)
def receipt(here: FromOutside, code: Code) -> Response:
    """The page after sending."""
    row, case, _definition = looked_up(here, code)
    row, case = first_of(here, row, case)
    who = of_case(here, row.case_id)
    made = receipt_of(here, row, case, named=is_applicant(who, row.case_id))
    context = {
        "receipt": made,
        "pdf_href": here.path("tracking", row.code, "receipt.pdf"),
        "track_href": here.path("tracking", row.code),
    }
    response = citizen_page(here, "portal/receipt.html", context, section="tracking")
    response.headers["cache-control"] = "private, no-store"
    return response


@router.get("/{code}/receipt.pdf", response_model=None)
def receipt_pdf(here: FromOutside, code: Code) -> Response:
    """The same to keep or print; where no PDF can be made, as text."""
    row, case, _definition = looked_up(here, code)
    row, case = first_of(here, row, case)
    who = of_case(here, row.case_id)
    made = receipt_of(here, row, case, named=is_applicant(who, row.case_id))
    return printed(here, made)


def first_of(here: Visit, row: ApplicationRow, case: FiledCase) -> tuple[ApplicationRow, FiledCase]:
    """The first case of the application, whose receipt is that of all of them."""
    if row.lead_id is None or row.lead_id == row.case_id:
        return row, case
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        first = application_of(connection, town, row.lead_id)
        its_case = filed_case(connection, town, row.lead_id)
    assert first is not None and its_case is not None  # noqa: S101, PT018  # no case goes without them
    return first, its_case


def printed(here: Visit, made: Receipt) -> Response:
    """A receipt as a file."""
    make = pdf_maker()
    name = f"cargo-{made.code}"
    headers = {"cache-control": "private, no-store"}
    if make is None:
        headers["content-disposition"] = disposition(f"{name}.txt", shown=False)
        text = "\n".join(lines_of(here, made)) + "\n"
        return Response(text, headers=headers, media_type="text/plain; charset=utf-8")
    html = here.surroundings.templates.render(
        "portal/receipt_pdf.html",
        {"receipt": made, "town": here.municipality.name, "qr": qr_of(made.address)},
        locale=here.localisation,
    )
    headers["content-disposition"] = disposition(f"{name}.pdf", shown=True)
    return Response(make(html), headers=headers, media_type="application/pdf")


def receipt_of(here: Visit, row: ApplicationRow, case: FiledCase, *, named: bool) -> Receipt:
    """The receipt of a case; its applicant is named to themselves alone."""
    address = f"{here.house}{here.path('tracking', row.code)}"
    return Receipt(
        service=case.service,
        code=row.code,
        pin=pin_held(here, row.code),
        number=case.number,
        applicant=case.applicant if named else "",
        when=f"{here.formats.day_words(row.filed_at)}, {here.formats.clock(row.filed_at)}",
        address=address,
        short_address=address.partition("://")[2] or address,
        channel=row.channel,
        others=tuple(_others(here, row)),
    )


def _others(here: Visit, row: ApplicationRow) -> Iterator[ReceiptLine]:
    if row.lead_id is None:
        return
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        cases = filed_together(connection, town, row.lead_id)
    for each in cases:
        if each.case_id != row.case_id:
            href = here.path("tracking", each.code)
            yield ReceiptLine(each.service, each.code, each.number, href)


def lines_of(here: Visit, made: Receipt) -> Sequence[str]:
    """The receipt as plain lines."""
    _ = here.words.gettext
    lines: list[Any] = [
        here.municipality.name,
        _("Cargo de recepción"),
        "",
        made.service,
        f"{_('Código')}: {made.code}",
        f"PIN: {made.pin}" if made.pin else "",
        f"{_('Expediente')}: {made.number}",
        made.applicant,
        made.when,
        made.address,
        *(f"{each.service}: {each.code} ({each.number})" for each in made.others),
    ]
    return [str(line) for line in lines if line]
