"""What the treasury reconciles: files of the bank with their lines, and what waits for a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Any

from fastapi import APIRouter, Path
from starlette.responses import Response

from engine.payments.reversing import take_back
from engine.payments.rights import may_look, reconciles
from engine.payments.settling import put_to, return_it
from engine.payments.ways.bank_file import FileRead, read_file
from engine.payments.ways.bank_lines import COLUMNS, MOST_BYTES, FileRefused
from engine.refusals import RefusalKind, Refused
from storage.queries.payments import (
    LineRow,
    SuspenseRow,
    file_by_id,
    latest_files,
    lines_of_file,
    open_suspense,
    orders_in_state,
    suspense_by_id,
)
from storage.queries.tills import latest_till_days
from storage.tables.payments import OrderState
from ui.errors import not_found
from ui.history.payments import outcome_word
from ui.parts import Choice, Crumb, FieldError, Pair
from ui.payments.around import order_line, refuse, render
from ui.posted import Posted
from ui.refusals import told
from ui.visit import Form, Member, SignedIn, go

router = APIRouter(prefix="/{municipality}/payments")
RowId = Annotated[int, Path(ge=1, lt=2**63)]
MOST = 50
SECTION = "payments"


@router.get("", response_model=None)
def payments(here: SignedIn) -> Response:
    """The page."""
    return payments_page(here)


@router.post("/files", response_model=None)
def brought(here: SignedIn, form: Form) -> Response:
    """Read a file of the bank."""
    allow(here, changing=True)
    if not form.files or form.files[0].too_large or form.files[0].size > MOST_BYTES:
        return payments_page(here, refused=Refused(RefusalKind.INVALID_DATA, {"field": "file"}))
    file = form.files[0]
    answer = read_file(here.installation, here.actor, file.filename, file.content.read())
    if isinstance(answer, FileRead):
        _ = here.words.gettext
        said = _("Este archivo ya se había leído: este fue su resultado.") if answer.before else ""
        return go(here, here.path("payments", "files", answer.file.id), saying=said)
    return payments_page(here, refused=answer)


@router.get("/files/{file_id}", response_model=None)
def file(here: SignedIn, file_id: RowId) -> Response:
    """The lines of a file, each with what became of it."""
    allow(here)
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        row = file_by_id(connection, town, file_id)
        lines = lines_of_file(connection, town, file_id)
    if row is None:
        raise not_found(here.words)
    context = {
        "crumbs": crumbs_of(here, row.name),
        "name": row.name,
        "who": row.person_name or here.words.gettext("Quien opera el servidor"),
        "when": here.formats.moment(row.read_at, here.today),
        "sha256": row.sha256,
        "pairs": _sums(here, lines),
        "lines": [
            {
                "place": each.place,
                "reference": each.reference,
                "amount": here.formats.money(each.amount),
                "day": here.formats.date_words(each.paid_on, here.today),
                "operation": each.operation,
                "state": "ok" if each.outcome == "matched" else "near",
                "word": outcome_word(each.outcome or "", here.words),
            }
            for each in lines
        ],
    }
    return render(here, "payments/file.html", context, section=SECTION)


def _sums(here: Member, lines: Sequence[LineRow]) -> list[Pair]:
    """The file's total, and what of it came to which end: they sum to it."""
    by = defaultdict[str, Decimal](Decimal)
    for each in lines:
        by[each.outcome or ""] += each.amount
    money, _ = here.formats.money, here.words.gettext
    total = Pair(_("Total del archivo"), money(sum(by.values(), Decimal(0))))
    words = here.words
    return [total, *(Pair(outcome_word(each, words).capitalize(), money(by[each])) for each in by)]


@router.get("/suspense/{suspense_id}", response_model=None)
def suspense(here: SignedIn, suspense_id: RowId) -> Response:
    """Money that waits, and what can be done with it."""
    return suspense_page(here, suspense_id)


@router.post("/suspense/{suspense_id}", response_model=None)
def settled(here: SignedIn, suspense_id: RowId, form: Form) -> Response:
    """Put it to an order, or give it back."""
    allow(here, changing=True)
    reason = form.one("reason")
    answer: object
    if form.one("how") == "returned":
        answer = return_it(here.installation, here.actor, suspense_id, reason)
    elif form.one("how") == "applied":
        answer = put_to(here.installation, here.actor, suspense_id, form.one("code"), reason)
    elif form.one("how") == "countered":
        answer = take_back(here.installation, here.actor, suspense_id, form.one("code"), reason)
    else:
        answer = Refused(RefusalKind.INVALID_DATA, {"field": "how"})
    if isinstance(answer, Refused):
        return suspense_page(here, suspense_id, refused=answer, form=form)
    return go(here, here.path("payments"), saying=here.words.gettext("Quedó anotado."))


