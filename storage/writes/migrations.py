"""Bringing the rows of a case to another version, and putting them back as they were.

The image holds what a migration may touch, in stored form: rows by table, columns by name. Putting
it back changes what has changed since and nothing else: a task that somebody took stays theirs.
Nothing here is hot: one statement for each number of an element.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Table, Text, delete, insert, literal, select, text, type_coerce, update
from sqlalchemy.types import TypeDecorator

from storage.database import Connection
from storage.step.image import KEPT, WORK, Kept, names_of, question_of
from storage.step.sending import ask_all
from storage.tables import (
    case_migrations,
    cases,
    deadlines,
    instances,
    jobs,
    subscriptions,
    tasks,
    timers,
)
from storage.tables.tasks import TaskState
from storage.tables.types import Id

Image = dict[str, list[dict[str, Any]]]
"""Rows of before, by table."""


_WAITS = frozenset({"timers", "subscriptions"})
_AT_TOKENS = (
    Kept(tasks, "instance_id", "state = 'open'"),
    Kept(timers, "instance_id"),
    Kept(subscriptions, "instance_id"),
    Kept(jobs, "instance_id", f"state IN {WORK}"),
    Kept(deadlines, "case_id", "state = 'open'"),
)


@dataclass(frozen=True, slots=True)
class Place:
    """Which case and instance."""

    municipality_id: int
    case_id: int
    instance_id: int

    def of(self, column: str) -> int:
        """The value of a column that says whose a row is."""
        return self.instance_id if column == "instance_id" else self.case_id


@dataclass(frozen=True, slots=True)
class NewMigration:
    """A migration that was made; `before` is JSON."""

    id: int
    batch_id: int | None
    from_definition_id: int
    to_definition_id: int
    at: datetime
    person_id: int | None
    after: bytes
    before: str


def image_of(connection: Connection, place: Place) -> Image:
    """The rows as they are, read in one trip."""
    asked = [(question_of(kept), (place.municipality_id, place.of(kept.owner))) for kept in KEPT]
    answers = ask_all(connection, *asked)
    return {
        kept.table.name: [dict(zip(names_of(kept), row, strict=True)) for row in rows]
        for kept, rows in zip(KEPT, answers, strict=True)
    }


def reindex(connection: Connection, place: Place, elements: Mapping[int, int]) -> None:
    """What hangs at tokens stands at these elements now."""
    tokens: dict[int, list[int]] = {}
    for token, element in elements.items():
        tokens.setdefault(element, []).append(token)
    for kept in _AT_TOKENS:
        table = kept.table
        for element, at in tokens.items():
            change = (
                update(table)
                .where(table.c.municipality_id == place.municipality_id)
                .where(table.c[kept.owner] == place.of(kept.owner), table.c.token.in_(at))
                .where(text(kept.where or "1 = 1"))
            )
            connection.execute(change.values(element=element))


def change_rows(
    connection: Connection, place: Place, table: str, rows: Iterable[tuple[int, dict[str, Any]]]
) -> None:
    """Columns of single rows, by their id."""
    found = _TABLES[table]
    for row_id, values in rows:
        connection.execute(
            update(found)
            .where(found.c.municipality_id == place.municipality_id, found.c.id == row_id)
            .values(**_stored(found, values))
        )


def change_definition(connection: Connection, place: Place, definition_id: int) -> None:
    """Another version is in force in the case."""
    for table, row_id in ((cases, place.case_id), (instances, place.instance_id)):
        connection.execute(
            update(table)
            .filter_by(municipality_id=place.municipality_id, id=row_id)
            .values(definition_id=definition_id)
        )


def keep_closed_tasks(connection: Connection, place: Place, definition_id: int) -> None:
    """What is closed stays with the version that it was done under."""
    connection.execute(
        update(tasks)
        .filter_by(
            municipality_id=place.municipality_id,
            case_id=place.case_id,
            definition_id=None,
        )
        .where(tasks.c.state != TaskState.OPEN)
        .values(definition_id=definition_id)
    )


def insert_migration(connection: Connection, place: Place, row: NewMigration) -> None:
    """What is needed to undo it."""
    values = {name: getattr(row, name) for name in NewMigration.__dataclass_fields__}
    connection.execute(
        insert(case_migrations).values(
            municipality_id=place.municipality_id, case_id=place.case_id, **values
        )
    )


def withdraw_jobs(connection: Connection, place: Place, job_ids: Collection[int]) -> None:
    """Work that only the migration had asked for."""
    change_rows(connection, place, "jobs", [(each, {"state": "withdrawn"}) for each in job_ids])


def mark_undone(connection: Connection, place: Place, migration_id: int, seq: int) -> None:
    """It was undone by this event."""
    connection.execute(
        update(case_migrations)
        .filter_by(municipality_id=place.municipality_id, case_id=place.case_id, id=migration_id)
        .values(undone_seq=seq)
    )


def put_back(connection: Connection, place: Place, image: Image) -> None:
    """The rows of before, of the tables that the image holds. What waits only since then is gone;
    what is history stays, closed."""
    for kept in KEPT:
        if kept.table.name not in image:
            continue
        table = kept.table
        there = {row["id"]: row for row in _rows(connection, place, kept, all_of_them=True)}
        before = {row["id"]: row for row in image[table.name]}
        for row_id, row in before.items():
            if row_id not in there:
                _insert(connection, table, place, row)
            elif changed := _changed(kept, row, there[row_id]):
                change_rows(connection, place, table.name, [(row_id, changed)])
        if table.name in _WAITS:
            for row_id in there.keys() - before.keys():
                _delete(connection, table, place, row_id)


def _changed(kept: Kept, before: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    """What the migration has changed; work and terms that it withdrew are wanted again."""
    theirs = () if kept.withdrawn and now["state"] == kept.withdrawn else kept.theirs
    return {
        name: value for name, value in before.items() if name not in theirs and value != now[name]
    }


def _rows(
    connection: Connection, place: Place, kept: Kept, *, all_of_them: bool = False
) -> list[dict[str, Any]]:
    """Rows in stored form."""
    table = kept.table
    names = names_of(kept)
    question = (
        select(*(type_coerce(table.c[name], _form(table, name)) for name in names))
        .where(table.c.municipality_id == place.municipality_id)
        .where(table.c[kept.owner] == place.of(kept.owner))
        .order_by(table.c.id)
    )
    if kept.where and not all_of_them:
        question = question.where(text(kept.where))
    return [dict(zip(names, row, strict=True)) for row in connection.execute(question)]


def _insert(connection: Connection, table: Table, place: Place, row: Mapping[str, Any]) -> None:
    owned = {"municipality_id": place.municipality_id, **row}
    connection.execute(insert(table).values(**_stored(table, owned)))


def _delete(connection: Connection, table: Table, place: Place, row_id: int) -> None:
    connection.execute(delete(table).filter_by(municipality_id=place.municipality_id, id=row_id))


def _stored(table: Table, values: Mapping[str, Any]) -> dict[str, Any]:
    """Values that are in stored form already."""
    return {name: literal(value, _form(table, name)) for name, value in values.items()}


def _form(table: Table, name: str) -> Any:
    """The type beneath an instant, a day or an amount."""
    declared = table.c[name].type
    if not isinstance(declared, TypeDecorator):
        return declared
    return Text() if isinstance(declared.impl, Text) else Id


_TABLES = {kept.table.name: kept.table for kept in KEPT}


def image_as_text(image: Image) -> str:
    """The image as it is kept."""
    return json.dumps(image, ensure_ascii=False, separators=(",", ":"))
