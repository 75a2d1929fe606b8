"""A visit of somebody from outside: by their own session, by the PIN of a case, or as nobody yet.

Two cookies, apart from that of the staff. `cauce_citizen`: who fills in forms, with an account or
without. `cauce_case`: the one case whose PIN was shown. Neither is looked at by a page of the
staff, and no page here looks at theirs; the proof of a form is the visitor's own cookie.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Annotated

from fastapi import Depends
from starlette.requests import Request
from starlette.responses import Response

from engine.citizens.sessions import Known, SessionKind, known_at, nobody, welcome_guest
from engine.identity import Actor
from ui.errors import PageError
from ui.visit import Member, Visit, visit

CITIZEN = "cauce_citizen"
CASE = "cauce_case"


@dataclass(frozen=True, slots=True)
class Citizen(Member):
    """Whoever comes from outside; `kind` is None for who has no session."""

    kind: SessionKind | None = field(default=None, kw_only=True)
    fresh_token: str = field(default="", kw_only=True, repr=False)
    """The session that the answer lets the browser keep."""

    @property
    def proves_as_visitor(self) -> bool:
        """Their forms are proved as those of any visitor."""
        return True

    @property
    def uploads(self) -> tuple[str, ...]:
        """Apart from those of the staff."""
        return ("citizen", "uploads")

    @property
    def has_account(self) -> bool:
        return self.kind is SessionKind.ACCOUNT


def citizen(request: Request, municipality: str) -> Citizen:
    """By their own session, or as nobody."""
    here = visit(request, municipality)
    return _as(here, _known(here, request.cookies.get(CITIZEN, "")))


def of_case(here: Citizen, case_id: int) -> Citizen:
    """The same visitor as the applicant of a case, where they are: by its PIN, or their account."""
    if case_id in here.actor.applicant_of:
        return here
    known = _known(here, here.request.cookies.get(CASE, ""))
    if known is None or case_id not in known.actor.applicant_of:
        return replace(here, actor=nobody(here.municipality.id), kind=None)
    return _as(here, known)


def by_case(here: Citizen) -> Citizen:
    """The same visitor as the applicant of the case whose PIN was shown, if one was."""
    known = _known(here, here.request.cookies.get(CASE, ""))
    return here if known is None else _as(here, known)


def is_applicant(here: Citizen, case_id: int) -> bool:
    """They may see and do what only the applicant may."""
    return case_id in here.actor.applicant_of


def somebody(here: Citizen) -> Citizen:
    """The same visitor with a person of their own, so that what they type can be kept."""
    if here.actor.person_id is not None:
        return here
    address = here.request.client.host if here.request.client else ""
    if seconds := here.surroundings.throttles.guests.wait(
        here.installation, here.municipality.id, address
    ):
        title = here.words.gettext("Espere un momento")
        advice = here.words.gettext("Desde su conexión se empezaron muchas solicitudes.")
        raise PageError(429, title, advice, headers={"retry-after": str(seconds)})
    here.surroundings.throttles.guests.failed(here.installation, here.municipality.id, address)
    language = here.localisation.language
    guest = welcome_guest(here.installation, here.municipality.id, language)
    return replace(here, actor=guest.actor, kind=SessionKind.GUEST, fresh_token=guest.token)


def kept(here: Citizen, response: Response) -> Response:
    """The answer, with the session that was begun for it."""
    if here.fresh_token:
        seconds = int(here.installation.limits.draft_keeping.total_seconds())
        keep(here, response, CITIZEN, here.fresh_token, seconds)
    return response


def keep(here: Visit, response: Response, name: str, token: str, seconds: int | None) -> None:
    """Give the browser a session of this municipality; without `seconds` until it closes."""
    response.set_cookie(
        name,
        token,
        max_age=seconds,
        httponly=True,
        samesite="lax",
        secure=here.secure,
        path=f"/{here.municipality.slug}",
    )


def forget(here: Visit, response: Response, name: str) -> None:
    """The browser keeps it no longer."""
    response.delete_cookie(name, path=f"/{here.municipality.slug}")


def _known(here: Visit, token: str) -> Known | None:
    if not token:
        return None
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        return known_at(here.installation, connection, town, token)


def _as(here: Visit, known: Known | None) -> Citizen:
    actor: Actor = known.actor if known else nobody(here.municipality.id)
    return Citizen(
        request=here.request,
        surroundings=here.surroundings,
        municipality=here.municipality,
        localisation=here.localisation,
        token=here.token,
        now=here.now,
        actor=actor,
        kind=known.kind if known else None,
    )


FromOutside = Annotated[Citizen, Depends(citizen)]
