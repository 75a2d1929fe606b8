"""What a person wishes to be told, by which ways, and at which hour they get a digest."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter
from starlette.responses import Response

from engine.deadlines.calendars import calendar_of
from engine.notices.choosing import Choices, choose
from engine.notices.kinds import Channel, NoticeKind, wanted_by_default
from storage.database import Connection
from storage.queries.identity import person_by_id
from storage.queries.notices import AttemptRow, attempts_to, choices_of, habit_of
from ui.notices.names import attempt_state, channel_name, kind_name
from ui.numbers import number_in
from ui.parts import Choice, Column, FieldError
from ui.posted import Posted
from ui.refusals import STATUS
from ui.staff import staff_page
from ui.visit import Form, Member, SignedIn, go
from ui.wrong_fields import WRONG

router = APIRouter(prefix="/{municipality}/notices/choices")
SHOWN_ATTEMPTS = 20
LONGEST_PHONE = 30


@router.get("", response_model=None)
def choices(here: SignedIn) -> Response:
    """What the person said, and what the house does where they said nothing."""
    with here.installation.database.read(here.municipality.id) as connection:
        return shown(here, connection, kept(here, connection))


@router.post("", response_model=None)
def keep(here: SignedIn, form: Form) -> Response:
    """Keep what is marked."""
    typed = typed_in(form)
    refused = choose(here.installation, here.actor, typed)
    if refused is None:
        return go(here, here.path("notices", "choices"), saying=here.words.gettext("Guardado."))
    field = refused.details.get("field", "phone")
    errors = {field: WRONG[field](here.words)}
    with here.installation.database.read(here.municipality.id) as connection:
        return shown(here, connection, typed, errors=errors, status=STATUS[refused.kind])


def typed_in(form: Posted) -> Choices:
    """What was marked; boxes that are not marked do not travel."""
    marked = set(form.fields.get("wanted", ()))
    wanted = {
        (kind.value, channel.value): f"{kind}-{channel}" in marked
        for kind in NoticeKind
        for channel in Channel
    }
    return Choices(wanted, form.one("phone")[:LONGEST_PHONE], number_in(form.one("digest")))


def kept(here: Member, connection: Connection) -> Choices:
    """What the person said before; the house's own choice where they said nothing."""
    town, person_id = here.municipality.id, here.actor.person_id or 0
    said = choices_of(connection, town, [person_id]).get(person_id, {})
    habit = habit_of(connection, town, person_id)
    wanted = {
        (kind.value, channel.value): said.get((kind, channel), wanted_by_default(kind, channel))
        for kind in NoticeKind
        for channel in Channel
    }
    return Choices(wanted, habit.phone or "" if habit else "", habit.digest_hour if habit else None)


def shown(
    here: Member,
    connection: Connection,
    typed: Choices,
    *,
    errors: Mapping[str, str] | None = None,
    status: int = 200,
) -> Response:
    """The page; with what was typed and what to correct."""
    _ = here.words.gettext
    town, person_id = here.municipality.id, here.actor.person_id or 0
    person = person_by_id(connection, town, person_id)
    found = dict(errors or {})
    context = {
        "columns": [
            Column(_("Aviso")),
            *(Column(channel_name(each, here.words)) for each in Channel),
        ],
        "rows": [(kind_name(kind, here.words), boxes(here, kind, typed)) for kind in NoticeKind],
        "email": (person.email if person else "") or "",
        "phone": typed.phone,
        "digest": "" if typed.digest_hour is None else str(typed.digest_hour),
        "hours": [Choice(str(hour), f"{hour}:00") for hour in range(5, 22)],
        "errors": found,
        "summary": [FieldError(*each) for each in found.items()],
        "action": here.path("notices", "choices"),
        "back": here.path("notices"),
        "sent_columns": [Column(_("Cuándo")), Column(_("Por")), Column(_("Resultado"))],
        "sent": [
            attempt_line(here, row)
            for row in attempts_to(connection, town, person_id, limit=SHOWN_ATTEMPTS)
        ],
    }
    return staff_page(
        here,
        connection,
        "notices/choices.html",
        context,
        section="notices",
        calendar=calendar_of(here.installation, connection, town),
        status=status,
    )


def boxes(here: Member, kind: NoticeKind, typed: Choices) -> list[tuple[str, str, bool]]:
    """Value, channel, and whether it is marked."""
    return [
        (f"{kind}-{channel}", channel_name(channel, here.words), typed.wanted[kind, channel])
        for channel in Channel
    ]


def attempt_line(here: Member, row: AttemptRow) -> tuple[str, str, str]:
    """When, by what, and what came of it."""
    return (
        here.formats.moment(row.tried_at or row.wished_at, here.today),
        channel_name(row.channel, here.words),
        attempt_state(row.state, here.words),
    )
