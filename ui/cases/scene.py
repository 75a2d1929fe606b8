"""Everything that the pages about one case read, in a fixed number of queries.

The task page and the case page look at the same case from two sides; what either shows comes from
here. Documents and data under seal are left out before anything is presented.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from engine.bpmn import Element, Snapshot, Surroundings, TokenGone, Visited, data_of, visited
from engine.bpmn.retelling import collection_of
from engine.calendar import Calendar, Explanation
from engine.cases.eras import Eras, eras_of
from engine.cases.surroundings import surroundings_of
from engine.deadlines.calendars import calendar_of
from engine.deadlines.standing import term_of
from engine.definitions.loading import Definition, program_of
from engine.documents.permission import is_outsider as outside
from engine.documents.permission import may_read as may_read_document
from engine.history.kinds import EventKind
from engine.values import Value
from storage.database import Connection
from storage.queries.cases import StandRow, where_it_stands
from storage.queries.deadlines import (
    DeadlineRow,
    PauseRow,
    deadlines_of_case,
    pauses_of_case,
)
from storage.queries.documents import CaseDocument, documents_of_case
from storage.queries.history import TimelineRow, events_of_case
from storage.queries.identity import names_of
from storage.queries.tasks import TaskDetail, tasks_of_case
from ui.history.sentences import facts_in, text_of
from ui.visit import Member

EVENTS_READ = 60
FOR = '"for"'
GIVING = frozenset(
    {
        EventKind.INCIDENT_ASSIGNED,
        EventKind.TASK_ASSIGNED,
        EventKind.TASK_DELEGATED,
        EventKind.TASK_RETURNED,
        EventKind.ACT_UNDONE,
    }
)
"""Events that tell to whom something was given."""


@dataclass(frozen=True, slots=True)
class CaseScene:
    """One case as its pages need it."""

    case_id: int
    definition: Definition
    eras: Eras
    snapshot: Snapshot
    stand: StandRow
    visited: Visited
    data: Mapping[str, Value]
    sealed_names: frozenset[str]
    tasks: tuple[TaskDetail, ...]
    deadlines: tuple[DeadlineRow, ...]
    pauses: tuple[PauseRow, ...]
    documents: tuple[CaseDocument, ...]
    events: tuple[TimelineRow, ...]
    stood_for: Mapping[int, str]
    calendar: Calendar
    surroundings: Surroundings

    @property
    def open_tasks(self) -> tuple[TaskDetail, ...]:
        return tuple(task for task in self.tasks if task.state == "open")

    @property
    def open_deadlines(self) -> tuple[DeadlineRow, ...]:
        return tuple(deadline for deadline in self.deadlines if deadline.state == "open")

    def explained(self, deadline: DeadlineRow, today: date) -> Explanation:
        """Why the date of a term is what it is."""
        return term_of(deadline, self.pauses, today=today).explained(self.calendar)

    def element_of(self, task: TaskDetail) -> Element:
        """The element of a task, in the version under which it is, or was done."""
        return self.eras.of(task.done_under).program.elements[task.element]

    def is_sealed(self, task: TaskDetail) -> bool:
        """What is filed in this task is still closed, and not even who files it is told."""
        element = self.element_of(task)
        return element.shared and element.sealed_until not in self.visited.opened

    def is_from_outside(self, role: str) -> bool:
        """The role belongs to people who are not of the municipality (a supplier)."""
        return role in self.definition.manifest.publicity.get("outsiders", [])

    def role_title(self, role: str) -> str:
        """What the process calls a role."""
        return self.definition.manifest.role_titles.get(role, role)


def case_scene(here: Member, connection: Connection, case_id: int, definition_id: int) -> CaseScene:
    """Read a case. Its row and its definition are known already."""
    installation, town = here.installation, here.municipality.id
    definition = program_of(installation, connection, town, definition_id)
    stand = where_it_stands(connection, town, case_id)
    assert stand is not None  # noqa: S101  # a case and its instance are written together
    snapshot = Snapshot(stand.tokens, stand.scopes)
    seen = visited(definition.program, snapshot)
    documents = documents_of_case(connection, town, case_id)
    tasks = tasks_of_case(connection, town, case_id)
    deadlines = deadlines_of_case(connection, town, case_id)
    eras = eras_of(installation, connection, case_id, definition)
    sealed = sealed_names(eras, seen, tasks)
    events = events_of_case(connection, town, case_id, limit=EVENTS_READ)
    return CaseScene(
        case_id=case_id,
        definition=definition,
        eras=eras,
        snapshot=snapshot,
        stand=stand,
        visited=seen,
        data=without(data_seen(definition, snapshot, tasks, deadlines), sealed),
        sealed_names=sealed,
        tasks=tasks,
        deadlines=deadlines,
        pauses=pauses_of_case(connection, town, case_id) if deadlines else (),
        documents=readable(documents, definition, seen, here),
        events=events,
        stood_for=names_stood_for(connection, town, events),
        calendar=calendar_of(installation, connection, town),
        surroundings=surroundings_of(installation, connection, town, here.now),
    )


def names_stood_for(
    connection: Connection, municipality_id: int, events: Sequence[TimelineRow]
) -> Mapping[int, str]:
    """The names of those in whose place something was done, and to whom work was given; no
    question when there are none."""
    absent = {text_of(facts_in(event.data).get("for")) for event in events if FOR in event.data}
    absent |= {text_of(facts_in(event.data).get("to")) for event in events if event.kind in GIVING}
    ids = {int(each) for each in absent if each.isdigit()}
    return names_of(connection, municipality_id, ids) if ids else {}


def data_seen(
    definition: Definition,
    snapshot: Snapshot,
    tasks: tuple[TaskDetail, ...],
    deadlines: tuple[DeadlineRow, ...],
) -> Mapping[str, Value]:
    """The data of the case, over it those of the called processes in which something waits."""
    data = data_of(definition.program, snapshot)
    waiting = [task.token for task in tasks if task.state == "open" and not task.item]
    waiting += [each.token for each in deadlines if each.state == "open" and not each.task_id]
    for token in dict.fromkeys(waiting):
        with suppress(TokenGone):
            data = {**data, **data_of(definition.program, snapshot, token)}
    return data


def sealed_names(eras: Eras, seen: Visited, tasks: tuple[TaskDetail, ...]) -> frozenset[str]:
    """The names of what was filed under a seal that is still closed: nobody is shown what the case
    holds under them, not even in a form that asks for the same."""
    names: set[str] = set()
    for task in tasks:
        definition = eras.of(task.done_under)
        element = definition.program.elements[task.element]
        closed = element.sealed_until is not None and element.sealed_until not in seen.opened
        form = definition.form_of(element.form_key) if closed else None
        if form is not None and task.state == "completed":
            names |= form.writes | collection_of(definition.program, element)
    return frozenset(names)


def without(data: Mapping[str, Value], names: frozenset[str]) -> Mapping[str, Value]:
    """The data but for what goes by these names."""
    return {name: value for name, value in data.items() if name not in names} if names else data


def readable(
    documents: tuple[CaseDocument, ...], definition: Definition, seen: Visited, here: Member
) -> tuple[CaseDocument, ...]:
    """The documents that this reader may know of: sealed ones only if they filed them."""
    return tuple(
        each
        for each in documents
        if may_read_document(here.actor, definition, seen, each.document) is None
    )


def is_outsider(definition: Definition, here: Member) -> bool:
    """Every role of the person is one that the process gives to outsiders (a supplier)."""
    return outside(here.actor, definition)
