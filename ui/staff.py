"""A page inside the staff shell: the navigation with its count, the person, today.

Every staff page is rendered here, so that what surrounds it costs the same few queries everywhere.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from starlette.responses import Response

from engine.calendar import Calendar
from engine.operations.rights import may_operate_something
from storage.database import Connection
from storage.queries.inbox import Counts, counts
from storage.queries.notices import unread_of
from ui import csrf
from ui.roles import role_line, works_here
from ui.shell import shell_of
from ui.visit import Member, page


def waiting_for(here: Member, connection: Connection, calendar: Calendar) -> Counts:
    """How many tasks the person has, by tab."""
    return counts(
        connection,
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
    calendar: Calendar,
    counted: Counts | None = None,
    status: int = 200,
) -> Response:
    """The page with its shell; `counted` saves the count when the page has it already."""
    token = csrf.token_for(here.token, nonce=secrets.token_bytes(16))
    waiting = counted or waiting_for(here, connection, calendar)
    shell = shell_of(
        here,
        section=section,
        waiting=waiting.mine,
        calendar=calendar,
        role=role_line(here, connection),
        operates=may_operate_something(connection, here.actor),
        inside=works_here(here, connection),
        csrf=token,
        unread=unread_of(connection, here.municipality.id, here.actor.person_id or 0),
    )
    around = {"shell": shell, "start_href": here.path("start"), "csrf": token}
    return page(here, template, {**around, **context}, status=status)
