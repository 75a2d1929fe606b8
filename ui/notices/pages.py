"""The notices of a person, newest first; opening one reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Path, Query
from markupsafe import Markup
from starlette.responses import Response

from engine.deadlines.calendars import calendar_of
from engine.notices.choosing import read_notice
from storage.queries.notices import NoticeRow, notice_by_id, notices_of
from ui.errors import not_found
from ui.notices.draft_words import draft_way
from ui.notices.telling import sentences_of
from ui.staff import staff_page
from ui.visit import Form, Member, SignedIn, go
from ui.workshop.waiting import newer_matters

router = APIRouter(prefix="/{municipality}/notices")
NoticeId = Annotated[int, Path(ge=1, lt=2**63)]
Before = Annotated[int | None, Query(ge=1, lt=2**63)]
PAGE = 30


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One notice in the list."""

    sentence: Markup
    number: str
    when: str
    href: str
    unread: bool


@router.get("", response_model=None)
def notices(here: SignedIn, before: Before = None) -> Response:
    """What the person was told."""
    town, person_id = here.municipality.id, here.actor.person_id or 0
    with here.installation.database.read(town) as connection:
        rows = notices_of(connection, town, person_id, before=before, limit=PAGE + 1)
        shown = rows[:PAGE]
        told = sentences_of(
            here.installation,
            connection,
            town,
            shown,
            words=here.words,
            formats=here.formats,
            today=here.today,
        )
        context = {
            "newer": newer_matters(here, connection),
            "lines": [line_of(here, row, told[row.id]) for row in shown if row.id in told],
            "more_href": here.path("notices", before=shown[-1].id) if len(rows) > PAGE else "",
            "unread": any(row.read_at is None for row in shown),
            "read_href": here.path("notices", "reading"),
            "choices_href": here.path("notices", "choices"),
        }
        return staff_page(
            here,
            connection,
            "notices/list.html",
            context,
            section="notices",
            calendar=calendar_of(here.installation, connection, town),
        )


@router.post("/reading", response_model=None)
def read_all(here: SignedIn, form: Form) -> Response:  # noqa: ARG001  # proves its origin
    """All of them are read."""
    read_notice(here.installation, here.actor)
    return go(here, here.path("notices"), saying=here.words.gettext("Todos quedan como leídos."))


@router.get("/{notice_id}", response_model=None)
def open_notice(here: SignedIn, notice_id: NoticeId) -> Response:
    """On to the case, or the draft, that it speaks of; the notice is read."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        row = notice_by_id(connection, town, notice_id)
    if row is None or row.person_id != here.actor.person_id:
        raise not_found(here.words)
    read_notice(here.installation, here.actor, notice_id)
    if row.draft_id is None:
        return go(here, here.path("cases", row.number))
    with here.installation.database.read(town) as connection:
        return go(here, here.path(*draft_way(connection, town, row)))


def line_of(here: Member, row: NoticeRow, sentence: Markup) -> NoticeLine:
    return NoticeLine(
        sentence,
        row.number or here.words.gettext("Taller de procesos"),
        here.formats.moment(row.created_at, here.today),
        here.path("notices", row.id),
        row.read_at is None,
    )
