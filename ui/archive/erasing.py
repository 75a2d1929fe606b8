"""Erasing what is personal in the history of a case: asked for by one person, decided by another on
the same page; the auditor reads the list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Path
from starlette.responses import Response

from engine.auditing.rights import may_audit
from engine.deadlines.calendars import calendar_of
from engine.refusals import RefusalKind, Refused
from engine.retention.erasing import AskedToErase, ask_to_erase, decide_to_erase, may_erase
from storage.queries.erasures import ErasureRow, erasures_of
from storage.queries.identity import names_of
from storage.tables.erasures import ErasureState
from ui.errors import forbidden, not_found
from ui.parts import FieldError
from ui.posted import Posted
from ui.refusals import STATUS, told
from ui.staff import staff_page
from ui.visit import Form, Member, SignedIn, go

router = APIRouter(prefix="/{municipality}/erasures")
ErasureId = Annotated[int, Path(ge=1, lt=2**63)]
FIELDS = ("number", "name", "act", "basis")
SHOWN = 100


@dataclass(frozen=True, slots=True)
class ErasureLine:
    """An erasure; `name` only while it waits, `action` where the reader may decide it."""

    act: str
    basis: str
    number: str
    name: str
    asked: str
    outcome: str
    waits: bool
    action: str


@router.get("", response_model=None)
def erasures(here: SignedIn) -> Response:
    """What waits, what was decided, and asking for one."""
    return shown(here)


@router.post("", response_model=None)
def asked(here: SignedIn, form: Form) -> Response:
    """Ask for one."""
    typed = {name: form.one(name).strip() for name in FIELDS}
    answer = ask_to_erase(here.installation, here.actor, AskedToErase(**typed))
    if isinstance(answer, Refused):
        return shown(here, form, answer)
    saying = here.words.gettext("Quedó pedido: otra persona debe decidirlo.")
    return go(here, here.path("erasures"), saying=saying)


@router.post("/{erasure_id}", response_model=None)
def decided(here: SignedIn, erasure_id: ErasureId, form: Form) -> Response:
    """Erase, or not."""
    granted = form.one("granted") == "true"
    answer = decide_to_erase(here.installation, here.actor, erasure_id, granted=granted)
    if isinstance(answer, Refused):
        return shown(here, form, answer)
    words = here.words
    saying = words.ngettext(
        "Se borró lo personal de %(n)s actuación.", "Se borró lo personal de %(n)s actuaciones.",
        answer,
    ) % {"n": answer}  # fmt: skip
    if not granted:
        saying = words.gettext("No se borró nada.")
    return go(here, here.path("erasures"), saying=saying)


def shown(here: Member, form: Posted | None = None, refused: Refused | None = None) -> Response:
    """The page, with what was typed and why it could not be done."""
    acts = may_erase(here.actor)
    if not acts and not may_audit(here.actor):
        raise forbidden(here.words, here.words.gettext("Archivo"))
    if refused is not None and refused.kind is RefusalKind.NO_ROLE:
        raise forbidden(here.words, here.words.gettext("Archivo"))
    if refused is not None and refused.kind is RefusalKind.NOT_FOUND:
        raise not_found(here.words)
    town = here.municipality.id
    errors, problem = wrong_of(here, refused)
    with here.installation.database.read(town) as connection:
        rows = erasures_of(connection, town, limit=SHOWN)
        people = {row.asked_by for row in rows} | {row.decided_by for row in rows if row.decided_by}
        names = names_of(connection, town, people) if people else {}
        context: dict[str, Any] = {
            "lines": [line_of(here, row, names, acts=acts) for row in rows],
            "acts": acts,
            "typed": {name: form.one(name) if form else "" for name in FIELDS},
            "errors": errors,
            "summary": [FieldError(*each) for each in errors.items()],
            "problem": problem,
            "erring": refused is not None,
            "action": here.path("erasures"),
        }
        return staff_page(
            here, connection, "archive/erasures.html", context, section="erasures",
            calendar=calendar_of(here.installation, connection, town),
            status=200 if refused is None else STATUS[refused.kind],
        )  # fmt: skip


def wrong_of(here: Member, refused: Refused | None) -> tuple[dict[str, str], str]:
    """What is wrong of each field, and what else is to be told."""
    _ = here.words.gettext
    if refused is None:
        return {}, ""
    if refused.kind is RefusalKind.SEPARATED:
        return {}, _("Usted lo pidió: debe decidirlo otra persona.")
    field = str(refused.details.get("field", ""))
    words = {
        "number": _("No hay un expediente con ese número."),
        "name": _("Escriba el nombre y al menos un apellido, como están en el expediente."),
        "act": _("Escriba el número del acto que lo dispone."),
        "basis": _("Escriba en qué se basa."),
    }
    if field in words:
        return {field: words[field]}, ""
    if field == "open":
        return {}, _("El expediente sigue abierto: sus datos hacen falta hasta que termine.")
    return {}, told(refused, here.words).sentence


def line_of(here: Member, row: ErasureRow, names: dict[int, str], *, acts: bool) -> ErasureLine:
    """In the list."""
    words, waits = here.words, row.state == ErasureState.ASKED
    by = {"who": names.get(row.asked_by, ""), "when": here.formats.moment(row.asked_at, here.today)}
    outcome = words.gettext("Espera que otra persona lo decida.")
    if row.decided_at is not None:
        decided_by = {
            "who": names.get(row.decided_by or 0, ""),
            "when": here.formats.moment(row.decided_at, here.today),
            "n": row.events,
        }
        outcome = words.gettext("%(who)s lo negó, %(when)s.") % decided_by
        if row.state == ErasureState.DONE:
            outcome = (
                words.ngettext(
                    "%(who)s lo decidió, %(when)s: %(n)s actuación sin su parte personal.",
                    "%(who)s lo decidió, %(when)s: %(n)s actuaciones sin su parte personal.",
                    row.events,
                )
                % decided_by
            )
    mine = row.asked_by in here.actor.people
    return ErasureLine(
        row.act, row.basis, row.number, row.name if acts else "",
        words.gettext("Lo pidió %(who)s, %(when)s.") % by, outcome, waits,
        here.path("erasures", row.id) if waits and acts and not mine else "",
    )  # fmt: skip
