"""Filing for a person, and who acts for whom: for programs at the counter (role `mesa_de_partes`),
such as that of a kiosk or of a call centre."""

from __future__ import annotations

import json
from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from engine.access import Scope
from engine.citizens import people
from engine.citizens.filing import file
from engine.citizens.mandates import Power, is_in_force, record_mandate, revoke_mandate
from engine.citizens.permission import at_the_counter
from engine.documents.receiving import NewFile
from engine.identity.house import COUNTER
from engine.refusals import RefusalKind, Refused
from storage.queries.mandates import MandateRow, list_mandates
from ui.api.answers import address, answer, id_of
from ui.api.describing import reads, writes
from ui.api.door import Here, Program
from ui.api.kinds import ApiKind
from ui.api.law import EARLIEST, LATEST
from ui.api.problems import Problem, of_refusal, own
from ui.api.repeats import Key, once
from ui.api.rooms import Identifier, room
from ui.api.shapes.citizens import (
    FiledApplication,
    MandateLine,
    MandateOf,
    Mandates,
    NewApplication,
    NewMandate,
)
from ui.portal.who import WRONG

router = room("citizens")
Reason = Annotated[str, Query(min_length=1, max_length=300, description="Why; it is told.")]


@router.post("/applications", **writes(Scope.CITIZENS_WRITE, FiledApplication, status=201))
def file_for(here: Here, asked: NewApplication, key: Key = None) -> Response:
    """Open a case for somebody who asks for a service; they get its tracking code and its PIN."""

    def work() -> Response:
        told = asked.applicant
        outcome = file(
            here.installation,
            here.actor,
            asked.service,
            asked.data,
            applicant=people.Applicant(told.name, told.national_id, told.email, told.phone),
            originals=asked.originals,
            files=[
                NewFile(each.kind, each.title or each.kind, each.filename, upload=each.upload)
                for each in asked.files
            ],
        )
        if isinstance(outcome, Refused):
            raise refused_in(outcome, "body.applicant")
        number = outcome.started.number
        shape = FiledApplication(number=number, code=outcome.code, pin=outcome.pin)
        where = {"location": address(here, "tracking", outcome.code)}
        return answer(here, shape, status=201, headers=where)

    return once(here, key, work, kept=without_pin)


@router.get("/mandates", **reads(Scope.CITIZENS_READ, Mandates))
def mandates(here: Here) -> Response:
    """Who acts for whom, newest first; over and taken back too."""
    if not at_the_counter(here.actor):
        return answer(here, Mandates(items=[]))
    with here.installation.database.read(here.municipality.id) as connection:
        rows = list_mandates(connection, here.municipality.id)
    return answer(here, Mandates(items=[line_of(here, each) for each in rows]))


@router.post("/mandates", **writes(Scope.CITIZENS_WRITE, MandateOf))
def record(here: Here, asked: NewMandate, key: Key = None) -> Response:
    """Write down that somebody may act for another; a document that was seen proves it."""

    def work() -> Response:
        days = [day for day in (asked.from_on, asked.until_on) if day is not None]
        if any(not EARLIEST <= day <= LATEST for day in days):
            raise of_refusal(Refused(RefusalKind.INVALID_DATA, {"field": "until_on"}))
        principal = people.Applicant(asked.principal_name, asked.principal_id)
        power = Power(
            asked.agent,
            principal,
            tuple(asked.services),
            asked.from_on or here.today,
            asked.until_on,
            asked.document,
        )
        outcome = record_mandate(here.installation, here.actor, power)
        if isinstance(outcome, Refused):
            raise refused_in(outcome, "body")
        return answer(here, MandateOf(id=str(outcome.mandate_id)))

    return once(here, key, work)


@router.delete("/mandates/{mandate_id}", **writes(Scope.CITIZENS_WRITE, MandateOf))
def revoke(here: Here, mandate_id: Identifier, reason: Reason) -> Response:
    """They may no longer, from the next request on."""
    outcome = revoke_mandate(here.installation, here.actor, id_of(mandate_id), reason)
    if isinstance(outcome, Refused):
        raise of_refusal(outcome)
    return answer(here, MandateOf(id=str(outcome.mandate_id)))


def needs_counter(here: Program) -> None:
    """Raises the refusal of who is not at the counter."""
    if not at_the_counter(here.actor):
        raise of_refusal(Refused(RefusalKind.NO_ROLE, {"role": COUNTER}))


def refused_in(refused: Refused, place: str) -> Problem:
    """A field of the person that is wrong is named in the words of the pages."""
    field = refused.details.get("field", "")
    if refused.kind is not RefusalKind.INVALID_DATA or field not in WRONG:
        return of_refusal(refused)
    return own(ApiKind.INVALID_REQUEST, errors=[(f"{place}.{field}", WRONG[field])])


def without_pin(body: bytes) -> bytes:
    """What is kept for who asks again: a PIN is told once."""
    return json.dumps({**json.loads(body), "pin": ""}).encode()


def line_of(here: Program, row: MandateRow) -> MandateLine:
    services = row.services.split()
    return MandateLine(
        id=str(row.id),
        agent=row.agent,
        principal=row.principal,
        services=services,
        from_on=row.from_on,
        until_on=row.until_on,
        document=row.document,
        in_force=is_in_force(row, services[0] if services else "", here.today),
        revoked_at=row.revoked_at,
    )
