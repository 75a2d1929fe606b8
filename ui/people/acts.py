"""Acts about one person, each on a page that says what will happen and asks why: taking a role
back, shutting somebody out, letting them come back, giving a new first password."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from engine.identity.granting import revoke_role
from engine.identity.leaving import Left, disable_person, return_person
from engine.identity.renewing import Given, give_password
from engine.identity.second_factor import reset
from engine.refusals import Refused
from storage.database import Connection
from storage.queries.definitions import active_definitions
from storage.queries.identity import PersonRow
from storage.queries.people import holders_by_role, tasks_in_hands_of
from ui.numbers import number_in
from ui.parts import Choice, FieldError
from ui.people.pages import (
    PersonId,
    administrator,
    refuse_unknown,
    secret_page,
    shown,
    somebody,
)
from ui.people.present import crumbs, errors_of
from ui.refusals import STATUS
from ui.roles import role_titles, title_of_role
from ui.visit import Form, Member, SignedIn, go

router = APIRouter(prefix="/{municipality}/people/{person_id}")
Role = Annotated[str, Path(max_length=100)]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page of an act says: its title, what follows, and the words of its button."""

    title: str
    effects: tuple[str, ...]
    button: str
    address: tuple[str, ...]
    kind: str = "primary"
    followers: list[Choice] = field(default_factory=list)


@router.get("/roles/{role}/end", response_model=None)
def ask_revoke(here: SignedIn, person_id: PersonId, role: Role) -> Response:
    """What taking the role back does."""
    return ask(here, person_id, ("roles", role, "end"))


@router.post("/roles/{role}/end", response_model=None)
def revoke(here: SignedIn, person_id: PersonId, role: Role, form: Form) -> Response:
    """Take the role back."""
    administrator(here)
    reason = form.one("reason")
    answer = revoke_role(here.installation, here.actor, person_id, role, reason)
    if isinstance(answer, Refused):
        return ask(here, person_id, ("roles", role, "end"), reason=reason, wrong=answer)
    return back(here, person_id, here.words.gettext("Ya no tiene ese rol."))


@router.get("/leaving", response_model=None)
def ask_leaving(here: SignedIn, person_id: PersonId) -> Response:
    """What shutting somebody out does, and with their tasks."""
    return ask(here, person_id, ("leaving",))


@router.post("/leaving", response_model=None)
def shut_out(here: SignedIn, person_id: PersonId, form: Form) -> Response:
    """Shut somebody out; their tasks are passed on or freed."""
    administrator(here)
    reason, follower = form.one("reason"), form.one("follower")
    pass_to = number_in(follower)
    answer = disable_person(here.installation, here.actor, person_id, reason, pass_to=pass_to)
    if isinstance(answer, Refused):
        return ask(here, person_id, ("leaving",), reason=reason, wrong=answer, follower=follower)
    return back(here, person_id, told_of(here, answer))


@router.get("/return", response_model=None)
def ask_return(here: SignedIn, person_id: PersonId) -> Response:
    """What letting somebody come back does."""
    return ask(here, person_id, ("return",))


@router.post("/return", response_model=None)
def let_return(here: SignedIn, person_id: PersonId, form: Form) -> Response:
    """Let somebody come back."""
    administrator(here)
    reason = form.one("reason")
    answer = return_person(here.installation, here.actor, person_id, reason)
    if isinstance(answer, Refused):
        return ask(here, person_id, ("return",), reason=reason, wrong=answer)
    return back(here, person_id, here.words.gettext("Puede ingresar otra vez."))


@router.get("/second-factor", response_model=None)
def ask_reset(here: SignedIn, person_id: PersonId) -> Response:
    """What taking the device of somebody away does."""
    return ask(here, person_id, ("second-factor",))


@router.post("/second-factor", response_model=None)
def take_device(here: SignedIn, person_id: PersonId, form: Form) -> Response:
    """Take away the device of somebody who lost it."""
    administrator(here)
    reason = form.one("reason")
    wrong = reset(here.installation, here.actor, person_id, reason)
    if wrong is not None:
        return ask(here, person_id, ("second-factor",), reason=reason, wrong=wrong)
    return back(here, person_id, here.words.gettext("Su teléfono ya no da códigos."))


@router.get("/password", response_model=None)
def ask_password(here: SignedIn, person_id: PersonId) -> Response:
    """What a new first password does."""
    return ask(here, person_id, ("password",))


@router.post("/password", response_model=None)
def renew(here: SignedIn, person_id: PersonId, form: Form) -> Response:
    """Give a new first password, and show it this one time."""
    administrator(here)
    reason = form.one("reason")
    answer = give_password(here.installation, here.actor, person_id, reason)
    if isinstance(answer, Given):
        return secret_page(here, person_id, answer.password)
    return ask(here, person_id, ("password",), reason=reason, wrong=answer)


