"""A town in rows: two municipalities with people, a definition and cases, written without verbs."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial

import pytest
from sqlalchemy import insert

from storage.database import WHOLE_INSTALLATION, Database
from storage.step import (
    CaseRow,
    EventRow,
    InstanceRow,
    InstanceUpdate,
    StepRows,
    TaskRow,
    insert_case,
)
from storage.tables import definitions, municipalities
from storage.tables.types import FAR_FUTURE, micros
from storage.writes.identity import insert_person

NOW = datetime(2026, 3, 31, 14, 0, tzinfo=UTC)
AT = micros(NOW)


@dataclass(frozen=True, slots=True)
class Rows:
    """Builders of rows for one municipality; ids count upwards from its own range."""

    municipality_id: int
    person_id: int
    other_person_id: int
    definition_id: int
    numbers: Iterator[int]

    def new(self) -> int:
        return next(self.numbers)

    def task(self, **changes: object) -> TaskRow:
        row = TaskRow(
            id=self.new(),
            token=1,
            element=3,
            element_key="t1",
            name="Revisar requerimiento",
            role="logistics",
            assignee_id=None,
            created_at=AT,
            claimed_at=None,
            due_at=FAR_FUTURE,
            follow_up_at=None,
            priority=50,
            form_key=None,
            item=None,
            process_key="procurement",
            opener_id=self.person_id,
        )
        return replace(row, **changes)

    def event(self, seq: int, **changes: object) -> EventRow:
        row = EventRow(
            seq=seq,
            kind=1,
            element=None,
            person_id=self.person_id,
            task_id=None,
            at=AT,
            data="{}",
            detail_digest=None,
            hash=bytes([seq % 256]) * 32,
        )
        return replace(row, **changes)

    def case(self, number: str, **changes: object) -> CaseRow:
        row = CaseRow(
            id=self.new(),
            number=number,
            process_key="procurement",
            definition_id=self.definition_id,
            year=2026,
            title="Adquisición de laptops",
            amount="180000.00",
            currency="PEN",
            state="open",
            opened_at=AT,
            opened_by=self.person_id,
        )
        return replace(row, **changes)


@dataclass(slots=True)
class Opened:
    """An open case with its one task."""

    case: CaseRow
    instance_id: int
    task: TaskRow
    rows: Rows = field(repr=False)

    def of_case(self, task: TaskRow) -> TaskRow:
        """The task with what it repeats of its case."""
        return _of_case(self.case, task)

    def step(self, *, version: int = 1, **changes: object) -> StepRows:
        """The next step of this case: an event more and whatever is given."""
        if "opened_tasks" in changes:
            changes["opened_tasks"] = tuple(map(self.of_case, changes["opened_tasks"]))
        return StepRows(
            self.rows.municipality_id,
            self.case.id,
            self.instance_id,
            instance=InstanceUpdate(
                version=version,
                status="running",
                chain_seq=version + 1,
                chain_hash=bytes([version + 1]) * 32,
                updated_at=AT,
                tokens=b"after",
                scopes='{"after":1}',
            ),
            **{"events": (self.rows.event(version + 1),), **changes},
        )


@pytest.fixture
def tambo(database: Database) -> Rows:
    """The municipality of most tests."""
    return municipality(database, 1, "tambo-real")


@pytest.fixture
def other(database: Database) -> Rows:
    """Another municipality, whose rows must never show."""
    return municipality(database, 2, "otra")


@pytest.fixture
def open_case(database: Database) -> Callable[..., Opened]:
    """Opens a case with one open task."""
    return partial(opened_case, database)


def _of_case(case: CaseRow, task: TaskRow) -> TaskRow:
    return replace(task, process_key=case.process_key, opener_id=case.opened_by)


def opened_case(
    database: Database,
    rows: Rows,
    number: str = "CON-2026-0001",
    *,
    task: TaskRow | None = None,
    instance_id: int | None = None,
    **case: object,
) -> Opened:
    """A case with one open task, as `insert_case` leaves it."""
    begun = rows.case(number, **case)
    first = _of_case(begun, task or rows.task())
    opened = Opened(begun, instance_id or rows.new(), first, rows)
    instance = InstanceRow(
        id=opened.instance_id,
        definition_id=rows.definition_id,
        status="running",
        tokens=b"before",
        scopes="{}",
        chain_seq=1,
        chain_hash=bytes([1]) * 32,
        updated_at=AT,
    )
    step = StepRows(
        rows.municipality_id,
        opened.case.id,
        opened.instance_id,
        opened_tasks=(opened.task,),
        events=(rows.event(1),),
    )
    with database.verb(rows.municipality_id) as connection:
        insert_case(connection, opened.case, instance, step)
    return opened


def municipality(database: Database, number: int, slug: str) -> Rows:
    first = number * 1_000_000
    rows = Rows(number, first, first + 1, first + 2, iter(range(first + 3, first + 999_999)))
    with database.verb(WHOLE_INSTALLATION) as connection:
        connection.execute(
            insert(municipalities).values(
                id=number,
                slug=slug,
                name=slug.title(),
                country="PE",
                timezone="America/Lima",
                locale="es",
                currency="PEN",
                accent="#8C3B1E",
                settings="{}",
            )
        )
        for person_id, name in ((first, "Rosa Quispe"), (first + 1, "Luis Vargas")):
            insert_person(
                connection,
                number,
                person_id=person_id,
                email=f"{person_id}@{slug}.pe",
                national_id=str(person_id),
                name=f"{name} de {slug}",
                position="Logística",
                active_from=NOW,
            )
        connection.execute(
            insert(definitions).values(
                municipality_id=number,
                id=first + 2,
                key="procurement",
                version=1,
                hash="aa",
                title="Compra",
                family="procurement",
                manifest="{}",
                deployed_at=NOW,
                deployed_by=first,
                state="active",
            )
        )
    return rows