def payments_page(here: Member, *, refused: Refused | None = None) -> Response:
    """What came, what waits and what is owed."""
    allow(here)
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        context: dict[str, Any] = {
            "waiting": [waiting_line(here, e) for e in open_suspense(connection, town, limit=MOST)],
            "files": [
                {
                    "name": each.name,
                    "href": here.path("payments", "files", each.id),
                    "lines": each.lines,
                    "when": here.formats.moment(each.read_at, here.today),
                }
                for each in latest_files(connection, town, limit=MOST)
            ],
            "owed": [
                order_line(here, connection, each)
                for each in orders_in_state(connection, town, OrderState.PENDING, limit=MOST)
            ],
            "days": [day_line(here, each) for each in latest_till_days(connection, town, limit=10)],
            "changes": reconciles(here.actor),
            "action": here.path("payments", "files"),
            "columns": ", ".join(COLUMNS),
            "faults": faults_of(here, refused),
            "erring": refused is not None,
        }
    return render(here, "payments/reconciliation.html", context, section=SECTION, refused=refused)


def suspense_page(
    here: Member, suspense_id: int, *, refused: Refused | None = None, form: Posted | None = None
) -> Response:
    """One of what waits; again with what was typed."""
    allow(here)
    town, _ = here.municipality.id, here.words.gettext
    with here.installation.database.read(town) as connection:
        row = suspense_by_id(connection, town, suspense_id)
    if row is None:
        raise not_found(here.words)
    errors = {
        "how": {"how": _("Diga qué se hace con el dinero.")},
        "code": {"code": _("No hay una orden con ese código: tiene doce cifras.")},
        "operation": {"code": _("Con esa operación no hay un pago de ese importe exacto.")},
        "reason": {"reason": _("Escriba el motivo.")},
    }.get(refused.details.get("field", "") if refused else "", {})
    context = {
        "crumbs": crumbs_of(here, _("En suspenso")),
        "row": waiting_line(here, row),
        "is_open": row.settled_at is None,
        "settled": row.reason or "",
        "changes": reconciles(here.actor),
        "action": here.path("payments", "suspense", suspense_id),
        "back": here.path("payments"),
        "choices": choices_of(here, row),
        "taken_back": row.amount < 0,
        "how": form.one("how") if form else "",
        "code": form.one("code") if form else (row.code or ""),
        "reason": form.one("reason") if form else "",
        "errors": errors,
        "summary": [FieldError(*each) for each in errors.items()],
        "problem": told(refused, here.words).sentence if refused and not errors else "",
        "erring": refused is not None,
    }
    return render(here, "payments/suspense.html", context, section=SECTION, refused=refused)


def choices_of(here: Member, row: SuspenseRow) -> list[Choice]:
    """What can be done with it."""
    _ = here.words.gettext
    if row.amount < 0:
        said = _("Se contrarresta en los libros y la deuda vuelve.")
        other = _("Queda como gasto de la tesorería.")
        return [
            Choice("countered", _("Era un pago que había traído"), said),
            Choice("returned", _("Es otra cosa: un cobro del banco"), other),
        ]
    return [
        Choice("applied", _("Asignarlo a una orden"), _("Paga lo que la orden aún debe.")),
        Choice("returned", _("Devolverlo"), _("Vuelve por donde vino.")),
    ]


def waiting_line(here: Member, row: SuspenseRow) -> dict[str, str]:
    """Money that waits, as it is shown."""
    day = here.formats.date_words(row.paid_on, here.today) if row.paid_on else ""
    return {
        "amount": here.formats.money(row.amount),
        "word": outcome_word(row.outcome, here.words),
        "reference": row.reference or row.code or "",
        "operation": row.operation or "",
        "day": day,
        "case": row.case_number or "",
        "when": here.formats.moment(row.opened_at, here.today),
        "href": here.path("payments", "suspense", row.id),
    }


def day_line(here: Member, row: Any) -> dict[str, Any]:
    """A day of a till, with the difference where there was one."""
    closed = row.closed_at is not None
    difference = (row.counted - row.expected) if closed else Decimal(0)
    return {
        "till": row.till,
        "who": row.person_name,
        "day": here.formats.date_words(row.day, here.today),
        "counted": here.formats.money(row.counted) if closed else "",
        "expected": here.formats.money(row.expected) if closed else "",
        "difference": here.formats.money(difference) if difference else "",
        "note": row.note or "",
    }


def faults_of(here: Member, refused: Refused | None) -> list[str]:
    """What is wrong with a file, line by line."""
    if refused is None:
        return []
    if isinstance(refused, FileRefused) and refused.faults:
        return [each.told(here.words.gettext) for each in refused.faults]
    if refused.kind in (RefusalKind.INVALID_DATA, RefusalKind.FILE_TOO_LARGE):
        return [
            here.words.gettext(
                "Elija el archivo del banco: CSV, 150 columnas o MT940, de hasta 2 MB."
            )
        ]
    return [told(refused, here.words).sentence]


def crumbs_of(here: Member, last: str) -> list[Crumb]:
    """The way back."""
    return [Crumb(here.words.gettext("Pagos"), here.path("payments")), Crumb(last)]


def allow(here: Member, *, changing: bool = False) -> None:
    """The page is for who reconciles; the auditor reads it."""
    if not (reconciles(here.actor) if changing else may_look(here.actor)):
        refuse(here, Refused(RefusalKind.NO_ROLE))
