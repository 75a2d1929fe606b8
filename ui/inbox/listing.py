"""The page of the inbox, as its address asks for it; after an act with the results on top."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
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
    Kind,
    Narrowing,
    Page,
    Tab,
    aside_asked,
    kinds_asked,
    takes_several,
    tasks_asked,
    tasks_in,
    total_in,
)
from storage.queries.inbox_text import Finding
from storage.queries.inbox_views import (
    ViewRow,
    columns_asked,
    columns_chosen,
    facts_of_cases,
    views_asked,
)
from storage.questions import answers
from ui.cut_short import cut_short
from ui.inbox.acts import Result
from ui.inbox.around import Found, Numbers, inbox_context, inbox_href
from ui.inbox.barred import barred_in
from ui.inbox.columns import cells, chosen_of, facts_shown
from ui.inbox.forms import FACT, Asked
from ui.inbox.narrowing import fitting, holder_of, narrowing_of
from ui.inbox.present import Line, line_of
from ui.roles import role_titles
from ui.staff import Around, around_asked, staff_page, waiting_asked
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
            around=found.around,
        )


def _found(here: Member, connection: Connection, asked: Asked, calendar: Calendar) -> Found:
    town = here.municipality.id
    narrowing = narrowing_of(asked, here, calendar)
    finding = find_cases(connection, here.actor, asked.text, here.municipality.locale)
    read = _read(here, connection, asked, calendar, narrowing, finding)
    definitions = read.around.definitions
    titles = {each.key: each.title for each in definitions}
    facts = facts_shown(definitions, asked)
    columns = chosen_of(asked, read.columns, facts)
    holder = holder_of(asked, here) if asked.holder != "me" else None
    numbers = Numbers(read.around.counted, read.aside)
    total = _total(here, connection, asked, narrowing, finding, numbers)
    return Found(
        around=read.around,
        lines=lines_of(here, connection, asked, read.page.rows, columns, facts, titles, calendar),
        aside=read.aside,
        kinds=read.kinds,
        titles=titles,
        role_titles=role_titles(definitions),
        names=names_of(connection, town, {holder}) if holder else {},
        facts=facts,
        columns=columns,
        views=read.views,
        total=total,
        cut_short=cut_short(here, finding),
        more=replace(asked, after=read.page.next) if read.page.next else None,
    )


@dataclass(frozen=True, slots=True)
class Read:
    """What is asked together; `columns` are those that the person keeps, None: none."""

    aside: Aside
    kinds: tuple[Kind, ...]
    views: tuple[ViewRow, ...]
    columns: tuple[str, ...] | None
    page: Page
    around: Around


def _read(
    here: Member,
    connection: Connection,
    asked: Asked,
    calendar: Calendar,
    narrowing: Narrowing,
    finding: Finding,
) -> Read:
    """All in one trip; a list that a text narrows takes others, because it is looked up first, and
    so may one in an order that no index has."""
    town, who = here.municipality.id, who_asks(here)
    mine = {"person_id": here.actor.person_id or 0}
    listed: dict[str, Any] = {
        "tab": asked.tab,
        "narrowing": narrowing,
        "order": asked.order,
        "after": asked.after,
        "limit": PAGE,
    }
    alone = bool(asked.text.strip()) or takes_several(asked.tab, asked.order)
    page = None if alone else tasks_asked(town, **who, **listed)
    aside, kinds, views, columns, *found = answers(
        connection,
        aside_asked(town, **who),
        kinds_asked(town, **who),
        views_asked(town, **mine, roles=here.actor.roles),
        columns_asked(town, **mine, process_key=asked.process),
        *around_asked(here, calendar),
        *((page,) if page else ()),
    )
    rows = found.pop() if page else Page((), None)
    if alone:
        also: dict[str, Any] = {"text": asked.text, "also": finding.case_ids, "kinds": kinds}
        rows = tasks_in(connection, town, **who, **listed, **also)
    kept = columns if asked.columns is None else None
    return Read(aside, kinds, views, kept, rows, Around(*found))


def numbers_of(
    here: Member, connection: Connection, asked: Asked, calendar: Calendar, *, after: bool
) -> Numbers:
    """How much there is now; of a narrowed list also how long it is, where something happened to it
    (`after`)."""
    counted, aside = answers(
        connection,
        waiting_asked(here, calendar),
        aside_asked(here.municipality.id, **who_asks(here)),
    )
    numbers = Numbers(counted, aside)
    if asked.narrowed and not after:
        return numbers
    narrowing = narrowing_of(asked, here, calendar)
    finding = find_cases(connection, here.actor, asked.text, here.municipality.locale)
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
    known: Mapping[int, Mapping[str, str]] = {}
    if any(column.startswith(FACT) for column in columns):
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
    mine = {"person_id": here.actor.person_id or 0}
    kept = None
    if asked.columns is None:
        kept = columns_chosen(connection, here.municipality.id, **mine, process_key=asked.process)
    columns = chosen_of(asked, kept, facts)
    return lines_of(here, connection, asked, rows, columns, facts, titles, calendar)


def _of_tab(tab: Tab, counted: Counts, aside: Aside) -> int:
    whose = aside if tab in (Tab.OTHERS, Tab.POSTPONED) else counted
    return int(getattr(whose, tab.value))
