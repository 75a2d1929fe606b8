"""What an act upon many is done to: its subjects with their cases."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, select

from storage.database import Connection
from storage.queries.reading import joined
from storage.tables import cases, incidents, tasks

_AT_ONCE = 900
_INCIDENTS = ("retry", "entrust")
_TASKS = ("assign",)


def cases_of_subjects(
    connection: Connection, municipality_id: int, kind: str, subjects: Collection[int]
) -> tuple[tuple[int, int, int], ...]:
    """(subject, case, definition) of each subject that is there, in the order asked for; what a
    kind's subjects are is said by `engine.operations.BatchKind`: cases unless told otherwise."""
    wanted = list(dict.fromkeys(subjects))
    found: dict[int, tuple[int, int]] = {}
    for begin in range(0, len(wanted), _AT_ONCE):
        question = _question(kind, municipality_id, wanted[begin : begin + _AT_ONCE])
        for subject, case_id, definition_id in connection.execute(question):
            found[subject] = (case_id, definition_id)
    return tuple((subject, *found[subject]) for subject in wanted if subject in found)


def _question(kind: str, municipality_id: int, ids: list[int]) -> Select[tuple[Any, ...]]:
    if kind in _INCIDENTS or kind in _TASKS:
        table = incidents if kind in _INCIDENTS else tasks
        return (
            select(table.c.id, cases.c.id, cases.c.definition_id)
            .join(cases, joined(table, cases, "case_id"))
            .where(table.c.municipality_id == municipality_id, table.c.id.in_(ids))
        )
    return select(cases.c.id, cases.c.id, cases.c.definition_id).where(
        cases.c.municipality_id == municipality_id, cases.c.id.in_(ids)
    )
