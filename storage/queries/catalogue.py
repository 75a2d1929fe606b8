"""What the catalogue of services is made of, in as few bytes as tell that nothing has changed."""

from sqlalchemy import bindparam, func, select, text

from storage.database import Connection
from storage.questions import Question, answers
from storage.tables import definitions, parameters

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
