"""The calendar, the form of a decree with what it would move, and what a decree has moved."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from engine.deadlines.calendars import read_calendar
from engine.deadlines.decreeing import Decreed, decree, foresee, lift
from engine.deadlines.permission import CALENDAR_KEEPER, may_decree
from engine.refusals import RefusalKind, Refused
from storage.queries.closures import all_closures, closure_by_id, moved_by
from ui.calendar.forms import DecreeForm
from ui.calendar.present import (
    calendar_context,
    decree_context,
    foreseen_context,
    form_context,
)
from ui.errors import forbidden, not_found
from ui.refusals import told
from ui.staff import staff_page
from ui.visit import Form, Member, SignedIn, go

router = APIRouter(prefix="/{municipality}/calendar")
DecreeId = Annotated[int, Path(ge=1, lt=2**63)]
After = Annotated[int, Query(ge=0, lt=2**63)]
PAGE = 100


@router.get("", response_model=None)
def calendar(here: SignedIn) -> Response:
    """The days that are not worked, from a month ago to a year ahead."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        days = read_calendar(connection, town)
        context = calendar_context(here, days, all_closures(connection, town))
        return staff_page(
            here, connection, "calendar/page.html", context, section="calendar", calendar=days
        )


@router.get("/decree", response_model=None)
def decree_form(here: SignedIn) -> Response:
    """What a decree needs to say."""
    keeper(here)
    return shown(here, "calendar/decree.html", form_context(here, DecreeForm()))


@router.post("/decree", response_model=None)
def decree_foreseen(here: SignedIn, form: Form) -> Response:
    """What the decree would move, before it is decreed."""
    keeper(here)
    typed = DecreeForm.of(form)
    asked = typed.asked()
    if form.one("_step") == "change":
        return shown(here, "calendar/decree.html", form_context(here, typed))
    found = foresee(here.installation, here.actor, asked) if asked else without_day()
    if isinstance(found, Refused):
        return form_again(here, typed, found)
    return shown(here, "calendar/foreseen.html", foreseen_context(here, typed, found))


@router.post("/decrees", response_model=None)
def decree_it(here: SignedIn, form: Form) -> Response:
    """Close the day; its terms follow at once."""
    keeper(here)
    typed = DecreeForm.of(form)
    asked = typed.asked()
    answer = decree(here.installation, here.actor, asked) if asked else without_day()
    if not isinstance(answer, Decreed):
        return form_again(here, typed, answer)
    saying = here.words.gettext("Decretado. Los plazos se están moviendo.")
    return go(here, here.path("calendar", "decrees", answer.closure_id), saying=saying)


@router.get("/decrees/{decree_id}", response_model=None)
def decreed(here: SignedIn, decree_id: DecreeId, after: After = 0) -> Response:
    """One decree and every term that it moved."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        row = closure_by_id(connection, town, decree_id)
        if row is None:
            raise not_found(here.words)
        moved = moved_by(connection, town, decree_id, after=after, limit=PAGE + 1)
        context = decree_context(here, row, moved[:PAGE], more=len(moved) > PAGE)
    return shown(here, "calendar/decreed.html", context)


@router.post("/decrees/{decree_id}/lifting", response_model=None)
def lift_it(here: SignedIn, decree_id: DecreeId, form: Form) -> Response:  # noqa: ARG001  # proves its origin
    """Take the decree back; its terms follow at once."""
    keeper(here)
    answer = lift(here.installation, here.actor, decree_id)
    if isinstance(answer, Refused) and answer.kind is RefusalKind.NOT_FOUND:
        raise not_found(here.words)
    saying = here.words.gettext("El decreto quedó sin efecto. Los plazos se están moviendo.")
    if isinstance(answer, Refused):
        saying = told(answer, here.words).sentence
    return go(here, here.path("calendar", "decrees", decree_id), saying=saying)


def keeper(here: Member) -> None:
    """Who may decree; anybody else is told whose it is."""
    if not may_decree(here.actor):
        raise forbidden(here.words, CALENDAR_KEEPER.capitalize())


def without_day() -> Refused:
    return Refused(RefusalKind.INVALID_DATA, {"field": "day"})


def form_again(here: Member, typed: DecreeForm, refused: Refused) -> Response:
    """The form with what was typed and what to correct."""
    return shown(here, "calendar/decree.html", form_context(here, typed, refused), status=422)


def shown(here: Member, template: str, context: dict[str, Any], *, status: int = 200) -> Response:
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        return staff_page(
            here,
            connection,
            template,
            context,
            section="calendar",
            calendar=read_calendar(connection, town),
            status=status,
        )
