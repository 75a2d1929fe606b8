"""The batch and its verbs: begin, pause, resume, cancel. The worker does the items (`running`).

Whoever begins a batch must operate the process of every case in it; each item is judged again when
its turn comes, with the roles that the person has then.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from engine.cases.operated import refusal_of_reason
from engine.cases.permission import operates
from engine.cases.scene import in_one_transaction
from engine.identity import Actor
from engine.installation import Installation
from engine.operations.resting import refusal_of_document
from engine.operations.rights import manifests_of, may_see_batch
from engine.refusals import InvalidData, RefusalKind, Refused
from engine.values import Value, dumps
from storage.database import Connection
from storage.queries.batches import batch_by_id
from storage.queries.operations import cases_of_subjects
from storage.tables.batches import BatchState
from storage.writes.batches import NewBatch, insert_batch, set_state


class BatchKind(StrEnum):
    """What is done to each subject.

    retry: what failed is tried again, entrust: it is given to a person; subjects are incidents.
    suspend, resume, cancel, move: as the verb upon one case; subjects are cases. assign: a task is
    given to a colleague; subjects are tasks. migrate: to another version of the process,
    undo_migration: back; subjects are cases.
    """

    RETRY = "retry"
    ENTRUST = "entrust"
    SUSPEND = "suspend"
    RESUME = "resume"
    CANCEL = "cancel"
    MOVE = "move"
    ASSIGN = "assign"
    MIGRATE = "migrate"
    UNDO_MIGRATION = "undo_migration"


@dataclass(frozen=True, slots=True)
class BatchBegun:
    """The worker will do it."""

    batch_id: int
    items: int


@dataclass(frozen=True, slots=True)
class BatchChanged:
    """The batch is in this state now."""

    batch_id: int
    state: BatchState


def begin(
    installation: Installation,
    actor: Actor,
    kind: str,
    subjects: Collection[int],
    *,
    reason: str,
    parameters: Mapping[str, Value] | None = None,
) -> BatchBegun | Refused:
    """Write down an act upon many; what is not there, or is another town's, is left out."""
    refused = refusal_of_reason(reason) or _refusal_of_size(installation, subjects)
    if refused is not None or actor.person_id is None:
        return refused or Refused(RefusalKind.NO_ROLE)
    person_id = actor.person_id

    def verb(connection: Connection) -> BatchBegun | Refused:
        found = cases_of_subjects(connection, actor.municipality_id, kind, subjects)
        if not found:
            return Refused(RefusalKind.NOT_FOUND)
        versions = {definition_id for _, _, definition_id in found}
        manifests = manifests_of(connection, actor.municipality_id, versions)
        if not all(operates(actor, manifest) for manifest in manifests):
            return Refused(RefusalKind.NO_ROLE)
        unread = refusal_of_document(installation, connection, actor, parameters or {})
        if unread is not None:
            return unread
        batch = NewBatch(
            id=installation.ids.new(),
            kind=kind,
            processes=" ".join(sorted({manifest.key for manifest in manifests})),
            parameters=dumps(dict(parameters or {})),
            reason=reason.strip(),
            items=len(found),
            created_at=installation.clock.now(),
            created_by=person_id,
        )
        pairs = [(subject_id, case_id) for subject_id, case_id, _ in found]
        insert_batch(connection, actor.municipality_id, batch, pairs)
        return BatchBegun(batch.id, len(found))

    return in_one_transaction(installation, actor, verb)


def pause(installation: Installation, actor: Actor, batch_id: int) -> BatchChanged | Refused:
    """No further item is done until it is resumed."""
    return _change(installation, actor, batch_id, (BatchState.RUNNING,), BatchState.PAUSED)


def resume(installation: Installation, actor: Actor, batch_id: int) -> BatchChanged | Refused:
    """Go on with what waits."""
    return _change(installation, actor, batch_id, (BatchState.PAUSED,), BatchState.RUNNING)


def cancel(installation: Installation, actor: Actor, batch_id: int) -> BatchChanged | Refused:
    """Stop for good; what was done stays done."""
    before = (BatchState.RUNNING, BatchState.PAUSED)
    return _change(installation, actor, batch_id, before, BatchState.CANCELLED)


def _change(
    installation: Installation,
    actor: Actor,
    batch_id: int,
    states: tuple[BatchState, ...],
    to: BatchState,
) -> BatchChanged | Refused:
    """Who may operate all of its processes may stop it; being there already is no fault."""
    municipality_id = actor.municipality_id

    def verb(connection: Connection) -> BatchChanged | Refused:
        batch = batch_by_id(connection, municipality_id, batch_id)
        if batch is None:
            return Refused(RefusalKind.NOT_FOUND)
        if not may_see_batch(connection, actor, batch):
            return Refused(RefusalKind.NO_ROLE)
        ended_at = installation.clock.now() if to is BatchState.CANCELLED else None
        done = set_state(
            connection, municipality_id, batch_id, states=states, to=to, ended_at=ended_at
        )
        if not done and batch.state != to:
            return Refused(RefusalKind.BATCH_STATE, {"state": batch.state})
        return BatchChanged(batch_id, to)

    return in_one_transaction(installation, actor, verb)


def _refusal_of_size(installation: Installation, subjects: Collection[int]) -> Refused | None:
    limit = installation.limits.batch_items
    if not subjects or len(subjects) > limit:
        return InvalidData(RefusalKind.INVALID_DATA, {"field": "subjects", "limit": str(limit)})
    return None