def ask(
    here: Member,
    person_id: int,
    address: tuple[str, ...],
    *,
    reason: str = "",
    wrong: Refused | None = None,
    follower: str = "",
) -> Response:
    """The page of an act; with what was typed when it was refused."""
    administrator(here)
    if wrong is not None:
        refuse_unknown(here, wrong)
    with here.installation.database.read(here.municipality.id) as connection:
        person = somebody(here, connection, person_id)
        asked = _asked(here, connection, person, address)
        errors = errors_of(here, wrong, {})
        context = {
            "crumbs": crumbs(here, person.name, person.id),
            "person": person,
            "asked": asked,
            "action": here.path("people", person.id, *asked.address),
            "back": here.path("people", person.id),
            "reason": reason,
            "follower": follower,
            "errors": errors,
            "summary": [FieldError(*each) for each in errors.items()],
        }
        status = STATUS[wrong.kind] if wrong else 200
        return shown(here, connection, "people/act.html", context, status=status)


def back(here: Member, person_id: int, saying: str) -> Response:
    return go(here, here.path("people", person_id), saying=saying)


def told_of(here: Member, left: Left) -> str:
    """«Su acceso está cerrado. Pasó 2 tareas y 1 quedó libre.»"""
    _ = here.words.gettext
    told = [_("Su acceso está cerrado.")]
    if left.passed or left.released:
        pattern = _("Tareas pasadas: %(passed)s; libres para su rol: %(released)s.")
        told.append(pattern % {"passed": left.passed, "released": left.released})
    if left.kept:
        told.append(_("Quedan %(n)s a su nombre: repítalo en un momento.") % {"n": left.kept})
    return " ".join(told)


def _asked(
    here: Member, connection: Connection, person: PersonRow, address: tuple[str, ...]
) -> Asked:
    _ = here.words.gettext
    name = {"name": person.name}
    titles = role_titles(active_definitions(connection, here.municipality.id), here.words)
    match address:
        case ("leaving",):
            return _leaving(here, connection, person, titles)
        case ("return",):
            effects = (
                _("Vuelve a figurar entre las personas que ingresan."),
                _("No recupera sus roles: se dan otra vez, con su motivo."),
                _("Ingresa con la clave que tenía; si no la recuerda, dele una nueva."),
            )
            return Asked(
                _("Abrir el acceso de %(name)s") % name, effects, _("Abrir el acceso"), address
            )
        case ("second-factor",):
            resetting = (
                _("Sus sesiones abiertas terminan y sus códigos de recuperación no sirven más."),
                _("Ingresa solo con su clave; si su rol pide código, prepara otro teléfono."),
                _("Asegúrese de hablar con esa persona: así se entra con una clave robada."),
            )
            return Asked(
                _("Quitar el código de %(name)s") % name,
                resetting,
                _("Quitar el código"),
                address,
                "danger",
            )
        case ("password",):
            renewing = (
                _("Sus sesiones abiertas terminan."),
                _("La clave nueva se muestra una sola vez y vence a los siete días."),
                _("Al ingresar tendrá que cambiarla por una que solo conozca esa persona."),
            )
            return Asked(
                _("Dar una clave nueva a %(name)s") % name,
                renewing,
                _("Dar una clave nueva"),
                address,
            )
        case _:
            role = title_of_role(address[1], titles, here.words)
            effects_of_role = (
                _("Desde ahora no ve ni toma las tareas de ese rol."),
                _("Las tareas que ya tiene en sus manos siguen con esa persona."),
            )
            return Asked(
                _("Quitar a %(name)s el rol «%(role)s»") % {**name, "role": role},
                effects_of_role,
                _("Quitar el rol"),
                address,
                "danger",
            )


def _leaving(
    here: Member, connection: Connection, person: PersonRow, titles: dict[str, str]
) -> Asked:
    _, ngettext = here.words.gettext, here.words.ngettext
    town = here.municipality.id
    held = tasks_in_hands_of(connection, town, person.id)
    holders = holders_by_role(connection, town, {each.role for each in held}, at=here.now)
    effects = [
        _("Sus sesiones terminan en este momento y ya no puede ingresar."),
        _("Pierde todos sus roles; lo que hizo queda en la historia con su nombre."),
    ]
    if held:
        counted = ngettext(
            "Tiene %(n)s tarea en sus manos.", "Tiene %(n)s tareas en sus manos.", len(held)
        )
        effects.append(counted % {"n": len(held)})
    for role in sorted({each.role for each in held}):
        if not set(holders.get(role, ())) - {person.id}:
            title = title_of_role(role, titles, here.words)
            pattern = _("Nadie más tiene el rol «%(role)s»: déselo a alguien para que esas sigan.")
            effects.append(pattern % {"role": title})
    names = {i: name for each in holders.values() for i, name in each.items() if i != person.id}
    followers = [Choice(str(i), name) for i, name in sorted(names.items(), key=lambda x: x[1])]
    return Asked(
        _("Cerrar el acceso de %(name)s") % {"name": person.name},
        tuple(effects),
        _("Cerrar el acceso"),
        ("leaving",),
        "danger",
        followers,
    )
