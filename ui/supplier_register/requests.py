"""Who asked to act for a supplier: granted by who saw the document, or refused with a reason."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from engine.refusals import RefusalKind, Refused
from engine.suppliers.asking import decide_to_let_act
from storage.queries.suppliers import pending_requests, supplier_by_number
from ui.parts import Crumb, FieldError
from ui.refusals import told
from ui.supplier_register.around import SECTION, crumbs, keeper_of_suppliers, register_page
from ui.visit import Form, Member, SignedIn, go

router = APIRouter(prefix="/{municipality}/supplier-register/requests")
RequestId = Annotated[int, Path(ge=1, lt=2**63)]
LONGEST = 300


@router.get("", response_model=None)
def requests(here: SignedIn) -> Response:
    """What waits."""
    keeper_of_suppliers(here)
    return shown(here, {})


@router.post("/{request_id}", response_model=None)
def decide(here: SignedIn, request_id: RequestId, form: Form) -> Response:
    """Yes, or no and why."""
    keeper_of_suppliers(here)
    granted, reason = form.one("decision") == "grant", form.one("reason")[:LONGEST]
    answer = decide_to_let_act(
        here.installation, here.actor, request_id, granted=granted, reason=reason
    )
    _ = here.words.gettext
    if isinstance(answer, Refused):
        said = told(answer, here.words).sentence
        if answer.kind is RefusalKind.INVALID_DATA:
            said = _("Escriba el motivo: lo lee quien lo pidió.")
        return shown(here, {f"reason-{request_id}": said})
    saying = _("Desde ahora puede actuar.") if granted else _("Quedó dicho que no.")
    return go(here, here.path(SECTION, "requests"), saying=saying)


def shown(here: Member, errors: dict[str, str]) -> Response:
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        rows = [
            {
                "id": str(each.id),
                "person": each.person,
                "name": each.name,
                "number": each.number,
                "document": each.document,
                "when": here.formats.day_words(each.asked_at, here.today),
                "known": supplier_by_number(connection, town, each.number) is not None,
                "action": here.path(SECTION, "requests", each.id),
            }
            for each in pending_requests(connection, town)
        ]
        context = {
            "crumbs": [*crumbs(here), Crumb(here.words.gettext("Quién pide actuar"))],
            "rows": rows,
            "errors": errors,
            "summary": [FieldError(name, said) for name, said in errors.items()],
        }
        status = 422 if errors else 200
        return register_page(here, connection, "requests.html", context, status=status)
