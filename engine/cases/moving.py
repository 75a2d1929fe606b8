"""Moving a case by hand: back to an earlier stage (annulment), or forward, saying why.

The preview is the same move, not kept. What ends is withdrawn with its terms, what begins gets its
own; what failed where nothing stands any more needs nobody. A suspended case may be moved: what
then begins waits until it is resumed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from engine import bpmn
from engine.cases.advance import Advance, OpenedTask
from engine.cases.effects import Effect, effects_of
from engine.cases.incidents import Where, raise_incident, step_failed
from engine.cases.kept_messages import settle
from engine.cases.lifecycle import CaseState, CaseVerb
from engine.cases.mending import close_incidents_at
from engine.cases.operated import (
    LONGEST_REASON,
    Along,
    alone,
    operated,
    refusal_of_reason,
    refusal_of_state,
)
from engine.cases.scene import Scene, in_one_transaction, surroundings_in, write_step
from engine.definitions.loading import Definition
from engine.history.kinds import EventKind
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from storage.database import Connection
from storage.queries.cases import case_by_id
from storage.queries.documents import document_by_id
from storage.writes.suspensions import hold_waits


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be moved and where to: `to` is the id of an element, `chosen` the keys of what
    ends (`engine.bpmn.Standing`), what the move most likely means when there are none; `seen` is
    the version of the case that the person looked at, if they did."""

    to: str
    chosen: frozenset[str] = frozenset()
    seen: int | None = None


@dataclass(frozen=True, slots=True)
class MovePreview:
    """What a move would do; `chosen` are the keys that it would end, `version` what was seen."""

    number: str
    chosen: frozenset[str]
    version: int
    effects: tuple[Effect, ...]


@dataclass(frozen=True, slots=True)
class CaseMoved:
    """The case stands elsewhere; `opened` is what people have to do now."""

    case_id: int
    number: str
    opened: tuple[OpenedTask, ...]


def preview_move(
    installation: Installation, actor: Actor, case_id: int, order: Order
) -> MovePreview | Refused:
    """What the move would close and open, with its terms and timers; nothing is kept."""

    def look(connection: Connection) -> MovePreview | Refused:
        found = _ready(installation, connection, actor, case_id, order)
        if isinstance(found, Refused):
            return found
        scene, definition = found
        chosen = _chosen(definition, scene, order)
        outcome = _outcome(connection, scene, definition, chosen, order.to)
        version = scene.loaded.instance.version
        effects = effects_of(definition.program, outcome)
        return MovePreview(scene.loaded.case.number, chosen, version, effects)

    try:
        return in_one_transaction(installation, actor, look)
    except bpmn.StepFailed as failure:
        return step_failed(failure.element_id, failure.sentence)
    except (bpmn.MoveRefused, bpmn.TokenGone) as refused:
        return _told(refused)


def move(
    installation: Installation,
    actor: Actor,
    case_id: int,
    order: Order,
    reason: str,
    *,
    basis: str = "",
    document_id: int | None = None,
    for_many: bool = False,
    along: Along = alone,
) -> CaseMoved | Refused:
    """Do it; the reason and what it rests on stay in the history: a norm in words (`basis`), a
    document of the case file, or both. `for_many`: the document is that of an act upon many cases,
    which has been looked at, and may lie in the file of another case."""
    refused = refusal_of_reason(reason) or _refusal_of_basis(basis)
    if refused is not None:
        return refused

    def verb(connection: Connection) -> tuple[CaseMoved, Advance] | Refused:
        found = _ready(installation, connection, actor, case_id, order)
        if isinstance(found, Refused):
            return found
        rests_on = _document(connection, found[0], document_id, elsewhere=for_many)
        if rests_on is None:
            return Refused(RefusalKind.INVALID_DATA, {"field": "document_id"})
        why = {"reason": reason.strip(), "basis": basis.strip()}
        answer = _move(connection, *found, order, why, rests_on)
        along(connection)
        return answer

    try:
        answer = in_one_transaction(installation, actor, verb)
    except bpmn.StepFailed as failure:
        return raise_incident(installation, actor, failure, Where(case_id=case_id))
    except (bpmn.MoveRefused, bpmn.TokenGone) as refused_move:
        return _told(refused_move)
    if isinstance(answer, Refused):
        return answer
    moved, advance = answer
    settle(installation, actor.municipality_id, advance)
    return moved


