"""What a comparison of municipalities asks: how many people each has, and months of one indicator.

Over the whole installation: whoever asks hands on nothing but what several of them come to.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from storage.database import Connection
from storage.queries.indicators import MonthRow
from storage.tables import indicator_months, municipalities, parameters


@dataclass(frozen=True, slots=True)
class NumberRow:
    """A dated number that a municipality keeps."""

    municipality_id: int
    country: str
    value: str
    valid_from: date
    valid_to: date | None


def numbers_of_towns(connection: Connection, *, key: str) -> tuple[NumberRow, ...]:
    """A parameter of every municipality that has it, in the order of its days."""
    found = (
        select(
            municipalities.c.id,
            municipalities.c.country,
            parameters.c.value,
            parameters.c.valid_from,
            parameters.c.valid_to,
        )
        .join(parameters, parameters.c.municipality_id == municipalities.c.id)
        .where(parameters.c.key == key)
        .order_by(municipalities.c.id, parameters.c.valid_from)
    )
    return tuple(NumberRow(*row) for row in connection.execute(found))


def months_of_towns(
    connection: Connection,
    towns: Collection[int],
    *,
    indicator: str,
    since: date,
    until: date,
) -> dict[int, list[MonthRow]]:
    """What some municipalities counted of an indicator in some months."""
    months = indicator_months.c
    columns = (months[name] for name in MonthRow.__dataclass_fields__)
    asked = (
        select(months.municipality_id, *columns)
        .where(months.municipality_id.in_(sorted(towns)), months.indicator == indicator)
        .where(months.month >= since, months.month <= until)
        .where(months.slice == "", months.newest == 1)
        .order_by(months.municipality_id, months.month)
    )
    found: dict[int, list[MonthRow]] = {}
    for row in connection.execute(asked):
        found.setdefault(row[0], []).append(MonthRow(*row[1:]))
    return found
