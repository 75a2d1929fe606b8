"""A page inside the staff shell: the navigation with its count, the person, today.

Every staff page is rendered here, so that what surrounds it costs the same few queries everywhere,
asked in one trip: a page with questions of its own asks them together with these (`around_asked`).
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from starlette.responses import Response

from engine.calendar import Calendar
from engine.deadlines.calendars import calendar_of
from engine.operations.rights import may_operate_something
from storage.database import Connection
from storage.queries.definitions import DefinitionRow, active_definitions_asked
from storage.queries.identity import PersonRow, person_asked
from storage.queries.inbox import Counts, counts_asked
from storage.queries.notices import unread_asked
from storage.questions import Question, answers
from ui import csrf
from ui.roles import role_line, works_here
from ui.shell import shell_of
from ui.visit import Member, page


@dataclass(frozen=True, slots=True)
class Around:
    """What a staff page says around itself: how many tasks the person has, who they are, what they
    have not read, and the processes in force."""

    counted: Counts
    person: PersonRow | None
    unread: int
    definitions: Sequence[DefinitionRow]


def around_asked(here: Member, calendar: Calendar) -> tuple[Question[Any], ...]:
    """The questions for it, in the order of its fields."""
    town, person_id = here.municipality.id, here.actor.person_id or 0
    return (
        waiting_asked(here, calendar),
        person_asked(town, person_id),
        unread_asked(town, person_id),
        active_definitions_asked(town),
    )


def waiting_asked(here: Member, calendar: Calendar) -> Question[Counts]:
    """How many tasks the person has, by tab."""
    return counts_asked(
        here.municipality.id,
        people=here.actor.people,
        roles=here.actor.roles,
        now=here.now,
        end_of_today=calendar.start_of(here.today + timedelta(days=1)),
    )


def staff_page(
    here: Member,
    connection: Connection,
    template: str,
    context: Mapping[str, Any],
    *,
    section: str,
    calendar: Calendar | None = None,
    around: Around | None = None,
    status: int = 200,
) -> Response:
    """The page with its shell; `calendar` and `around` where a page has asked for them already."""
    if calendar is None:
        calendar = calendar_of(here.installation, connection, here.municipality.id)
    token = csrf.token_for(here.token, nonce=secrets.token_bytes(16))
    known = around or Around(*answers(connection, *around_asked(here, calendar)))
    shell = shell_of(
        here,
        section=section,
        waiting=known.counted.mine,
        calendar=calendar,
        role=role_line(here, known.person, known.definitions),
        operates=may_operate_something(here.actor, known.definitions),
        inside=works_here(here, connection),
        csrf=token,
        unread=known.unread,
    )
    surroundings = {"shell": shell, "start_href": here.path("start"), "csrf": token}
    return page(here, template, {**surroundings, **context}, status=status)
