"""Where the open cases of a process stand, counted from what waits: tasks, timers, messages, work.

Never from history: what is read grows with the open cases of the process and with nothing else.
"""

from dataclasses import dataclass

from sqlalchemy import CompoundSelect, Select, Table, and_, func, or_, select, text, union
from sqlalchemy.sql.selectable import Subquery

from storage.database import Connection
from storage.queries.cases import CaseRow
from storage.queries.reading import joined, many
from storage.tables import cases, incidents, instances, jobs, persons, subscriptions, tasks, timers

_NOT_OVER = text("cases.state IN ('open', 'suspended')")
_OPEN_TASK = text("tasks.state = 'open'")
_OPEN_JOB = text("jobs.state IN ('waiting', 'held', 'kept', 'failed')")


@dataclass(frozen=True, slots=True)
class StandingCount:
    """How many open cases of a version have something at an element; small number of both."""

    definition_id: int
    element: int
    cases: int


def standing_counts(
    connection: Connection, municipality_id: int, process_key: str
) -> tuple[StandingCount, ...]:
    """Open cases by version and element; a case that waits at two elements counts at both."""
    waits = _waits(municipality_id, process_key)
    found = (
        select(waits.c.definition_id, waits.c.element, func.count())
        .group_by(waits.c.definition_id, waits.c.element)
        .order_by(waits.c.definition_id, waits.c.element)
    )
    return many(connection, found, StandingCount)


def incident_counts(
    connection: Connection, municipality_id: int, process_key: str
) -> dict[str, int]:
    """Steps that failed and wait for a person, by the id of their element."""
    found = (
        select(incidents.c.element_key, func.count())
        .join(cases, joined(incidents, cases, "case_id"))
        .where(incidents.c.municipality_id == municipality_id, cases.c.process_key == process_key)
        .where(text("incidents.resolved_at IS NULL"), incidents.c.element_key.is_not(None))
        .group_by(incidents.c.element_key)
    )
    return {row[0]: row[1] for row in connection.execute(found)}


def cases_standing_at(
    connection: Connection,
    municipality_id: int,
    process_key: str,
    *,
    at: tuple[tuple[int, int], ...],
    after: int | None = None,
    limit: int = 50,
) -> tuple[CaseRow, ...]:
    """The open cases with something at one of these (version, element), newest first."""
    waits = _waits(municipality_id, process_key)
    places = [
        and_(waits.c.definition_id == definition_id, waits.c.element == element)
        for definition_id, element in at
    ]
    ids = select(waits.c.case_id).where(or_(*places))
    found = (
        select(*(cases.c[name] for name in list(CaseRow.__dataclass_fields__)[:-1]), persons.c.name)
        .outerjoin(persons, joined(cases, persons, "opened_by"))
        .where(cases.c.municipality_id == municipality_id, cases.c.id.in_(ids))
    )
    if after is not None:
        found = found.where(cases.c.id < after)
    return many(connection, found.order_by(cases.c.id.desc()).limit(limit), CaseRow)


def _waits(municipality_id: int, process_key: str) -> Subquery:
    """Distinct (case, version, element) of what waits."""
    parts = [
        _part(tasks, municipality_id, process_key).where(_OPEN_TASK),
        _part(timers, municipality_id, process_key),
        _part(subscriptions, municipality_id, process_key),
        _part(jobs, municipality_id, process_key).where(_OPEN_JOB, jobs.c.token.is_not(None)),
    ]
    found: CompoundSelect[tuple[int, int, int]] = union(*parts)
    return found.subquery("waits")


def _part(table: Table, municipality_id: int, process_key: str) -> Select[tuple[int, int, int]]:
    return (
        select(
            table.c.case_id.label("case_id"),
            instances.c.definition_id.label("definition_id"),
            table.c.element.label("element"),
        )
        .join(cases, joined(table, cases, "case_id"))
        .join(instances, joined(table, instances, "instance_id"))
        .where(table.c.municipality_id == municipality_id, cases.c.process_key == process_key)
        .where(_NOT_OVER)
    )
