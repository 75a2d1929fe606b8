"""Erasing what is personal of somebody in the history of a case, by an act and with four eyes.

What goes: the personal parts of the events that name the person, what was declared with their name,
with what the case and its lists repeat of it, the words they are found by, and name, identifier and
contact of the person among the people of the case. What stays: the events with the digests of those
parts, so that the chain verifies; and documents and letters, which the law of archives keeps until
their term is over (`disposing.py`). A case that goes on needs its data, and one under a legal hold
is not touched.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.cases.operated import refusal_of_reason
from engine.cases.scene import in_one_transaction, scene_of, write_events
from engine.history.kinds import EventKind
from engine.history.town import TownEventKind, TownHistory
from engine.identity import Actor
from engine.identity.house import ADMINISTRATOR
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from engine.retention.declared import declared_in, forget_declared, forget_name, names
from engine.retention.rules import ARCHIVIST
from storage import step
from storage.database import Connection
from storage.queries.casefile import open_holds
from storage.queries.cases import case_by_id, case_by_number
from storage.queries.erasures import (
    ErasureRow,
    erasure_to_decide,
    people_in_case,
    personal_parts,
)
from storage.tables.erasures import ErasureState
from storage.words import all_words
from storage.writes.erasures import decide_erasure, erase_person, insert_erasure

ERASING = frozenset({ARCHIVIST, ADMINISTRATOR})
LEAST_WORDS = 2
LONGEST_ACT = 200
OVER = ("completed", "cancelled", "failed")


@dataclass(frozen=True, slots=True)
class AskedToErase:
    """Whose data, in which case, by which act and on what basis."""

    number: str
    name: str
    act: str
    basis: str


def may_erase(actor: Actor) -> bool:
    """Who asks for erasures and decides those of others."""
    return not actor.roles.isdisjoint(ERASING) and not actor.outside


def ask_to_erase(installation: Installation, actor: Actor, asked: AskedToErase) -> int | Refused:
    """Ask for an erasure; somebody else decides. What is wrong is named by its field."""
    person_id = actor.person_id
    if not may_erase(actor) or person_id is None:
        return Refused(RefusalKind.NO_ROLE)
    wrong = {
        "name": len(set(all_words(asked.name))) < LEAST_WORDS,
        "act": not 0 < len(asked.act.strip()) <= LONGEST_ACT,
        "basis": refusal_of_reason(asked.basis) is not None,
    }

    def verb(connection: Connection) -> int | Refused:
        town, number = actor.municipality_id, asked.number.strip().upper()
        case = case_by_number(connection, town, number)
        wrong["number"] = case is None
        field = next((name for name, is_wrong in wrong.items() if is_wrong), None)
        if case is None or field is not None:
            return Refused(RefusalKind.INVALID_DATA, {"field": field or "number"})
        refused = _refusal(connection, town, case.id)
        if refused is not None:
            return refused
        erasure_id, now = installation.ids.new(), installation.clock.now()
        row = ErasureRow(
            erasure_id, case.id, asked.name.strip(), asked.act.strip(), asked.basis.strip(),
            ErasureState.ASKED, now, person_id, None, None, 0, case.number,
        )  # fmt: skip
        insert_erasure(connection, town, row)
        return erasure_id

    return in_one_transaction(installation, actor, verb)


def decide_to_erase(
    installation: Installation, actor: Actor, erasure_id: int, *, granted: bool
) -> int | Refused:
    """Erase, or do not; how many events lost their personal part. Never by who asked for it."""
    if not may_erase(actor):
        return Refused(RefusalKind.NO_ROLE)

    def verb(connection: Connection) -> int | Refused:
        town, now = actor.municipality_id, installation.clock.now()
        row = erasure_to_decide(connection, town, erasure_id)
        if row is None:
            return Refused(RefusalKind.NOT_FOUND)
        if row.asked_by in actor.people:
            return Refused(RefusalKind.SEPARATED)
        refused = _refusal(connection, town, row.case_id) if granted else None
        if refused is not None:
            return refused
        events = _erase(installation, connection, actor, row) if granted else 0
        state = ErasureState.DONE if granted else ErasureState.REFUSED
        decide_erasure(
            connection, town, row.id, state=state, at=now, by=actor.person_id, events=events
        )
        return events

    return in_one_transaction(installation, actor, verb)


def _refusal(connection: Connection, town: int, case_id: int) -> Refused | None:
    case = case_by_id(connection, town, case_id)
    if case is None or case.state not in OVER:
        return Refused(RefusalKind.INVALID_DATA, {"field": "open"})
    if any(hold.process_key == case.process_key for hold in open_holds(connection, town)):
        return Refused(RefusalKind.ON_HOLD)
    return None


def _erase(
    installation: Installation, connection: Connection, actor: Actor, row: ErasureRow
) -> int:
    town, sought = actor.municipality_id, set(all_words(row.name))
    seqs = [
        seq
        for seq, text in personal_parts(connection, town, row.case_id)
        if sought <= set(all_words(text))
    ]
    parties = [
        party_id
        for party_id, name in people_in_case(connection, town, row.case_id)
        if sought <= set(all_words(name))
    ]
    declared = [
        each for each in declared_in(connection, town, row.case_id) if names(each.row.data, sought)
    ]
    history = TownHistory(installation, connection, actor)
    forget_declared(connection, town, row.case_id, declared)
    forget_name(connection, town, row.case_id, sought)
    loaded = step.load(connection, town, case_id=row.case_id)
    assert loaded is not None  # noqa: S101  # the case is there
    scene = scene_of(installation, actor, loaded)
    acts = sorted(each.seq for each in declared)
    told = {
        "erasure": str(row.id),
        "act": row.act,
        "events": sorted({*seqs, *acts}),
        "declared": acts,
    }
    scene.ledger.add(EventKind.PERSONAL_ERASED, data=told)
    erase_person(connection, town, row.case_id, seqs=seqs, parties=parties, words=sought)
    write_events(connection, scene)
    lines = len({*seqs, *acts})
    told_town = {"act": row.act, "number": row.number, "lines": str(lines)}
    history.add(TownEventKind.PERSONAL_ERASED, data=told_town, detail={"reason": row.basis})
    history.write()
    return lines
