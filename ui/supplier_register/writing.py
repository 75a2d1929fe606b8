"""What who keeps the register does: enter and correct a supplier, mark it, lift a mark, import."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from fastapi import APIRouter, Path
from starlette.responses import Response

from engine.forms.dates import DateParts, parts_of
from engine.refusals import RefusalKind, Refused
from engine.suppliers.companies import CHAPTERS, Entered, Told, enter_supplier
from engine.suppliers.importing import COLUMNS, MOST_BYTES, Imported, import_suppliers
from engine.suppliers.marks import lift_mark, mark_supplier
from engine.suppliers.numbers import name_of_number
from storage.database import Connection
from storage.queries.suppliers import SupplierRow
from storage.tables.suppliers import SupplierKind
from ui.parts import Choice, Crumb, FieldError
from ui.people.forms import PARTS, day_in
from ui.posted import Posted
from ui.refusals import told as refusal_told
from ui.supplier_register.around import (
    SECTION,
    crumbs,
    keeper_of_suppliers,
    register_page,
    supplier_here,
)
from ui.supplier_register.pages import SupplierId, one_page
from ui.suppliers.companies import kinds, wrong_words
from ui.visit import Form, Member, SignedIn, Visit, go

router = APIRouter(prefix="/{municipality}/supplier-register")
MarkId = Annotated[int, Path(ge=1, lt=2**63)]
TEXTS = ("number", "name", "kind", "email", "phone", "address", "account")
DAYS = ("registered_from", "registered_until")
LONGEST = 300


@dataclass(frozen=True, slots=True)
class SupplierForm:
    """A supplier as it is typed."""

    texts: Mapping[str, str] = field(default_factory=lambda: {"kind": SupplierKind.LEGAL})
    small: bool = False
    chapters: tuple[str, ...] = ()
    days: Mapping[str, DateParts] = field(default_factory=dict)

    @classmethod
    def of(cls, form: Posted) -> SupplierForm:
        return cls(
            {name: form.one(name)[:LONGEST] for name in TEXTS},
            form.one("small") == "true",
            tuple(each for each in CHAPTERS if each in form.fields.get("chapters", ())),
            {name: parts_in(form, name) for name in DAYS},
        )

    @classmethod
    def row(cls, row: SupplierRow) -> SupplierForm:
        days = {name: getattr(row, name) for name in DAYS}
        return cls(
            {name: str(getattr(row, name)) for name in TEXTS},
            bool(row.small),
            tuple(row.chapters.split()),
            {
                name: DateParts(str(day.day), str(day.month), str(day.year))
                for name, day in days.items()
                if day
            },
        )

    def unreadable(self) -> str:
        """The day that is begun and is none."""
        for name, parts in self.days.items():
            if is_begun(parts) and day_in(parts) is None:
                return name
        return ""

    def told(self) -> Told:
        """What the verb takes."""
        texts = self.texts
        return Told(
            texts.get("number", ""),
            texts.get("name", ""),
            texts.get("kind", ""),
            small=self.small,
            registered_from=day_in(self.days.get("registered_from", DateParts())),
            registered_until=day_in(self.days.get("registered_until", DateParts())),
            chapters=self.chapters,
            email=texts.get("email", ""),
            phone=texts.get("phone", ""),
            address=texts.get("address", ""),
            account=texts.get("account", ""),
        )


@router.get("/new", response_model=None)
def new(here: SignedIn) -> Response:
    """The form of a supplier."""
    keeper_of_suppliers(here)
    return form_page(here, SupplierForm(), {})


@router.post("/new", response_model=None)
def enter(here: SignedIn, form: Form) -> Response:
    """Write it down."""
    keeper_of_suppliers(here)
    return entered_or_again(here, SupplierForm.of(form), None)


@router.get("/{supplier_id}/correct", response_model=None)
def correct(here: SignedIn, supplier_id: SupplierId) -> Response:
    """The form with what is known."""
    keeper_of_suppliers(here)
    return form_page(here, SupplierForm.row(known(here, supplier_id)), {}, supplier_id)


@router.post("/{supplier_id}/correct", response_model=None)
def corrected(here: SignedIn, supplier_id: SupplierId, form: Form) -> Response:
    """What is now known; the number stays."""
    keeper_of_suppliers(here)
    typed = SupplierForm.of(form)
    number = known(here, supplier_id).number
    same = SupplierForm({**typed.texts, "number": number}, typed.small, typed.chapters, typed.days)
    return entered_or_again(here, same, supplier_id)


@router.post("/{supplier_id}/marks", response_model=None)
def mark(here: SignedIn, supplier_id: SupplierId, form: Form) -> Response:
    """A sanction or an impediment."""
    keeper_of_suppliers(here)
    first, last = parts_in(form, "from_on"), parts_in(form, "until_on")
    typed = {
        "kind": form.one("kind")[:40],
        "source": form.one("source")[:LONGEST],
        "from_on": first,
        "until_on": last,
    }
    wrong = next((n for n in ("from_on", "until_on") if bad_day(typed[n])), "")
    answer: object = Refused(RefusalKind.INVALID_DATA, {"field": wrong})
    if not wrong:
        answer = mark_supplier(
            here.installation,
            here.actor,
            supplier_id,
            kind=str(typed["kind"]),
            from_on=day_in(first),
            until_on=day_in(last),
            source=str(typed["source"]),
        )
    if isinstance(answer, Refused):
        errors = mark_errors(here, answer)
        with here.installation.database.read(here.municipality.id) as connection:
            return one_page(here, connection, supplier_id, typed=typed, errors=errors)
    return go(here, here.path(SECTION, supplier_id), saying=here.words.gettext("Quedó anotado."))


@router.post("/{supplier_id}/marks/{mark_id}/lift", response_model=None)
def lift(here: SignedIn, supplier_id: SupplierId, mark_id: MarkId, form: Form) -> Response:
    """It holds no more."""
    keeper_of_suppliers(here)
    reason = form.one("reason")[:LONGEST]
    answer = lift_mark(here.installation, here.actor, supplier_id, mark_id, reason)
    if isinstance(answer, Refused):
        said = refusal_told(answer, here.words).sentence
        if answer.kind is RefusalKind.INVALID_DATA:
            said = here.words.gettext("Escriba el motivo: queda en la historia.")
        with here.installation.database.read(here.municipality.id) as connection:
            return one_page(here, connection, supplier_id, errors={f"reason-{mark_id}": said})
    return go(here, here.path(SECTION, supplier_id), saying=here.words.gettext("Ya no vale."))


@router.get("/import", response_model=None)
def bring(here: SignedIn) -> Response:
    """The form of a file."""
    keeper_of_suppliers(here)
    return import_page(here)


@router.post("/import", response_model=None)
def brought(here: SignedIn, form: Form) -> Response:
    """Read the file; each line with its result."""
    keeper_of_suppliers(here)
    _ = here.words.gettext
    if not form.files or form.files[0].too_large or form.files[0].size > MOST_BYTES:
        return import_page(here, error=_("Elija un archivo CSV de hasta 2 MB."))
    file = form.files[0]
    answer = import_suppliers(here.installation, here.actor, file.filename, file.content.read())
    if isinstance(answer, Refused):
        said = {
            "large": _("El archivo pasa de 2 MB."),
            "encoding": _("El archivo no es texto UTF-8. Guárdelo como «CSV UTF-8»."),
            "columns": _("Faltan las columnas number y name en la primera línea."),
            "lines": _("El archivo pasa de 5,000 líneas."),
        }
        found = said.get(answer.details.get("field", ""))
        return import_page(here, error=found or refusal_told(answer, here.words).sentence)
    return import_page(here, result=answer, name=file.filename)


def entered_or_again(here: Member, typed: SupplierForm, supplier_id: int | None) -> Response:
    """To its page, or the form again."""
    day = typed.unreadable()
    if day:
        said = here.words.gettext("Escriba el día completo: día, mes y año.")
        return form_page(here, typed, {day: said}, supplier_id)
    answer = enter_supplier(here.installation, here.actor, typed.told())
    if isinstance(answer, Entered):
        saying = here.words.gettext("Quedó en el registro.")
        return go(here, here.path(SECTION, answer.supplier_id), saying=saying)
    wrong = answer.details.get("field", "")
    name = wrong or "name"
    said = wrong_words(here).get(wrong) or refusal_told(answer, here.words).sentence
    return form_page(here, typed, {name: said}, supplier_id)


def form_page(
    here: Member,
    typed: SupplierForm,
    errors: Mapping[str, str],
    supplier_id: int | None = None,
) -> Response:
    _ = here.words.gettext
    title = _("Corregir un proveedor") if supplier_id else _("Registrar un proveedor")
    here_is = (SECTION, supplier_id, "correct") if supplier_id else (SECTION, "new")
    context: dict[str, Any] = {
        "crumbs": [*crumbs(here), Crumb(title)],
        "title": title,
        "typed": {name: typed.texts.get(name, "") for name in TEXTS},
        "small": typed.small,
        "chosen": typed.chapters,
        "days": {name: typed.days.get(name, DateParts()) for name in DAYS},
        "kinds": kinds(here),
        "chapters": chapters(here),
        "number_name": name_of_number(here.municipality.country),
        "fixed": supplier_id is not None,
        "errors": errors,
        "summary": [FieldError(name, said) for name, said in errors.items()],
        "action": here.path(*here_is),
    }
    with here.installation.database.read(here.municipality.id) as connection:
        status = 422 if errors else 200
        return register_page(here, connection, "form.html", context, status=status)


def import_page(
    here: Member, *, result: Imported | None = None, name: str = "", error: str = ""
) -> Response:
    _ = here.words.gettext
    words = {
        "entered": ("ok", _("Registrado")),
        "changed": ("ok", _("Corregido")),
        "same": ("pause", _("Ya estaba igual")),
        "wrong": ("late", _("No entró")),
    }
    lines = result.lines if result else ()
    context = {
        "crumbs": [*crumbs(here), Crumb(_("Importar"))],
        "columns": ", ".join(COLUMNS),
        "lines": [(each, *words[each.outcome]) for each in lines],
        "wrong": wrong_words(here),
        "counted": len(lines),
        "failed": sum(1 for each in lines if each.wrong),
        "name": name,
        "error": error,
        "summary": [FieldError("file", error)] if error else [],
        "action": here.path(SECTION, "import"),
    }
    with here.installation.database.read(here.municipality.id) as connection:
        status = 422 if error else 200
        return register_page(here, connection, "import.html", context, status=status)


def chapters(here: Visit) -> list[Choice]:
    """What one may be registered for."""
    _ = here.words.gettext
    words = (_("Bienes"), _("Servicios"), _("Obras"), _("Consultoría de obras"))
    return [Choice(value, label) for value, label in zip(CHAPTERS, words, strict=True)]


def mark_errors(here: Visit, refused: Refused) -> dict[str, str]:
    """What to say beside the field."""
    _ = here.words.gettext
    words = {
        "kind": ("kind", _("Elija qué es.")),
        "from_on": ("from_on", _("Escriba el día completo: día, mes y año.")),
        "until_on": ("until_on", _("Escriba el día completo, no antes de que empiece.")),
        "source": ("source", _("Escriba dónde consta: resolución, lista, fecha de la consulta.")),
    }
    name, said = words.get(refused.details.get("field", ""), ("kind", ""))
    return {name: said or refusal_told(refused, here.words).sentence}


def known(here: Member, supplier_id: int) -> SupplierRow:
    def look(connection: Connection) -> SupplierRow:
        return supplier_here(here, connection, supplier_id)

    with here.installation.database.read(here.municipality.id) as connection:
        return look(connection)


def parts_in(form: Posted, name: str) -> DateParts:
    return parts_of({part: form.one(f"{name}-{part}") for part in PARTS})


def is_begun(parts: DateParts) -> bool:
    return any((parts.day, parts.month, parts.year))


def bad_day(parts: object) -> bool:
    return isinstance(parts, DateParts) and is_begun(parts) and day_in(parts) is None
