"""The inbox, its counts, and nothing else: taking and releasing belong to the tasks."""

from __future__ import annotations

from hashlib import sha256

from fastapi import APIRouter
from starlette.responses import Response

from engine.deadlines.calendars import calendar_of
from storage.queries.definitions import active_definitions
from storage.queries.inbox import open_tasks, processes_in_inbox
from ui.inbox.forms import Asked
from ui.inbox.present import inbox_context, more_href, tabs_context
from ui.staff import staff_page, waiting_for
from ui.visit import SignedIn, page

router = APIRouter(prefix="/{municipality}/inbox")
PAGE = 50


@router.get("", response_model=None)
def inbox(here: SignedIn) -> Response:
    """The list that the address asks for."""
    asked = Asked.of(here.request.query_params)
    town, person_id = here.municipality.id, here.actor.person_id or 0
    with here.installation.database.read(town) as connection:
        calendar = calendar_of(here.installation, connection, town)
        found = open_tasks(
            connection,
            town,
            person_id=person_id,
            roles=here.actor.roles,
            tab=asked.tab,
            process_key=asked.process,
            text=asked.text,
            now=here.now,
            after=asked.place(),
            limit=PAGE + 1,
        )
        counted = waiting_for(here, connection, calendar)
        processes = processes_in_inbox(
            connection, town, person_id=person_id, roles=here.actor.roles
        )
        titles = {each.key: each.title for each in active_definitions(connection, town)}
        shown = found[:PAGE]
        context = inbox_context(here, asked, shown, counted, processes, titles, calendar)
        context["more_href"] = more_href(here, asked, shown) if len(found) > PAGE else ""
        return staff_page(
            here,
            connection,
            "inbox/page.html",
            context,
            section="inbox",
            calendar=calendar,
            counted=counted,
        )


@router.get("/counts", response_model=None)
def inbox_counts(here: SignedIn) -> Response:
    """The tabs alone, for a page that is open; nothing travels while nothing has changed."""
    asked = Asked.of(here.request.query_params)
    with here.installation.database.read(here.municipality.id) as connection:
        calendar = calendar_of(here.installation, connection, here.municipality.id)
        counted = waiting_for(here, connection, calendar)
    tag = f'"{sha256(repr((asked, counted, here.localisation)).encode()).hexdigest()[:20]}"'
    if here.request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers={"etag": tag})
    response = page(here, "inbox/tabs.html", tabs_context(here, asked, counted))
    response.headers["etag"] = tag
    return response
