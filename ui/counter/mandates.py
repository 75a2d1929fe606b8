"""Mandates at the counter: who acts for whom, by which document, and taking it back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from engine.citizens.mandates import Power, Recorded, record_mandate, revoke_mandate
from engine.citizens.people import Applicant
from engine.definitions.manifest import manifest_from_text
from engine.forms.dates import DateParts, parts_of
from engine.identity.house import APPLICANT
from engine.refusals import RefusalKind, Refused
from storage.database import Connection
from storage.queries.definitions import active_definitions
from storage.queries.mandates import MandateRow, list_mandates
from ui.counter.filing import counter_page, receptionist
from ui.counter.helping import crumbs
from ui.errors import not_found
from ui.parts import Choice, Crumb, FieldError
from ui.people.forms import PARTS, day_in
from ui.portal.who import WRONG
from ui.refusals import told
from ui.visit import Form, Member, SignedIn, go

router = APIRouter(prefix="/{municipality}/counter/mandates")
MandateId = Annotated[int, Path(ge=1, lt=2**63)]
FIELDS = ("agent", "principal_name", "principal_national_id", "document")
LONGEST = 300


@router.get("", response_model=None)
def mandates(here: SignedIn) -> Response:
    """All of them, and the form of a new one."""
    receptionist(here)
    return shown(here, {}, ())


@router.post("", response_model=None)
def record(here: SignedIn, form: Form) -> Response:
    """Write one down."""
    receptionist(here)
    typed = {name: form.one(name)[:LONGEST] for name in FIELDS}
    services = tuple(each[:80] for each in form.fields.get("services", ()))
    parts = parts_of({part: form.one(f"until-{part}") for part in PARTS})
    until = day_in(parts)
    if until is None and any((parts.day, parts.month, parts.year)):
        return shown(here, typed, services, {"until-day": day_words(here)}, parts)
    answer = record_mandate(here.installation, here.actor, power_of(here, typed, services, until))
    if isinstance(answer, Recorded):
        saying = here.words.gettext("Quedó anotado.")
        return go(here, here.path("counter", "mandates"), saying=saying)
    return shown(here, typed, services, errors_of(here, answer), parts)


@router.post("/{mandate_id}/end", response_model=None)
def take_back(here: SignedIn, mandate_id: MandateId, form: Form) -> Response:
    """They may no longer."""
    receptionist(here)
    answer = revoke_mandate(here.installation, here.actor, mandate_id, form.one("reason"))
    if isinstance(answer, Refused):
        if answer.kind is RefusalKind.NOT_FOUND:
            raise not_found(here.words)
        said = here.words.gettext("Escriba el motivo: queda en la historia.")
        return shown(here, {}, (), {f"reason-{mandate_id}": said})
    saying = here.words.gettext("El poder ya no vale.")
    return go(here, here.path("counter", "mandates"), saying=saying)


def power_of(
    here: Member, typed: Mapping[str, str], services: tuple[str, ...], until: date | None
) -> Power:
    """What the verb takes; it begins today."""
    principal = Applicant(typed["principal_name"], typed["principal_national_id"])
    return Power(typed["agent"], principal, services, here.today, until, typed["document"])


def errors_of(here: Member, refused: Refused) -> dict[str, str]:
    """What to say beside the field."""
    _ = here.words.gettext
    field = refused.details.get("field", "")
    own = {
        "agent": _("No hay una cuenta con ese correo. Quien representa crea antes la suya."),
        "services": _("Elija servicios que estén en vigor."),
        "document": _("Escriba qué documento lo prueba, en una línea."),
        "principal_name": WRONG["name"](here.words),
        "principal_national_id": WRONG["national_id"](here.words),
    }
    if field == "until_on":
        return {"until-day": day_words(here)}
    if field in own:
        return {field: own[field]}
    return {"agent": told(refused, here.words).sentence}


def day_words(here: Member) -> str:
    return here.words.gettext("Escriba el día completo, desde hoy en adelante.")


def shown(
    here: Member,
    typed: Mapping[str, str],
    services: tuple[str, ...],
    errors: Mapping[str, str] | None = None,
    until: DateParts | None = None,
) -> Response:
    with here.installation.database.read(here.municipality.id) as connection:
        offered = services_here(here, connection)
        titles = {each.value: each.label for each in offered}
        rows = list_mandates(connection, here.municipality.id)
        context = {
            "crumbs": [*crumbs(here), Crumb(here.words.gettext("Representantes"))],
            "typed": {name: typed.get(name, "") for name in FIELDS},
            "chosen": services,
            "until": until or DateParts(),
            "services": offered,
            "errors": errors or {},
            "summary": [FieldError(name, said) for name, said in (errors or {}).items()],
            "action": here.path("counter", "mandates"),
            "rows": [line_of(here, row, titles) for row in rows],
        }
        return counter_page(
            here, connection, "counter/mandates.html", context, status=422 if errors else 200
        )


def services_here(here: Member, connection: Connection) -> list[Choice]:
    """What can be asked for from outside."""
    rows = active_definitions(connection, here.municipality.id)
    return [
        Choice(row.key, row.title)
        for row in rows
        if APPLICANT in manifest_from_text(row.manifest).starters
    ]


def line_of(here: Member, row: MandateRow, titles: Mapping[str, str]) -> dict[str, str]:
    """One mandate as the list tells it."""
    _, day = here.words.gettext, here.formats.date_words
    over = row.revoked_at is not None or (row.until_on is not None and row.until_on < here.today)
    listed = ", ".join(titles.get(each, each) for each in row.services.split())
    until = (
        _("hasta el %(day)s") % {"day": day(row.until_on, here.today)}
        if row.until_on
        else _("sin fecha de fin")
    )
    return {
        "id": str(row.id),
        "names": _("%(agent)s representa a %(principal)s")
        % {"agent": row.agent, "principal": row.principal},
        "what": f"{listed or _('todos los trámites')} · {until} · {row.document}",
        "state": "pause" if over else "ok",
        "word": _("Ya no vale") if over else _("Vigente"),
        "end": "" if over else here.path("counter", "mandates", row.id, "end"),
    }
