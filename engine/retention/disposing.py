"""Disposal: by an act with its number, of cases that are due, and of nothing else.

What stays for ever: that the case was, its number, its chain, the hash of its index, and the act.
What goes: the contents of its documents, the words of its letters, what was declared in it, and
whatever is personal in its history. A content that another document still has is kept. The list of
the act is hashed into the municipality's own history.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from engine.cases.operated import refusal_of_reason
from engine.cases.scene import Scene, in_one_transaction, scene_of, write_events
from engine.deadlines.calendars import calendar_of
from engine.documents.file import CaseFile, file_of
from engine.history.kinds import EventKind
from engine.history.town import TownEventKind, TownHistory
from engine.identity import AUDITOR, Actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from engine.retention.declared import declared_in, forget_declared
from engine.retention.removing import remove_doomed
from engine.retention.rules import ARCHIVIST, read_series
from storage import step
from storage.database import Connection
from storage.queries.casefile import contents_of_case
from storage.writes.casefile import empty_case, insert_disposal
from storage.writes.contents import doom_contents

MOST_CASES = 500
LONGEST_ACT = 200


@dataclass(frozen=True, slots=True)
class Act:
    """The act by which a committee decided it: its number, its day, and the rule it applied."""

    number: str
    on: date
    basis: str


@dataclass(frozen=True, slots=True)
class Disposed:
    """The act is recorded; `contents` were removed from the store; what could not be
    removed yet is removed later."""

    disposal_id: int
    cases: int
    contents: int


def dispose(
    installation: Installation, actor: Actor, case_ids: Collection[int], act: Act
) -> Disposed | Refused:
    """Dispose of these cases; of all, or of none when one of them is not due. What is wrong of the
    act is named by its field: cases, act, act_on, basis."""
    act = Act(act.number.strip(), act.on, act.basis.strip())
    refused = _refusal_of_act(actor, case_ids, act)
    if refused is not None:
        return refused
    reader = Actor(actor.municipality_id, None, "", frozenset({AUDITOR}))
    files = [file_of(installation, reader, case_id) for case_id in sorted(set(case_ids))]
    indexed = [each for each in files if isinstance(each, CaseFile)]
    if len(indexed) != len(files):
        return Refused(RefusalKind.NOT_FOUND)

    def verb(connection: Connection) -> tuple[Disposed, frozenset[str]] | Refused:
        return _dispose(installation, connection, actor, indexed, act)

    answer = in_one_transaction(installation, actor, verb)
    if isinstance(answer, Refused):
        return answer
    disposed, contents = answer
    removed = remove_doomed(installation, sorted(contents))
    return Disposed(disposed.disposal_id, disposed.cases, removed)


def _dispose(
    installation: Installation,
    connection: Connection,
    actor: Actor,
    files: list[CaseFile],
    act: Act,
) -> tuple[Disposed, frozenset[str]] | Refused:
    town = actor.municipality_id
    refused = _refusal(installation, connection, town, {each.case.id for each in files})
    if refused is not None:
        return refused
    if act.on > calendar_of(installation, connection, town).local_day(installation.clock.now()):
        return Refused(RefusalKind.INVALID_DATA, {"field": "act_on"})
    history = TownHistory(installation, connection, actor)
    disposal_id, contents = installation.ids.new(), frozenset[str]()
    items = []
    for file in files:
        own = contents_of_case(connection, town, file.case.id)
        contents |= own
        items.append(
            {"case_id": file.case.id, "index_sha256": file.index_sha256, "contents": len(own)}
        )
        declared = declared_in(connection, town, file.case.id)
        acts = sorted(each.seq for each in declared)
        forget_declared(connection, town, file.case.id, declared)
        scene = _scene(installation, connection, actor, file.case.id)
        told = {
            "disposal": str(disposal_id),
            "act": act.number,
            "index": file.index_sha256,
            "declared": acts,
        }
        empty_case(connection, town, file.case.id)
        scene.ledger.add(EventKind.CASE_DISPOSED, data=told, detail={"reason": act.number})
        write_events(connection, scene)
    doom_contents(connection, contents, at=history.now)
    listed = _list_of(files)
    insert_disposal(
        connection,
        town,
        items,
        id=disposal_id,
        act=act.number,
        act_on=act.on,
        basis=act.basis,
        cases=len(files),
        list_sha256=listed,
        made_at=history.now,
        made_by=actor.person_id,
    )
    told_town = {
        "disposal": str(disposal_id),
        "act": act.number,
        "on": act.on,
        "cases": len(files),
        "list": listed,
    }
    history.add(TownEventKind.CASES_DISPOSED, data=told_town, detail={"reason": act.basis})
    history.write()
    return Disposed(disposal_id, len(files), 0), contents


def _refusal_of_act(actor: Actor, case_ids: Collection[int], act: Act) -> Refused | None:
    if ARCHIVIST not in actor.roles:
        return Refused(RefusalKind.NO_ROLE)
    wrong = {
        "cases": not 0 < len(case_ids) <= MOST_CASES,
        "act": not 0 < len(act.number) <= LONGEST_ACT,
        "basis": refusal_of_reason(act.basis) is not None,
    }
    field = next((name for name, is_wrong in wrong.items() if is_wrong), None)
    return None if field is None else Refused(RefusalKind.INVALID_DATA, {"field": field})


def _refusal(
    installation: Installation, connection: Connection, municipality_id: int, wanted: set[int]
) -> Refused | None:
    """Everything must be due, by rule and hold as they are inside the transaction."""
    series = read_series(connection, municipality_id, installation.clock.now())
    due = {row.case_id for each in series for row in each.due}
    if wanted <= due:
        return None
    held = any(each.holds for each in series)
    return Refused(RefusalKind.ON_HOLD if held else RefusalKind.NOT_DUE)


def _scene(installation: Installation, connection: Connection, actor: Actor, case_id: int) -> Scene:
    loaded = step.load(connection, actor.municipality_id, case_id=case_id)
    assert loaded is not None  # noqa: S101  # its file was read before
    return scene_of(installation, actor, loaded)


def _list_of(files: list[CaseFile]) -> str:
    """The hash of the list: numbers and the hashes of their indexes, in order."""
    rows = [[file.case.number, file.index_sha256] for file in files]
    return sha256(json.dumps(rows, separators=(",", ":")).encode()).hexdigest()
