"""What the browser gets after the form that opens a case: its page, the next one, or the case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from engine.cases import Started
from engine.deadlines.calendars import calendar_of
from engine.forms import FieldError
from engine.refusals import InvalidData, Refused
from storage.database import Connection
from ui.form.maps import allowing
from ui.form.paging import SUMMARY, paged
from ui.form.registers import Fetched
from ui.refusals import Told, told
from ui.staff import staff_page
from ui.start.present import form_context, parts_context
from ui.start.scene import StartScene, start_scene
from ui.tasks.filing import cut_off, limit_of
from ui.visit import Member, go, page

NO_ERRORS: tuple[FieldError, ...] = ()


def address_of(here: Member, scene: StartScene, number: int | None) -> str:
    """Where a page of the form is."""
    key = scene.definition.key
    asked = "" if number is None else str(number)
    return here.path("start", key, draft=scene.draft_id, page=asked)


def form_page(
    here: Member,
    connection: Connection,
    scene: StartScene,
    *,
    typed: Mapping[str, Any] | None = None,
    page: int | None = None,
    errors: tuple[FieldError, ...] = NO_ERRORS,
    faults: Mapping[str, Told] | None = None,
    status: int = 200,
) -> Response:
    """The page of the start form."""
    town = here.municipality.id
    context = form_context(here, scene, typed, page=page, errors=errors, faults=faults or {})
    response = staff_page(
        here,
        connection,
        "start/form.html",
        context,
        section="start",
        calendar=calendar_of(here.installation, connection, town),
        status=status,
    )
    return allowing(response, scene.form, here.surroundings.settings)


def form_again(
    here: Member,
    key: str,
    draft_id: int,
    typed: Mapping[str, Any],
    *,
    page: int | None = None,
    errors: tuple[FieldError, ...] = NO_ERRORS,
    faults: Mapping[str, Told] | None = None,
    refused: Refused | None = None,
    cut: int | None = None,
    status: int = 200,
) -> Response:
    """What was typed comes back, with what to correct."""
    found = dict(faults or {})
    if found:
        status = next(iter(found.values())).status
    if isinstance(refused, InvalidData):
        errors = refused.errors
    if refused is not None:
        said = told(refused, here.words, limit_of(here))
        found, status = ({} if errors else {"": said}), said.status
    if cut is not None:
        found, status = {"": cut_off(here, cut)}, 400
    with here.installation.database.read(here.municipality.id) as connection:
        scene = start_scene(here, connection, key, str(draft_id))
        return form_page(
            here,
            connection,
            scene,
            typed=typed,
            page=page,
            errors=errors,
            faults=found,
            status=status,
        )


def parts_again(
    here: Member, key: str, scene: StartScene, came: Fetched, number: int | None
) -> Response:
    """The parts of the form after an answer changed, or a register was asked."""
    return page(here, "form/parts.html", parts_context(here, scene, key, came, number))


def page_after(here: Member, scene: StartScene, number: int) -> int:
    """The page that follows one, for the answers given."""
    if scene.form is None:
        return SUMMARY
    shown = paged(scene.form, scene.fields(None), number, lambda _: "", here)
    return shown.after if shown is not None else SUMMARY


def saved_mark(here: Member) -> Response:
    """That it saved by itself."""
    clock = here.formats.clock(here.now)
    saved = here.words.gettext("Guardado a las %(time)s") % {"time": clock}
    return page(here, "tasks/saved_text.html", {"saved_text": saved})


def kept_for_later(here: Member) -> Response:
    """Back to the procedures, where the draft waits."""
    told_ = here.words.gettext("Guardado. Lo encuentra aquí, en «Borradores».")
    return go(here, here.path("start"), saying=told_)


def welcomed(here: Member, started: Started) -> Response:
    """To the first task when it is one for this person, else to the case."""
    saying = here.words.gettext("Se abrió el expediente %(number)s.") % {"number": started.number}
    mine = [task for task in started.opened if task.role in here.actor.roles]
    if mine:
        return go(here, here.path("tasks", mine[0].id), saying=saying)
    return go(here, here.path("cases", started.number), saying=saying)
