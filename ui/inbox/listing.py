"""The page of the inbox, as its address asks for it; after an act with the results on top."""

from __future__ import annotations

from starlette.responses import Response

from engine.deadlines.calendars import calendar_of
from storage.queries.definitions import active_definitions
from storage.queries.inbox import counts_aside, open_tasks, processes_in_inbox
from ui.inbox.acts import Result
from ui.inbox.forms import Asked
from ui.inbox.present import inbox_context, more_href
from ui.staff import staff_page, waiting_for
from ui.visit import Member

PAGE = 50


def inbox_page(here: Member, asked: Asked, *, result: Result | None = None) -> Response:
    """The list, with its counts."""
    town = here.municipality.id
    people, roles, now = here.actor.people, here.actor.roles, here.now
    with here.installation.database.read(town) as connection:
        calendar = calendar_of(here.installation, connection, town)
        found = open_tasks(
            connection,
            town,
            people=people,
            roles=roles,
            tab=asked.tab,
            process_key=asked.process,
            text=asked.text,
            now=now,
            after=asked.place(),
            limit=PAGE + 1,
        )
        counted = waiting_for(here, connection, calendar)
        aside = counts_aside(connection, town, people=people, roles=roles, now=now)
        processes = processes_in_inbox(connection, town, people=people, roles=roles, now=now)
        titles = {each.key: each.title for each in active_definitions(connection, town)}
        shown = found[:PAGE]
        context = inbox_context(here, asked, shown, counted, aside, processes, titles, calendar)
        context["more_href"] = more_href(here, asked, shown) if len(found) > PAGE else ""
        context["result"] = result
        return staff_page(
            here,
            connection,
            "inbox/page.html",
            context,
            section="inbox",
            calendar=calendar,
            counted=counted,
        )
