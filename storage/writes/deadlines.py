"""Moving a legal term with its reason; dated numbers of the law; local closures."""

from datetime import date, datetime

from sqlalchemy import delete, insert, update

from storage.database import Connection
from storage.queries.deadlines import ChangeRow, ClosureRow, ParameterRow
from storage.tables import closures, deadline_changes, deadlines, parameters, tasks, timers


def move_deadline(
    connection: Connection, municipality_id: int, *, due_at: datetime, change: ChangeRow
) -> None:
    """Moves a term to `change.to_on` and keeps why; its timer and its task follow."""
    connection.execute(
        insert(deadline_changes).values(municipality_id=municipality_id, **_columns(change))
    )
    moved = connection.execute(
        update(deadlines)
        .where(deadlines.c.municipality_id == municipality_id)
        .where(deadlines.c.id == change.deadline_id)
        .values(due_on=change.to_on, due_at=due_at)
        .returning(deadlines.c.timer_id, deadlines.c.task_id)
    ).one()
    for table, row_id in ((timers, moved.timer_id), (tasks, moved.task_id)):
        if row_id is not None:
            connection.execute(
                update(table)
                .where(table.c.municipality_id == municipality_id, table.c.id == row_id)
                .values(due_at=due_at)
            )


def insert_parameter(connection: Connection, municipality_id: int, row: ParameterRow) -> None:
    """A number of the law from a day on."""
    values = {name: getattr(row, name) for name in ParameterRow.__dataclass_fields__}
    connection.execute(insert(parameters).values(municipality_id=municipality_id, **values))


def drop_parameter(
    connection: Connection, municipality_id: int, *, key: str, valid_from: date
) -> None:
    """Forgets a number, before a corrected one takes its day."""
    connection.execute(
        delete(parameters)
        .where(parameters.c.municipality_id == municipality_id)
        .where(parameters.c.key == key, parameters.c.valid_from == valid_from)
    )


def insert_closure(connection: Connection, municipality_id: int, row: ClosureRow) -> None:
    """A day on which the municipality does not work."""
    values = {name: getattr(row, name) for name in ClosureRow.__dataclass_fields__}
    connection.execute(insert(closures).values(municipality_id=municipality_id, **values))


def drop_closure(connection: Connection, municipality_id: int, *, day: date) -> None:
    """Opens a closed day again."""
    connection.execute(
        delete(closures).where(closures.c.municipality_id == municipality_id, closures.c.day == day)
    )


def _columns(change: ChangeRow) -> dict[str, object]:
    return {
        name: getattr(change, name)
        for name in ChangeRow.__dataclass_fields__
        if name != "person_name"
    }
