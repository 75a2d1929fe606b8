"""What the catalogue of services is made of, in as few bytes as tell that nothing has changed; and
how the municipality keeps its word."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, bindparam, case, exists, func, or_, select, text

from storage.database import Connection
from storage.questions import Question, answers
from storage.tables import cases, deadlines, definitions, parameters
from storage.tables.cases import CaseState
from storage.tables.deadlines import DeadlineState

ENTITY = "entity"
LATE = ("positive_silence", "negative_silence", "escalate")
"""The owner of a term that binds the municipality; what the law or its superiors do when it passes
one."""

_IN_FORCE = (
    select(definitions.c.id)
    .where(definitions.c.municipality_id == bindparam("municipality"))
    .where(text("definitions.state = 'active'"))  # a literal: the index holds only these
    .order_by(definitions.c.id)
)
_NUMBERS = select(func.count(), func.max(parameters.c.id)).where(
    parameters.c.municipality_id == bindparam("municipality")
)


def catalogue_state(connection: Connection, municipality_id: int) -> tuple[int, ...]:
    """What the services of a municipality are made of now: the ids of the versions in force and,
    where there are dated numbers, how many with the id of the youngest. A number is never changed:
    it is replaced by a row with a greater id."""
    values = {"municipality": municipality_id}
    in_force, numbers = answers(
        connection,
        Question(_IN_FORCE, values, lambda rows: tuple(row[0] for row in rows)),
        Question(_NUMBERS, values, lambda rows: tuple(rows[0]) if rows[0][0] else ()),
    )
    return (*in_force, *numbers)


@dataclass(frozen=True, slots=True)
class Answered:
    """How many cases with a legal term of the municipality came to their end, and how many of
    them without passing one."""

    cases: int
    in_time: int


def answered_between(
    connection: Connection,
    municipality_id: int,
    *,
    processes: Sequence[str],
    since_id: int,
    begins: datetime,
    ends: datetime,
) -> Answered | None:
    """What was finished in a time (its end not included), of the cases of some processes from
    `since_id` on; None where nothing was. Ids grow with time: the range keeps the question to the
    last cases."""
    late = exists(
        _terms().where(
            or_(
                deadlines.c.state == DeadlineState.EXPIRED,
                deadlines.c.closed_at > deadlines.c.due_at,
            )
        )
    )
    found = (
        select(func.count(), func.coalesce(func.sum(case((late, 0), else_=1)), 0))
        .where(cases.c.municipality_id == municipality_id, cases.c.id >= since_id)
        .where(cases.c.process_key.in_(list(processes)))
        .where(cases.c.state == CaseState.COMPLETED)
        .where(cases.c.closed_at >= begins, cases.c.closed_at < ends)
        .where(exists(_terms()))
    )
    row = connection.execute(found).one()
    return Answered(int(row[0]), int(row[1])) if row[0] else None


def _terms() -> Select[tuple[int]]:
    """The terms of a case that bind the municipality and were not given up. A time for others to
    act that went by unused (to appeal, to bid) is none of them: nobody is late."""
    return select(deadlines.c.id).where(
        deadlines.c.municipality_id == cases.c.municipality_id,
        deadlines.c.case_id == cases.c.id,
        deadlines.c.owner == ENTITY,
        deadlines.c.state != DeadlineState.CANCELLED,
        or_(deadlines.c.state != DeadlineState.EXPIRED, deadlines.c.effect.in_(LATE)),
    )
