"""Desistimiento: the applicant wants the case no more.

Of the procedure: the same may be asked for again; of the claim: it may not, for the same object and
cause. Where nothing is said it is of the procedure (TUO LPAG, art. 200).

A process that waits for the message `desistimiento` is told, and goes its own way from there; any
other case ends with the reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from engine.bpmn import Snapshot, data_of
from engine.cases.cancelling import cancel
from engine.cases.delivery import deliver
from engine.cases.kept_messages import settle
from engine.cases.lifecycle import CaseVerb
from engine.cases.operated import refusal_of_reason, refusal_of_state
from engine.cases.scene import in_one_transaction, scene_of, write_events
from engine.citizens.permission import acts_as_applicant
from engine.definitions.loading import program_of
from engine.feel import compile_expression
from engine.history.kinds import EventKind
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from engine.values import Value
from storage import step
from storage.database import Connection
from storage.queries.cases import where_it_stands
from storage.queries.citizens import application_of
from storage.queries.waits import Waiting, awaited_by, subscriptions_for
from storage.writes.citizens import mark_withdrawn

MESSAGE = "desistimiento"


class Scope(StrEnum):
    """How far it is given up. procedure: this case, and no more; claim: what was asked for."""

    PROCEDURE = "procedure"
    CLAIM = "claim"


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """It is wanted no more; `told` when the process itself was told, and decides what follows."""

    case_id: int
    told: bool


def withdraw(
    installation: Installation,
    actor: Actor,
    case_id: int,
    reason: str,
    scope: Scope = Scope.PROCEDURE,
) -> Withdrawn | Refused:
    """End what was asked for, saying why."""
    refused = refusal_of_reason(reason) or _refusal(installation, actor, case_id)
    if refused is not None:
        return refused
    waiting = _waiting(installation, actor.municipality_id, case_id)
    if waiting is not None:
        return _tell(installation, actor, case_id, reason.strip(), scope, waiting)
    town, now = actor.municipality_id, installation.clock.now()
    ended = cancel(
        installation,
        actor,
        case_id,
        reason,
        may=lambda _actor, _definition: True,  # asked above, of this very case
        along=lambda connection: mark_withdrawn(connection, town, case_id, at=now, scope=scope),
        told={"withdrawn": str(scope)},
    )
    return ended if isinstance(ended, Refused) else Withdrawn(case_id, told=False)


def _refusal(installation: Installation, actor: Actor, case_id: int) -> Refused | None:
    town = actor.municipality_id
    with installation.database.read(town) as connection:
        row = application_of(connection, town, case_id)
        bound = is_bound(installation, connection, town, case_id)
    if row is None or bound or not acts_as_applicant(actor, case_id):
        return Refused(RefusalKind.NOT_FOUND)
    return None if row.withdrawn_at is None else Refused(RefusalKind.ANSWERED)


def is_bound(
    installation: Installation, connection: Connection, municipality_id: int, case_id: int
) -> bool:
    """What was asked for was agreed upon, and can be withdrawn no more."""
    stand = where_it_stands(connection, municipality_id, case_id)
    if stand is None:
        return False
    found = program_of(installation, connection, municipality_id, stand.definition_id)
    service = found.manifest.service
    if service is None or not service.bound_when:
        return False
    known = data_of(found.program, Snapshot(stand.tokens, stand.scopes))
    return compile_expression(service.bound_when).evaluate(known) is True


def _waiting(installation: Installation, town: int, case_id: int) -> Waiting | None:
    """Where the case waits for it, if it does."""
    with installation.database.read(town) as connection:
        stand = where_it_stands(connection, town, case_id)
        if stand is None:
            return None
        keys = {k for name, k in awaited_by(connection, town, stand.instance_id) if name == MESSAGE}
        found = [
            one
            for key in sorted(keys)
            for one in subscriptions_for(connection, town, name=MESSAGE, correlation_key=key)
            if one.instance_id == stand.instance_id
        ]
    return found[0] if found else None


def _tell(
    installation: Installation,
    actor: Actor,
    case_id: int,
    reason: str,
    scope: Scope,
    waiting: Waiting,
) -> Withdrawn | Refused:
    town = actor.municipality_id

    def verb(connection: Connection) -> Withdrawn | Refused:
        loaded = step.load(connection, town, case_id=case_id)
        if loaded is None:
            return Refused(RefusalKind.NOT_FOUND)
        scene = scene_of(installation, actor, loaded)
        refused = refusal_of_state(scene, CaseVerb.CANCEL)
        if refused is not None:
            return refused
        mark_withdrawn(connection, town, case_id, at=scene.now, scope=scope)
        told = {"scope": str(scope)}
        scene.ledger.add(EventKind.APPLICATION_WITHDRAWN, data=told, detail={"reason": reason})
        write_events(connection, scene)
        return Withdrawn(case_id, told=True)

    answer = in_one_transaction(installation, actor, verb)
    if isinstance(answer, Withdrawn):
        payload: dict[str, Value] = {"motivo": reason, "alcance": str(scope)}
        advance = deliver(installation, actor, waiting, lambda _: payload)
        if advance is not None:
            settle(installation, town, advance)
    return answer