def _ready(
    installation: Installation, connection: Connection, actor: Actor, case_id: int, order: Order
) -> tuple[Scene, Definition] | Refused:
    found = operated(installation, connection, actor, case_id)
    if isinstance(found, Refused):
        return found
    scene, _ = found
    if order.seen is not None and order.seen != scene.loaded.instance.version:
        return Refused(RefusalKind.NOT_MOVABLE, {"why": "moved_meanwhile"})
    return refusal_of_state(scene, CaseVerb.MOVE) or found


def _chosen(definition: Definition, scene: Scene, order: Order) -> frozenset[str]:
    return order.chosen or bpmn.proposed(definition.program, scene.snapshot, order.to)


def _outcome(
    connection: Connection,
    scene: Scene,
    definition: Definition,
    chosen: Collection[str],
    to: str,
) -> bpmn.Outcome:
    surroundings = surroundings_in(scene, connection)
    return bpmn.move_tokens(
        definition.program, scene.snapshot, chosen, to, surroundings=surroundings
    )


def _move(
    connection: Connection,
    scene: Scene,
    definition: Definition,
    order: Order,
    why: dict[str, str],
    rests_on: Mapping[str, str],
) -> tuple[CaseMoved, Advance]:
    program, case = definition.program, scene.loaded.case
    chosen = _chosen(definition, scene, order)
    left = [each for each in bpmn.standings(program, scene.snapshot) if each.key in chosen]
    outcome = _outcome(connection, scene, definition, chosen, order.to)
    scene.ledger.add(
        EventKind.CASE_MOVED,
        element=program.element(order.to).index,
        data={
            "from": sorted({each.element_id for each in left}),
            "keys": sorted(chosen),
            "to": order.to,
            **rests_on,
        },
        detail={key: text for key, text in why.items() if text},
    )
    ended = {each.element for each in left} | _withdrawn(outcome)
    close_incidents_at(connection, scene, ended)
    advance = write_step(connection, scene, definition, outcome)
    if case.state == CaseState.SUSPENDED and outcome.status is bpmn.Status.RUNNING:
        hold_waits(connection, scene.municipality_id, scene.loaded.instance.id)
    return CaseMoved(case.id, case.number, tuple(advance.opened)), advance


def _document(
    connection: Connection, scene: Scene, document_id: int | None, *, elsewhere: bool
) -> Mapping[str, str] | None:
    """What the history keeps of the document that a move rests on, and of the case in whose file
    it lies where that is another; None when it may not rest on it."""
    if document_id is None:
        return {}
    town = scene.municipality_id
    found = document_by_id(connection, town, document_id)
    told = {"document": str(document_id)}
    if found is not None and found.case_id == scene.loaded.case.id:
        return told
    case = case_by_id(connection, town, found.case_id) if found is not None and elsewhere else None
    return None if case is None else {**told, "file": case.number}


def _withdrawn(outcome: bpmn.Outcome) -> set[int]:
    """Elements whose task, timer or work was given up."""
    kinds = (bpmn.TaskClosed, bpmn.TimerDisarmed, bpmn.JobWithdrawn)
    return {change.element for change in outcome.changes if isinstance(change, kinds)}


def _told(refused: bpmn.MoveRefused | bpmn.TokenGone) -> Refused:
    if isinstance(refused, bpmn.TokenGone):
        return Refused(RefusalKind.NOT_MOVABLE, {"why": "moved_meanwhile"})
    facts = {"why": str(refused.why), "element": refused.element_id}
    return Refused(RefusalKind.NOT_MOVABLE, facts)


def _refusal_of_basis(basis: str) -> Refused | None:
    if len(basis) > LONGEST_REASON:
        return Refused(RefusalKind.INVALID_DATA, {"field": "basis"})
    return None
