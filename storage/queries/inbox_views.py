"""The lists that people keep under a name, the columns they chose, and business data of cases."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, or_, select

from storage.database import Connection
from storage.queries.reading import joined, one
from storage.questions import Question, answer
from storage.tables import case_facts, inbox_columns, inbox_views, persons


@dataclass(frozen=True, slots=True)
class ViewRow:
    """A list with a name: whose it is, its query, and the role it is shared with."""

    id: int
    person_id: int
    person_name: str
    name: str
    query: str
    role: str | None


_VIEW = select(
    inbox_views.c.id,
    inbox_views.c.person_id,
    persons.c.name,
    inbox_views.c.name,
    inbox_views.c.query,
    inbox_views.c.role,
).join(persons, joined(inbox_views, persons, "person_id"))


_COLUMNS = (
    select(inbox_columns.c.columns)
    .where(inbox_columns.c.municipality_id == bindparam("municipality"))
    .where(inbox_columns.c.person_id == bindparam("person"))
    .where(inbox_columns.c.process_key == bindparam("process"))
)


def views_for(
    connection: Connection, municipality_id: int, *, person_id: int, roles: Collection[str]
) -> tuple[ViewRow, ...]:
    """The lists of a person and those that are shared with one of the roles, by name."""
    return answer(connection, views_asked(municipality_id, person_id=person_id, roles=roles))


def views_asked(
    municipality_id: int, *, person_id: int, roles: Collection[str]
) -> Question[tuple[ViewRow, ...]]:
    """The same, to be asked together with others."""
    values = {f"role_{place}": role for place, role in enumerate(sorted(roles))}
    return Question(
        _views_of(len(roles)),
        {"municipality": municipality_id, "person": person_id, **values},
        lambda rows: tuple(ViewRow(*row) for row in rows),
    )


@lru_cache(maxsize=64)
def _views_of(roles: int) -> Select[Any]:
    given = [bindparam(f"role_{place}", type_=inbox_views.c.role.type) for place in range(roles)]
    theirs = or_(
        inbox_views.c.person_id == bindparam("person"),
        *(inbox_views.c.role == each for each in given),
    )
    return _VIEW.where(inbox_views.c.municipality_id == bindparam("municipality"), theirs).order_by(
        inbox_views.c.name, inbox_views.c.id
    )


def view_by_id(connection: Connection, municipality_id: int, view_id: int) -> ViewRow | None:
    """One list."""
    found = _VIEW.where(
        inbox_views.c.municipality_id == municipality_id, inbox_views.c.id == view_id
    )
    return one(connection, found, ViewRow)


def columns_chosen(
    connection: Connection, municipality_id: int, *, person_id: int, process_key: str
) -> tuple[str, ...] | None:
    """The columns of lists of a process; None where nothing was chosen."""
    asked = columns_asked(municipality_id, person_id=person_id, process_key=process_key)
    return answer(connection, asked)


def columns_asked(
    municipality_id: int, *, person_id: int, process_key: str
) -> Question[tuple[str, ...] | None]:
    """The same, to be asked together with others."""
    return Question(
        _COLUMNS,
        {"municipality": municipality_id, "person": person_id, "process": process_key},
        lambda rows: tuple(json.loads(rows[0][0])) if rows else None,
    )


def facts_of_cases(
    connection: Connection, municipality_id: int, case_ids: Sequence[int]
) -> Mapping[int, Mapping[str, str]]:
    """The business data of some cases, as text by label."""
    found = connection.execute(
        select(case_facts.c.case_id, case_facts.c.label, case_facts.c.text)
        .where(case_facts.c.municipality_id == municipality_id)
        .where(case_facts.c.case_id.in_(case_ids))
    )
    facts: dict[int, dict[str, str]] = {}
    for case_id, label, text in found:
        facts.setdefault(case_id, {})[label] = text
    return facts
