"""The lists that people keep under a name, the columns they chose, and business data of cases."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select

from storage.database import Connection
from storage.queries.reading import joined, many, one
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


def views_for(
    connection: Connection, municipality_id: int, *, person_id: int, roles: Collection[str]
) -> tuple[ViewRow, ...]:
    """The lists of a person and those that are shared with one of the roles, by name."""
    theirs = or_(inbox_views.c.person_id == person_id, inbox_views.c.role.in_(sorted(roles)))
    found = _VIEW.where(inbox_views.c.municipality_id == municipality_id, theirs)
    return many(connection, found.order_by(inbox_views.c.name, inbox_views.c.id), ViewRow)


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
    found = connection.execute(
        select(inbox_columns.c.columns)
        .where(inbox_columns.c.municipality_id == municipality_id)
        .where(inbox_columns.c.person_id == person_id, inbox_columns.c.process_key == process_key)
    ).scalar()
    return None if found is None else tuple(json.loads(found))


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
