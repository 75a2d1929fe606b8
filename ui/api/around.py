"""What stands around a case: notes, people, other cases."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from engine.access import Scope
from engine.cases.linking import Linked, link, unlink
from engine.cases.noting import Noted as WasNoted
from engine.cases.noting import note
from engine.cases.parties import Entered, Party, add_party, remove_party
from engine.notices.kinds import Channel
from engine.notices.parties import Way, agree
from engine.refusals import Refused
from storage.queries.casefile import PartyRow, links_of_case, people_of_case
from storage.queries.party_notices import (
    PartyNoticeRow,
    WayRow,
    party_notices_in,
    ways_in_cases,
)
from storage.tables.casefile import LinkKind, PartyRole
from ui.api.answers import address, answer, id_of
from ui.api.describing import reads, writes
from ui.api.door import Here, Program
from ui.api.problems import not_found, of_refusal
from ui.api.repeats import Key, once
from ui.api.rooms import Identifier, Number, room
from ui.api.shapes.around import (
    AgreedWay,
    Joints,
    JointShape,
    Made,
    NewJoint,
    NewParty,
    Note,
    Noted,
    Parties,
    PartyShape,
    Sending,
    Ways,
)
from ui.cases.pages import seen_case
from ui.cases.scene import is_outsider

router = room("cases")
Why = Annotated[str, Query(min_length=1, max_length=2_000, description="Why.")]


@router.post("/cases/{number}/notes", **writes(Scope.CASES_WRITE, Noted))
def noted(here: Here, number: Number, asked: Note, key: Key = None) -> Response:
    """Leave a note for colleagues; it stands in the history."""

    def work() -> Response:
        outcome = note(here.installation, here.actor, inside(here, number), asked.note)
        if not isinstance(outcome, WasNoted):
            raise of_refusal(outcome)
        return answer(here, Noted(seq=outcome.seq))

    return once(here, key, work)


@router.get("/cases/{number}/people", **reads(Scope.CASES_READ, Parties))
def people(here: Here, number: Number) -> Response:
    """Who is in the case."""
    case_id, town = inside(here, number), here.municipality.id
    with here.installation.database.read(town) as connection:
        rows = people_of_case(connection, town, case_id)
        ways = {row.party_id: row for row in ways_in_cases(connection, town, [case_id])}
        sent = party_notices_in(connection, town, case_id)
    items = [
        party_shape(row, ways.get(row.id), [each for each in sent if each.party_id == row.id])
        for row in rows
    ]
    return answer(here, Parties(items=items))


@router.post("/cases/{number}/people", **writes(Scope.CASES_WRITE, Made, status=201))
def person_entered(here: Here, number: Number, asked: NewParty, key: Key = None) -> Response:
    """Somebody comes into the case."""

    def work() -> Response:
        party = Party(PartyRole(asked.role), asked.name, asked.national_id, asked.contact)
        outcome = add_party(here.installation, here.actor, inside(here, number), party)
        if not isinstance(outcome, Entered):
            raise of_refusal(outcome)
        return made(here, outcome.party_id, "cases", number, "people")

    return once(here, key, work)


@router.delete("/cases/{number}/people/{party_id}", **writes(Scope.CASES_WRITE, Made))
def person_left(here: Here, number: Number, party_id: Identifier, reason: Why) -> Response:
    """Somebody has no part in the case any more."""
    case_id = inside(here, number)
    outcome = remove_party(here.installation, here.actor, case_id, id_of(party_id), reason)
    if isinstance(outcome, Refused):
        raise of_refusal(outcome)
    return answer(here, Made(id=party_id))


@router.put("/cases/{number}/people/{party_id}/notices", **writes(Scope.CASES_WRITE, Made))
def told_so(here: Here, number: Number, party_id: Identifier, asked: Ways) -> Response:
    """Write down how somebody without an account agreed to be told of their case."""
    way = Way(Channel(asked.channel), asked.address)
    return agreed(here, number, party_id, way)


@router.delete("/cases/{number}/people/{party_id}/notices", **writes(Scope.CASES_WRITE, Made))
def told_no_more(here: Here, number: Number, party_id: Identifier) -> Response:
    """They are told nothing any more."""
    return agreed(here, number, party_id, None)


def agreed(here: Program, number: str, party_id: str, way: Way | None) -> Response:
    """It is recorded in the case."""
    case_id = inside(here, number)
    outcome = agree(here.installation, here.actor, case_id, id_of(party_id), way)
    if isinstance(outcome, Refused):
        raise of_refusal(outcome)
    return answer(here, Made(id=party_id))


def party_shape(row: PartyRow, way: WayRow | None, sent: list[PartyNoticeRow]) -> PartyShape:
    """Somebody in the case, how they are told, and what went to them."""
    return PartyShape(
        id=str(row.id),
        role=row.role,  # type: ignore[arg-type]  # the table holds no other word
        name=row.name,
        national_id=row.national_id,
        contact=row.contact,
        added_at=row.added_at,
        told_by=None
        if way is None
        else AgreedWay(
            channel=way.channel,  # type: ignore[arg-type]  # the table holds no other word
            address=way.address,
            agreed_at=way.agreed_at,
        ),
        notices=[
            Sending(
                event=each.seq,
                channel=each.channel,  # type: ignore[arg-type]  # the table holds no other word
                state=each.state,  # type: ignore[arg-type]  # the table holds no other word
                wished_at=each.wished_at,
                tried_at=each.tried_at,
                tries=each.tries,
            )
            for each in sent
        ],
    )


@router.get("/cases/{number}/links", **reads(Scope.CASES_READ, Joints))
def links(here: Here, number: Number) -> Response:
    """The cases that stand together with this one."""
    case_id = inside(here, number)
    with here.installation.database.read(here.municipality.id) as connection:
        rows = links_of_case(connection, here.municipality.id, case_id)
    items = [
        JointShape(
            id=str(row.id),
            number=row.number,
            title=row.title,
            kind=row.kind,  # type: ignore[arg-type]  # the table holds no other word
            reason=row.reason,
            outward=row.outward(case_id),
        )
        for row in rows
    ]
    return answer(here, Joints(items=items))


@router.post("/cases/{number}/links", **writes(Scope.CASES_WRITE, Made, status=201))
def joined(here: Here, number: Number, asked: NewJoint, key: Key = None) -> Response:
    """Join another case to this one."""

    def work() -> Response:
        kind = LinkKind(asked.kind)
        outcome = link(
            here.installation, here.actor, inside(here, number), asked.number, kind, asked.reason
        )
        if not isinstance(outcome, Linked):
            raise of_refusal(outcome)
        return made(here, outcome.link_id, "cases", number, "links")

    return once(here, key, work)


@router.delete("/cases/{number}/links/{link_id}", **writes(Scope.CASES_WRITE, Made))
def separated(here: Here, number: Number, link_id: Identifier, reason: Why) -> Response:
    """Separate the two; what stood still is resumed by hand."""
    case_id = inside(here, number)
    outcome = unlink(here.installation, here.actor, case_id, id_of(link_id), reason)
    if isinstance(outcome, Refused):
        raise of_refusal(outcome)
    return answer(here, Made(id=link_id))


def inside(here: Program, number: str) -> int:
    """The case, for who works in the house: for others nothing stands around it."""
    with here.installation.database.read(here.municipality.id) as connection:
        case, scene = seen_case(here, connection, number)
    if is_outsider(scene.definition, here):
        raise not_found()
    return case.id


def made(here: Program, made_id: int, *where: str) -> Response:
    """What was made, and where it is listed."""
    location = {"location": address(here, *where)}
    return answer(here, Made(id=str(made_id)), status=201, headers=location)
