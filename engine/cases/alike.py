"""The cases of the year that are of the same kind, for models that must add them up.

`similar cases` reads what is committed at the moment of the step (and never the case that asks), so
a decision says what it counted and keeps it with the case.
"""

from __future__ import annotations

from collections.abc import Mapping

from engine.calendar import Calendar
from engine.calendar.feel_functions import Alike
from storage.database import Connection
from storage.queries.alike import AlikeRow, cases_alike


def alike_in(
    connection: Connection, municipality_id: int, calendar: Calendar, but: int | None
) -> Alike:
    """The cases of a municipality, but the one with that id."""

    def _found(process: str, fact: str, value: str, year: int) -> list[Mapping[str, object]]:
        rows = cases_alike(
            connection, municipality_id, process=process, fact=fact, text=value, year=year
        )
        return [_told(row, calendar) for row in rows if row.id != but]

    return _found


def _told(row: AlikeRow, calendar: Calendar) -> Mapping[str, object]:
    return {
        "numero": row.number,
        "asunto": row.title,
        "monto": row.amount,
        "estado": str(row.state),
        "resultado": row.outcome,
        "abierto": calendar.local_day(row.opened_at),
    }
