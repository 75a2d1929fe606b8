"""One verb upon one case: the moment, the locked rows, and the history that grows.

Every verb that touches a case loads it here and writes it here, so that the version, the chain and
the state of the instance move together in one commit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

from engine.bpmn import Outcome, Snapshot, Status, Surroundings
from engine.bpmn.changes import TaskOpened
from engine.cases.advance import Advance, Setting
from engine.cases.clocks import turns_of, write_turns
from engine.cases.facts import changed_facts
from engine.cases.surroundings import surroundings_of
from engine.definitions.loading import Definition
from engine.history.ledger import Ledger
from engine.history.verification import Head
from engine.identity import Actor
from engine.installation import Installation
from engine.payments.closing import cancel_open_orders
from engine.refusals import RefusalKind, Refused
from storage import step
from storage.database import Connection, TooManyRaces
from storage.queries.identity import persons_named
from storage.tables.types import micros

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Scene:
    """What a verb knows once the case is locked."""

    installation: Installation
    actor: Actor
    loaded: step.Loaded
    now: datetime
    at: int
    ledger: Ledger

    @property
    def municipality_id(self) -> int:
        """Whose case it is."""
        return self.actor.municipality_id

    @property
    def snapshot(self) -> Snapshot:
        """The state of the instance before the step."""
        return Snapshot(self.loaded.instance.tokens, self.loaded.instance.scopes)


Undo = Callable[[Scene, Outcome, Advance], step.UndoRow | None]
"""What a step can be taken back with."""


def in_one_transaction(
    installation: Installation, actor: Actor, function: Callable[[Connection], T]
) -> T | Refused:
    """The verb; lost races are run again, unseen, until there were too many."""
    try:
        return installation.database.run(function, municipality=actor.municipality_id)
    except TooManyRaces:
        return Refused(RefusalKind.CONFLICT)


def refusal_of_version(loaded: step.Loaded, wanted: int | None) -> Refused | None:
    """Why an act that insists on a version of the case is not done; None when it may be."""
    version = loaded.instance.version
    if wanted is None or wanted == version:
        return None
    return Refused(RefusalKind.CHANGED, {"version": str(version)})


def scene_of(installation: Installation, actor: Actor, loaded: step.Loaded) -> Scene:
    """The verb begins: the moment is taken after the lock, so that events follow their order."""
    now = installation.clock.now()
    at = micros(now)
    head = Head(loaded.instance.chain_seq, loaded.instance.chain_hash)
    return Scene(installation, actor, loaded, now, at, _ledger(installation, actor, head, at))


def _ledger(installation: Installation, actor: Actor, head: Head, at: int) -> Ledger:
    return Ledger(head, at=at, person_id=actor.person_id, random_bytes=installation.random_bytes)


def surroundings_in(scene: Scene, connection: Connection) -> Surroundings:
    """Those of a step of one case, which knows its number and is not like itself."""
    case, town = scene.loaded.case, scene.municipality_id
    return surroundings_of(
        scene.installation, connection, town, scene.now, case_id=case.id, number=case.number
    )


def write_step(
    connection: Connection,
    scene: Scene,
    definition: Definition,
    outcome: Outcome,
    *,
    cancelled: bool = False,
    undo: Undo | None = None,
    **more: Any,
) -> Advance:
    """The outcome of a step, with further rows of the verb; `more` are fields of StepRows, and
    `undo` gives what it can be taken back with once all its events are told."""
    loaded = scene.loaded
    setting = Setting(
        scene.installation.ids,
        definition,
        scene.municipality_id,
        loaded.case.id,
        loaded.instance.id,
        scene.at,
        scene.actor.person_id,
        persons_of(connection, scene.municipality_id, outcome, at=scene.now),
        loaded.case.opened_by,
        job_characters=scene.installation.limits.job_characters,
    )
    advance = Advance(setting, scene.ledger)
    advance.apply(outcome, cancelled=cancelled)
    turns = turns_of(connection, scene.installation, advance)
    if is_over(outcome) or cancelled:
        cancel_open_orders(connection, scene)
    facts = changed_facts(definition, scene.snapshot, outcome.snapshot)
    more["undo"] = undo(scene, outcome, advance) if undo else None
    rows = advance.rows(**{"facts": facts, **more, **history_of(scene, outcome)})
    step.save(connection, rows)
    write_turns(connection, setting, turns)
    return advance


def write_events(connection: Connection, scene: Scene, **more: Any) -> None:
    """Rows of a verb that leaves the process where it stands; `more` are fields of StepRows."""
    rows = step.StepRows(
        scene.municipality_id, scene.loaded.case.id, scene.loaded.instance.id, **more
    )
    step.save(connection, with_history(rows, scene, None))


def with_history(rows: step.StepRows, scene: Scene, outcome: Outcome | None) -> step.StepRows:
    """The same rows with the events, and the instance's new head and state."""
    return replace(rows, **history_of(scene, outcome))


def history_of(scene: Scene, outcome: Outcome | None) -> dict[str, Any]:
    """The events, and the instance's new head and state: fields of StepRows."""
    instance = scene.loaded.instance
    update = step.InstanceUpdate(
        version=instance.version,
        status=str(outcome.status) if outcome else instance.status,
        chain_seq=scene.ledger.head.seq,
        chain_hash=scene.ledger.head.hash,
        updated_at=scene.at,
        tokens=outcome.snapshot.tokens if outcome else None,
        scopes=outcome.snapshot.scopes if outcome else None,
    )
    return {
        "instance": update,
        "events": event_rows(scene.ledger),
        "event_details": details(scene.ledger),
    }


def event_rows(ledger: Ledger) -> tuple[step.EventRow, ...]:
    """The events of a ledger as rows."""
    return tuple(
        step.EventRow(
            entry.seq,
            entry.kind,
            entry.element,
            entry.person_id,
            entry.task_id,
            entry.at,
            entry.data,
            entry.detail_digest,
            recorded.hash,
        )
        for recorded in ledger.events
        for entry in (recorded.entry,)
    )


def details(ledger: Ledger) -> tuple[step.EventDetailRow, ...]:
    """The personal parts of a ledger as rows."""
    return tuple(
        step.EventDetailRow(recorded.entry.seq, recorded.salt, recorded.detail)
        for recorded in ledger.events
        if recorded.salt is not None and recorded.detail is not None
    )


def persons_of(
    connection: Connection, municipality_id: int, outcome: Outcome, *, at: datetime
) -> Mapping[str, int]:
    """Whom the assignees of the model mean; one question, and only where there is one."""
    named = {
        change.assignee
        for change in outcome.changes
        if isinstance(change, TaskOpened) and change.assignee
    }
    return persons_named(connection, municipality_id, named, at=at) if named else {}


def is_over(outcome: Outcome) -> bool:
    """The case came to its end in this step."""
    return outcome.status is not Status.RUNNING
