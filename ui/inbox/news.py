"""What others did to the tasks of an open list: its rows as they are now, and its counts.

The page asks again and again with the instant of the last answer and its mark; nothing travels
while nothing has changed, and while nothing happens in the town nothing is counted either. A row
that left the list says why and nothing more.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from engine.calendar import Calendar
from engine.cases.finding import find_cases
from engine.deadlines.calendars import calendar_of
from engine.tasks.lifecycle import TaskState
from storage.database import Connection
from storage.queries.inbox import tasks_in
from storage.queries.inbox_news import Stirred, stirred_cases, stirred_tasks
from storage.tables.types import instant, micros
from ui.inbox.around import numbers_context
from ui.inbox.forms import Asked
from ui.inbox.listing import lines_again, numbers_of, who_asks
from ui.inbox.narrowing import fitting, narrowing_of
from ui.inbox.present import Line
from ui.visit import Member, SignedIn, page

router = APIRouter(prefix="/{municipality}/inbox")
OVERLAP = timedelta(seconds=10)
"""How far before the last answer is looked: a commit may come after the instant of its events."""
OLDEST = timedelta(hours=12)
QUIET = timedelta(minutes=1)
"""How long the counts stand while nothing happens; then a day may have begun or a task be back."""
SINCE = "inbox-since"
"""The header that moves the instant on when there is nothing to tell."""
MOST_CASES = 60
"""After more than so much at once the page is to be asked for anew."""


@dataclass(frozen=True, slots=True)
class Gone:
    """A task that left the list, and why; `mine` when the reader has taken it."""

    id: int
    sentence: str
    mine: bool = False


@dataclass(frozen=True, slots=True)
class News:
    """The rows that changed and stay, those that left; `many`: too much happened to tell."""

    lines: tuple[Line, ...] = ()
    gone: tuple[Gone, ...] = ()
    many: bool = False


@router.get("/news", response_model=None)
def inbox_news(here: SignedIn) -> Response:
    """What changed in the list since the last answer; 204 when that was told already."""
    query, town = here.request.query_params, here.municipality.id
    asked, since = fitting(Asked.of(query)), since_of(query.get("since", ""), here)
    with here.installation.database.read(town) as connection:
        if query.get("seen") and is_quiet(here, connection, since):
            return Response(status_code=204)
        calendar = calendar_of(here.installation, connection, town)
        news = news_of(here, connection, asked, since, calendar)
        numbers = numbers_of(here, connection, asked, calendar, after=news != News())
    marked = (numbers.counted, numbers.aside, news, here.localisation)
    seen = sha256(repr(marked).encode()).hexdigest()[:16]
    if query.get("seen") == seen:
        return Response(status_code=204, headers={SINCE: str(micros(here.now))})
    context: dict[str, Any] = {
        "news": news,
        **numbers_context(here, asked, numbers),
        "since": micros(here.now),
        "seen": seen,
    }
    return page(here, "inbox/news.html", context)


def since_of(text: str, here: Member) -> datetime:
    """The instant that the page was last told of; now for whatever is none."""
    known = int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0
    asked = instant(known)
    return asked if here.now - OLDEST <= asked <= here.now else here.now


def is_quiet(here: Member, connection: Connection, since: datetime) -> bool:
    """Nothing happened in the town since the last answer, which is not old."""
    after = since - OVERLAP
    return here.now - since < QUIET and not stirred_cases(
        connection, here.municipality.id, after=after, limit=1
    )


def news_of(
    here: Member, connection: Connection, asked: Asked, since: datetime, calendar: Calendar
) -> News:
    """What happened to tasks that the reader has in a list."""
    town, after = here.municipality.id, since - OVERLAP
    case_ids = stirred_cases(connection, town, after=after, limit=MOST_CASES + 1)
    if not case_ids or len(case_ids) > MOST_CASES:
        return News(many=bool(case_ids))
    found = tasks_in(
        connection,
        town,
        **who_asks(here),
        tab=asked.tab,
        narrowing=narrowing_of(asked, here, calendar),
        text=asked.text,
        also=find_cases(connection, here.actor, asked.text, here.municipality.locale).case_ids,
        order=asked.order,
        limit=MOST_CASES,
        of_cases=case_ids,
    ).rows
    there = {row.task_id for row in found}
    stirred = stirred_tasks(connection, town, after=after, case_ids=case_ids)
    gone = (each for each in stirred if each.task_id not in there and concerns(here, each))
    return News(
        tuple(lines_again(here, connection, asked, found, calendar)),
        tuple(Gone(each.task_id, why_gone(here, each), is_mine(here, each)) for each in gone),
    )


def concerns(here: Member, task: Stirred) -> bool:
    """It may have stood in a list of the reader; of any other task nothing is told."""
    actor = here.actor
    opened = task.opener_id is not None and task.opener_id == actor.person_id
    return opened or task.role in actor.roles or task.assignee_id in actor.people


def is_mine(here: Member, task: Stirred) -> bool:
    """The reader has it in hand now; a row that shows so already stays as it is."""
    return task.state == TaskState.OPEN and task.assignee_id in here.actor.people


def why_gone(here: Member, task: Stirred) -> str:
    """In a sentence. Who finished it is not told here: it may have been done under seal."""
    _ = here.words.gettext
    if task.state == TaskState.COMPLETED:
        return _("Ya está hecha.")
    if task.state == TaskState.CANCELLED:
        return _("Ya no hace falta.")
    if task.assignee_name and task.assignee_id not in here.actor.people:
        return _("La tomó %(who)s.") % {"who": task.assignee_name}
    return _("Salió de esta lista.")
