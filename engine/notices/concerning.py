"""Whom an event concerns. Nobody is told of what they did themselves."""

from __future__ import annotations

from datetime import datetime

from engine.history.kinds import EventKind as K
from engine.identity.house import COUNTER, OPERATOR
from engine.notices.kinds import KIND_OF, NoticeKind
from engine.values import loads
from storage.database import Connection
from storage.queries.notices import Happened, holders_of_case, holders_of_role


def concerned(
    connection: Connection, municipality_id: int, event: Happened, *, now: datetime
) -> frozenset[int]:
    """The people whom an event concerns, without who did it."""
    found = _concerned(connection, municipality_id, event, now)
    return found - {event.person_id or 0}


def _concerned(
    connection: Connection, municipality_id: int, event: Happened, now: datetime
) -> frozenset[int]:
    match KIND_OF[K(event.kind)]:
        case NoticeKind.ASSIGNED:
            return _receiver(event)
        case NoticeKind.NAMED:
            return _named(event)
        case NoticeKind.TERM:
            return _workers(connection, municipality_id, event, now)
        case NoticeKind.DECIDED:
            return _opener(event)
        case NoticeKind.FAILED:
            return holders_of_role(connection, municipality_id, OPERATOR, at=now)
        case NoticeKind.WRITTEN:
            holders = holders_of_case(connection, municipality_id, event.case_id)
            return holders or holders_of_role(connection, municipality_id, COUNTER, at=now)
        case _:
            return holders_of_case(connection, municipality_id, event.case_id) | _opener(event)


def undone_by(event: Happened) -> tuple[int, int] | None:
    """The act that an event takes back, by case and place in its history."""
    if event.kind != K.ACT_UNDONE:
        return None
    return event.case_id, int(loads(event.data)["seq"])


def _receiver(event: Happened) -> frozenset[int]:
    """Who was given the task: by a colleague, or by name by the process itself; and from whose
    hands it was taken back."""
    if event.kind in (K.TASK_ASSIGNED, K.ACT_UNDONE):
        to = str(loads(event.data).get("to", "")) if event.data else ""
        return frozenset({int(to)}) if to.isdigit() else frozenset()
    if event.moved_on or event.assignee_id is None:
        return frozenset()
    return frozenset({event.assignee_id})


def _named(event: Happened) -> frozenset[int]:
    """Whom a comment names."""
    named = loads(event.data).get("named") if event.data else None
    people = named if isinstance(named, list) else ()
    return frozenset(int(each) for each in people if str(each).isdigit())


def _workers(
    connection: Connection, municipality_id: int, event: Happened, now: datetime
) -> frozenset[int]:
    """Who holds the task of the term; all of its role while it is free; else who works there."""
    if event.assignee_id is not None:
        return frozenset({event.assignee_id})
    if event.role:
        return holders_of_role(connection, municipality_id, event.role, at=now)
    return holders_of_case(connection, municipality_id, event.case_id)


def _opener(event: Happened) -> frozenset[int]:
    return frozenset() if event.opened_by is None else frozenset({event.opened_by})
