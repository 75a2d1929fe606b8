"""The visits that wait: tasks of a step of open cases, with the parcels that their cases hold."""

from dataclasses import dataclass

from sqlalchemy import and_, select

from storage.database import Connection
from storage.queries.reading import joined, many
from storage.tables import ba_unit_holds, ba_units, cases, spatial_units, tasks
from storage.tables.tasks import TaskState


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A visit to a parcel; of a case that holds none yet without one. `ground` is WKB in metres."""

    task_id: int
    number: str
    title: str
    assignee_id: int | None
    code: str | None
    address: str | None
    ground: bytes | None


def visits_waiting(
    connection: Connection, municipality_id: int, element: str, *, limit: int = 200
) -> tuple[VisitRow, ...]:
    """Open tasks of a step, a row for each parcel of their cases."""
    of, unit = tasks.c, spatial_units.c
    found = (
        select(
            of.id, cases.c.number, cases.c.title, of.assignee_id, ba_units.c.code, unit.address,
            unit.ground,
        )
        .join(cases, joined(tasks, cases, "case_id"))
        .outerjoin(
            ba_unit_holds,
            and_(
                ba_unit_holds.c.municipality_id == of.municipality_id,
                ba_unit_holds.c.case_id == of.case_id,
            ),
        )
        .outerjoin(ba_units, joined(ba_unit_holds, ba_units, "ba_unit_id"))
        .outerjoin(
            spatial_units,
            and_(
                joined(ba_unit_holds, spatial_units, "ba_unit_id", key="ba_unit_id"),
                unit.end_on.is_(None),
            ),
        )
        .where(
            of.municipality_id == municipality_id,
            of.element_key == element,
            of.state == TaskState.OPEN,
        )
        .order_by(cases.c.number, ba_units.c.code)
        .limit(limit)
    )  # fmt: skip
    return many(connection, found, VisitRow)
