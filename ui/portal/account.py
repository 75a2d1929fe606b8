"""The account of a citizen: signing in at the portal, «my cases», what they must do; and
going on with a draft by its code, also without an account."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from engine.citizens.accounts import CameIn, change_password, come_in
from engine.citizens.sessions import LASTS, SessionKind, leave, open_citizen_session
from engine.documents.elsewhere import go_on
from engine.identity.house import APPLICANT
from engine.refusals import RefusalKind, Refused
from engine.vouching.providers import Door, providers_in
from processes.taxes.own_account import taxpayer_of_account
from storage.database import Connection
from storage.queries.accounts import outer_identities_of
from storage.queries.campaigns import last_reminder
from storage.queries.citizens import FiledCase, citizen_by_id, filed_cases
from storage.queries.tasks import waiting_for_role
from storage.queries.uploads import start_drafts_of
from ui.parts import FieldError
from ui.portal.around import citizen_page
from ui.portal.citizen import CASE, CITIZEN, Citizen, FromOutside, forget, keep
from ui.portal.tracked import address_of, failed, wait_if_needed
from ui.portal.who import WRONG
from ui.start.present import DraftLine, draft_line
from ui.visit import Form, go
from ui.vouching.way import buttons, forget_goodbye, goodbye

router = APIRouter(prefix="/{municipality}/citizen")
LONGEST = 1_000
REMINDED_FOR = timedelta(days=90)
"""So long a reminder of taxes stays on the page of an account."""


@dataclass(frozen=True, slots=True)
class MyCase:
    """One case of the list; `todo` is what waits for the applicant."""

    title: str
    code: str
    href: str
    state: str
    word: str
    when: str
    applicant: str
    todo: str


@router.get("", response_model=None)
def mine(here: FromOutside) -> Response:
    """The cases of an account; who has none is asked to come in."""
    if not here.has_account:
        return sign_in_page(here, {}, {})
    with here.installation.database.read(here.municipality.id) as connection:
        context = list_context(here, connection)
    response = citizen_page(here, "portal/cases.html", context, section="citizen")
    response.headers["cache-control"] = "private, no-store"
    return response


@router.post("/sign-in", response_model=None)
def enter(here: FromOutside, form: Form) -> Response:
    """Check e-mail and password."""
    email = form.one("email")[:254]
    answer = come_in(here.installation, here.municipality.id, email, form.one("password")[:LONGEST])
    if isinstance(answer, CameIn):
        return welcomed(here, answer)
    locked = answer.kind is RefusalKind.LOCKED_OUT
    said = here.words.gettext("El correo o la clave no coinciden.")
    if locked:
        said = here.words.gettext("Demasiados intentos: espere 15 minutos.")
    status = 429 if locked else 422
    return sign_in_page(here, {"email": email}, {"email": said}, status=status)


@router.post("/sign-out", response_model=None)
def go_out(here: FromOutside, form: Form) -> Response:  # noqa: ARG001  # the form proves its origin
    """End the session, here and in the browser; that of a case too."""
    town = here.municipality.id
    leave(here.installation, town, here.request.cookies.get(CITIZEN, ""))
    leave(here.installation, town, here.request.cookies.get(CASE, ""))
    response = left(here)
    forget(here, response, CITIZEN)
    forget(here, response, CASE)
    forget_goodbye(here, response, Door.CITIZEN)
    return response


def left(here: Citizen) -> Response:
    """The door again; for who came in by a provider a page that leads out of there too."""
    provider = goodbye(here, Door.CITIZEN)
    if provider is None:
        return go(here, here.path("citizen"), saying=here.words.gettext("Salió de su cuenta."))
    context = {"provider": provider, "back": here.path("citizen")}
    return citizen_page(here, "vouching/goodbye.html", context, section="citizen")


@router.get("/password", response_model=None)
def own_password(here: FromOutside) -> Response:
    """The form of another password."""
    if not here.has_account:
        return go(here, here.path("citizen"))
    return password_page(here, {})


@router.post("/password", response_model=None)
def renew(here: FromOutside, form: Form) -> Response:
    """Another password, for who knows the one before."""
    _ = here.words.gettext
    login = login_of(here)
    if not login:
        return go(here, here.path("citizen"))
    old, new = form.one("old")[:LONGEST], form.one("new")[:LONGEST]
    token = here.request.cookies.get(CITIZEN, "")
    town = here.municipality.id
    refused = change_password(here.installation, town, login, old, new, token=token)
    if refused is None:
        return go(here, here.path("citizen"), saying=_("Cambió su clave."))
    if refused.kind is RefusalKind.INVALID_DATA:
        return password_page(here, {"new": WRONG["password"](here.words)})
    locked = refused.kind is RefusalKind.LOCKED_OUT
    said = _("Demasiados intentos: espere 15 minutos.") if locked else _("No es su clave de ahora.")
    return password_page(here, {"old": said})


def login_of(here: Citizen) -> str:
    """What an account signs in with; empty for who has none."""
    if not here.has_account:
        return ""
    town, person_id = here.municipality.id, here.actor.person_id or 0
    with here.installation.database.read(town) as connection:
        row = citizen_by_id(connection, town, person_id)
    return (row.login or "") if row else ""


def password_page(here: Citizen, errors: Mapping[str, str]) -> Response:
    context = {
        "errors": errors,
        "summary": summary(errors),
        "action": here.path("citizen", "password"),
        "back": here.path("citizen"),
    }
    status = 422 if errors else 200
    return citizen_page(here, "portal/password.html", context, section="citizen", status=status)


@router.get("/go-on", response_model=None)
def ask_code(here: FromOutside) -> Response:
    """Where the code of a draft is typed on another device."""
    return code_page(here, "", "")


@router.post("/go-on", response_model=None)
def follow_code(here: FromOutside, form: Form) -> Response:
    """To the draft that the code leads to."""
    wait_if_needed(here, address_of(here))
    typed, town = form.one("code")[:40], here.municipality.id
    found = go_on(here.installation, town, typed, here.actor)
    if isinstance(found, Refused) or found.place.draft_id is None:
        failed(here)
        said = here.words.gettext(
            "Ese código no abre nada: revise sus 10 signos, o pida otro en el primer equipo."
        )
        return code_page(here, typed, said)
    key, draft = found.place.process_key, found.place.draft_id
    response = go(here, here.path("services", key, "apply", draft=draft, page="1"))
    if found.person_id != here.actor.person_id:
        token = here.installation.database.run(
            lambda connection: open_citizen_session(
                here.installation, connection, town, found.person_id, SessionKind.GUEST
            ),
            municipality=town,
        )
        seconds = int(here.installation.limits.draft_keeping.total_seconds())
        keep(here, response, CITIZEN, token, seconds)
    return response


def welcomed(here: Citizen, answer: CameIn, *, saying: str = "") -> Response:
    """To the list, with the session of the account and without that of a guest before."""
    response = go(here, here.path("citizen"), saying=saying)
    seconds = int(LASTS[SessionKind.ACCOUNT].total_seconds())
    keep(here, response, CITIZEN, answer.token, seconds)
    return response


def sign_in_page(
    here: Citizen, typed: Mapping[str, str], errors: Mapping[str, str], *, status: int = 200
) -> Response:
    context = {
        "typed": typed,
        "errors": errors,
        "summary": summary(errors),
        "action": here.path("citizen", "sign-in"),
        "providers": buttons(here, Door.CITIZEN),
        "sign_up_href": here.path("citizen", "sign-up"),
        "forgotten_href": here.path("citizen", "forgotten"),
        "go_on_href": here.path("citizen", "go-on"),
        "tracking_href": here.path("tracking"),
        "taxes_href": here.path("citizen", "taxes"),
        "staff_href": here.path("sign-in"),
    }
    return citizen_page(here, "portal/sign_in.html", context, section="citizen", status=status)


def code_page(here: Citizen, typed: str, error: str) -> Response:
    context = {
        "typed": typed,
        "error": error,
        "summary": [FieldError("code", error)] if error else [],
        "action": here.path("citizen", "go-on"),
    }
    status = 422 if error else 200
    return citizen_page(here, "portal/go_on.html", context, section="services", status=status)


def list_context(here: Citizen, connection: Connection) -> dict[str, Any]:
    """The context of portal/cases.html."""
    town, me = here.municipality.id, here.actor.person_id or 0
    rows = filed_cases(connection, town, me, on=here.today)
    waiting = waiting_for_role(connection, town, [row.case_id for row in rows], APPLICANT)
    cases = [my_case(here, row, waiting.get(row.case_id, "")) for row in rows]
    drafts = start_drafts_of(connection, town, me)
    return {
        "name": here.actor.name,
        "todo": [case for case in cases if case.todo],
        "cases": [case for case in cases if not case.todo],
        "drafts": [my_draft(here, row) for row in drafts],
        "password_href": here.path("citizen", "password") if login_of(here) else "",
        "address_href": here.path("citizen", "address"),
        "joinable": joinable(here, connection),
        "joined_href": here.path("citizen", "joined") if is_joined(here, connection) else "",
        "sign_out": here.path("citizen", "sign-out"),
        "services_href": here.path("services"),
        **taxes_of(here, connection),
    }


def taxes_of(here: Citizen, connection: Connection) -> dict[str, str]:
    """The way to one's own taxes, for whoever showed their document; and what they were last
    reminded of, while something of it is owed."""
    town, me = here.municipality.id, here.actor.person_id or 0
    who = taxpayer_of_account(connection, town, me)
    if who is None:
        return {"taxes_href": "", "reminder": ""}
    found = last_reminder(connection, town, who.id, since=here.today - REMINDED_FOR)
    said = here.words.gettext("El %(day)s le recordamos que debe %(amount)s de tributos.")
    reminder = said % {
        "day": here.formats.day_words(found[0], here.today),
        "amount": here.formats.money(Decimal(found[1]) / 100),
    } if found else ""  # fmt: skip
    return {"taxes_href": here.path("citizen", "taxes"), "reminder": reminder}


def is_joined(here: Citizen, connection: Connection) -> bool:
    """A provider opens this account."""
    me = here.actor.person_id or 0
    return bool(outer_identities_of(connection, here.municipality.id, me))


def joinable(here: Citizen, connection: Connection) -> list[tuple[str, str]]:
    """The providers that do not open this account yet: what the button says, where it goes."""
    town, me = here.municipality, here.actor.person_id or 0
    joined = {each.issuer for each in outer_identities_of(connection, town.id, me)}
    pattern = here.words.gettext("Unir %(title)s a mi cuenta")
    return [
        (pattern % {"title": each.title}, here.path("citizen", "with", each.key))
        for each in providers_in(town.settings)
        if Door.CITIZEN in each.doors and each.issuer not in joined
    ]


def my_draft(here: Citizen, row: Any) -> DraftLine:
    line = draft_line(row, here)
    href = here.path("services", row.process_key, "apply", draft=row.id, page="1")
    return DraftLine(line.title, "", line.when, href, "")


def my_case(here: Citizen, row: FiledCase, todo: str) -> MyCase:
    _ = here.words.gettext
    words = {
        "open": ("ok", _("En curso")),
        "suspended": ("pause", _("En pausa")),
        "completed": ("ok", row.outcome or _("Terminada")),
        "cancelled": ("pause", _("Anulada")),
    }
    state, word = words.get(row.state, ("pause", _("Detenida")))
    other = row.applicant_id != here.actor.person_id
    return MyCase(
        title=row.service,
        code=row.code,
        href=here.path("tracking", row.code),
        state="near" if todo else state,
        word=_("Falta algo suyo") if todo else word,
        when=here.formats.day_words(row.filed_at, here.today),
        applicant=row.applicant if other else "",
        todo=todo,
    )


def summary(errors: Mapping[str, str]) -> list[FieldError]:
    return [FieldError(name, said) for name, said in errors.items()]
