"""Somebody with an account asks to act for a supplier; an officer who saw the document decides.

Nobody acts for a company by saying so: the mandate is written down by whoever keeps the register.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from engine.citizens.mandates import today_of
from engine.history.town import TownEventKind, TownHistory
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from engine.suppliers.companies import Told, country_of, tidied, write_supplier
from engine.suppliers.rights import refusal_to_keep
from storage.database import Connection, TooManyRaces
from storage.queries.suppliers import (
    RequestRow,
    pending_requests_of,
    request_by_id,
    supplier_by_id,
    supplier_by_number,
)
from storage.tables.suppliers import RequestState
from storage.writes.mandates import insert_mandate
from storage.writes.suppliers import decide_request, insert_request

LONGEST = 300
MOST = 10
"""Requests of one account that wait at once."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The request waits for an officer."""

    request_id: int


@dataclass(frozen=True, slots=True)
class Decided:
    """An officer looked at it; the supplier when they said yes."""

    supplier_id: int | None


def ask_to_act(
    installation: Installation, actor: Actor, told: Told, document: str
) -> Asked | Refused:
    """Somebody with an account says that they act for a supplier, and by which document."""
    if actor.person_id is None or not actor.outside or actor.confined:
        return Refused(RefusalKind.NOT_FOUND)
    person_id, document = actor.person_id, " ".join(document.split())

    def verb(connection: Connection) -> Asked | Refused:
        town = actor.municipality_id
        clean, wrong = tidied(told, country_of(connection, town))
        if not wrong and not 5 <= len(document) <= LONGEST:
            wrong = "document"
        if wrong:
            return Refused(RefusalKind.INVALID_DATA, {"field": wrong})
        if pending_requests_of(connection, town, person_id) >= MOST:
            return Refused(RefusalKind.TOO_MANY, {"most": str(MOST)})
        request_id = installation.ids.new()
        insert_request(
            connection,
            town,
            request_id=request_id,
            person_id=person_id,
            number=clean.number,
            name=clean.name,
            kind=clean.kind,
            document=document,
            at=installation.clock.now(),
        )
        return Asked(request_id)

    return installation.database.run(verb, municipality=actor.municipality_id)


def decide_to_let_act(
    installation: Installation,
    actor: Actor,
    request_id: int,
    *,
    granted: bool,
    until: date | None = None,
    reason: str = "",
) -> Decided | Refused:
    """Yes: the supplier is entered where it was not, and the mandate written down. No: why."""
    refused = refusal_to_keep(actor)
    if refused is not None:
        return refused
    reason = " ".join(reason.split())
    if (not granted and not reason) or len(reason) > LONGEST:
        return Refused(RefusalKind.INVALID_DATA, {"field": "reason"})

    def verb(connection: Connection) -> Decided | Refused:
        town = actor.municipality_id
        row = request_by_id(connection, town, request_id)
        if row is None:
            return Refused(RefusalKind.NOT_FOUND)
        history = TownHistory(installation, connection, actor)
        today = today_of(installation, connection, town)
        if granted and until is not None and until < today:
            return Refused(RefusalKind.INVALID_DATA, {"field": "until"})
        state = RequestState.GRANTED if granted else RequestState.REFUSED
        by = actor.person_id
        if not decide_request(
            connection, town, row.id, state=state, reason=reason, at=history.now, by=by
        ):
            return Refused(RefusalKind.ANSWERED)
        supplier_id = None
        if granted:
            supplier_id = _let_act(installation, connection, actor, row, today, until)
        kind = (
            TownEventKind.SUPPLIER_REQUEST_GRANTED
            if granted
            else TownEventKind.SUPPLIER_REQUEST_REFUSED
        )
        detail = {"title": row.name, "reason": reason or row.document}
        history.add(kind, row.person_id, data={"request": str(request_id)}, detail=detail)
        history.write()
        return Decided(supplier_id)

    try:
        return installation.database.run(verb, municipality=actor.municipality_id)
    except TooManyRaces:
        return Refused(RefusalKind.CONFLICT)


def _let_act(
    installation: Installation,
    connection: Connection,
    actor: Actor,
    row: RequestRow,
    today: date,
    until: date | None,
) -> int:
    """The mandate, and the supplier where it was not known."""
    town = actor.municipality_id
    known = supplier_by_number(connection, town, row.number)
    if known is None:
        told = Told(row.number, row.name, row.kind)
        made = write_supplier(installation, connection, town, told)
        known = supplier_by_id(connection, town, made)
    assert known is not None  # noqa: S101  # it was just written
    write_power(
        installation,
        connection,
        town,
        agent_id=row.person_id,
        principal_id=known.person_id,
        document=row.document,
        from_on=today,
        until_on=until,
        checked_by=actor.person_id,
    )
    return known.id


def write_power(
    installation: Installation,
    connection: Connection,
    municipality_id: int,
    *,
    agent_id: int,
    principal_id: int,
    document: str,
    from_on: date,
    until_on: date | None,
    checked_by: int | None,
) -> None:
    """Somebody may act for a supplier in all that it does here."""
    insert_mandate(
        connection,
        municipality_id,
        mandate_id=installation.ids.new(),
        agent_id=agent_id,
        principal_id=principal_id,
        services="",
        from_on=from_on,
        until_on=until_on,
        document=document,
        checked_by=checked_by,
        checked_at=installation.clock.now(),
    )
