"""«Seguir en otro equipo»: what is typed and sent follows the account; here is the way to it.

The picture holds the address of the form and nothing else. A code is shown once, when it is given,
and leads only who asked for it; whoever has to sign in first comes back to where it is typed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

import segno
from fastapi import APIRouter, Path
from markupsafe import Markup
from starlette.responses import Response

from engine.cases.drafting import start_draft
from engine.documents.elsewhere import CodeGiven, code_given, give_code, go_on, take_code_back
from engine.documents.places import Place
from engine.refusals import Refused
from storage.database import Connection
from ui.errors import not_found
from ui.inbox.acts import subject_of
from ui.parts import Crumb, FieldError
from ui.posted import Posted
from ui.staff import staff_page
from ui.tasks.scene import seen_task
from ui.visit import Form, Member, SignedIn, go

router = APIRouter(prefix="/{municipality}")
Number = Annotated[int, Path(ge=1, lt=2**63)]
LONGEST = 40


@dataclass(frozen=True, slots=True)
class Draft:
    """A form that somebody fills in: what it is called, its address, and that of this page."""

    place: Place
    title: str
    href: str
    own: str


@router.get("/tasks/{task_id}/elsewhere", response_model=None)
def task_elsewhere(here: SignedIn, task_id: Number) -> Response:
    """The way to the form of a task."""
    with here.installation.database.read(here.municipality.id) as connection:
        return way_page(here, connection, draft_of_task(here, connection, task_id))


@router.post("/tasks/{task_id}/elsewhere", response_model=None)
def code_of_task(here: SignedIn, task_id: Number, form: Form) -> Response:
    """Give a code, or take it back: `_method=DELETE`."""
    with here.installation.database.read(here.municipality.id) as connection:
        draft = draft_of_task(here, connection, task_id)
    return with_code(here, draft, form)


@router.get("/start/{key}/drafts/{draft_id}/elsewhere", response_model=None)
def start_elsewhere(here: SignedIn, key: str, draft_id: Number) -> Response:
    """The way to a case that is not begun yet."""
    with here.installation.database.read(here.municipality.id) as connection:
        return way_page(here, connection, draft_of_start(here, connection, key, draft_id))


@router.post("/start/{key}/drafts/{draft_id}/elsewhere", response_model=None)
def code_of_start(here: SignedIn, key: str, draft_id: Number, form: Form) -> Response:
    """Give a code, or take it back: `_method=DELETE`."""
    with here.installation.database.read(here.municipality.id) as connection:
        draft = draft_of_start(here, connection, key, draft_id)
    return with_code(here, draft, form)


@router.get("/go-on", response_model=None)
def ask_code(here: SignedIn) -> Response:
    """Where the code is typed on the other device."""
    return code_page(here, "")


@router.post("/go-on", response_model=None)
def follow_code(here: SignedIn, form: Form) -> Response:
    """To the form that the code leads to."""
    typed = form.one("code")[:LONGEST]
    found = go_on(here.installation, here.municipality.id, typed, here.actor)
    if isinstance(found, Refused):
        fault = here.words.gettext(
            "Ese código no abre nada: revise sus 10 signos, o pida otro en el primer equipo."
        )
        return code_page(here, typed, fault)
    return go(here, href_of(here, found.place))


def draft_of_task(here: Member, connection: Connection, task_id: int) -> Draft:
    task, place = seen_task(here, connection, task_id), Place(task_id)
    own = here.path("tasks", task_id, "elsewhere")
    return Draft(place, subject_of(task), href_of(here, place), own)


def draft_of_start(here: Member, connection: Connection, key: str, draft_id: int) -> Draft:
    """Another person's draft is not there."""
    row = None if "\x00" in key else start_draft(connection, here.actor, draft_id, key)
    if row is None:
        raise not_found(here.words)
    place = Place(draft_id=draft_id, process_key=key)
    own = here.path("start", key, "drafts", draft_id, "elsewhere")
    return Draft(place, row.title, href_of(here, place), own)


def href_of(here: Member, place: Place) -> str:
    """The address of the form."""
    if place.task_id is not None:
        return here.path("tasks", place.task_id)
    return here.path("start", place.process_key, draft=place.draft_id)


def with_code(here: Member, draft: Draft, form: Posted) -> Response:
    """The code, which is shown now and never again; or that there is none any more."""
    _ = here.words.gettext
    if form.one("_method").upper() == "DELETE":
        take_code_back(here.installation, here.actor, draft.place)
        return go(here, draft.own, saying=_("El código ya no abre nada."))
    given = give_code(here.installation, here.actor, draft.place)
    if isinstance(given, Refused):
        raise not_found(here.words)
    with here.installation.database.read(here.municipality.id) as connection:
        return way_page(here, connection, draft, given)


def way_page(
    here: Member, connection: Connection, draft: Draft, given: CodeGiven | None = None
) -> Response:
    """The picture of the address, and the code."""
    _, formats = here.words.gettext, here.formats
    address = here.house + draft.href
    there = code_given(here.installation, connection, here.actor, draft.place)
    until = _("Vale hasta: %(when)s.")
    context: dict[str, Any] = {
        "crumbs": [Crumb(draft.title, draft.href), Crumb(_("Otro equipo"))],
        "address": address,
        "picture": picture_of(address),
        "code": given.code if given else "",
        "until": until % {"when": formats.moment(there.expires_at, here.today)} if there else "",
        "typed_at": here.house + here.path("go-on"),
        "action": draft.own,
        "back": draft.href,
    }
    return shown(here, connection, "elsewhere/way.html", context)


def picture_of(address: str) -> Markup:
    """The address as a QR code, drawn in the page itself."""
    drawn = segno.make(address, error="m", micro=False)
    plain = drawn.svg_inline(scale=4, border=4, light="#fff", svgclass=None, lineclass=None)
    return Markup(plain)  # noqa: S704  # nothing but the lines of the picture is in it


def code_page(here: Member, typed: str, fault: str = "") -> Response:
    """The field for the code."""
    _ = here.words.gettext
    context = {
        "typed": typed,
        "fault": fault,
        "summary": [FieldError("code", fault)] if fault else [],
        "action": here.path("go-on"),
        "back": here.path("inbox"),
    }
    with here.installation.database.read(here.municipality.id) as connection:
        status = 422 if fault else 200
        return shown(here, connection, "elsewhere/code.html", context, status=status)


def shown(
    here: Member,
    connection: Connection,
    template: str,
    context: dict[str, Any],
    *,
    status: int = 200,
) -> Response:
    return staff_page(here, connection, template, context, section="", status=status)
