"""Which roles come in with a code, as who administers decides."""

from __future__ import annotations

from collections.abc import Collection

from fastapi import APIRouter
from starlette.responses import Response

from engine.identity.second_factor import Required, require
from engine.refusals import Refused
from storage.queries.definitions import active_definitions
from storage.queries.second_factors import roles_with_factor
from ui.parts import Choice, FieldError
from ui.people.pages import administrator, shown
from ui.people.present import crumbs, errors_of
from ui.refusals import STATUS
from ui.roles import role_choices
from ui.visit import Form, Member, SignedIn, go

router = APIRouter(prefix="/{municipality}/people/codes")
LONGEST, MOST = 100, 500


@router.get("", response_model=None)
def ask(here: SignedIn) -> Response:
    """The roles, those that come in with a code marked."""
    administrator(here)
    return codes_page(here)


@router.post("", response_model=None)
def decide(here: SignedIn, form: Form) -> Response:
    """From now on these."""
    administrator(here)
    roles = [each[:LONGEST] for each in form.fields.get("roles", [])[:MOST]]
    reason = form.one("reason")
    answer = require(here.installation, here.actor, roles, reason)
    if isinstance(answer, Required):
        told = here.words.gettext("Guardado. Quien aún no tiene teléfono lo prepara al seguir.")
        return go(here, here.path("people"), saying=told)
    return codes_page(here, roles, reason, answer)


def codes_page(
    here: Member,
    roles: Collection[str] | None = None,
    reason: str = "",
    wrong: Refused | None = None,
) -> Response:
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        chosen = roles_with_factor(connection, town) if roles is None else roles
        errors = errors_of(here, wrong, {})
        context = {
            "crumbs": crumbs(here, here.words.gettext("Ingreso con código")),
            "choices": [
                Choice(each.value, each.label)
                for each in role_choices(active_definitions(connection, town), here.words)
            ],
            "chosen": sorted(chosen),
            "reason": reason,
            "action": here.path("people", "codes"),
            "back": here.path("people"),
            "errors": errors,
            "summary": [FieldError(*each) for each in errors.items()],
        }
        status = STATUS[wrong.kind] if wrong else 200
        return shown(here, connection, "people/codes.html", context, status=status)
