"""The list of people, one person with their roles, and the forms that let somebody in."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from engine.auditing.accesses import Looked
from engine.deadlines.calendars import calendar_of
from engine.identity.granting import Granted, grant_role
from engine.identity.house import ADMINISTRATOR
from engine.identity.people import Added, add_person, correct_person, known_person
from engine.identity.rights import may_administer
from engine.refusals import RefusalKind, Refused
from storage.database import Connection
from storage.queries.definitions import active_definitions
from storage.queries.identity import PersonRow
from ui.errors import forbidden, not_found
from ui.people.forms import GrantForm, PersonForm
from ui.people.present import errors_of, form_context, list_context, person_context
from ui.readings import looked
from ui.refusals import STATUS
from ui.roles import role_choices
from ui.staff import staff_page
from ui.visit import Form, Member, SignedIn, go

router = APIRouter(prefix="/{municipality}/people")
PersonId = Annotated[int, Path(ge=1, lt=2**63)]
SECTION = "people"


@router.get("", response_model=None)
def people(here: SignedIn, gone: Annotated[bool, Query()] = False) -> Response:
    """Who comes in, or who came in once."""
    administrator(here)
    with here.installation.database.read(here.municipality.id) as connection:
        return shown(
            here, connection, "people/list.html", list_context(here, connection, gone=gone)
        )


@router.get("/new", response_model=None)
def new(here: SignedIn) -> Response:
    """What is asked of somebody new."""
    administrator(here)
    return new_again(here, PersonForm())


@router.post("", response_model=None)
def add(here: SignedIn, form: Form) -> Response:
    """Let somebody in; their first password is shown this one time."""
    administrator(here)
    typed = PersonForm.of(form)
    answer = add_person(
        here.installation,
        here.actor,
        typed.particulars(),
        roles=typed.roles,
        reason=typed.reason,
    )
    if not isinstance(answer, Added):
        return new_again(here, typed, answer)
    return secret_page(here, answer.person_id, answer.password)


@router.get("/{person_id}", response_model=None)
def person(here: SignedIn, person_id: PersonId) -> Response:
    """One person: roles, tasks, history, and what can be done."""
    administrator(here)
    with here.installation.database.read(here.municipality.id) as connection:
        row = somebody(here, connection, person_id)
        looked(here, Looked.REGISTER, subject=row.name)
        context = person_context(here, connection, row)
        return shown(here, connection, "people/person.html", context)


@router.post("/{person_id}/roles", response_model=None)
def give_role(here: SignedIn, person_id: PersonId, form: Form) -> Response:
    """Give a role, for a time or for good."""
    administrator(here)
    typed = GrantForm.of(form)
    missing = typed.unreadable()
    if missing:
        told = here.words.gettext("Escriba el día completo: día, mes y año.")
        return person_again(here, person_id, typed, {missing.removesuffix("-day"): told})
    answer = grant_role(here.installation, here.actor, person_id, typed.grant())
    if isinstance(answer, Granted):
        return go(
            here, here.path("people", person_id), saying=here.words.gettext("El rol queda dado.")
        )
    refuse_unknown(here, answer)
    errors = errors_of(here, answer, {"held": "role", "reason": "reason"})
    return person_again(here, person_id, typed, errors)


@router.get("/{person_id}/details", response_model=None)
def details(here: SignedIn, person_id: PersonId) -> Response:
    """What is written of a person, to be corrected."""
    administrator(here)
    with here.installation.database.read(here.municipality.id) as connection:
        row = somebody(here, connection, person_id)
        typed = PersonForm(row.name, row.email or "", row.national_id or "", row.position or "")
        context = form_context(here, typed, None, person=row)
        return shown(here, connection, "people/form.html", context)


@router.post("/{person_id}/details", response_model=None)
def correct(here: SignedIn, person_id: PersonId, form: Form) -> Response:
    """Write it down anew."""
    administrator(here)
    typed = PersonForm.of(form)
    wrong = correct_person(
        here.installation, here.actor, person_id, typed.particulars(), typed.reason
    )
    if wrong is None:
        return go(here, here.path("people", person_id), saying=here.words.gettext("Guardado."))
    refuse_unknown(here, wrong)
    with here.installation.database.read(here.municipality.id) as connection:
        row = somebody(here, connection, person_id)
        context = form_context(here, typed, wrong, person=row)
        status = STATUS[wrong.kind]
        return shown(here, connection, "people/form.html", context, status=status)


def administrator(here: Member) -> None:
    """Who may decide about people; anybody else is told whose it is."""
    if not may_administer(here.actor):
        raise forbidden(here.words, ADMINISTRATOR.capitalize())


def somebody(here: Member, connection: Connection, person_id: int) -> PersonRow:
    """The person; no program, and nobody of another municipality."""
    row = known_person(connection, here.municipality.id, person_id)
    if isinstance(row, Refused):
        raise not_found(here.words)
    return row


def refuse_unknown(here: Member, refused: Refused) -> None:
    if refused.kind is RefusalKind.NOT_FOUND:
        raise not_found(here.words)


def new_again(here: Member, typed: PersonForm, wrong: Refused | None = None) -> Response:
    """The form of somebody new, with what was typed."""
    with here.installation.database.read(here.municipality.id) as connection:
        choices = role_choices(active_definitions(connection, here.municipality.id), here.words)
        context = form_context(here, typed, wrong, choices=choices)
        status = STATUS[wrong.kind] if wrong else 200
        return shown(here, connection, "people/form.html", context, status=status)


def person_again(
    here: Member, person_id: int, typed: GrantForm, errors: dict[str, str]
) -> Response:
    """The person, with the form of a role as it was typed."""
    with here.installation.database.read(here.municipality.id) as connection:
        row = somebody(here, connection, person_id)
        context = person_context(here, connection, row, typed=typed, errors=errors)
        return shown(here, connection, "people/person.html", context, status=422)


def secret_page(here: Member, person_id: int, password: str) -> Response:
    """The first password of an account, this one time; no browser keeps the page."""
    with here.installation.database.read(here.municipality.id) as connection:
        row = somebody(here, connection, person_id)
        context = {
            "person": row,
            "password": password,
            "login": row.email or row.national_id or "",
            "back": here.path("people", person_id),
        }
        response = shown(here, connection, "people/secret.html", context)
    response.headers["cache-control"] = "no-store"
    return response


def shown(
    here: Member,
    connection: Connection,
    template: str,
    context: dict[str, Any],
    *,
    status: int = 200,
) -> Response:
    """A page of this room inside the shell."""
    return staff_page(
        here,
        connection,
        template,
        context,
        section=SECTION,
        calendar=calendar_of(here.installation, connection, here.municipality.id),
        status=status,
    )
