"""Suppliers are entered, change, are marked and looked at; somebody asks to act for one."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import insert, update

from storage.database import Connection
from storage.tables import (
    persons,
    supplier_marks,
    supplier_requests,
    supplier_snapshots,
    suppliers,
)
from storage.tables.suppliers import RequestState


def insert_supplier(
    connection: Connection,
    municipality_id: int,
    *,
    supplier_id: int,
    person_id: int,
    number: str,
    at: datetime,
    values: dict[str, Any],
) -> None:
    """A new supplier; `values` are the columns that an officer fills in."""
    connection.execute(
        insert(suppliers).values(
            municipality_id=municipality_id,
            id=supplier_id,
            person_id=person_id,
            number=number,
            entered_at=at,
            changed_at=at,
            **values,
        )
    )


def change_supplier(
    connection: Connection,
    municipality_id: int,
    supplier_id: int,
    *,
    person_id: int,
    name: str,
    at: datetime,
    values: dict[str, Any],
) -> None:
    """What is known of them, anew."""
    connection.execute(
        update(suppliers)
        .where(suppliers.c.municipality_id == municipality_id, suppliers.c.id == supplier_id)
        .values(changed_at=at, **values)
    )
    connection.execute(
        update(persons)
        .where(persons.c.municipality_id == municipality_id, persons.c.id == person_id)
        .values(name=name)
    )


def insert_mark(
    connection: Connection,
    municipality_id: int,
    *,
    mark_id: int,
    supplier_id: int,
    kind: str,
    from_on: date,
    until_on: date | None,
    source: str,
    at: datetime,
    by: int | None,
) -> None:
    """A sanction or an impediment."""
    connection.execute(
        insert(supplier_marks).values(
            municipality_id=municipality_id,
            id=mark_id,
            supplier_id=supplier_id,
            kind=kind,
            from_on=from_on,
            until_on=until_on,
            source=source,
            entered_at=at,
            entered_by=by,
        )
    )


def lift_mark(
    connection: Connection, municipality_id: int, mark_id: int, *, at: datetime, by: int | None
) -> bool:
    """It holds no more, and did not from the day it is lifted; False when it was so already."""
    done = connection.execute(
        update(supplier_marks)
        .where(supplier_marks.c.municipality_id == municipality_id)
        .where(supplier_marks.c.id == mark_id, supplier_marks.c.lifted_at.is_(None))
        .values(lifted_at=at, lifted_by=by)
    )
    return done.rowcount == 1


def insert_request(
    connection: Connection,
    municipality_id: int,
    *,
    request_id: int,
    person_id: int,
    number: str,
    name: str,
    kind: str,
    document: str,
    at: datetime,
) -> None:
    """Somebody with an account says that they act for a supplier."""
    connection.execute(
        insert(supplier_requests).values(
            municipality_id=municipality_id,
            id=request_id,
            person_id=person_id,
            number=number,
            name=name,
            kind=kind,
            document=document,
            state=RequestState.PENDING,
            asked_at=at,
            reason="",
        )
    )


def decide_request(
    connection: Connection,
    municipality_id: int,
    request_id: int,
    *,
    state: RequestState,
    reason: str,
    at: datetime,
    by: int | None,
) -> bool:
    """An officer looked at it; False when somebody had before."""
    done = connection.execute(
        update(supplier_requests)
        .where(supplier_requests.c.municipality_id == municipality_id)
        .where(supplier_requests.c.id == request_id)
        .where(supplier_requests.c.state == RequestState.PENDING)
        .values(state=state, reason=reason, decided_at=at, decided_by=by)
    )
    return done.rowcount == 1


def insert_snapshot(
    connection: Connection,
    municipality_id: int,
    *,
    snapshot_id: int,
    case_id: int,
    moment: str,
    number: str,
    name: str,
    on_day: date,
    eligible: bool | None,
    reasons: str,
    facts: str,
    at: datetime,
) -> None:
    """How a supplier stood that day."""
    connection.execute(
        insert(supplier_snapshots).values(
            municipality_id=municipality_id,
            id=snapshot_id,
            case_id=case_id,
            moment=moment,
            number=number,
            name=name,
            on_day=on_day,
            eligible=None if eligible is None else int(eligible),
            reasons=reasons,
            facts=facts,
            taken_at=at,
        )
    )
