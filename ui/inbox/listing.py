"""The page of the inbox, as its address asks for it; after an act with the results on top."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from starlette.responses import Response

from engine.calendar import Calendar
from engine.cases.finding import find_cases
from engine.deadlines.calendars import calendar_of
from engine.definitions.manifest import Glance
from storage.database import Connection
from storage.queries.definitions import active_definitions
from storage.queries.identity import names_of
from storage.queries.inbox import (
    Aside,
    Counts,
    InboxRow,
    Narrowing,
    Tab,
    counts_aside,
    kinds_in_inbox,
    tasks_in,
    total_in,
)
from storage.queries.inbox_text import Finding
from storage.queries.inbox_views import columns_chosen, facts_of_cases, views_for
from ui.cut_short import cut_short
from ui.inbox.acts import Result
from ui.inbox.around import Found, Numbers, inbox_context, inbox_href
from ui.inbox.barred import barred_in
from ui.inbox.columns import cells, chosen_of, facts_shown
from ui.inbox.forms import Asked
from ui.inbox.narrowing import fitting, holder_of, narrowing_of
from ui.inbox.present import Line, line_of
from ui.roles import role_titles
from ui.staff import staff_page, waiting_for
from ui.visit import Member

PAGE = 50
COUNTED = 50_000
"""In a list of more than so many, what is narrowed is counted only when somebody asks."""


def inbox_page(here: Member, asked: Asked, *, result: Result | None = None) -> Response:
    """The list, with its counts."""
    town, asked = here.municipality.id, fitting(asked)
    with here.installation.database.read(town) as connection:
        calendar = calendar_of(here.installation, connection, town)
        found = _found(here, connection, asked, calendar)
        context = inbox_context(here, asked, found)
        context["result"] = result
        return staff_page(
            here,
            connection,
            "inbox/page.html",
            context,
            section="inbox",
            calendar=calendar,
            counted=found.counted,
        )


def _found(here: Member, connection: Connection, asked: Asked, calendar: Calendar) -> Found:
    town, who = here.municipality.id, who_asks(here)
    narrowing = narrowing_of(asked, here, calendar)
    finding = find_cases(connection, here.actor, asked.text)
    page = tasks_in(
        connection,
        town,
        **who,
        tab=asked.tab,
        narrowing=narrowing,
        text=asked.text,
        also=finding.case_ids,
        order=asked.order,
        after=asked.after,
        limit=PAGE,
    )
    counted = waiting_for(here, connection, calendar)
    aside = counts_aside(connection, town, **who)
    definitions = active_definitions(connection, town)
    titles = {each.key: each.title for each in definitions}
    facts = facts_shown(definitions, asked)
    columns = _columns(here, connection, asked, facts)
    holder = holder_of(asked, here) if asked.holder != "me" else None
    numbers = Numbers(counted, aside)
    total = _total(here, connection, asked, narrowing, finding, numbers)
    return Found(
        lines=lines_of(here, connection, asked, page.rows, columns, facts, titles, calendar),
        counted=counted,
        aside=aside,
        kinds=kinds_in_inbox(connection, town, **who),
        titles=titles,
        role_titles=role_titles(definitions),
        names=names_of(connection, town, {holder}) if holder else {},
        facts=facts,
        columns=columns,
        views=views_for(
            connection, town, person_id=here.actor.person_id or 0, roles=here.actor.roles
        ),
        total=total,
        cut_short=cut_short(here, finding),
        more=replace(asked, after=page.next) if page.next else None,
    )


def numbers_of(
    here: Member, connection: Connection, asked: Asked, calendar: Calendar, *, after: bool
) -> Numbers:
    """How much there is now; of a narrowed list also how long it is, where something happened to it
    (`after`)."""
    counted = waiting_for(here, connection, calendar)
    numbers = Numbers(counted, counts_aside(connection, here.municipality.id, **who_asks(here)))
    if asked.narrowed and not after:
        return numbers
    narrowing = narrowing_of(asked, here, calendar)
    finding = find_cases(connection, here.actor, asked.text)
    total = _total(here, connection, asked, narrowing, finding, numbers)
    return replace(numbers, total=total)


def _total(
    here: Member,
    connection: Connection,
    asked: Asked,
    narrowing: Narrowing,
    finding: Finding,
    numbers: Numbers,
) -> int | None:
    """How long the list is; None while nobody asked, where counting it takes long."""
    of = _of_tab(asked.tab, numbers.counted, numbers.aside)
    if not asked.narrowed:
        return of
    if of > COUNTED and here.request.query_params.get("count") != "1":
        return None
    return total_in(
        connection,
        here.municipality.id,
        **who_asks(here),
        tab=asked.tab,
        narrowing=narrowing,
        text=asked.text,
        also=finding.case_ids,
    )


def who_asks(here: Member) -> dict[str, Any]:
    """Who looks at which moment, as the questions of the inbox take it."""
    return {"people": here.actor.people, "roles": here.actor.roles, "now": here.now}


def _columns(
    here: Member, connection: Connection, asked: Asked, facts: Mapping[str, Glance]
) -> tuple[str, ...]:
    kept = None
    if asked.columns is None:
        kept = columns_chosen(
            connection,
            here.municipality.id,
            person_id=here.actor.person_id or 0,
            process_key=asked.process,
        )
    return chosen_of(asked, kept, facts)


def lines_of(
    here: Member,
    connection: Connection,
    asked: Asked,
    rows: Sequence[InboxRow],
    columns: Sequence[str],
    facts: Mapping[str, Glance],
    titles: Mapping[str, str],
    calendar: Calendar,
) -> list[Line]:
    """The rows with their chosen columns."""
    known = facts_of_cases(connection, here.municipality.id, [row.case_id for row in rows])
    barred = barred_in(here, connection, rows)
    back = inbox_href(here, asked)
    return [
        line_of(
            row,
            here,
            calendar,
            back=back,
            barred=barred.get(row.task_id, ""),
            cells=cells(row, here, calendar, columns, facts, known.get(row.case_id, {}), titles),
        )
        for row in rows
    ]


def lines_again(
    here: Member,
    connection: Connection,
    asked: Asked,
    rows: Sequence[InboxRow],
    calendar: Calendar,
) -> list[Line]:
    """Rows of a list, after something was done to their tasks."""
    if not rows:
        return []
    definitions = active_definitions(connection, here.municipality.id)
    titles = {each.key: each.title for each in definitions}
    facts = facts_shown(definitions, asked)
    columns = _columns(here, connection, asked, facts)
    return lines_of(here, connection, asked, rows, columns, facts, titles, calendar)


def _of_tab(tab: Tab, counted: Counts, aside: Aside) -> int:
    whose = aside if tab in (Tab.OTHERS, Tab.POSTPONED) else counted
    return int(getattr(whose, tab.value))
