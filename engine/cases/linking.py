"""Cases that stand together: related, attached for a while, or incorporated into one.

What is incorporated is decided with the other ("acumulación", PE LPAG art. 160): it stands still by
itself until they are separated and somebody resumes it. Both histories tell it. The two cases are
locked in the order of their numbers, so that two people who join them at once do not wait for
each other for ever.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from engine.cases.lifecycle import CaseState
from engine.cases.noting import works_inside
from engine.cases.operated import operated, refusal_of_reason
from engine.cases.permission import may_operate, may_see
from engine.cases.scene import Scene, in_one_transaction, write_events
from engine.definitions.loading import Definition
from engine.history.kinds import EventKind
from engine.identity import Actor, system_actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from storage.database import Connection
from storage.queries.casefile import LinkRow, links_of_case
from storage.queries.cases import case_by_number
from storage.tables.casefile import LinkKind
from storage.writes.casefile import end_link, insert_link
from storage.writes.suspensions import suspend_case

Right = Callable[[Actor, Definition], bool]
Rights = tuple[Right, Right]
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Linked:
    """The two stand together, or apart again."""

    link_id: int
    case_id: int
    other_id: int


def link(
    installation: Installation,
    actor: Actor,
    case_id: int,
    number: str,
    kind: LinkKind,
    reason: str,
) -> Linked | Refused:
    """Join the case with that number to this one, saying why."""
    return _link(installation, actor, case_id, number, kind, reason, _rights(kind))


def link_by_process(
    installation: Installation, municipality_id: int, case_id: int, number: str, reason: str
) -> Linked | Refused:
    """The process of a case relates another one to it, as its diagram says."""
    actor, kind = system_actor(municipality_id), LinkKind.RELATED
    return _link(installation, actor, case_id, number, kind, reason, (_always, _always))


def _link(
    installation: Installation,
    actor: Actor,
    case_id: int,
    number: str,
    kind: LinkKind,
    reason: str,
    rights: Rights,
) -> Linked | Refused:
    refused = refusal_of_reason(reason)
    if refused is not None:
        return refused

    def verb(connection: Connection) -> Linked | Refused:
        other = case_by_number(connection, actor.municipality_id, number.strip())
        if other is None or other.id == case_id:
            return Refused(RefusalKind.INVALID_DATA, {"field": "number"})
        return _join(installation, connection, actor, (case_id, other.id), kind, reason, rights)

    return in_one_transaction(installation, actor, verb)


def relate_in(
    installation: Installation, connection: Connection, actor: Actor, pair: Pair, reason: str
) -> Linked | Refused:
    """Relate two cases in the transaction of another verb."""
    rights = (_always, _always)
    return _join(installation, connection, actor, pair, LinkKind.RELATED, reason, rights)


def _join(
    installation: Installation,
    connection: Connection,
    actor: Actor,
    ids: Pair,
    kind: LinkKind,
    reason: str,
    rights: Rights,
) -> Linked | Refused:
    case_id, other_id = ids
    pair = _both(installation, connection, actor, case_id, other_id, rights)
    if isinstance(pair, Refused):
        return pair
    here, there = pair
    before = _joined(connection, actor, case_id, other_id)
    if before is not None:
        return Linked(before.id, case_id, other_id)
    link_id = installation.ids.new()
    insert_link(
        connection,
        actor.municipality_id,
        id=link_id,
        case_id=case_id,
        other_id=other_id,
        kind=kind,
        reason=reason.strip(),
        created_at=here.now,
        created_by=actor.person_id,
    )
    _tell(here, there, EventKind.CASE_LINKED, kind, reason)
    if kind is LinkKind.INCORPORATED and there.loaded.case.state == CaseState.OPEN:
        _stand_still(connection, there, here.loaded.case.number)
    write_events(connection, here)
    write_events(connection, there)
    return Linked(link_id, case_id, other_id)


def unlink(
    installation: Installation, actor: Actor, case_id: int, link_id: int, reason: str
) -> Linked | Refused:
    """Separate two cases, saying why; what stood still is resumed by hand."""
    refused = refusal_of_reason(reason)
    if refused is not None:
        return refused

    def verb(connection: Connection) -> Linked | Refused:
        rows = links_of_case(connection, actor.municipality_id, case_id)
        row = next((each for each in rows if each.id == link_id), None)
        if row is None:
            return Refused(RefusalKind.NOT_FOUND)
        kind = LinkKind(row.kind)
        rights = _rights(kind)
        pair = _both(installation, connection, actor, row.case_id, row.other_id, rights)
        if isinstance(pair, Refused):
            return pair
        end_link(connection, actor.municipality_id, link_id, at=pair[0].now)
        _tell(*pair, EventKind.CASE_UNLINKED, kind, reason)
        for scene in pair:
            write_events(connection, scene)
        return Linked(link_id, row.case_id, row.other_id)

    return in_one_transaction(installation, actor, verb)


def _both(
    installation: Installation,
    connection: Connection,
    actor: Actor,
    case_id: int,
    other_id: int,
    rights: Rights,
) -> tuple[Scene, Scene] | Refused:
    """Both cases, locked, if the person may join them so."""
    own, far = rights
    found: dict[int, Scene] = {}
    for each in sorted((case_id, other_id)):
        may = own if each == case_id else far
        got = operated(installation, connection, actor, each, may=may)
        if isinstance(got, Refused):
            return got
        found[each] = got[0]
    return found[case_id], found[other_id]


def _rights(kind: LinkKind) -> Rights:
    """What one must be in the own case, and in the other."""
    if kind is LinkKind.INCORPORATED:
        return may_operate, may_operate
    return works_or_operates, may_see


def _always(_actor: Actor, _definition: Definition) -> bool:
    return True


def works_or_operates(actor: Actor, definition: Definition) -> bool:
    """Who works on the case from inside, and its operators."""
    return works_inside(actor, definition) or may_operate(actor, definition)


def _joined(connection: Connection, actor: Actor, case_id: int, other_id: int) -> LinkRow | None:
    rows = links_of_case(connection, actor.municipality_id, case_id)
    pair = {case_id, other_id}
    return next((each for each in rows if {each.case_id, each.other_id} == pair), None)


def _tell(here: Scene, there: Scene, event: EventKind, kind: LinkKind, reason: str) -> None:
    for scene, other in ((here, there), (there, here)):
        told = {"case": str(other.loaded.case.id), "link": str(kind)}
        detail = {"title": other.loaded.case.number, "reason": reason.strip()}
        scene.ledger.add(event, data=told, detail=detail)


def _stand_still(connection: Connection, there: Scene, number: str) -> None:
    there.ledger.add(EventKind.CASE_SUSPENDED, detail={"reason": number})
    case, instance = there.loaded.case, there.loaded.instance
    suspend_case(connection, there.municipality_id, case_id=case.id, instance_id=instance.id)
