"""Filing at the counter: the steps of the citizen's window inside the pages of the staff, beginning
with for whom, with the originals that were seen, and ending with a printed receipt."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Path
from starlette.responses import Response

from engine.citizens.filing import Filed
from engine.citizens.permission import at_the_counter
from engine.definitions.manifest import Manifest
from engine.identity.house import APPLICANT, COUNTER
from storage.database import Connection
from storage.queries.citizens import citizen_by_id
from ui.errors import forbidden
from ui.parts import Crumb
from ui.portal.apply import Wanted
from ui.portal.receipt import first_of, hold_pin, printed, receipt_of
from ui.portal.steps import Window, open_step, posted_step
from ui.portal.tracked import Code, looked_up
from ui.roles import title_of_role
from ui.staff import staff_page
from ui.visit import Form, Member, SignedIn, go

router = APIRouter(prefix="/{municipality}/counter")
Key = Annotated[str, Path(max_length=80)]


@router.get("/file/{key}", response_model=None)
def file_page(
    here: SignedIn, key: Key, draft: str = "", page: str = "", along: Wanted = ()
) -> Response:
    """One page of the application, also for several services at once."""
    receptionist(here)
    return open_step(here, window_of(key), key, draft, page, along)


@router.post("/file/{key}", response_model=None)
def file_step(here: SignedIn, key: Key, form: Form) -> Response:
    """What was typed on it."""
    receptionist(here)
    return posted_step(here, window_of(key), key, form)


@router.get("/receipts/{code}", response_model=None)
def receipt(here: SignedIn, code: Code) -> Response:
    """The receipt to print and hand over; its PIN is shown for a quarter of an hour."""
    receptionist(here)
    row, case, _definition = looked_up(here, code)
    row, case = first_of(here, row, case)
    with here.installation.database.read(here.municipality.id) as connection:
        context = {
            "receipt": receipt_of(here, row, case, named=True),
            "pdf_href": here.path("counter", "receipts", row.code, "pdf"),
            "case_href": here.path("counter", "cases", row.code),
            "again_href": here.path("start"),
            "told_by": contact_of(here, connection, row.person_id),
        }
        response = counter_page(here, connection, "counter/receipt.html", context)
    response.headers["cache-control"] = "private, no-store"
    return response


@router.get("/receipts/{code}/pdf", response_model=None)
def receipt_pdf(here: SignedIn, code: Code) -> Response:
    """The same on paper."""
    receptionist(here)
    row, case, _definition = looked_up(here, code)
    row, case = first_of(here, row, case)
    return printed(here, receipt_of(here, row, case, named=True))


def receptionist(here: Member) -> None:
    """Raises the page of who is none."""
    if not at_the_counter(here.actor):
        raise forbidden(here.words, title_of_role(COUNTER, {}, here.words))


def files_for_others(here: Member, manifest: Manifest) -> bool:
    """Whether this person begins such a case for somebody who came."""
    return at_the_counter(here.actor) and APPLICANT in manifest.starters


def window_of(key: str) -> Window:
    return Window(base=("counter", "file", key), show=show, kind=None, filed=filed, may_share=False)


def show(here: Member, connection: Connection, context: Mapping[str, Any], status: int) -> Response:
    """Inside the shell of the staff."""
    crumbs = [
        Crumb(here.words.gettext("Iniciar trámite"), here.path("start")),
        Crumb(context["service"]),
    ]
    return counter_page(
        here, connection, "counter/apply.html", {**context, "crumbs": crumbs}, status=status
    )


def filed(here: Member, done: Filed) -> Response:
    """To the receipt."""
    response = go(here, here.path("counter", "receipts", done.code))
    hold_pin(here, response, done.code, done.pin)
    return response


def contact_of(here: Member, connection: Connection, person_id: int) -> str:
    row = citizen_by_id(connection, here.municipality.id, person_id)
    return " · ".join(each for each in (row.email, row.phone) if each) if row else ""


def counter_page(
    here: Member,
    connection: Connection,
    template: str,
    context: Mapping[str, Any],
    *,
    status: int = 200,
) -> Response:
    return staff_page(here, connection, template, context, section="start", status=status)
