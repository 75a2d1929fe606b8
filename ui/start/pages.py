"""Starting a case: the list of procedures, the form that opens one, and opening it.

The form keeps itself in a draft of the person, with its files, so that it can be gone on with
after a cut, another day or on another device; one with several pages is read back before it is
sent.
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from engine.cases import Started, start
from engine.cases.drafting import drop_draft_of_start, keep_start_draft
from engine.cases.numerals import decimal_point
from engine.citizens.permission import at_the_counter
from engine.deadlines.calendars import calendar_of
from engine.documents.uploading import drop
from engine.documents.waiting import files_of_draft
from engine.forms.pages import answers_after
from engine.refusals import RefusalKind, Refused
from storage.queries.definitions import active_definitions
from storage.queries.uploads import start_drafts_of
from ui.counter.filing import files_for_others
from ui.counter.together import joint_links
from ui.form.keeping import keep_posted
from ui.form.paging import SUMMARY, errors_on, page_asked
from ui.form.registers import Fetched, fetched
from ui.portal.catalogue import looked_up
from ui.staff import staff_page
from ui.start import answers
from ui.start.present import start_context
from ui.start.scene import StartScene, refused_page, start_scene
from ui.tasks.forms import Answers, TaskForm
from ui.uploads.pages import is_id
from ui.visit import Form, Member, SignedIn, go

router = APIRouter(prefix="/{municipality}/start")
Key = Annotated[str, Path(max_length=80)]
LONGEST_TEXT = 80


@router.get("", response_model=None)
def procedures(here: SignedIn, q: str = "") -> Response:
    """What may be started, narrowed by what was typed, and what was begun and not sent."""
    town = here.municipality.id
    counter = at_the_counter(here.actor)
    joint = joint_links(here, looked_up(here)[0].joint) if counter and not q.strip() else []
    with here.installation.database.read(town) as connection:
        rows = active_definitions(connection, town)
        drafts = start_drafts_of(connection, town, here.actor.person_id or 0)
        return staff_page(
            here,
            connection,
            "start/page.html",
            {**start_context(here, rows, q.strip()[:LONGEST_TEXT], drafts), "together": joint},
            section="start",
            calendar=calendar_of(here.installation, connection, town),
        )


@router.get("/{key}", response_model=None)
def start_form(here: SignedIn, key: Key, draft: str = "", page: str = "") -> Response:
    """The form that opens a case of this procedure, or one of its pages."""
    with here.installation.database.read(here.municipality.id) as connection:
        scene = start_scene(here, connection, key, draft)
        if files_for_others(here, scene.definition.manifest):
            begun_at = "1" if draft else ""
            return go(here, here.path("counter", "file", key, draft=draft, page=begun_at))
        return answers.form_page(here, connection, scene, page=page_asked(page))


@router.post("/{key}", response_model=None)
def open_case(here: SignedIn, key: Key, form: Form) -> Response:
    """Keep what was typed; then the next page, or the case; the form again when something is to be
    corrected."""
    typed = TaskForm.of(form)
    number = page_asked(form.one("_page"))
    with here.installation.database.read(here.municipality.id) as connection:
        scene = start_scene(here, connection, key, form.one("_draft"))
    if files_for_others(here, scene.definition.manifest):
        return go(here, here.path("counter", "file", key))
    came = brought_into(here, scene, joined_answers(scene, typed, number), form.one("_fetch"))
    said = came.answers
    if form.one("_auto") == "parts":
        return answers.parts_again(here, key, scene, came, number)
    if typed.cut_at is not None:
        return answers.form_again(here, key, scene.draft_id, said, page=number, cut=typed.cut_at)
    kept = keep_start_draft(here.installation, here.actor, scene.definition, scene.draft_id, said)
    if isinstance(kept, Refused):
        return answers.form_again(here, key, scene.draft_id, said, page=number, refused=kept)
    if form.one("_auto"):
        return answers.saved_mark(here)
    if is_id(form.one("_drop")):
        drop(here.installation, here.actor, int(form.one("_drop")))
        return go(here, answers.address_of(here, scene, number))
    faults = keep_posted(here, scene.place, typed)
    if faults:
        return answers.form_again(
            here, key, scene.draft_id, said, page=number, faults=faults, status=422
        )
    if typed.place:
        again = answers.address_of(here, scene, number) + f"#f.{typed.place}"
        return go(here, again, saying=came.saying)
    if form.one("_elsewhere"):
        return go(here, here.path("start", key, "drafts", scene.draft_id, "elsewhere"))
    if form.one("_later"):
        return answers.kept_for_later(here)
    if scene.form is not None and scene.form.pages and number != SUMMARY:
        return turned(here, key, scene.draft_id, said, number)
    return begun(here, key, scene.draft_id, said, number)


@router.post("/{key}/drafts/{draft_id}", response_model=None)
def forget_draft(here: SignedIn, key: Key, draft_id: str, form: Form) -> Response:  # noqa: ARG001  the key is part of the address
    """A draft that is not wanted: `_method=DELETE` is how a form says so."""
    if form.one("_method").upper() == "DELETE" and is_id(draft_id):
        drop_draft_of_start(here.installation, here.actor, int(draft_id))
    return go(here, here.path("start"), saying=here.words.gettext("Se borró el borrador."))


def joined_answers(scene: StartScene, typed: TaskForm, number: int | None) -> Answers:
    """All answers: those of the page that came back, with those of the others."""
    if scene.form is None or not scene.form.pages:
        return typed.answers
    if number is None or not 0 < number <= len(scene.form.pages):
        return dict(scene.answers)
    return answers_after(scene.form, number, scene.answers, typed.answers)


def brought_into(here: Member, scene: StartScene, said: Answers, name: str) -> Fetched:
    """The answers, with what a register has for the key in the field `name`."""
    host = scene.surroundings.clocked_host
    return fetched(here, scene.place, scene.form, said, name, known={}, host=host)


def turned(here: Member, key: str, draft_id: int, said: Answers, number: int | None) -> Response:
    """To the next page; the same one again while something on it is to be corrected."""
    with here.installation.database.read(here.municipality.id) as connection:
        scene = start_scene(here, connection, key, str(draft_id))
    errors = scene.faults(said, decimal_point(here.municipality.country))
    if scene.form is None or number is None:
        return go(here, answers.address_of(here, scene, None))
    own = errors_on(scene.form, number, errors)
    if own:
        return answers.form_again(here, key, draft_id, said, page=number, errors=own, status=422)
    after = answers.page_after(here, scene, number)
    return go(here, answers.address_of(here, scene, after))


def begun(here: Member, key: str, draft_id: int, said: Answers, number: int | None) -> Response:
    """The case is open, with the files of its draft; or what keeps it from being so."""
    with here.installation.database.read(here.municipality.id) as connection:
        scene = start_scene(here, connection, key, str(draft_id))
    with ExitStack() as opened:
        files = files_of_draft(here.installation, scene.waiting, dict(scene.asked), opened)
        outcome = start(here.installation, here.actor, key, said, files=files)
    if isinstance(outcome, Started):
        drop_draft_of_start(here.installation, here.actor, draft_id)
        return answers.welcomed(here, outcome)
    if outcome.kind in (RefusalKind.NOT_ALLOWED_TO_START, RefusalKind.NOT_ACTIVE):
        raise refused_page(here, outcome)
    return answers.form_again(here, key, draft_id, said, page=number, refused=outcome)
