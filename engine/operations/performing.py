"""What each kind of batch does to one subject: the verb upon one case, and nothing else.

A performer gets what the batch keeps and writes `along` in the commit of its act, or `noting` where
the act can be taken back by its event. A new kind is a
word of `BatchKind`, a function here, and what its subjects are in `storage.queries.operations`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine.cases.cancelling import cancel
from engine.cases.entrusting import entrust
from engine.cases.mending import mend
from engine.cases.moving import Order, move
from engine.cases.operated import Along, Noting
from engine.cases.suspending import resume, suspend
from engine.identity import Actor
from engine.installation import Installation
from engine.migrations import migrate, order_from, undo
from engine.operations.batches import BatchKind
from engine.operations.resting import document_of
from engine.refusals import Refused
from engine.tasks.holding import reassign
from engine.values import Value


@dataclass(frozen=True, slots=True)
class Act:
    """One item of a batch: who does it to what, why, and with what else was said."""

    actor: Actor
    subject_id: int
    reason: str
    parameters: Mapping[str, Value]
    along: Along
    noting: Noting
    batch_id: int


Performer = Callable[[Installation, Act], object]
"""Does the act; answers with the verb's success, or Refused."""


def _retry(installation: Installation, act: Act) -> object:
    return mend(installation, act.actor, act.subject_id, note=act.reason, along=act.along)


def _entrust(installation: Installation, act: Act) -> object:
    """`person_id` is who mends it; nothing for nobody."""
    person_id = act.parameters.get("person_id")
    given = int(person_id) if person_id else None
    return entrust(installation, act.actor, act.subject_id, given, along=act.along)


def _suspend(installation: Installation, act: Act) -> object:
    return suspend(installation, act.actor, act.subject_id, act.reason, along=act.along)


def _resume(installation: Installation, act: Act) -> object:
    return resume(installation, act.actor, act.subject_id, act.reason, along=act.along)


def _cancel(installation: Installation, act: Act) -> object:
    return cancel(installation, act.actor, act.subject_id, act.reason, along=act.along)


def _move(installation: Installation, act: Act) -> object:
    """`to` is an element; what is moved is what each case has most likely there. The document that
    it rests on was looked at when the batch began, and may lie in the file of any case."""
    order = Order(str(act.parameters["to"]))
    basis = str(act.parameters.get("basis") or "")
    return move(
        installation,
        act.actor,
        act.subject_id,
        order,
        act.reason,
        basis=basis,
        document_id=document_of(act.parameters),
        for_many=True,
        along=act.along,
    )


def _assign(installation: Installation, act: Act) -> object:
    person_id = int(act.parameters["person_id"])
    return reassign(
        installation, act.actor, act.subject_id, person_id, act.reason, along=act.noting
    )


def _migrate(installation: Installation, act: Act) -> object:
    return migrate(
        installation,
        act.actor,
        act.subject_id,
        order_from(act.parameters),
        reason=act.reason,
        batch_id=act.batch_id,
        along=act.along,
    )


def _undo_migration(installation: Installation, act: Act) -> object:
    return undo(
        installation,
        act.actor,
        act.subject_id,
        reason=act.reason,
        batch_id=int(act.parameters["batch"]),
        along=act.along,
    )


PERFORMERS: dict[str, Performer] = {
    BatchKind.RETRY: _retry,
    BatchKind.ENTRUST: _entrust,
    BatchKind.SUSPEND: _suspend,
    BatchKind.RESUME: _resume,
    BatchKind.CANCEL: _cancel,
    BatchKind.MOVE: _move,
    BatchKind.ASSIGN: _assign,
    BatchKind.MIGRATE: _migrate,
    BatchKind.UNDO_MIGRATION: _undo_migration,
}


def perform(installation: Installation, kind: str, act: Act) -> Refused | None:
    """Do it; the refusal, if there was one."""
    answer = PERFORMERS[kind](installation, act)
    return answer if isinstance(answer, Refused) else None
