"""For whom an account acts: its suppliers, what it asked for, and asking for one more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter
from starlette.responses import Response

from engine.refusals import RefusalKind, Refused
from engine.suppliers.asking import ask_to_act
from engine.suppliers.companies import Told
from engine.suppliers.numbers import name_of_number
from storage.queries.suppliers import RequestRow, requests_of
from storage.tables.suppliers import RequestState, SupplierKind
from ui.parts import Choice, FieldError
from ui.refusals import told
from ui.suppliers.visiting import FromSupplier, SupplierVisit, supplier_page
from ui.visit import Form, Visit, go

router = APIRouter(prefix="/{municipality}/suppliers/companies")
FIELDS = ("number", "name", "kind", "document")
LONGEST = 300


@dataclass(frozen=True, slots=True)
class AskedLine:
    """What was asked for, and what became of it."""

    name: str
    detail: str
    state: str
    word: str


@router.get("", response_model=None)
def companies(here: FromSupplier) -> Response:
    """For whom the account acts."""
    if not here.has_account:
        return go(here, here.path("citizen"))
    return shown(here, {"kind": SupplierKind.LEGAL}, {})


@router.post("", response_model=None)
def ask(here: FromSupplier, form: Form) -> Response:
    """Ask to act for one more."""
    if not here.has_account:
        return go(here, here.path("citizen"))
    typed = {name: form.one(name)[:LONGEST] for name in FIELDS}
    asked = Told(typed["number"], typed["name"], typed["kind"])
    answer = ask_to_act(here.installation, here.actor, asked, typed["document"])
    if isinstance(answer, Refused):
        return shown(here, typed, errors_of(here, answer))
    saying = here.words.gettext("Lo revisará Contrataciones; la respuesta sale en esta página.")
    return go(here, here.path("suppliers", "companies"), saying=saying)


def errors_of(here: Visit, refused: Refused) -> dict[str, str]:
    """What to say beside the field."""
    _ = here.words.gettext
    field = refused.details.get("field", "")
    if refused.kind is RefusalKind.TOO_MANY:
        return {"number": _("Ya espera respuesta de varios: aguarde a que se revisen.")}
    said = wrong_words(here).get(field)
    return {field: said} if said else {"number": told(refused, here.words).sentence}


def wrong_words(here: Visit) -> dict[str, str]:
    """What is wrong with each field of a supplier."""
    _ = here.words.gettext
    number = name_of_number(here.municipality.country)
    return {
        "number": _("Revise el %(number)s: falta una cifra o no corresponde.") % {"number": number},
        "name": _("Escriba el nombre o la razón social."),
        "kind": _("Elija qué es."),
        "document": _("Escriba qué documento lo prueba, en una línea."),
        "email": _("Escriba un correo completo, como nombre@empresa.pe."),
        "phone": _("Escriba un teléfono con el código del país: +51 984 111 222."),
        "registered_until": _("Termina antes de empezar."),
        "address": _("Es muy largo: hasta 200 letras."),
        "account": _("Es muy largo: hasta 200 letras."),
    }


def kinds(here: Visit) -> list[Choice]:
    """What a supplier may be."""
    _ = here.words.gettext
    return [
        Choice(SupplierKind.LEGAL, _("Empresa o asociación")),
        Choice(SupplierKind.NATURAL, _("Persona con negocio")),
        Choice(SupplierKind.JOINT, _("Consorcio")),
    ]


def shown(here: SupplierVisit, typed: Mapping[str, str], errors: Mapping[str, str]) -> Response:
    town, me = here.municipality.id, here.actor.person_id or 0
    with here.installation.database.read(town) as connection:
        rows = requests_of(connection, town, me)
    context = {
        "companies": here.companies,
        "asked": [line_of(row, here) for row in rows if row.state != RequestState.GRANTED],
        "typed": {name: typed.get(name, "") for name in FIELDS},
        "kinds": kinds(here),
        "number_name": name_of_number(here.municipality.country),
        "errors": errors,
        "summary": [FieldError(name, said) for name, said in errors.items()],
        "action": here.path("suppliers", "companies"),
        "mine_href": here.path("suppliers", "mine"),
        "list_href": here.path("suppliers"),
    }
    status = 422 if errors else 200
    return supplier_page(here, "suppliers/companies.html", context, status=status)


def line_of(row: RequestRow, here: Visit) -> AskedLine:
    """One request."""
    _ = here.words.gettext
    when = here.formats.day_words(row.asked_at, here.today)
    if row.state == RequestState.REFUSED:
        detail = f"{row.number} · {when} · {row.reason}"
        return AskedLine(row.name, detail, "late", _("No se aceptó"))
    return AskedLine(row.name, f"{row.number} · {when}", "near", _("Por revisar"))
