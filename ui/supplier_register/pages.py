"""The list of suppliers, and one: how it stands, its sanctions, its history in purchases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from engine.auditing.accesses import Looked
from engine.forms.dates import DateParts
from engine.suppliers.eligibility import holds, reasons_in, standing
from storage.database import Connection
from storage.queries.mandates import mandates_for
from storage.queries.suppliers import (
    MarkRow,
    SnapshotRow,
    SupplierRow,
    list_suppliers,
    marks_of,
    pending_requests,
    snapshots_of_supplier,
)
from ui.parts import Column, Crumb, FieldError, Pair
from ui.readings import looked
from ui.supplier_register.around import (
    SECTION,
    crumbs,
    day_words,
    mark_kinds,
    moments,
    reader_of_suppliers,
    reasons_words,
    register_page,
    standing_words,
    supplier_here,
)
from ui.suppliers.companies import kinds
from ui.visit import Member, SignedIn, Visit

router = APIRouter(prefix="/{municipality}/supplier-register")
SupplierId = Annotated[int, Path(ge=1, lt=2**63)]
Text = Annotated[str, Query(max_length=200)]
PAGE = 50
EMPTY = {"kind": "", "source": "", "from_on": DateParts(), "until_on": DateParts()}
"""The form of a sanction before anything is typed."""


@dataclass(frozen=True, slots=True)
class SupplierLine:
    """A supplier in the list."""

    number: str
    name: str
    href: str
    kind: str
    state: str
    word: str


@dataclass(frozen=True, slots=True)
class MarkLine:
    """A sanction or an impediment."""

    id: str
    title: str
    detail: str
    state: str
    word: str
    lift: str


@dataclass(frozen=True, slots=True)
class LookedLine:
    """How it stood in a case on a day."""

    title: str
    href: str
    detail: str
    state: str
    word: str


@router.get("", response_model=None)
def suppliers(here: SignedIn, q: Text = "", after: Text = "") -> Response:
    """All of them, by number."""
    writes = reader_of_suppliers(here)
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        text = "" if "\x00" in q else q.strip()
        rows = list_suppliers(connection, town, text=text, after=after, limit=PAGE + 1)
        waiting = len(pending_requests(connection, town)) if writes else 0
        context = {
            "text": text,
            "columns": columns_of(here),
            "lines": [line_of(row, here, connection) for row in rows[:PAGE]],
            "more_href": more(here, rows, text),
            "waiting": waiting,
            "requests_href": here.path(SECTION, "requests"),
            "new_href": here.path(SECTION, "new") if writes else "",
            "import_href": here.path(SECTION, "import") if writes else "",
            "action": here.path(SECTION),
        }
        return register_page(here, connection, "list.html", context)


@router.get("/{supplier_id}", response_model=None)
def supplier(here: SignedIn, supplier_id: SupplierId) -> Response:
    """One supplier."""
    reader_of_suppliers(here)
    with here.installation.database.read(here.municipality.id) as connection:
        return one_page(here, connection, supplier_id)


def one_page(
    here: Member,
    connection: Connection,
    supplier_id: int,
    *,
    typed: dict[str, Any] | None = None,
    errors: dict[str, str] | None = None,
) -> Response:
    """The page of a supplier; with what was typed into one of its forms."""
    writes = reader_of_suppliers(here)
    row = supplier_here(here, connection, supplier_id)
    looked(here, Looked.REGISTER, subject=f"{here.words.gettext('Proveedor')} {row.number}")
    marks = marks_of(connection, here.municipality.id, row.id)
    found = standing(row, marks, here.today)
    state, word = standing_words(found.eligible, here.words)
    searched = snapshots_of_supplier(connection, here.municipality.id, row.number)
    context = {
        "crumbs": [*crumbs(here), Crumb(row.name)],
        "name": row.name,
        "number": row.number,
        "state": state,
        "word": word,
        "reasons": reasons_words(found.reasons, here),
        "facts": facts_of(row, here),
        "marks": [mark_line(each, here, writes) for each in marks],
        "looked": [looked_line(each, here) for each in searched],
        "people": [
            f"{each.agent} · {each.document}"
            for each in mandates_for(connection, here.municipality.id, row.person_id, on=here.today)
        ],
        "writes": writes,
        "mark_kinds": mark_kinds(here),
        "typed": {**EMPTY, **(typed or {})},
        "errors": errors or {},
        "summary": [FieldError(name, said) for name, said in (errors or {}).items()],
        "mark_action": here.path(SECTION, row.id, "marks"),
        "correct_href": here.path(SECTION, row.id, "correct"),
    }
    status = 422 if errors else 200
    return register_page(here, connection, "supplier.html", context, status=status)


def columns_of(here: Visit) -> list[Column]:
    _ = here.words.gettext
    return [Column(_("Proveedor")), Column(_("Número")), Column(_("Qué es")), Column(_("Hoy"))]


def line_of(row: SupplierRow, here: Member, connection: Connection) -> SupplierLine:
    """One line, with how it stands today."""
    found = standing(row, marks_of(connection, here.municipality.id, row.id), here.today)
    state, word = standing_words(found.eligible, here.words)
    return SupplierLine(
        row.number, row.name, here.path(SECTION, row.id), kind_words(row, here), state, word
    )


def kind_words(row: SupplierRow, here: Visit) -> str:
    """What it is, and whether it is small."""
    word = next((each.label for each in kinds(here) if each.value == row.kind), row.kind)
    return f"{word} · {here.words.gettext('MYPE')}" if row.small else word


def facts_of(row: SupplierRow, here: Visit) -> list[Pair]:
    """What the register holds."""
    _ = here.words.gettext
    chapters = {
        "goods": _("bienes"),
        "services": _("servicios"),
        "works": _("obras"),
        "consulting": _("consultoría"),
    }
    listed = ", ".join(chapters.get(each, each) for each in row.chapters.split())
    registered = _("no consta")
    if row.registered_from:
        registered = _("desde el %(day)s") % {"day": day_words(row.registered_from, here)}
        if row.registered_until:
            registered += " " + _("hasta el %(day)s") % {
                "day": day_words(row.registered_until, here)
            }
    told = [
        Pair(_("Qué es"), kind_words(row, here)),
        Pair(_("Inscripción en el RNP"), registered, note=listed),
        Pair(_("Correo"), row.email),
        Pair(_("Teléfono"), row.phone),
        Pair(_("Dirección"), row.address),
        Pair(_("Cuenta bancaria"), row.account),
    ]
    return [each for each in told if each.value]


def mark_line(row: MarkRow, here: Member, writes: bool) -> MarkLine:
    """One of them; what was lifted, or is over, is told as such."""
    _ = here.words.gettext
    titles = {each.value: each.label for each in mark_kinds(here)}
    until = (
        _("hasta el %(day)s") % {"day": day_words(row.until_on, here)}
        if row.until_on
        else _("sin fecha de fin")
    )
    since = _("desde el %(day)s") % {"day": day_words(row.from_on, here)}
    now, lifted = holds(row, here.today), row.lifted_at is not None
    return MarkLine(
        str(row.id),
        titles.get(row.kind, row.kind),
        f"{since} · {until} · {row.source}",
        "late" if now else "pause",
        _("Levantada") if lifted else (_("Vigente") if now else _("No vigente hoy")),
        here.path(SECTION, row.supplier_id, "marks", row.id, "lift")
        if writes and not lifted
        else "",
    )


def looked_line(row: SnapshotRow, here: Visit) -> LookedLine:
    """How it stood then, which stays whatever the register says now."""
    state, word = standing_words(row.eligible, here.words)
    when = here.formats.date_words(row.on_day, here.today)
    why = " ".join(reasons_words(reasons_in(row.reasons), here))
    return LookedLine(
        f"{moments(here.words).get(row.moment, row.moment)} · {row.case_number}",
        here.path("cases", row.case_number),
        f"{when}. {why}".strip(),
        state,
        word,
    )


def more(here: Visit, rows: tuple[SupplierRow, ...], text: str) -> str:
    """Where the next ones are."""
    return here.path(SECTION, q=text, after=rows[PAGE - 1].number) if len(rows) > PAGE else ""
