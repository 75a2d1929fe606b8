"""Starting a case: the list of procedures, the form that opens one, and opening it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from engine.cases.opening import may_start
from engine.cases.starting import Started, plain_start, start
from engine.cases.surroundings import surroundings_of
from engine.deadlines.calendars import calendar_of
from engine.definitions.loading import Definition, active_program_of
from engine.documents.receiving import NewFile
from engine.forms import FieldError, FieldView, view
from engine.refusals import InvalidData, RefusalKind, Refused
from storage.database import Connection
from storage.queries.definitions import active_definitions
from ui.errors import PageError, not_found
from ui.form.fields import changes_itself
from ui.refusals import Told, told
from ui.staff import staff_page
from ui.start.present import form_context, start_context
from ui.tasks.filing import cut_off, limit_of
from ui.tasks.forms import TaskForm, document_kind
from ui.visit import Form, Member, SignedIn, go, page

router = APIRouter(prefix="/{municipality}/start")
Key = Annotated[str, Path(max_length=80)]
LONGEST_TEXT = 80


@router.get("", response_model=None)
def procedures(here: SignedIn, q: str = "") -> Response:
    """What may be started, narrowed by what was typed."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        rows = active_definitions(connection, town)
        return staff_page(
            here,
            connection,
            "start/page.html",
            start_context(here, rows, q.strip()[:LONGEST_TEXT]),
            section="start",
            calendar=calendar_of(here.installation, connection, town),
        )


@router.get("/{key}", response_model=None)
def start_form(here: SignedIn, key: Key) -> Response:
    """The form that opens a case of this procedure."""
    with here.installation.database.read(here.municipality.id) as connection:
        definition = startable(here, connection, key)
        return form_page(here, connection, definition, None)


@router.post("/{key}", response_model=None)
def open_case(here: SignedIn, key: Key, form: Form) -> Response:
    """Open the case; the form again when something is to be corrected."""
    typed = TaskForm.of(form)
    if form.one("_auto") == "parts":
        return parts_again(here, key, typed)
    if typed.place or typed.cut_at is not None:
        return form_again(here, key, typed)
    outcome = start(
        here.installation,
        here.actor,
        key,
        typed.answers,
        files=new_files(here, key, typed),
    )
    if isinstance(outcome, Started):
        return welcomed(here, outcome)
    if outcome.kind in (RefusalKind.NOT_ALLOWED_TO_START, RefusalKind.NOT_ACTIVE):
        raise refused_page(here, outcome)
    return form_again(here, key, typed, outcome)


def welcomed(here: Member, started: Started) -> Response:
    """To the first task when it is one for this person, else to the case."""
    saying = here.words.gettext("Se abrió el expediente %(number)s.") % {"number": started.number}
    mine = [task for task in started.opened if task.role in here.actor.roles]
    if mine:
        return go(here, here.path("tasks", mine[0].id), saying=saying)
    return go(here, here.path("cases", started.number), saying=saying)


def startable(here: Member, connection: Connection, key: str) -> Definition:
    """The procedure in force, if this person may start it."""
    definition = active_program_of(here.installation, connection, here.municipality.id, key)
    if definition is None:
        raise not_found(here.words, tried="")
    if not may_start(here.actor, definition):
        refused = Refused(RefusalKind.NOT_ALLOWED_TO_START)
        raise refused_page(here, refused)
    return definition


def refused_page(here: Member, refused: Refused) -> PageError:
    said = told(refused, here.words)
    ways = ((here.words.gettext("Ver los trámites"), here.path("start")),)
    return PageError(said.status, here.words.gettext("No es su rol"), said.sentence, ways_on=ways)


def form_again(here: Member, key: str, typed: TaskForm, refused: Refused | None = None) -> Response:
    """What was typed comes back, with what to correct."""
    errors = refused.errors if isinstance(refused, InvalidData) else ()
    faults, status = {}, 200
    if typed.cut_at is not None:
        faults = {"": cut_off(here, typed.cut_at)}
    elif refused is not None:
        said = told(refused, here.words, limit_of(here))
        faults, status = ({} if errors else {"": said}), said.status
    with here.installation.database.read(here.municipality.id) as connection:
        definition = startable(here, connection, key)
        if typed.cut_at is not None:
            status = 400
        return form_page(
            here, connection, definition, typed, refused=refused, faults=faults, status=status
        )


def form_page(
    here: Member,
    connection: Connection,
    definition: Definition,
    typed: TaskForm | None,
    *,
    refused: Refused | None = None,
    faults: dict[str, Told] | None = None,
    status: int = 200,
) -> Response:
    """The page of the start form."""
    town = here.municipality.id
    errors = refused.errors if isinstance(refused, InvalidData) else ()
    views = views_of(here, connection, definition, typed, errors)
    return staff_page(
        here,
        connection,
        "start/form.html",
        form_context(
            here,
            definition,
            views,
            errors=errors,
            faults=faults,
            changing=changes_itself(definition.form_of(plain_start(definition).form_key)),
        ),
        section="start",
        calendar=calendar_of(here.installation, connection, town),
        status=status,
    )


def parts_again(here: Member, key: str, typed: TaskForm) -> Response:
    """The parts of the form after an answer changed."""
    with here.installation.database.read(here.municipality.id) as connection:
        definition = startable(here, connection, key)
        views = views_of(here, connection, definition, typed, ())
    context = form_context(here, definition, views, changing=True)
    return page(here, "form/parts.html", context)


def views_of(
    here: Member,
    connection: Connection,
    definition: Definition,
    typed: TaskForm | None,
    errors: tuple[FieldError, ...],
) -> tuple[FieldView, ...]:
    """The parts of the start form; none when the process begins without one."""
    form = definition.form_of(plain_start(definition).form_key)
    if form is None:
        return ()
    around = surroundings_of(here.installation, connection, here.municipality.id, here.now)
    raw = typed.answers if typed else None
    return view(form, raw, {}, errors=errors, host=around.clocked_host)


def new_files(here: Member, key: str, typed: TaskForm) -> list[NewFile]:
    """The files that the start form asks for."""
    if not typed.files:
        return []
    with here.installation.database.read(here.municipality.id) as connection:
        definition = startable(here, connection, key)
    form = definition.form_of(plain_start(definition).form_key)
    asked = (
        {each.document_kind: each.key for each in form.fields if each.document_kind} if form else {}
    )
    return [
        NewFile(
            kind=document_kind(file),
            title=asked[document_kind(file)],
            filename=file.filename,
            stream=file.content,
        )
        for file in typed.files
        if document_kind(file) in asked
    ]
